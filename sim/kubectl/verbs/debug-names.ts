import type { Program } from '../../kernel/index.ts';
import type { Session } from '../session.ts';

const RANDOM = 'bcdfghjklmnpqrstvwxz2456789';
const RANDOM_LENGTH = 5;

/** The random end of a name that `debug` makes. */
export const debugSuffix = ({ parts }: Session): string => parts.prng.text(RANDOM_LENGTH, RANDOM);

/** The name of the container: that of the flags, or a new one, which is told. */
export function* containerName(session: Session, prefix: string): Program<string> {
  const given = session.flags.text('container');
  if (given !== '') return given;
  const name = `${prefix}-${debugSuffix(session)}`;
  if (!session.flags.bool('quiet')) {
    yield* session.out(`Defaulting debug container name to ${name}.\n`);
  }
  return name;
}

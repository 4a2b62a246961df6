import type { Program } from '../../kernel/index.ts';
import type { Session } from '../session.ts';

/** The code for a program that there is not. */
export const NOT_FOUND = 127;

/** Runs a program of the learner's computer with this command's streams; its exit code. */
export function* runProgram(
  { parts, context }: Session,
  words: readonly string[],
): Program<number> {
  const [name = '', ...args] = words;
  const commands = parts.commands();
  const own = commands.get(name);
  if (own !== undefined) return yield* own.run({ ...context, name, args });
  const shell = commands.get('sh');
  // A script of the learner's own is found and started by a shell.
  if (shell === undefined || !name.includes('/')) return NOT_FOUND;
  return yield* shell.run({ ...context, name: 'sh', args: ['-c', '"$0" "$@"', ...words] });
}

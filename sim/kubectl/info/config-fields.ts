import type { Json, JsonObject } from '../../api/index.ts';
import {
  type CommandContext,
  encodeBase64,
  encodeUtf8,
  type Program,
  resolvePath,
} from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag, type Flag } from '../flags.ts';
import { type ConfigEntry, entryNamed, type Kubeconfig } from '../kubeconfig.ts';
import { tidyFields } from '../kubeconfig-fields.ts';
import { writeKubeconfig } from '../kubeconfig-files.ts';
import type { Session } from '../session.ts';

export const EMBED = boolFlag('embed-certs', 'Keep the content of certificates in the file');

/** The values of the flags that are set, as the file has them. */
export function fieldsOf({ flags }: Session, specs: readonly Flag[]): JsonObject {
  const given = specs.filter(({ name }) => name !== 'embed-certs' && flags.isSet(name));
  return Object.fromEntries(
    given.map(({ name, type }): [string, Json] => [
      name,
      type === 'bool' ? flags.bool(name) : flags.text(name),
    ]),
  );
}

/** A path as the file has it: relative to the file's directory where it is below it. */
function relativePath({ directory }: CommandContext, file: string, path: string): string {
  if (path === '') return '';
  const base = `${resolvePath(directory, file).split('/').slice(0, -1).join('/')}/`;
  const absolute = resolvePath(directory, path);
  return absolute.startsWith(base) ? absolute.slice(base.length) : absolute;
}

/** The fields with a certificate or key that the flag of that name gives, or its content. */
export function withFile(
  session: Session,
  fields: JsonObject,
  name: string,
  origin: string,
): JsonObject {
  const { context, flags } = session;
  if (!flags.isSet(name)) return fields;
  const path = flags.text(name);
  const data = `${name}-data`;
  if (!flags.bool('embed-certs')) {
    const file = origin || session.config.source.target;
    const written = relativePath(context, file, path);
    return { ...fields, [name]: written, ...(path !== '' && { [data]: '' }) };
  }
  const file = context.files.read(resolvePath(context.directory, path));
  return { ...fields, [name]: '', [data]: encodeBase64(encodeUtf8(file.ok ? file.value : '')) };
}

/** Refuses certificates that are to be kept in the file and are not there. */
export function embedFailure(
  { context, flags }: Session,
  names: readonly string[],
): Failure | undefined {
  if (!flags.bool('embed-certs')) return undefined;
  const given = names.filter((name) => flags.text(name) !== '');
  if (given.length === 0) {
    return message(`you must specify a ${names.map((name) => `--${name}`).join(' or ')} to embed`);
  }
  for (const name of given) {
    const path = flags.text(name);
    if (context.files.read(resolvePath(context.directory, path)).ok) continue;
    return message(`could not stat ${name} file ${path}: stat ${path}: no such file or directory`);
  }
  return undefined;
}

/** Writes an entry of that name with these fields. */
export function* put(
  session: Session,
  list: 'clusters' | 'users',
  name: string,
  fields: JsonObject,
): Program<Failure | undefined> {
  const { config, context, out } = session;
  const origin = entryNamed(config[list], name)?.origin ?? '';
  const entry: ConfigEntry = { name, origin, fields: tidyFields(list, fields) };
  const others = config[list].filter((one) => one.name !== name);
  const next: Kubeconfig = { ...config, [list]: [...others, entry] };
  const failure = writeKubeconfig(context, config, next);
  if (failure !== undefined) return failure;
  yield* out(`${list === 'users' ? 'User' : 'Cluster'} "${name}" set.\n`);
  return undefined;
}

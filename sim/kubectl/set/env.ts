import { configMaps, type EnvVar, type JsonObject, secrets } from '../../api/index.ts';
import { decodeBase64, decodeUtf8, type Program, readAll } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, statusFailure } from '../failure.ts';
import { arrayFlag, boolFlag, listFlag, textFlag } from '../flags.ts';
import { hasFiles } from '../manifest/files.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { containersOf, podSpecOf, SET_FLAGS, setName, setPodSpecs } from './template.ts';

const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const ENV_RULE =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or " +
  "'.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', " +
  "regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
const NONE_NAMED =
  'one or more resources must be specified as <resource> <name> or <resource>/<name>';

/** A key as the name of a variable. */
const environmentName = (key: string): string => key.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_');

const isChange = (word: string): boolean => word.includes('=') || /.-$/.test(word);

/** The value that a variable refers to; undefined when that cannot be found out. */
function resolved(session: Session, info: Info, { valueFrom }: EnvVar): string | undefined {
  const { secretKeyRef, configMapKeyRef } = valueFrom ?? {};
  const ref = secretKeyRef ?? configMapKeyRef;
  if (ref === undefined) return undefined;
  const kind = secretKeyRef === undefined ? configMaps : secrets;
  const { namespace } = info;
  const got = session.client.get(pathOf({ kind, namespace, name: ref.name ?? '' }));
  const data = got.ok ? (got.value as { data?: Record<string, string> }).data : undefined;
  const value = data?.[ref.key];
  if (value === undefined || kind === configMaps) return value;
  const bytes = decodeBase64(value);
  return bytes.ok ? decodeUtf8(bytes.bytes) : undefined;
}

function envText(session: Session, info: Info, variable: EnvVar): string {
  const { name, value, valueFrom } = variable;
  if (valueFrom === undefined) return `${name}=${value ?? ''}`;
  const found = session.flags.bool('resolve') ? resolved(session, info, variable) : undefined;
  if (found !== undefined) return `${name}=${found}`;
  const { secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  if (secretKeyRef !== undefined)
    return `# ${name} from secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (configMapKeyRef !== undefined) {
    return `# ${name} from configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  }
  if (fieldRef !== undefined) return `# ${name} from field path ${fieldRef.fieldPath}`;
  return `# ${name} from resource ${resourceFieldRef?.resource}`;
}

function* list(session: Session, infos: readonly Info[]): Program<void> {
  for (const info of infos) {
    const spec = podSpecOf(info.kind, info.object);
    for (const { name, env = [] } of spec === undefined ? [] : containersOf(spec)) {
      const shown = env.map((variable) => envText(session, info, variable));
      const lines = [`# ${info.kind.kind} ${info.name}, container ${name}`, ...shown];
      yield* session.out(`${lines.join('\n')}\n`);
    }
  }
}

/** Variables that refer to every key of a ConfigMap or Secret. */
function fromSource(session: Session): EnvVar[] | Failure {
  const from = session.flags.text('from');
  if (from === '') return [];
  const [word = '', name = ''] = from.split('/');
  const kind = session.client.discovery.kindFor(word);
  if (kind === undefined) return message(`the server doesn't have a resource type "${word}"`);
  if (kind !== secrets && kind !== configMaps) {
    return message('unsupported resource specified in --from');
  }
  const got = session.client.get(pathOf({ kind, namespace: session.namespace, name }));
  if (!got.ok) return statusFailure(got.status);
  const keys = Object.keys((got.value as { data?: object }).data ?? {}).sort();
  const wanted = session.flags.list('keys');
  const prefix = session.flags.text('prefix');
  return keys
    .filter((key) => wanted.length === 0 || wanted.includes(key))
    .map((key) => {
      const ref = { name, key };
      const variable = `${prefix}${environmentName(key)}`;
      return {
        name: variable,
        valueFrom: kind === secrets ? { secretKeyRef: ref } : { configMapKeyRef: ref },
      };
    });
}

function merged(
  old: readonly EnvVar[],
  added: readonly EnvVar[],
  removed: readonly string[],
): EnvVar[] {
  const out = old.map((variable) => added.find(({ name }) => name === variable.name) ?? variable);
  const names = new Set(old.map(({ name }) => name));
  out.push(...added.filter(({ name }) => !names.has(name)));
  return out.filter(({ name }) => !removed.includes(name));
}

/** The names that are set or removed; why they cannot be. */
function wordsRefusal(words: readonly string[]): Failure | undefined {
  const set = words.filter((word) => word.includes('=')).map((word) => word.split('=')[0] ?? '');
  const bad = set.find((name) => !ENV_NAME.test(name));
  if (bad !== undefined) return message(`"${bad}" is not a valid key name: ${ENV_RULE}`);
  const removed = words.filter((word) => !word.includes('=')).map((word) => word.slice(0, -1));
  return set.some((name) => removed.includes(name))
    ? message('can not both modify and remove the same environment variable in the same command')
    : undefined;
}

/** Lines KEY=value of standard input, when an argument or `--env` is a dash. */
function* fromInput(session: Session): Program<string[]> {
  const isAsked = session.args.includes('-') || session.flags.list('env').includes('-');
  if (!isAsked) return [];
  const text = yield* readAll(session.context.stdin);
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** A variable that has another value already, when that may not be replaced. */
function takenFailure(session: Session, info: Info, spec: JsonObject, added: readonly EnvVar[]) {
  if (session.flags.bool('overwrite')) return undefined;
  for (const { env = [] } of containersOf(spec)) {
    const old = env.find(({ name }) => added.some((one) => one.name === name));
    if (old === undefined) continue;
    const text = `'${old.name}' already has a value (${old.value ?? ''})`;
    return message(`${setName(session, info)} ${text}, and --overwrite is false`);
  }
  return undefined;
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const input = yield* fromInput(session);
  const args = session.args.filter((arg) => arg !== '-');
  const at = args.findIndex(isChange);
  const resources = at < 0 ? args : args.slice(0, at);
  if (resources.length === 0 && !hasFiles(session)) return message(NONE_NAMED);
  const given = flags.list('env').filter((word) => word !== '-');
  const words = [...(at < 0 ? [] : args.slice(at)), ...given, ...input];
  const refused = wordsRefusal(words);
  if (refused !== undefined) return refused;
  if (flags.bool('list') && words.length === 0) {
    const found = yield* gatherTargets(session, resources, DEFAULT_RULES);
    if ('type' in found) return found;
    yield* list(session, found.infos);
    return gather(found.failures);
  }
  const removed = words.filter((word) => !word.includes('=')).map((word) => word.slice(0, -1));
  const sourced = fromSource(session);
  if (!Array.isArray(sourced)) return sourced;
  const pairs = words.filter((word) => word.includes('='));
  const added = [
    ...sourced,
    ...pairs.map((word) => ({
      name: word.slice(0, word.indexOf('=')),
      value: word.slice(word.indexOf('=') + 1),
    })),
  ];
  const renamed = sourced.flatMap(({ valueFrom }) => {
    const key = valueFrom?.configMapKeyRef?.key ?? valueFrom?.secretKeyRef?.key ?? '';
    const name = environmentName(key);
    return name === key ? [] : [`key ${key} transferred to ${name}`];
  });
  yield* session.warn(renamed);
  const isNothing = added.length === 0 && removed.length === 0;
  const isQuiet = isNothing && input.length === 0 && session.args.includes('-');
  const pattern = new RegExp(`^${flags.text('containers').replaceAll('*', '.*')}$`);
  const unmatched: string[] = [];
  const failure = yield* setPodSpecs(session, {
    resources,
    missing: isQuiet ? 'at least one environment variable must be provided' : '',
    what: 'env',
    change(spec, info) {
      const taken = takenFailure(session, info, spec, added);
      if (taken !== undefined) return failed(taken);
      const wanted = containersOf(spec).filter(({ name }) => pattern.test(name));
      if (wanted.length === 0) {
        const whose = `${info.kind.kind}/${info.name}`;
        unmatched.push(
          `${whose} does not have any containers matching "${flags.text('containers')}"`,
        );
      }
      for (const container of isNothing ? [] : wanted) {
        container.env = merged(container.env ?? [], added, removed);
      }
      return done(undefined);
    },
  });
  yield* session.warn(unmatched);
  return failure;
}

export const setEnvVerb: Verb = {
  name: 'env',
  aliases: [],
  summary: 'Change the environment variables of containers',
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  examples: [
    { does: 'Set one', line: 'kubectl set env sts/mysql MYSQL_DATABASE=app' },
    { does: 'List them', line: 'kubectl set env sts/mysql --list' },
  ],
  flags: [
    ...SET_FLAGS,
    textFlag('containers', 'Which containers', 'c', '*'),
    arrayFlag('env', 'A variable: KEY=value', 'e'),
    textFlag('from', 'ConfigMap or Secret to take variables from'),
    listFlag('keys', 'Which keys of --from'),
    textFlag('prefix', 'What stands before their names'),
    boolFlag('list', 'Only print what is there'),
    boolFlag('overwrite', 'Replace values that are there', '', 'true'),
    boolFlag('resolve', 'Print values instead of references'),
  ],
  verbs: [],
  run,
};

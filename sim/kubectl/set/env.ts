import { type Container, configMaps, type EnvVar, secrets } from '../../api/index.ts';
import { type Program, readAll } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message } from '../failure.ts';
import { arrayFlag, boolFlag, listFlag, textFlag } from '../flags.ts';
import { hasFiles } from '../manifest/files.ts';
import { type Info, NOTHING_GIVEN } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { dryRunOf, localTrialFailure, reportFor } from '../verbs/common.ts';
import { referenceText, referredValue } from './references.ts';
import {
  allAndSelected,
  chosenContainers,
  resourcesToFind,
  SET_FLAGS,
  setName,
  setPodSpecs,
} from './template.ts';

const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
const ENV_RULE =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or " +
  "'.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', " +
  "regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
const NOTHING_SET = 'at least one environment variable must be provided';
const NONE_NAMED =
  'one or more resources must be specified as <resource> <name> or <resource>/<name>';

/** A key as the name of a variable. */
const environmentName = (key: string): string => key.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_');

const isChange = (word: string): boolean => word.indexOf('=') > 0 || word.endsWith('-');

/** Resources stand before changes. */
function misplaced(args: readonly string[]): Failure | undefined {
  const at = args.findIndex(isChange);
  if (at < 0 || args.slice(at).every(isChange)) return undefined;
  return message(`all resources must be specified before environment changes: ${args.join(' ')}`);
}

/** Prints the variables of a container as they would be, then what could not be found out. */
function* list(session: Session, info: Info, container: Container): Program<void> {
  const errors = new Map<string, string[]>();
  const shown = (container.env ?? []).map((variable) => {
    const { name, value = '', valueFrom } = variable;
    if (valueFrom === undefined) return `${name}=${value}`;
    const found = session.flags.bool('resolve')
      ? referredValue(session, info, container, valueFrom)
      : undefined;
    if (found?.ok) return `${name}=${found.value}`;
    if (found !== undefined) errors.set(found.error, [...(errors.get(found.error) ?? []), name]);
    return `# ${name} from ${referenceText(valueFrom)}`;
  });
  const lines = [`# ${info.kind.kind} ${info.name}, container ${container.name}`, ...shown];
  yield* session.out(`${lines.join('\n')}\n`);
  const unknown = [...errors].map(
    ([error, names]) => `error retrieving reference for ${names.sort().join(', ')}: ${error}\n`,
  );
  yield* session.err(unknown.sort().join(''));
}

/** Variables that refer to the keys of a ConfigMap or Secret: all, or those that are wanted. */
function variablesFrom({ kind, name, object }: Info, wanted: readonly string[]): EnvVar[] {
  return Object.keys((object.data ?? {}) as object)
    .sort()
    .filter((key) => wanted.length === 0 || wanted.includes(key))
    .map((key) => {
      const ref = { name, key };
      return {
        name: environmentName(key),
        valueFrom: kind === secrets ? { secretKeyRef: ref } : { configMapKeyRef: ref },
      };
    });
}

/** The variables of `--from`, which names objects just as the arguments do. */
function* fromSource(session: Session): Program<EnvVar[] | Failure> {
  const from = session.flags.text('from');
  if (from === '') return [];
  const found = yield* gatherTargets(session, resourcesToFind(session, [from]), DEFAULT_RULES);
  if ('type' in found) return found;
  const failure = gather(found.failures);
  if (failure !== undefined) return failure;
  if (found.infos.some(({ kind }) => kind !== secrets && kind !== configMaps)) {
    return message('unsupported resource specified in --from');
  }
  return found.infos.flatMap((info) => variablesFrom(info, session.flags.list('keys')));
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
  for (const word of words) {
    const [name = ''] = word.split('=');
    const isSet = word.includes('=');
    if (isSet && !ENV_NAME.test(name)) {
      return message(`"${name}" is not a valid key name: ${ENV_RULE}`);
    }
    if (!isSet && !word.endsWith('-')) return message(`unknown environment variable: ${word}`);
  }
  const set = words.filter((word) => word.includes('=')).map((word) => word.split('=')[0] ?? '');
  const removed = words.filter((word) => !word.includes('=')).map((word) => word.slice(0, -1));
  return set.some((name) => removed.includes(name))
    ? message('can not both modify and remove the same environment variable in the same command')
    : undefined;
}

/** Lines KEY=value of standard input; others are passed over. */
function* fromInput(session: Session): Program<string[]> {
  const text = yield* readAll(session.context.stdin);
  return text.split('\n').filter((line) => line.includes('=') && !line.startsWith('#'));
}

/** Changes in their order: those of `--env`, arguments, and at each dash standard input. */
function* changesOf(session: Session, words: readonly string[]): Program<string[]> {
  const changes: string[] = [];
  for (const word of words) {
    if (word === '-') changes.push(...(yield* fromInput(session)));
    else changes.push(word);
  }
  return changes;
}

/** A variable that has another value already, when that may not be replaced. */
function takenFailure(
  session: Session,
  info: Info,
  containers: readonly Container[],
  added: readonly EnvVar[],
): Failure | undefined {
  if (session.flags.bool('overwrite')) return undefined;
  for (const { env = [] } of containers) {
    for (const { name, value = '' } of added) {
      const old = env.find((one) => one.name === name);
      if (old === undefined || (old.value ?? '') === value) continue;
      const text = `'${name}' already has a value (${old.value ?? ''}), and --overwrite is false`;
      return message(`error: ${setName(session, info)} ${text}\n`);
    }
  }
  return undefined;
}

/** Models EnvOptions.Validate of kubectl's pkg/cmd/set. */
function refusal(session: Session, resources: readonly string[], hasFiles: boolean) {
  const { flags } = session;
  const untried = localTrialFailure(session);
  if (untried !== undefined) return untried;
  if (resources.length === 0 && !hasFiles) return message(NONE_NAMED);
  if (flags.bool('local') && !hasFiles) return message(NOTHING_GIVEN);
  if (flags.bool('list') && flags.text('output') !== '') {
    return message('--list and --output may not be specified together');
  }
  if (flags.list('keys').length > 0 && flags.text('from') === '') {
    return message('when specifying --keys, a configmap or secret must be provided with --from');
  }
  return undefined;
}

const renamedKeys = (variables: readonly EnvVar[]): string[] =>
  variables.flatMap(({ valueFrom }) => {
    const key = valueFrom?.configMapKeyRef?.key ?? valueFrom?.secretKeyRef?.key ?? '';
    const name = environmentName(key);
    return name === key ? [] : [`key ${key} transferred to ${name}`];
  });

/** Of several variables of one name, the first. */
const uniqueByName = (variables: readonly EnvVar[]): EnvVar[] => {
  const names = new Set<string>();
  return variables.filter(({ name }) => !names.has(name) && names.add(name));
};

/** What is set, from the words of the command line and `--from`. */
function addedOf({ flags }: Session, words: readonly string[], sourced: readonly EnvVar[]) {
  const pairs = words.filter((word) => word.includes('='));
  const given = pairs.map((word) => ({
    name: word.slice(0, word.indexOf('=')),
    value: word.slice(word.indexOf('=') + 1),
  }));
  const prefix = flags.text('prefix');
  const all = [...given, ...sourced].map((one) => ({ ...one, name: `${prefix}${one.name}` }));
  return uniqueByName(all);
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const twice = allAndSelected(session) ?? misplaced(session.args);
  if (twice !== undefined) return twice;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value, 'typed');
  if (!report.ok) return report.failure;
  const at = session.args.findIndex(isChange);
  const resources = at < 0 ? session.args : session.args.slice(0, at);
  const refused = refusal(session, resources, hasFiles(session));
  if (refused !== undefined) return refused;
  const given = [...flags.list('env'), ...(at < 0 ? [] : session.args.slice(at))];
  // The names of standard input are for the server to refuse.
  const wrong = wordsRefusal(given.filter((word) => word !== '-'));
  if (wrong !== undefined) return wrong;
  const words = yield* changesOf(session, given);
  const removed = words.filter((word) => !word.includes('=')).map((word) => word.slice(0, -1));
  const sourced = yield* fromSource(session);
  if (!Array.isArray(sourced)) return sourced;
  yield* session.warn(renamedKeys(sourced));
  const added = addedOf(session, words, sourced);
  const isList = flags.bool('list');
  const unmatched: string[] = [];
  const failure = yield* setPodSpecs(session, {
    resources: resourcesToFind(session, resources),
    refusal: undefined,
    complaint: added.length === 0 && at < 0 ? message(NOTHING_SET) : undefined,
    what: 'env',
    refused: 'failed to patch env update to pod template:',
    isAlwaysSent: false,
    isRecordPrinted: false,
    isListed: isList,
    *change(spec, info) {
      const chosen = flags.text('containers');
      const wanted = chosenContainers(spec, chosen);
      const taken = takenFailure(session, info, wanted, added);
      if (taken !== undefined) return failed(taken);
      if (wanted.length === 0) {
        const whose = `${info.kind.kind}/${info.name}`;
        unmatched.push(`${whose} does not have any containers matching "${chosen}"`);
      }
      for (const container of wanted) {
        const env = merged(container.env ?? [], added, removed);
        if (env.length > 0) container.env = env;
        else delete container.env;
        if (isList) yield* list(session, info, container);
      }
      return done(undefined);
    },
  });
  yield* session.warn(unmatched);
  return failure;
}

export const setEnvVerb: Verb = {
  ...PLAIN_VERB,
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

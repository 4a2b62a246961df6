import { configMaps, type EnvVar, secrets } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, gather, message, statusFailure } from '../failure.ts';
import { arrayFlag, boolFlag, listFlag, textFlag } from '../flags.ts';
import { type Info, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { containersOf, podSpecOf, SET_FLAGS, setPodSpecs } from './template.ts';

const isChange = (word: string): boolean => word.includes('=') || /.-$/.test(word);

function envText({ name, value, valueFrom }: EnvVar): string {
  if (valueFrom === undefined) return `${name}=${value ?? ''}`;
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
      const lines = [`# ${info.kind.kind} ${info.name}, container ${name}`, ...env.map(envText)];
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
  if (kind !== secrets && kind !== configMaps)
    return message(`unsupported resource specified in --from`);
  const got = session.client.get(pathOf({ kind, namespace: session.namespace, name }));
  if (!got.ok) return statusFailure(got.status);
  const keys = Object.keys((got.value as { data?: object }).data ?? {}).sort();
  const wanted = session.flags.list('keys');
  const prefix = session.flags.text('prefix');
  return keys
    .filter((key) => wanted.length === 0 || wanted.includes(key))
    .map((key) => {
      const ref = { name, key };
      const variable = `${prefix}${key.toUpperCase().replaceAll(/[^A-Z0-9_]/g, '_')}`;
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

function* run(session: Session): Program<Failure | undefined> {
  const { flags, args } = session;
  const at = args.findIndex(isChange);
  const resources = at < 0 ? args : args.slice(0, at);
  const words = [...(at < 0 ? [] : args.slice(at)), ...flags.list('env')];
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
  const isNothing = added.length === 0 && removed.length === 0;
  return yield* setPodSpecs(session, {
    resources,
    missing: isNothing ? 'at least one environment variable must be provided' : '',
    what: 'env',
    change(spec) {
      const pattern = new RegExp(`^${flags.text('containers').replaceAll('*', '.*')}$`);
      for (const container of containersOf(spec)) {
        if (pattern.test(container.name))
          container.env = merged(container.env ?? [], added, removed);
      }
      return done(undefined);
    },
  });
}

export const setEnvVerb: Verb = {
  name: 'env',
  aliases: [],
  summary: 'Change the environment variables of containers',
  usage: '(TYPE/NAME | TYPE NAME) KEY_1=VAL_1 … KEY_N-',
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

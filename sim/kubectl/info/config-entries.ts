import type { Program } from '../../kernel/index.ts';
import { type Failure, message, usageFailure } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { type ContextEntry, type Kubeconfig, writeKubeconfig } from '../kubeconfig.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';

type Run = (session: Session) => Program<Failure | undefined>;

const verb = (
  name: string,
  summary: string,
  usage: string,
  flags: Verb['flags'],
  run: Run,
): Verb => ({
  name,
  aliases: [],
  summary,
  usage,
  examples: [],
  flags,
  verbs: [],
  run,
});

const wrongArguments = (name: string, { args }: Session): Failure =>
  usageFailure(`config ${name}`, `unexpected args: [${args.join(' ')}]`);

/** Removes a cluster or a user. */
const removal = (noun: 'cluster' | 'user'): Run =>
  function* run(session) {
    const { args, config, context, out } = session;
    const [name] = args;
    if (name === undefined || args.length > 1) return wrongArguments(`delete-${noun}`, session);
    const names = noun === 'user' ? config.users : config.clusters.map((one) => one.name);
    if (!names.includes(name)) {
      return message(`cannot delete ${noun} ${name}, not in ${config.path}`);
    }
    const next =
      noun === 'user'
        ? { ...config, users: config.users.filter((one) => one !== name) }
        : { ...config, clusters: config.clusters.filter((one) => one.name !== name) };
    writeKubeconfig(context, next);
    yield* out(`deleted ${noun} ${name} from ${config.path}\n`);
    return undefined;
  };

function* setCluster(session: Session): Program<Failure | undefined> {
  const { args, flags, config, context, out } = session;
  const [name] = args;
  if (name === undefined || args.length > 1) return wrongArguments('set-cluster', session);
  const known = config.clusters.find((one) => one.name === name);
  const server = flags.isSet('server') ? flags.text('server') : (known?.server ?? '');
  const others = config.clusters.filter((one) => one.name !== name);
  writeKubeconfig(context, { ...config, clusters: [...others, { name, server }] });
  yield* out(`Cluster "${name}" set.\n`);
  return undefined;
}

function* setCredentials(session: Session): Program<Failure | undefined> {
  const { args, config, context, out } = session;
  const [name] = args;
  if (name === undefined || args.length > 1) return wrongArguments('set-credentials', session);
  const users = config.users.includes(name) ? config.users : [...config.users, name];
  writeKubeconfig(context, { ...config, users });
  yield* out(`User "${name}" set.\n`);
  return undefined;
}

const CONTEXT_FIELDS = ['cluster', 'namespace', 'user'] as const;

/** The configuration with a property that is named by its path; undefined for no such property. */
function withProperty(config: Kubeconfig, path: string, value: string): Kubeconfig | undefined {
  if (path === 'current-context') return { ...config, current: value };
  const [list, name = '', field] = path.split('.');
  if (list === 'clusters' && field === 'server') {
    const others = config.clusters.filter((one) => one.name !== name);
    return { ...config, clusters: [...others, { name, server: value }] };
  }
  const known = CONTEXT_FIELDS.find((one) => one === field);
  if (list !== 'contexts' || known === undefined) return undefined;
  const empty: ContextEntry = { name, cluster: '', user: '', namespace: '' };
  const entry = config.contexts.find((one) => one.name === name) ?? empty;
  const others = config.contexts.filter((one) => one.name !== name);
  return { ...config, contexts: [...others, { ...entry, [known]: value }] };
}

const property = (name: 'set' | 'unset'): Run =>
  function* run(session) {
    const { args, config, context, out } = session;
    const [path = '', value = ''] = args;
    if (args.length !== (name === 'set' ? 2 : 1)) return wrongArguments(name, session);
    const whole = name === 'unset' ? /^(contexts|clusters|users)\.([^.]+)$/.exec(path) : null;
    const next =
      whole === null
        ? withProperty(config, path, value)
        : withoutEntry(config, whole[1] as string, whole[2] as string);
    if (next === undefined) return message(`unable to find property "${path}"`);
    writeKubeconfig(context, next);
    yield* out(`Property "${path}" ${name}.\n`);
    return undefined;
  };

function withoutEntry(config: Kubeconfig, list: string, name: string): Kubeconfig {
  if (list === 'users') return { ...config, users: config.users.filter((one) => one !== name) };
  return list === 'clusters'
    ? { ...config, clusters: config.clusters.filter((one) => one.name !== name) }
    : { ...config, contexts: config.contexts.filter((one) => one.name !== name) };
}

/** Verbs of `config` that change entries of the file one by one. */
export const ENTRY_VERBS: readonly Verb[] = [
  verb('delete-cluster', 'Remove a cluster', 'NAME', [], removal('cluster')),
  verb('delete-user', 'Remove a user', 'NAME', [], removal('user')),
  verb(
    'set',
    'Set one property of the file',
    'PROPERTY_NAME PROPERTY_VALUE',
    [boolFlag('set-raw-bytes', 'The value is not in base 64')],
    property('set'),
  ),
  verb('unset', 'Remove one property of the file', 'PROPERTY_NAME', [], property('unset')),
  verb(
    'set-cluster',
    'Change a cluster, or make one',
    'NAME [--server=server]',
    [
      boolFlag('embed-certs', 'Keep the content of certificates in the file'),
      textFlag('proxy-url', 'Proxy for the cluster'),
    ],
    setCluster,
  ),
  verb(
    'set-credentials',
    'Change a user, or make one',
    'NAME [--token=token]',
    [boolFlag('embed-certs', 'Keep the content of certificates in the file')],
    setCredentials,
  ),
];

import type { Json, JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message, usageFailure } from '../failure.ts';
import { arrayFlag, boolFlag, type Flag, textFlag } from '../flags.ts';
import { type ContextEntry, type Kubeconfig, writeKubeconfig } from '../kubeconfig.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { type ConfigRun, configVerb, helpFor } from './config-verb.ts';

/** Removes a cluster or a user. */
const removal = (noun: 'cluster' | 'user'): ConfigRun =>
  function* run(session) {
    const { args, config, context, out } = session;
    const [name = ''] = args;
    if (args.length !== 1) {
      if (noun === 'user') return usageFailure('config delete-user', 'user to delete is required');
      yield* out(session.help());
      return undefined;
    }
    const entries: readonly { readonly name: string }[] =
      noun === 'user' ? config.users : config.clusters;
    if (!entries.some((one) => one.name === name)) {
      return message(`cannot delete ${noun} ${name}, not in ${config.path}`);
    }
    writeKubeconfig(context, withoutEntry(config, `${noun}s`, name));
    yield* out(`deleted ${noun} ${name} from ${config.path}\n`);
    return undefined;
  };

/** The fields that flags of these names set, as the file has them. */
function fieldsOf({ flags }: Session, specs: readonly Flag[]): JsonObject {
  const given = specs.filter(({ name }) => name !== 'embed-certs' && flags.isSet(name));
  return Object.fromEntries(
    given.map(({ name, type }): [string, Json] => [
      name,
      type === 'bool' ? flags.bool(name) : flags.text(name),
    ]),
  );
}

const EMBED = boolFlag('embed-certs', 'Keep the content of certificates in the file');

const CLUSTER_FLAGS = [
  EMBED,
  textFlag('server', 'Address of the API server'),
  textFlag('tls-server-name', 'Name to expect in the certificate of the server'),
  textFlag('certificate-authority', 'File with the certificate of the authority'),
  textFlag('proxy-url', 'Proxy for the cluster'),
  boolFlag('insecure-skip-tls-verify', 'Do not check the certificate of the server'),
];

function* setCluster(session: Session): Program<Failure | undefined> {
  const { args, config, context, out } = session;
  const [name] = args;
  if (name === undefined || args.length > 1) return helpFor(session);
  const known = config.clusters.find((one) => one.name === name);
  const fields = fieldsOf(session, CLUSTER_FLAGS);
  const { server = known?.server ?? '', ...other } = fields;
  const entry = { name, server: String(server), other: { ...known?.other, ...other } };
  const others = config.clusters.filter((one) => one.name !== name);
  writeKubeconfig(context, { ...config, clusters: [...others, entry] });
  yield* out(`Cluster "${name}" set.\n`);
  return undefined;
}

const FILE_FIELDS = [
  textFlag('client-certificate', 'File with the client certificate'),
  textFlag('client-key', 'File with the client key'),
];
const SECRET_FIELDS = [
  textFlag('token', 'Bearer token'),
  textFlag('username', 'User name for basic authentication'),
  textFlag('password', 'Password for basic authentication'),
];
/** How to come to a token is not simulated: nobody asks for one. */
const PROVIDER_FLAGS = [
  textFlag('auth-provider', 'Who gives the credentials'),
  arrayFlag('auth-provider-arg', 'An argument for it: key=value'),
  textFlag('exec-command', 'Command that prints the credentials'),
  textFlag('exec-api-version', 'Version of what it prints'),
  textFlag('exec-interactive-mode', 'Whether it reads from the terminal'),
  boolFlag('exec-provide-cluster-info', 'Tell it about the cluster'),
  arrayFlag('exec-arg', 'An argument for the command'),
  arrayFlag('exec-env', 'A variable for the command: key=value'),
];

const METHODS =
  'you cannot specify more than one authentication method at the same time: --token, ' +
  '--username/--password';

function* setCredentials(session: Session): Program<Failure | undefined> {
  const { args, config, flags, context, out } = session;
  const [name] = args;
  if (name === undefined || args.length > 1) return helpFor(session, 'unexpected');
  if (flags.text('token') !== '' && (flags.isSet('username') || flags.isSet('password'))) {
    return message(METHODS);
  }
  const provider = PROVIDER_FLAGS.find((flag) => flags.isSet(flag.name));
  if (provider !== undefined) {
    return message(`--${provider.name} is not simulated here: the cluster asks for no credentials`);
  }
  const known = config.users.find((one) => one.name === name);
  const user = { ...known?.user, ...fieldsOf(session, [...FILE_FIELDS, ...SECRET_FIELDS]) };
  const others = config.users.filter((one) => one.name !== name);
  writeKubeconfig(context, { ...config, users: [...others, { name, user }] });
  yield* out(`User "${name}" set.\n`);
  return undefined;
}

const CONTEXT_FIELDS = ['cluster', 'namespace', 'user'] as const;

/** The entry of that name with a field that is set, or with '' removed. */
const withField = (fields: JsonObject, field: string, value: string): JsonObject => {
  const { [field]: _, ...rest } = fields;
  return value === '' ? rest : { ...rest, [field]: value };
};

/** The configuration with a property that is named by its path; undefined for no such property. */
function withProperty(config: Kubeconfig, path: string, value: string): Kubeconfig | undefined {
  if (path === 'current-context') return { ...config, current: value };
  const [list, name = '', field = ''] = path.split('.');
  const isOther = (one: { readonly name: string }): boolean => one.name !== name;
  if (list === 'clusters' && field !== '') {
    const old = config.clusters.find((one) => one.name === name) ?? { server: '', other: {} };
    const entry =
      field === 'server'
        ? { ...old, name, server: value }
        : { ...old, name, other: withField(old.other, field, value) };
    return { ...config, clusters: [...config.clusters.filter(isOther), entry] };
  }
  if (list === 'users' && field !== '') {
    const old = config.users.find((one) => one.name === name)?.user ?? {};
    const entry = { name, user: withField(old, field, value) };
    return { ...config, users: [...config.users.filter(isOther), entry] };
  }
  const known = CONTEXT_FIELDS.find((one) => one === field);
  if (list !== 'contexts' || known === undefined) return undefined;
  const empty: ContextEntry = { name, cluster: '', user: '', namespace: '' };
  const entry = config.contexts.find((one) => one.name === name) ?? empty;
  return {
    ...config,
    contexts: [...config.contexts.filter(isOther), { ...entry, [known]: value }],
  };
}

const property = (name: 'set' | 'unset'): ConfigRun =>
  function* run(session) {
    const { args, config, context, out } = session;
    const [path = '', value = ''] = args;
    if (args.length !== (name === 'set' ? 2 : 1)) return helpFor(session);
    const whole = name === 'unset' ? /^(contexts|clusters|users)\.([^.]+)$/.exec(path) : null;
    const next =
      whole === null
        ? withProperty(config, path, value)
        : withoutEntry(config, whole[1] as string, whole[2] as string);
    if (next === undefined) return message(`unable to parse ${path} after [] at api.Config`);
    writeKubeconfig(context, next);
    yield* out(`Property "${path}" ${name}.\n`);
    return undefined;
  };

function withoutEntry(config: Kubeconfig, list: string, name: string): Kubeconfig {
  const isOther = (one: { readonly name: string }): boolean => one.name !== name;
  if (list === 'users') return { ...config, users: config.users.filter(isOther) };
  return list === 'clusters'
    ? { ...config, clusters: config.clusters.filter(isOther) }
    : { ...config, contexts: config.contexts.filter(isOther) };
}

/** Verbs of `config` that change entries of the file one by one. */
export const ENTRY_VERBS: readonly Verb[] = [
  configVerb('delete-cluster', {
    summary: 'Remove a cluster',
    usage: 'NAME',
    example: { does: 'Remove one', line: 'kubectl config delete-cluster staging' },
    run: removal('cluster'),
  }),
  configVerb('delete-user', {
    summary: 'Remove a user',
    usage: 'NAME',
    example: { does: 'Remove one', line: 'kubectl config delete-user jane' },
    run: removal('user'),
  }),
  configVerb('set', {
    summary: 'Set one property of the file',
    usage: 'PROPERTY_NAME PROPERTY_VALUE',
    example: {
      does: 'Work in another namespace',
      line: 'kubectl config set contexts.minikube.namespace mysql',
    },
    flags: [boolFlag('set-raw-bytes', 'The value is not in base 64')],
    run: property('set'),
  }),
  configVerb('unset', {
    summary: 'Remove one property of the file',
    usage: 'PROPERTY_NAME',
    example: { does: 'Use no context', line: 'kubectl config unset current-context' },
    run: property('unset'),
  }),
  configVerb('set-cluster', {
    summary: 'Change a cluster, or make one',
    usage:
      'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] ' +
      '[--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
    example: {
      does: 'Say where a cluster is',
      line: 'kubectl config set-cluster staging --server=https://10.0.0.5:6443',
    },
    flags: CLUSTER_FLAGS,
    run: setCluster,
  }),
  configVerb('set-credentials', {
    summary: 'Change a user, or make one',
    usage:
      'NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] ' +
      '[--token=bearer_token] [--username=basic_user] [--password=basic_password] ' +
      '[--auth-provider=provider_name] [--auth-provider-arg=key=value] ' +
      '[--exec-command=exec_command] [--exec-api-version=exec_api_version] ' +
      '[--exec-arg=arg] [--exec-env=key=value]',
    example: { does: 'Keep a token', line: 'kubectl config set-credentials jane --token=abc' },
    flags: [EMBED, ...FILE_FIELDS, ...SECRET_FIELDS, ...PROVIDER_FLAGS],
    run: setCredentials,
  }),
];

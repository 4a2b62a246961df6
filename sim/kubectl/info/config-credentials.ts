import type { Json, JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, boolFlag, listFlag, textFlag } from '../flags.ts';
import { entryNamed } from '../kubeconfig.ts';
import { objectOf } from '../kubeconfig-fields.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { EMBED, embedFailure, fieldsOf, put, withFile } from './config-fields.ts';
import { configVerb, helpFor } from './config-verb.ts';

const FILE_FIELDS = [
  textFlag('client-certificate', 'File with the client certificate'),
  textFlag('client-key', 'File with the client key'),
];
const SECRET_FIELDS = [
  textFlag('token', 'Bearer token'),
  textFlag('username', 'User name for basic authentication'),
  textFlag('password', 'Password for basic authentication'),
];
const PROVIDER_FLAGS = [
  textFlag('auth-provider', 'Who gives the credentials'),
  listFlag('auth-provider-arg', 'An argument for it: key=value'),
  textFlag('exec-command', 'Command that prints the credentials'),
  textFlag('exec-api-version', 'Version of what it prints'),
  textFlag('exec-interactive-mode', 'Whether it reads from the terminal'),
  boolFlag('exec-provide-cluster-info', 'Tell it about the cluster'),
  arrayFlag('exec-arg', 'An argument for the command'),
  arrayFlag('exec-env', 'A variable for the command: key=value'),
];

/** Assignments and removals that `--auth-provider-arg` and `--exec-env` ask for. */
function assignments(
  { flags }: Session,
  flag: string,
): Outcome<readonly (readonly [key: string, value: string | undefined])[]> {
  const value: (readonly [string, string | undefined])[] = [];
  const given = flags.list(flag);
  // One empty text alone is no text, as the flag is read from what it prints.
  const texts = given.length === 1 && given[0] === '' ? [] : given;
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at > 0) value.push([text.slice(0, at), text.slice(at + 1)]);
    else if (text.length > 1 && text.endsWith('-')) value.push([text.slice(0, -1), undefined]);
    else return failed(message(`invalid ${flag} format: ${text}`));
  }
  return { ok: true, value };
}

type Assignments = readonly (readonly [key: string, value: string | undefined])[];

function withProvider({ flags }: Session, user: JsonObject, given: Assignments): JsonObject {
  const old = objectOf(user['auth-provider']);
  const name = flags.isSet('auth-provider') ? flags.text('auth-provider') : old.name;
  if (name === undefined) return user;
  const config: Record<string, Json> = name === old.name ? { ...objectOf(old.config) } : {};
  for (const [key, value] of given) {
    if (value === undefined) delete config[key];
    else config[key] = value;
  }
  return { ...user, 'auth-provider': { name, config } };
}

function withCommand({ flags }: Session, user: JsonObject, given: Assignments): JsonObject {
  const isNew = flags.isSet('exec-command');
  const old = objectOf(user.exec);
  if (!isNew && user.exec === undefined) return user;
  const text = (flag: string, field: string): JsonObject => {
    const value = flags.isSet(flag) ? flags.text(flag) : (old[field] ?? '');
    return value === '' ? {} : { [field]: value };
  };
  const args = flags.isSet('exec-arg') ? flags.list('exec-arg') : isNew ? null : (old.args ?? null);
  const known = Array.isArray(old.env) ? old.env.map(objectOf) : [];
  const names = new Set(given.map(([name]) => name));
  const env = [
    ...known.filter(({ name }) => !names.has(String(name))),
    ...given.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
  ];
  const exec: JsonObject = {
    command: isNew ? flags.text('exec-command') : (old.command ?? ''),
    args: args as Json,
    env: env.length === 0 && known.length === 0 ? null : env,
    ...text('exec-api-version', 'apiVersion'),
    provideClusterInfo: flags.isSet('exec-provide-cluster-info')
      ? flags.bool('exec-provide-cluster-info')
      : (old.provideClusterInfo ?? false),
    ...text('exec-interactive-mode', 'interactiveMode'),
  };
  return { ...user, exec };
}

/** Whether a command for credentials may ask whoever types. */
const MODES: ReadonlySet<string> = new Set(['IfAvailable', 'Never', 'Always']);

const METHODS =
  'you cannot specify more than one authentication method at the same time: --token, ' +
  '--username/--password';

function* setCredentials(session: Session): Program<Failure | undefined> {
  const { args, config, flags } = session;
  const [name] = args;
  const refuse = (failure: Failure): Failure => ({
    type: 'partial',
    printed: session.help(),
    failure,
  });
  const provider = assignments(session, 'auth-provider-arg');
  if (!provider.ok) return refuse(provider.failure);
  const env = assignments(session, 'exec-env');
  if (!env.ok) return refuse(env.failure);
  if (name === undefined || args.length > 1) return helpFor(session, 'unexpected');
  if (name === '') return message('you must specify a non-empty user name');
  const [isToken, isBasic] = [
    flags.text('token') !== '',
    flags.text('username') !== '' || flags.text('password') !== '',
  ];
  if (isToken && isBasic) return message(METHODS);
  if (flags.isSet('exec-interactive-mode') && !MODES.has(flags.text('exec-interactive-mode'))) {
    return message('invalid interactive mode type, can be only IfAvailable, Never, Always');
  }
  const refused = embedFailure(session, ['client-certificate', 'client-key']);
  if (refused !== undefined) return refused;
  const known = entryNamed(config.users, name);
  let user: JsonObject = { ...known?.fields, ...fieldsOf(session, SECRET_FIELDS) };
  for (const file of FILE_FIELDS) user = withFile(session, user, file.name, known?.origin ?? '');
  if (isToken) user = { ...user, username: '', password: '' };
  if (isBasic) user = { ...user, token: '' };
  user = withCommand(session, withProvider(session, user, provider.value), env.value);
  return yield* put(session, 'users', name, user);
}

/** `config set-credentials`. */
export const SET_CREDENTIALS: Verb = configVerb('set-credentials', {
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
});

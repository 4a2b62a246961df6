import { type JsonObject, quote } from '../api/index.ts';
import { type CommandContext, type Program, resolvePath } from '../kernel/index.ts';
import { type Failure, message, plain } from './failure.ts';
import { currentContext, entryNamed, type Kubeconfig, OWN_SERVER, serverOf } from './kubeconfig.ts';
import { textOf as entryText } from './kubeconfig-fields.ts';
import type { Session } from './session.ts';
import type { Verb } from './verb.ts';

const PROFILES = new Set([
  ...['none', 'cpu', 'heap', 'goroutine', 'threadcreate', 'block', 'mutex', 'allocs'],
]);

/** How the user of the command line proves who they are. Models clientcmd's validateAuthInfo. */
function authMethods(
  config: Kubeconfig,
  user: string,
  textOf: (flag: string) => string,
): readonly string[] {
  const name = user || entryText(currentContext(config)?.fields.user);
  const fields = entryNamed(config.users, name)?.fields ?? {};
  const has = (field: string): boolean => (textOf(field) || entryText(fields[field])) !== '';
  return [
    ...(has('token') ? ['token'] : []),
    ...(has('username') || has('password') ? ['basicAuth'] : []),
  ];
}

/**
 * Files of certificates that the command line or the user's entry names and that are not there.
 * Models clientcmd's validateClusterInfo and validateAuthInfo.
 */
function certificateErrors(
  { files, directory }: CommandContext,
  config: Kubeconfig,
  textOf: (flag: string) => string,
): readonly string[] {
  const context = currentContext(config)?.fields;
  const cluster = textOf('cluster') || entryText(context?.cluster);
  const user = textOf('user') || entryText(context?.user);
  const clusterFields = entryNamed(config.clusters, cluster)?.fields ?? {};
  const userFields = entryNamed(config.users, user)?.fields ?? {};
  const unread = (what: string, file: string, whose: string): string[] =>
    file === '' || files.read(resolvePath(directory, file)).ok
      ? []
      : [
          `unable to read ${what} ${file} for ${whose} due to open ${file}: no such file or directory`,
        ];
  const at = (fields: JsonObject, name: string): string => textOf(name) || entryText(fields[name]);
  const authority = at(clusterFields, 'certificate-authority');
  const [certificate, key] = ['client-certificate', 'client-key'].map((name) =>
    at(userFields, name),
  ) as [string, string];
  const hasCertificate =
    certificate !== '' || entryText(userFields['client-certificate-data']) !== '';
  const hasKey = key !== '' || entryText(userFields['client-key-data']) !== '';
  const noKey =
    `client-key-data or client-key must be specified for ${user} to use the clientCert ` +
    'authentication method.';
  return [
    ...(hasCertificate && !hasKey ? [noKey] : []),
    ...(hasCertificate ? unread('client-cert', certificate, user) : []),
    ...(hasCertificate ? unread('client-key', key, user) : []),
    ...unread('certificate-authority', authority, cluster),
  ];
}

/** Several things that are wrong with the configuration, or one. */
const configurationFailure = (errors: readonly string[]): Failure =>
  errors.length === 1
    ? message(errors[0] as string)
    : plain(`Error in configuration: \n${errors.map((error) => `* ${error}\n`).join('')}`);

const TIMEOUT_FORMS =
  'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by ' +
  'a corresponding time unit (e.g. 1s | 2m | 3h)';

/** Why there is no such context or cluster, as the verb meets it. */
function missingEntry(isServerFirst: boolean, list: 'context' | 'cluster', name: string): Failure {
  if (isServerFirst) return message(`${list} "${name}" does not exist`);
  return list === 'cluster'
    ? message(`no server found for cluster "${name}"`)
    : plain(`Error in configuration: context was not found for specified context: ${name}`);
}

/** What the flags of every verb name and there is not. */
export function refuseGlobalFlags(
  context: CommandContext,
  isServerFirst: boolean,
  textOf: (flag: string) => string,
  config: Kubeconfig,
): Failure | undefined {
  const { clusters, users, current } = config;
  if (current !== '' && currentContext(config) === undefined) {
    // Which verb it is counts for what the command line names.
    return missingEntry(isServerFirst && textOf('context') !== '', 'context', current);
  }
  const { files, directory } = context;
  const [file, cluster, user, timeout] = ['kubeconfig', 'cluster', 'user', 'request-timeout'].map(
    textOf,
  ) as [string, string, string, string];
  if (file !== '' && !files.stat(resolvePath(directory, file)).ok) {
    return message(`stat ${file}: no such file or directory`);
  }
  if (user !== '' && entryNamed(users, user) === undefined) {
    return message(`auth info "${user}" does not exist`);
  }
  if (cluster !== '' && entryNamed(clusters, cluster) === undefined) {
    return missingEntry(isServerFirst, 'cluster', cluster);
  }
  const wrong = certificateErrors(context, config, textOf);
  if (wrong.length > 0) return configurationFailure(wrong);
  // Of an extra attribute without a value nothing is sent.
  const impersonates =
    ['as-uid', 'as-group'].some((flag) => textOf(flag) !== '') ||
    textOf('as-user-extra').includes('=');
  if (impersonates && textOf('as') === '') {
    const who = user || entryText(currentContext(config)?.fields.user);
    return message(`requesting uid, groups or user-extra for ${who} without impersonating a user`);
  }
  const methods = authMethods(config, user, textOf);
  if (methods.length > 1) {
    const who = user || entryText(currentContext(config)?.fields.user);
    return message(
      `more than one authentication method found for ${who}; found [${methods.join(' ')}], only ` +
        'one is allowed',
    );
  }
  const profile = textOf('profile');
  if (profile !== '' && !PROFILES.has(profile)) return message(`unknown profile '${profile}'`);
  if (timeout === '') return undefined;
  const isDuration = /^(\d+|[+-]?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+)$/.test(timeout);
  return isDuration ? undefined : message(TIMEOUT_FORMS);
}

/** Verbs that ask no cluster. */
export const LOCAL = new Set(['completion', 'options', 'plugin list']);

/** Where kubectl looks when nothing names a server. */
const NO_SERVER = 'http://localhost:8080';

/** A line of the tool's own log. */
export function logLine(
  { parts, context }: Session,
  level: string,
  place: string,
  text: string,
): string {
  const now = new Date(parts.clock.epochMs()).toISOString();
  const stamp = `${level}${now.slice(5, 7)}${now.slice(8, 10)} ${now.slice(11, 23)}000`;
  return `${stamp} ${String(context.self.pid).padStart(7)} ${place}] ${text}\n`;
}

/** Generators that look a resource up before they print it. */
const ASKING = new Set(['create role', 'create clusterrole', 'create token']);

/** Whether what is printed is made without a question: `create deploy … --dry-run=client`. */
const asksNothing = ({ path, flags }: Session): boolean =>
  path.startsWith('create ') &&
  !ASKING.has(path) &&
  flags.isDefined('dry-run') &&
  flags.text('dry-run') === 'client';

/** Who this computer asks for the addresses of names. */
const RESOLVER = '127.0.0.53:53';

/** Why nothing answers at a host, in Go's words. */
function dialError(host: string): string {
  const name = host.replace(/:\d+$/, '');
  const isAddress = /^[\d.]+$|^\[.*\]$/.test(name) || name === 'localhost';
  if (isAddress) return `dial tcp ${host}: connect: connection refused`;
  return `dial tcp: lookup ${name} on ${RESOLVER}: no such host`;
}

/** What is said of a server that nothing answers for. */
export function noAnswer(host: string): Failure {
  if (host === '') return plain('Unable to connect to the server: http: no Host in request URL');
  const error = dialError(host);
  if (!error.endsWith('refused')) return plain(`Unable to connect to the server: ${error}`);
  return plain(
    `The connection to the server ${host} was refused - did you specify the right host or port?`,
  );
}

/** The address of the API server, as the command line or the configuration has it. */
export const serverUrl = ({ config, flags }: Pick<Session, 'config' | 'flags'>): string =>
  flags.text('server') || serverOf(config, flags.text('cluster')) || NO_SERVER;

/** A server that nothing answers for, as the verb meets it. */
export interface DeadServer {
  /** What is logged of each try; '' when there is no address to try. */
  readonly log: string;
  readonly failure: Failure;
}

/** A server that is not the cluster's own refuses the connection, or has no address. */
export function deadServer(session: Session): DeadServer | undefined {
  if (asksNothing(session)) return undefined;
  const server = serverUrl(session);
  if (server === OWN_SERVER) return undefined;
  const [, scheme = 'http', host = server] = /^(https?):\/\/([^/]*)/.exec(server) ?? [];
  if (host === '') {
    return {
      log: '',
      failure: message(`host must be a URL or a host:port pair: ${quote(server)}`),
    };
  }
  const url = `${scheme}://${host}/api?timeout=32s`;
  const reason = `Get \\"${url}\\": ${dialError(host)}`;
  const what = `"Unhandled Error" err="couldn't get current server API group list: ${reason}"`;
  const line = logLine(session, 'E', 'memcache.go:265', what);
  return { log: line.repeat(5), failure: noAnswer(host) };
}

/** Ends a verb that asks a server that nothing answers for. */
class Unanswered extends Error {}

const unanswered = (): never => {
  throw new Unanswered();
};

/** The session with a server that nothing answers for: the first question ends the verb. */
function withoutServer(session: Session): Session {
  const client = new Proxy({} as Session['client'], { get: unanswered });
  const log = { ...session.log, request: unanswered };
  return { ...session, client, typed: client, peek: client, log };
}

/** Runs a verb up to the first question to a server that does not answer it. */
export function* runUnanswered(
  session: Session,
  verb: Verb,
  dead: DeadServer,
): Program<Failure | undefined> {
  try {
    return yield* verb.run(withoutServer(session));
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
  }
  yield* session.err(dead.log);
  yield* session.out(verb.printedUnanswered(session));
  return dead.failure;
}

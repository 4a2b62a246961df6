import { type CommandContext, type Program, resolvePath } from '../kernel/index.ts';
import { type Failure, message, plain } from './failure.ts';
import { currentContext, entryNamed, type Kubeconfig, OWN_SERVER, serverOf } from './kubeconfig.ts';
import { textOf as entryText } from './kubeconfig-fields.ts';
import type { Session } from './session.ts';
import { CLIENT_LINES } from './version.ts';

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

const TIMEOUT_FORMS =
  'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by ' +
  'a corresponding time unit (e.g. 1s | 2m | 3h)';

/** What the flags of every verb name and there is not. */
export function refuseGlobalFlags(
  { files, directory }: CommandContext,
  textOf: (flag: string) => string,
  config: Kubeconfig,
): Failure | undefined {
  const { clusters, users } = config;
  const [file, cluster, user, timeout] = ['kubeconfig', 'cluster', 'user', 'request-timeout'].map(
    textOf,
  ) as [string, string, string, string];
  if (file !== '' && !files.read(resolvePath(directory, file)).ok) {
    return message(`stat ${file}: no such file or directory`);
  }
  if (user !== '' && entryNamed(users, user) === undefined) {
    return message(`auth info "${user}" does not exist`);
  }
  if (cluster !== '' && entryNamed(clusters, cluster) === undefined) {
    return message(`no server found for cluster "${cluster}"`);
  }
  const impersonates = ['as-uid', 'as-group', 'as-user-extra'].some((flag) => textOf(flag) !== '');
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

/** A server that is not the cluster's own refuses the connection. */
export function* unreachable(session: Session): Program<Failure | undefined> {
  const { config, flags } = session;
  const server = flags.text('server') || serverOf(config, flags.text('cluster')) || NO_SERVER;
  if (server === OWN_SERVER) return undefined;
  const [, scheme = 'http', host = server] = /^(https?):\/\/([^/]*)/.exec(server) ?? [];
  const url = `${scheme}://${host}/api?timeout=32s`;
  const reason = `Get \\"${url}\\": dial tcp ${host}: connect: connection refused`;
  const what = `"Unhandled Error" err="couldn't get current server API group list: ${reason}"`;
  const line = logLine(session, 'E', 'memcache.go:265', what);
  yield* session.err(line.repeat(5));
  const failure = plain(
    `The connection to the server ${host} was refused - did you specify the right host or port?`,
  );
  return session.path === 'version' ? { type: 'partial', printed: CLIENT_LINES, failure } : failure;
}

import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { open } from '../dial.ts';
import { findHost, type HostEntry, type Place } from '../host-names.ts';
import { remember, rememberUnresolved, type Target, waitForFailure } from '../http-client.ts';
import type { Connection } from '../network.ts';
import { isAddress } from '../resolver-config.ts';
import { findService } from './services.ts';

/** What both `nc`s are asked for. */
interface Request {
  readonly host: string;
  readonly ports: readonly number[];
  readonly isScan: boolean;
  readonly isVerbose: boolean;
  readonly isNumeric: boolean;
  readonly isUdp: boolean;
  readonly timeoutMs: number;
}

/** What the kernel gives a connection that nobody answers. */
const CONNECT_LIMIT_MS = 130_000;
const LAST_PORT = 65_535;
const VALUE_FLAGS = 'wpqsieIXx';
const FAILURES = {
  again: 'Temporary failure in name resolution',
  missing: 'Name or service not known',
};
const byName = (text: string): number | undefined =>
  /^\d/.test(text) ? undefined : findService(text, 'tcp')?.port;

/** `80`, `80-90` or `http`; undefined for what is no port. */
const portRange = (text: string): number[] | undefined => {
  const named = byName(text);
  if (named !== undefined) return [named];
  if (!/^\d+(-\d+)?$/.test(text)) return undefined;
  const [first = 0, last = first] = text.split('-').map(Number);
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, i) => first + i);
};

function requestOf(args: readonly string[]): Request | string {
  const flags = new Set<string>();
  const words: string[] = [];
  let timeoutMs = CONNECT_LIMIT_MS;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg);
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const flag = arg.charAt(at);
      if (!VALUE_FLAGS.includes(flag)) {
        flags.add(flag);
        continue;
      }
      const value = at + 1 < arg.length ? arg.slice(at + 1) : (args[++i] ?? '');
      if (flag === 'w' && !/^\d+$/.test(value)) return `timeout invalid: ${value}`;
      if (flag === 'w') timeoutMs = Number(value) * 1000;
      break;
    }
  }
  const [host, ports] = words;
  if (host === undefined) return flags.has('l') ? 'missing port number' : '';
  if (ports === undefined) return 'missing port number';
  const range = portRange(ports);
  if (range === undefined) return `port number invalid: ${ports}`;
  const wrong = range.find((port) => port < 1 || port > LAST_PORT);
  if (wrong !== undefined) return `port number too ${wrong < 1 ? 'small' : 'large'}: ${ports}`;
  const isVerbose = flags.has('v');
  const isNumeric = flags.has('n');
  const isUdp = flags.has('u');
  return { host, ports: range, isScan: flags.has('z'), isVerbose, isNumeric, isUdp, timeoutMs };
}

type Attempt = 'open' | 'refused' | 'timeout' | 'unreachable';

interface Opened {
  readonly address: string;
  readonly connection: Connection & { readonly type: 'open' };
}

function* attempt(
  place: Place,
  target: Target,
  timeoutMs: number,
): Program<Opened | Exclude<Attempt, 'open'>> {
  const { address } = target;
  const connection = place.network.connect(place.from, address, target.port);
  remember(place, target, connection, { protocol: 'tcp', what: '', answer: '' });
  if (connection.type === 'open') return { address, connection };
  return yield* waitForFailure(connection, timeoutMs);
}

/**
 * Tries the addresses of a host in turn; `report` says what came of each. Returns the first that is
 * open.
 */
function* tryAll(
  place: Place,
  request: Request,
  hosts: readonly HostEntry[],
  port: number,
  report: (address: string, result: Attempt) => Program<void>,
): Program<Opened | undefined> {
  for (const { address } of hosts) {
    const target = { host: request.host, address, port };
    const result = yield* attempt(place, target, request.timeoutMs);
    yield* report(address, typeof result === 'string' ? result : 'open');
    if (typeof result !== 'string') return result;
  }
  return undefined;
}

/** A server has answered when it says nothing more for so long. */
const QUIET_MS = 1_000;

/** Passes what is typed on, until there is no more, and prints what the server answers. */
function* talk(
  place: Place,
  { stdin, stdout }: CommandContext,
  { address, connection }: Opened,
): Program<void> {
  const socket = yield* open(place, address, connection);
  function* print(): Program<void> {
    for (;;) {
      const text = yield* socket.readWithin(QUIET_MS);
      if (text === undefined || text === '') return;
      yield* stdout.write(text);
    }
  }
  for (let text = yield* stdin.read(); text !== undefined; text = yield* stdin.read()) {
    if (!socket.write(text)) break;
    if (connection.service.protocol !== 'tcp') yield* print();
  }
  socket.close();
}

const WORDS: Readonly<Record<Exclude<Attempt, 'open'>, string>> = {
  refused: 'failed: Connection refused',
  timeout: 'timed out: Operation now in progress',
  unreachable: 'failed: No route to host',
};

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stderr } = context;
  const request = requestOf(args);
  if (typeof request === 'string') {
    if (request !== '') {
      yield* stderr.write(`nc: ${request}\n`);
      return 1;
    }
    yield* stderr.write(
      'usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]\n' +
        '\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]\n' +
        '\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]\n' +
        '\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]\n' +
        '\t  [destination] [port]\n',
    );
    return 1;
  }
  const { host, isVerbose } = request;
  const protocol = request.isUdp ? 'udp' : 'tcp';
  const isName = request.isNumeric && !isAddress(host);
  const found = isName
    ? ({ ok: false, error: 'missing' } as const)
    : yield* findHost(place, files, host);
  let opened: Opened | undefined;
  for (const port of request.ports) {
    if (!found.ok) {
      rememberUnresolved(place, host, port);
      const why = FAILURES[found.error];
      yield* stderr.write(`nc: getaddrinfo for host "${host}" port ${port}: ${why}\n`);
      return 1;
    }
    const named = (address: string): string => (isAddress(host) ? host : `${host} (${address})`);
    const report = function* (address: string, result: Attempt): Program<void> {
      if (!isVerbose) return;
      if (result === 'open') {
        const known = request.isNumeric ? undefined : findService(port, protocol);
        const name = known?.name ?? '*';
        const where = `${named(address)} ${port} port [${protocol}/${name}]`;
        yield* stderr.write(`Connection to ${where} succeeded!\n`);
      } else if (!request.isUdp) {
        const what = `${named(address)} port ${port} (tcp)`;
        yield* stderr.write(`nc: connect to ${what} ${WORDS[result]}\n`);
      }
    };
    opened = (yield* tryAll(place, request, found.hosts, port, report)) ?? opened;
  }
  if (opened !== undefined && !request.isScan) yield* talk(place, context, opened);
  return opened === undefined ? 1 : 0;
}

/** `nc` of OpenBSD, as Debian has it. */
export const createNc = (place: Place): Command => ({
  name: 'nc',
  summary: 'arbitrary TCP and UDP connections and listens',
  run: (context) => run(place, context),
});

const BUSYBOX_WORDS: Readonly<Record<Exclude<Attempt, 'open'>, string>> = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
};

function* runBusybox(place: Place, context: CommandContext): Program {
  const { args, files, stderr } = context;
  const request = requestOf(args);
  if (typeof request === 'string') {
    const port = args.filter((arg) => !arg.startsWith('-'))[1] ?? '';
    yield* stderr.write(`nc: bad port '${port}'\n`);
    return 1;
  }
  const { host, isVerbose, isScan } = request;
  const port = request.ports[0] ?? 0;
  const found = yield* findHost(place, files, host);
  if (!found.ok) {
    rememberUnresolved(place, host, port);
    yield* stderr.write(`nc: bad address '${host}'\n`);
    return 1;
  }
  const report = function* (address: string, result: Attempt): Program<void> {
    const where = `${host} (${address}:${port})`;
    if (result === 'open') {
      if (isVerbose) yield* stderr.write(`${where} open\n`);
    } else if (!isScan && !(result === 'timeout' && request.timeoutMs < CONNECT_LIMIT_MS)) {
      yield* stderr.write(
        `nc: can't connect to remote host (${address}): ${BUSYBOX_WORDS[result]}\n`,
      );
    }
  };
  const opened = yield* tryAll(place, request, found.hosts.slice(0, 1), port, report);
  if (opened !== undefined && !isScan) yield* talk(place, context, opened);
  return opened === undefined ? 1 : 0;
}

/** `nc` of BusyBox. */
export const createBusyboxNc = (place: Place): Command => ({
  name: 'nc',
  summary: 'open a pipe to IP:PORT',
  run: (context) => runBusybox(place, context),
});

import type { CommandContext, Program, Socket } from '../../../kernel/index.ts';
import { secretLine } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import { SOCKET_PORT, SOCKETS } from '../sockets.ts';
import {
  createMessageReader,
  encodeMessage,
  type MysqlFailure,
  type MysqlReply,
  type ServerMessage,
} from '../wire.ts';
import type { Given } from './options.ts';

/** Where and as whom a client connects. */
export interface Target {
  /** '' for the server of the own machine. */
  readonly host: string;
  readonly port: number;
  readonly socket: string;
  readonly isSocket: boolean;
  readonly user: string;
  readonly password: string;
  readonly timeoutMs: number;
  /** Over TLS, as clients do by themselves where there is a network. */
  readonly isEncrypted: boolean;
  readonly asksKey: boolean;
}

/** An open session. */
export interface Link {
  readonly id: number;
  readonly version: string;
  readonly comment: string;
  schema(): string;
  query(text: string): Program<MysqlReply>;
  use(schema: string): Program<MysqlReply>;
  /** Asks the server to stop the statement that runs. */
  interrupt(): void;
  close(): void;
}

export type Connected =
  | { readonly ok: true; readonly link: Link }
  | { readonly ok: false; readonly error: MysqlFailure };

/** What the kernel gives a connection that nobody answers. */
const CONNECT_LIMIT_MS = 130_000;

const lastValue = (given: readonly Given[], name: string): string | undefined =>
  given.findLast((each) => each.name === name)?.value;

function refusesTls(given: readonly Given[]): boolean {
  if (/^disabled$/i.test(lastValue(given, 'ssl-mode') ?? '')) return true;
  if (given.some(({ name }) => name === 'skip-ssl')) return true;
  const last = given.findLast(({ name }) => name === 'ssl');
  return last !== undefined && (!last.isOn || /^(0|off|false)$/i.test(last.value ?? ''));
}

/** Reads the options of a connection; the password is asked for when it is only announced. */
export function* targetOf(
  context: CommandContext,
  flavour: Flavour,
  given: readonly Given[],
): Program<Target> {
  const { env } = context;
  const host = lastValue(given, 'host') ?? '';
  const protocol = (lastValue(given, 'protocol') ?? '').toLowerCase();
  const isSocket =
    protocol === 'socket' || (protocol !== 'tcp' && (host === '' || host === 'localhost'));
  const announced = given.findLast(({ name }) => name === 'password');
  const seconds = Number(lastValue(given, 'connect-timeout') ?? 0);
  const isAsked = announced !== undefined && announced.value === undefined && announced.isOn;
  return {
    host,
    port: Number(lastValue(given, 'port') ?? env.get('MYSQL_TCP_PORT') ?? 3306),
    socket: lastValue(given, 'socket') ?? SOCKETS[flavour.kind],
    isSocket,
    user: lastValue(given, 'user') ?? env.get('USER') ?? 'root',
    password: isAsked
      ? yield* askPassword(context)
      : (announced?.value ?? env.get('MYSQL_PWD') ?? ''),
    timeoutMs: seconds > 0 ? seconds * 1000 : CONNECT_LIMIT_MS,
    isEncrypted: !isSocket && !refusesTls(given),
    // MariaDB's library asks for the key by itself.
    asksKey:
      flavour.kind === 'mariadb' || given.some(({ name }) => name === 'get-server-public-key'),
  };
}

function* askPassword({ tty, stderr, stdin }: CommandContext): Program<string> {
  if (tty !== undefined) {
    return (yield* tty.readLine(secretLine('Enter password: '))) ?? '';
  }
  yield* stderr.write('Enter password: ');
  const line = (yield* stdin.read()) ?? '';
  yield* stderr.write('\n');
  return line.split('\n')[0] ?? '';
}

const failure = (code: number, message: string): MysqlFailure => ({
  type: 'error',
  code,
  state: 'HY000',
  message,
});

function socketFailure({ kind }: Flavour, target: Target, number: number): MysqlFailure {
  const name = kind === 'oracle' ? 'local MySQL server' : 'local server';
  return failure(2002, `Can't connect to ${name} through socket '${target.socket}' (${number})`);
}

function dialFailure({ kind }: Flavour, target: Target, error: string): MysqlFailure {
  const { host, port } = target;
  if (error === 'missing' || error === 'again') {
    const server = kind === 'oracle' ? 'MySQL server host' : 'server host';
    return failure(2005, `Unknown ${server} '${host}' (${error === 'missing' ? -2 : -3})`);
  }
  const isLate = error === 'timeout';
  if (kind === 'oracle') {
    const number = isLate ? 110 : error === 'unreachable' ? 113 : 111;
    return failure(2003, `Can't connect to MySQL server on '${host}:${port}' (${number})`);
  }
  return failure(2002, `Can't connect to server on '${host}' (${isLate ? 110 : 115})`);
}

function noGreeting({ kind }: Flavour): MysqlFailure {
  const what = kind === 'oracle' ? 'MySQL server' : 'server';
  const where =
    kind === 'oracle'
      ? 'reading initial communication packet'
      : 'handshake: reading initial communication packet';
  const number = kind === 'oracle' ? 0 : 2;
  return failure(2013, `Lost connection to ${what} at '${where}', system error: ${number}`);
}

/** Messages of a server, one after the other; undefined when the connection has ended. */
function createInbox(socket: Socket) {
  const reader = createMessageReader<ServerMessage>();
  const waiting: ServerMessage[] = [];
  return function* next(): Program<ServerMessage | undefined> {
    while (waiting.length === 0) {
      const text = yield* socket.read();
      if (text === undefined) return undefined;
      waiting.push(...reader.take(text));
    }
    return waiting.shift();
  };
}

/** Connects and logs in. */
export function* connect(
  host: ContainerHost,
  context: CommandContext,
  flavour: Flavour,
  target: Target,
  schema: string,
): Program<Connected> {
  const { files } = context;
  if (target.isSocket && !files.stat(target.socket).ok) {
    return { ok: false, error: socketFailure(flavour, target, 2) };
  }
  const port = target.isSocket ? SOCKET_PORT : target.port;
  const answer = yield* host.dial(
    target.isSocket ? '127.0.0.1' : target.host,
    port,
    target.timeoutMs,
  );
  if (!answer.ok) {
    const error = target.isSocket
      ? socketFailure(flavour, target, 111)
      : dialFailure(flavour, target, answer.error);
    return { ok: false, error };
  }
  const { socket } = answer;
  const next = createInbox(socket);
  const { user, password, isSocket: isLocal, isEncrypted, asksKey } = target;
  socket.write(
    encodeMessage({ type: 'login', user, password, isLocal, isEncrypted, asksKey, schema }),
  );
  const greeting = yield* next();
  if (greeting?.type !== 'greeting') return { ok: false, error: noGreeting(flavour) };
  const ready = yield* next();
  if (ready?.type === 'refused') return { ok: false, error: ready.error };
  if (ready?.type !== 'ready') return { ok: false, error: noGreeting(flavour) };
  return { ok: true, link: linkOver(socket, next, greeting, ready) };
}

function linkOver(
  socket: Socket,
  next: () => Program<ServerMessage | undefined>,
  greeting: Extract<ServerMessage, { type: 'greeting' }>,
  ready: Extract<ServerMessage, { type: 'ready' }>,
): Link {
  let { schema } = ready;
  function* exchange(message: Parameters<typeof encodeMessage>[0]): Program<MysqlReply> {
    if (!socket.write(encodeMessage(message))) return { type: 'lost' };
    const answer = yield* next();
    if (answer?.type !== 'reply') return { type: 'lost' };
    ({ schema } = answer);
    return answer.reply;
  }
  return {
    id: ready.id,
    version: greeting.version,
    comment: greeting.comment,
    schema: () => schema,
    query: (text) => exchange({ type: 'query', text }),
    use: (name) => exchange({ type: 'use', schema: name }),
    interrupt: () => {
      socket.write(encodeMessage({ type: 'interrupt' }));
    },
    close() {
      socket.write(encodeMessage({ type: 'quit' }));
      socket.close();
    },
  };
}

import type { Dial, DialAnswer, Program, Socket } from '../../../kernel/index.ts';
import { decodeMessage, encodeMessage, type PgReply, type PgRequest } from '../wire.ts';

export interface Target {
  /** '' for the socket of the container. */
  readonly host: string;
  /** As it was given. */
  readonly port: string;
  readonly user: string;
  readonly database: string;
}

export interface PgConnection {
  readonly target: Target;
  readonly address: string;
  readonly isSuper: boolean;
  readonly version: string;
  /** What the server says about its transaction. */
  state(): 'idle' | 'open' | 'failed';
  /** Sends a request and hands over the replies up to the next `ready`; false: it broke. */
  ask(request: PgRequest, take: (reply: PgReply) => Program<void>): Program<boolean>;
  /** Sends what the server asked for within `ask`. */
  send(request: PgRequest): void;
  close(): void;
}

export type ConnectAnswer =
  | { readonly ok: true; readonly connection: PgConnection }
  /** `message` is whole, without `psql: error: `. */
  | { readonly ok: false; readonly message: string; readonly needsPassword: boolean };

/** The port that stands for the socket of a server: nobody outside can name it. */
export const socketPort = (port: number): number => -port;

const DEFAULT_PORT = 5432;
const MAX_PORT = 65_535;
const CONNECT_LIMIT_MS = 130_000;
const SOCKET = '/var/run/postgresql/.s.PGSQL.';
const FAILURES: Readonly<Record<string, string>> = {
  refused: 'Connection refused',
  timeout: 'Connection timed out',
  unreachable: 'No route to host',
};

/** Where a connection goes, in the client's words. */
export function whereText({ host, port }: Target, address: string): string {
  if (host === '') return `connection to server on socket "${SOCKET}${port}"`;
  const shown = address === host || address === '' ? `"${host}"` : `"${host}" (${address})`;
  return `connection to server at ${shown}, port ${port || DEFAULT_PORT}`;
}

function dialFailure(target: Target, answer: DialAnswer & { readonly ok: false }): string {
  const { host } = target;
  if (answer.error === 'missing' || answer.error === 'again') {
    const why =
      answer.error === 'missing'
        ? 'Name or service not known'
        : 'Temporary failure in name resolution';
    return `could not translate host name "${host}" to address: ${why}`;
  }
  const where = whereText(target, answer.address);
  if (host === '') {
    const question = 'Is the server running locally and accepting connections on that socket?';
    return `${where} failed: No such file or directory\n\t${question}`;
  }
  const question =
    answer.error === 'unreachable' || answer.error === 'timeout' || answer.error === 'refused'
      ? '\n\tIs the server running on that host and accepting TCP/IP connections?'
      : '';
  return `${where} failed: ${FAILURES[answer.error] ?? ''}${question}`;
}

/** The number of a port, or why it is none. Models libpq's parse_int_param and PQconnectPoll. */
function portOf(text: string): number | string {
  if (text === '') return DEFAULT_PORT;
  if (!/^\s*[-+]?\d+\s*$/.test(text)) {
    return `invalid integer value "${text}" for connection option "port"`;
  }
  const port = Number(text);
  return port >= 1 && port <= MAX_PORT ? port : `invalid port number: "${text}"`;
}

/** Connects and logs in. */
export function* connect(
  dial: Dial,
  target: Target,
  password: string | undefined,
): Program<ConnectAnswer> {
  const isLocal = target.host === '';
  const port = portOf(target.port);
  if (typeof port === 'string') return { ok: false, message: port, needsPassword: false };
  const answer = yield* isLocal
    ? dial('127.0.0.1', socketPort(port), CONNECT_LIMIT_MS)
    : dial(target.host, port, CONNECT_LIMIT_MS);
  if (!answer.ok) {
    return { ok: false, message: dialFailure(target, answer), needsPassword: false };
  }
  const { socket } = answer;
  const reader = createReader(socket);
  const { user, database } = target;
  socket.write(encodeMessage({ type: 'startup', user, database, password, isLocal }));
  let version = '';
  for (;;) {
    const reply = yield* reader.next();
    const where = whereText(target, socket.address);
    if (reply === undefined) {
      const message = `${where} failed: server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.`;
      return { ok: false, message, needsPassword: false };
    }
    if (reply.type === 'password') {
      socket.close();
      const message = `${where} failed: fe_sendauth: no password supplied`;
      return { ok: false, message, needsPassword: true };
    }
    if (reply.type === 'report') {
      const { severity, message } = reply.report;
      return {
        ok: false,
        message: `${where} failed: ${severity}:  ${message}`,
        needsPassword: false,
      };
    }
    if (reply.type === 'version') version = reply.version;
    if (reply.type === 'ready') {
      const connection = connectionOver(target, socket, reader, reply.isSuper, version);
      return { ok: true, connection };
    }
  }
}

function createReader(socket: Socket) {
  let buffer = '';
  return {
    *next(): Program<PgReply | undefined> {
      for (;;) {
        const decoded = decodeMessage<PgReply>(buffer);
        if (decoded !== undefined) {
          buffer = decoded.rest;
          return decoded.message;
        }
        const text = yield* socket.read();
        if (text === undefined) return undefined;
        buffer += text;
      }
    },
  };
}

function connectionOver(
  target: Target,
  socket: Socket,
  reader: ReturnType<typeof createReader>,
  isSuper: boolean,
  version: string,
): PgConnection {
  let state: 'idle' | 'open' | 'failed' = 'idle';
  return {
    target,
    address: socket.address,
    isSuper,
    version,
    state: () => state,
    *ask(request, take) {
      if (!socket.write(encodeMessage(request))) return false;
      for (;;) {
        const reply = yield* reader.next();
        if (reply === undefined) return false;
        if (reply.type === 'ready') {
          state = reply.state;
          return true;
        }
        yield* take(reply);
      }
    },
    send(request) {
      socket.write(encodeMessage(request));
    },
    close: () => socket.close(),
  };
}

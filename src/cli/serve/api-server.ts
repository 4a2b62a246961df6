import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type HttpApi,
  type HttpRequest,
  type HttpResponse,
  type RemoteCommand,
  UPGRADE_REQUIRED,
} from '../../../sim/http/index.ts';
import { encodeUtf8 } from '../../../sim/kernel/index.ts';
import { LIMITS } from '../../../sim/limits.ts';
import { createOpenCommands } from './exec.ts';
import type { PodConnections } from './pod-connection.ts';
import { createOpenForwards } from './port-forward.ts';
import { createOpenStreams } from './streams.ts';

/** The time that virtual time follows, as the server needs it. */
export interface Ticks {
  /** Called before a request is answered. */
  before(): void;
  /** Called after it: lets the cluster react. */
  after(): void;
}

export interface ApiServer {
  readonly server: Server;
  /** To be called when something may have happened in the cluster. */
  pump(): void;
  /** Answers, commands and port-forwards that go on. */
  openStreams(): number;
  close(): void;
}

/** Connections at once: a hundred watchers and more, but not so many that memory runs out. */
const MAX_CONNECTIONS = 1_024;
/** A client that takes longer for its request is not served. */
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 30_000;

interface Body {
  readonly bytes: Uint8Array;
  readonly isTooLarge: boolean;
}

const EMPTY = new Uint8Array();

/** Reads a body up to the limit, no further. Undefined when the client went away. */
function readBody(message: IncomingMessage): Promise<Body | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    message.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LIMITS.requestBytes) resolve({ bytes: EMPTY, isTooLarge: true });
      else parts.push(part);
    });
    message.on('end', () => resolve({ bytes: Buffer.concat(parts), isTooLarge: false }));
    message.on('close', () => resolve(undefined));
    message.on('error', () => resolve(undefined));
  });
}

/** A request as the API takes it. */
export function requestOf(message: IncomingMessage, body: Body): HttpRequest {
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(',') : value);
  }
  const { method = 'GET', url = '/' } = message;
  return { method, target: url, headers, body: body.bytes, isTooLarge: body.isTooLarge };
}

/** Names of this machine. Any other means that a page elsewhere made a browser ask. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Whether a request comes from a program of this machine, not from a page in its browser. */
export function isOwn({ headers }: IncomingMessage): boolean {
  if (headers.host !== undefined && !OWN_HOST.test(headers.host)) return false;
  const { origin } = headers;
  return origin === undefined || OWN_HOST.test(origin.replace(/^https?:\/\//, ''));
}

/** The answer to a request that met a bug of ours: the trace is for us, the client hears of it. */
export function bugResponse(error: unknown): HttpResponse {
  const trace = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${trace}\n`);
  const message = 'the simulator met a bug of its own; its trace is on the standard error of serve';
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code: 503 };
  return {
    type: 'whole',
    code: 503,
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify(status),
  };
}

const NO_BODY: Body = { bytes: EMPTY, isTooLarge: false };

const FORBIDDEN: HttpResponse = {
  type: 'whole',
  code: 403,
  headers: [['Content-Type', 'text/plain']],
  body: 'this cluster answers programs of this machine only\n',
};

const FIRST_SERVER_ERROR = 500;
/** SPDY alone, as older clients have it, is not spoken. */
const WEBSOCKET_ONLY = 'only WebSocket is spoken here, as kubectl does from 1.31 on';

const isWebSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket';

/** Answers a connection that is not taken over. */
function refuseUpgrade(socket: Duplex, code: number, body: string): void {
  const type = body.startsWith('{') ? 'application/json' : 'text/plain';
  socket.end(
    `HTTP/1.1 ${code} ${STATUS_CODES[code] ?? ''}\r\nConnection: close\r\n` +
      `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** What a port-forward reaches. */
type PodPorts = Omit<PodConnections, 'after'>;

/** Text as bytes. Node is faster, but knows only text, not the bytes that ours may stand for. */
const bytesOf = (text: string): Uint8Array =>
  /\p{Surrogate}/u.test(text) ? encodeUtf8(text) : Buffer.from(text);

/** Serves an API over HTTP, and commands in containers and port-forwards over WebSockets. */
export function createApiServer(api: HttpApi, ticks: Ticks, pods: PodPorts): ApiServer {
  const streams = createOpenStreams();
  const forwards = createOpenForwards({
    ...pods,
    after() {
      ticks.after();
      pump();
    },
  });
  const commands = createOpenCommands(() => {
    ticks.after();
    pump();
  });
  const pump = (): void => {
    streams.pump();
    commands.pump();
  };

  const answer = (message: IncomingMessage, body: Body): HttpResponse => {
    try {
      ticks.before();
      const response = api.handle(requestOf(message, body));
      ticks.after();
      return response;
    } catch (error) {
      return bugResponse(error);
    }
  };
  const send = (
    message: IncomingMessage,
    response: ServerResponse,
    answered: HttpResponse,
  ): void => {
    if (answered.type !== 'whole' && answered.type !== 'stream') {
      send(message, response, UPGRADE_REQUIRED);
      return;
    }
    for (const [name, value] of answered.headers) response.appendHeader(name, value);
    response.statusCode = answered.code;
    if (answered.type === 'stream') {
      streams.open(response, answered.stream);
      return;
    }
    const body = bytesOf(answered.body);
    response.setHeader('Content-Length', body.length);
    response.end(message.method === 'HEAD' ? undefined : body);
  };
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isOwn(message)) {
      send(message, response, FORBIDDEN);
      return;
    }
    const body = await readBody(message);
    if (body === undefined || response.destroyed) return;
    if (body.isTooLarge) response.setHeader('Connection', 'close');
    send(message, response, answer(message, body));
    if (body.isTooLarge) message.resume();
    pump();
  };
  const openCommand = (
    message: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    command: RemoteCommand,
  ): void => {
    const started = command.start();
    // What the API server refuses itself it refuses before; what the kubelet does, after.
    if (!started.ok && started.status.code < FIRST_SERVER_ERROR) {
      refuseUpgrade(socket, started.status.code, JSON.stringify(started.status));
    } else if (isWebSocket(message)) commands.open(message, socket, head, started);
    else {
      if (started.ok) started.value.hangUp();
      refuseUpgrade(socket, 400, WEBSOCKET_ONLY);
    }
  };
  const upgrade = (message: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const answered = isOwn(message) ? answer(message, NO_BODY) : FORBIDDEN;
    if (answered.type === 'command') openCommand(message, socket, head, answered.command);
    else if (answered.type === 'port-forward' && isWebSocket(message)) {
      forwards.open(message, socket, head, answered);
    } else if (answered.type === 'port-forward') refuseUpgrade(socket, 400, WEBSOCKET_ONLY);
    else if (answered.type === 'whole') refuseUpgrade(socket, answered.code, answered.body);
    else {
      answered.stream.close();
      refuseUpgrade(socket, 400, 'this path has no upgrade');
    }
  };
  const server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
  server.on('request', (message, response) => void serve(message, response));
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  server.on('upgrade', upgrade);
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  return {
    server,
    pump,
    openStreams: () => streams.count() + commands.count() + forwards.count(),
    close() {
      commands.close();
      forwards.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

import {
  type HttpAnswer,
  type HttpRequest,
  type Program,
  type Service,
  sleep,
} from '../kernel/index.ts';
import type { Place } from './host-names.ts';
import type { Connection } from './network.ts';
import type { NetworkRequest } from './requests.ts';

/** The words of the status codes. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
  416: 'Requested Range Not Satisfiable',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** `404 Not Found`. */
export const statusText = ({ status }: HttpAnswer): string =>
  `${status} ${REASONS[status] ?? 'Unknown'}`;

/** The status line and the headers, without line ends. */
export const headLines = (answer: HttpAnswer): string[] =>
  answer.isHttp2
    ? [
        `HTTP/2 ${answer.status} `,
        ...answer.headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`),
      ]
    : [
        `HTTP/1.1 ${statusText(answer)}`,
        ...answer.headers.map(([name, value]) => `${name}: ${value}`),
      ];

/** A target of a connection. */
export interface Target {
  /** As it was asked for. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** How long it takes the network to say that an address of the pod network has nobody. */
export const UNREACHABLE_MS = 3_060;

const outcomeOf = ({ type }: Connection): NetworkRequest['outcome'] =>
  type === 'open' ? 'ok' : type;

/** Remembers a connection, and what was asked over it. */
export function remember(
  { network, from }: Place,
  target: Target,
  connection: Connection,
  about: Pick<NetworkRequest, 'protocol' | 'what' | 'answer'>,
): void {
  const pod = connection.type === 'open' ? connection.pod : '';
  network.record({ from, ...target, pod, outcome: outcomeOf(connection), ...about });
}

/** Remembers that a name was not found. */
export function rememberUnresolved({ network, from }: Place, host: string, port: number): void {
  const nothing = { address: '', pod: '', what: '', answer: '' };
  network.record({ from, protocol: 'tcp', host, port, outcome: 'unresolved', ...nothing });
}

/** What a web client gets over an open connection. */
export type Exchange =
  | { readonly type: 'answer'; readonly answer: HttpAnswer }
  /** The server speaks another protocol, and says so first. */
  | { readonly type: 'garbage' }
  /** The server closes the connection. */
  | { readonly type: 'empty' };

/** What Go's server says to who does not begin with TLS. Models net/http conn.serve. */
const PLAIN_REQUEST: HttpAnswer = {
  status: 400,
  headers: [['Connection', 'close']],
  body: 'Client sent an HTTP request to an HTTPS server.\n',
};

/** Sends a request over an open connection, and remembers it. */
export function exchangeHttp(
  place: Place,
  target: Target,
  connection: Connection & { type: 'open' },
  request: HttpRequest,
): Exchange {
  const result = exchange(connection.service, request);
  remember(place, target, connection, {
    protocol: 'http',
    what: `${request.method} ${request.path}`,
    answer: result.type === 'answer' ? String(result.answer.status) : '',
  });
  return result;
}

function exchange(service: Service, request: HttpRequest): Exchange {
  if (service.protocol === 'http') return { type: 'answer', answer: service.handle(request) };
  if (service.protocol === 'tls') return { type: 'answer', answer: PLAIN_REQUEST };
  const speaksFirst = service.protocol !== 'dns' && service.speaksFirst;
  return { type: speaksFirst ? 'garbage' : 'empty' };
}

/** Waits as long as a failed attempt takes, up to `limitMs`. Returns what it then is. */
export function* waitForFailure(
  connection: Exclude<Connection, { type: 'open' }>,
  limitMs: number,
): Program<'refused' | 'timeout' | 'unreachable'> {
  if (connection.type === 'unreachable' && UNREACHABLE_MS < limitMs) {
    yield* sleep(UNREACHABLE_MS);
    return 'unreachable';
  }
  if (connection.type === 'refused') return 'refused';
  yield* sleep(limitMs);
  return 'timeout';
}

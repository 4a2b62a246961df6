import {
  type CommandContext,
  type HttpAnswer,
  type HttpRequest,
  type Program,
  sleep,
} from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import {
  exchangeHttp,
  headLines,
  remember,
  rememberUnresolved,
  type Target,
  waitForFailure,
} from '../http-client.ts';
import type { Connection } from '../network.ts';
import { hostHeader, parseUrl, type Url } from '../url.ts';
import type { CurlRequest } from './curl-options.ts';

/** What came of one URL. */
export interface Transfer {
  /** 0 when it went well. */
  readonly code: number;
  /** What curl says about a failure; '' when it went well. */
  readonly message: string;
  readonly answer: HttpAnswer | undefined;
  readonly url: string;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly tookMs: number;
  readonly method: string;
  readonly scheme: string;
  readonly redirects: number;
  /** Whether the failure came before there was anything to measure. */
  readonly isEarly: boolean;
}

export const VERSION = '7.88.1';
/** What curl gives a connection without `--connect-timeout`. */
const CONNECT_LIMIT_MS = 300_000;
const MAX_REDIRECTS = 50;
const HTTP_FAILURE = 400;

/** A transfer under way. */
interface Run {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: CurlRequest;
  readonly startedAtMs: number;
}

const elapsed = ({ place, startedAtMs }: Run): number => place.clock.nowMs() - startedAtMs;

function* verbose({ context, request }: Run, text: string): Program<void> {
  if (request.isVerbose) yield* context.stderr.write(text);
}

const failed = (
  run: Run,
  url: string,
  code: number,
  message: string,
  isEarly = false,
): Transfer => ({
  code,
  message,
  url,
  answer: undefined,
  method: 'GET',
  scheme: (parseUrl(url)?.scheme ?? '').toUpperCase(),
  redirects: 0,
  remoteAddress: '',
  remotePort: 0,
  tookMs: elapsed(run),
  isEarly,
});

/** The addresses of a host, by `--resolve` or as the system finds them. */
function* addressesOf(run: Run, { host, port }: Url): Program<string[] | undefined> {
  const fixed = run.request.resolve.find((each) => each.startsWith(`${host}:${port}:`));
  if (fixed !== undefined) return [fixed.split(':').slice(2).join(':').replace(/[[\]]/g, '')];
  if (host.includes(':')) return [host];
  const found = yield* findHost(run.place, run.context.files, host);
  return found.ok ? found.hosts.map(({ address }) => address) : undefined;
}

type Opened =
  | {
      readonly ok: true;
      readonly target: Target;
      readonly connection: Connection & { type: 'open' };
    }
  | { readonly ok: false; readonly transfer: Transfer };

/** Tries the addresses in turn. */
function* open(run: Run, url: Url, text: string, addresses: readonly string[]): Program<Opened> {
  const { place, request } = run;
  const { host, port } = url;
  const connectMs = request.connectMs === 0 ? CONNECT_LIMIT_MS : request.connectMs;
  const isMax = request.maxMs !== 0 && request.maxMs <= connectMs;
  for (const address of addresses) {
    const target = { host, address, port };
    const shown = address.includes(':') ? `[${address}]` : address;
    yield* verbose(run, `*   Trying ${shown}:${port}...\n`);
    const connection = place.network.connect(place.from, address, port);
    if (connection.type === 'open') {
      yield* verbose(run, `* Connected to ${host} (${address}) port ${port} (#0)\n`);
      return { ok: true, target, connection };
    }
    remember(place, target, connection, { protocol: 'tcp', what: '', answer: '' });
    const limitMs = Math.min(connectMs, request.maxMs || connectMs) + 1 - elapsed(run);
    const result = yield* waitForFailure(connection, Math.max(1, limitMs));
    if (result === 'timeout') {
      const why = isMax
        ? `Connection timed out after ${elapsed(run)} milliseconds`
        : `Failed to connect to ${host} port ${port} after ${elapsed(run)} ms: Timeout was reached`;
      yield* verbose(run, `* ${why}\n* Closing connection 0\n`);
      return { ok: false, transfer: failed(run, text, 28, why) };
    }
    const reason = result === 'refused' ? 'Connection refused' : 'No route to host';
    yield* verbose(run, `* connect to ${address} port ${port} failed: ${reason}\n`);
  }
  const why = `Failed to connect to ${host} port ${port} after ${elapsed(run)} ms: Couldn't connect to server`;
  yield* verbose(run, `* ${why}\n* Closing connection 0\n`);
  return { ok: false, transfer: failed(run, text, 7, why) };
}

/** The lines of the request, as it is sent. */
function requestLines(request: CurlRequest, url: Url, method: string): string[] {
  const own = request.headers.filter((header) => /:\s*\S/.test(header));
  const named = new Set(request.headers.map((header) => header.split(':')[0]?.toLowerCase()));
  const data = request.data;
  const defaults: readonly (readonly [string, string])[] = [
    ['Host', hostHeader(url)],
    ['User-Agent', request.userAgent === '' ? `curl/${VERSION}` : request.userAgent],
    ['Accept', '*/*'],
  ];
  const before = defaults.map(([name, value]) => {
    const given = own.find((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return named.has(name.toLowerCase()) ? given : `${name}: ${value}`;
  });
  const names = new Set(['host', 'user-agent', 'accept']);
  const body =
    data === undefined
      ? []
      : [
          `Content-Length: ${data.length}`,
          ...(named.has('content-type') ? [] : ['Content-Type: application/x-www-form-urlencoded']),
        ];
  return [
    `${method} ${url.path} HTTP/1.1`,
    ...before.filter((line) => line !== undefined),
    ...own.filter((header) => !names.has(header.split(':')[0]?.toLowerCase() ?? '')),
    ...body,
  ];
}

const headersOf = (lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.slice(1).map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );

/** Talks HTTP over an open connection. */
function* talk(run: Run, url: Url, text: string, opened: Opened & { ok: true }): Program<Transfer> {
  const { place, request } = run;
  const { target, connection } = opened;
  const given = request.isHead ? 'HEAD' : request.data === undefined ? 'GET' : 'POST';
  const method = request.method === '' ? given : request.method;
  const lines = requestLines(request, url, method);
  const sent: HttpRequest = {
    method,
    path: url.path,
    headers: headersOf(lines),
    body: request.data ?? '',
    atEpochMs: place.clock.epochMs(),
  };
  yield* verbose(run, `${lines.map((line) => `> ${line}\r\n`).join('')}> \r\n`);
  const result = exchangeHttp(place, target, connection, sent);
  if (result.type === 'garbage') {
    yield* verbose(run, '* Received HTTP/0.9 when not allowed\n* Closing connection 0\n');
    return failed(run, text, 1, 'Received HTTP/0.9 when not allowed');
  }
  if (result.type === 'empty') {
    yield* verbose(run, '* Empty reply from server\n* Closing connection 0\n');
    return failed(run, text, 52, 'Empty reply from server');
  }
  const answer =
    request.isHead || method === 'HEAD' ? { ...result.answer, body: '' } : result.answer;
  const head = headLines(answer).map((line) => `< ${line}\r\n`);
  const isFailure = request.failsOnError && answer.status >= HTTP_FAILURE;
  yield* verbose(run, `${head.join('')}< \r\n`);
  if (isFailure) {
    const message = `The requested URL returned error: ${answer.status}`;
    yield* verbose(run, `* ${message}\n* Closing connection 0\n`);
    return { ...failed(run, text, 22, message), answer, method, ...remoteOf(target) };
  }
  if (answer.body !== '') yield* verbose(run, `{ [${answer.body.length} bytes data]\n`);
  yield* verbose(run, `* Connection #0 to host ${url.host} left intact\n`);
  const isLate = request.failsWithBody && answer.status >= HTTP_FAILURE;
  const code = isLate ? 22 : 0;
  const message = isLate ? `The requested URL returned error: ${answer.status}` : '';
  return { ...failed(run, text, code, message), answer, method, ...remoteOf(target) };
}

const remoteOf = ({ address, port }: Target) => ({ remoteAddress: address, remotePort: port });

/** Keeps a connection that is no web's open until the time is up or the other side ends. */
function* stay(run: Run, text: string, opened: Opened & { ok: true }): Program<Transfer> {
  const { place, request } = run;
  remember(place, opened.target, opened.connection, { protocol: 'tcp', what: '', answer: '' });
  if (request.maxMs === 0) return { ...failed(run, text, 0, ''), ...remoteOf(opened.target) };
  yield* sleep(Math.max(0, request.maxMs + 1 - elapsed(run)));
  const why = `Operation timed out after ${elapsed(run)} milliseconds with 0 bytes received`;
  return failed(run, text, 28, why);
}

function* fetchOnce(run: Run, text: string): Program<Transfer> {
  const url = parseUrl(text);
  if (url === undefined) {
    return failed(run, text, 3, 'URL using bad/illegal format or missing URL', true);
  }
  if (!['http', 'https', 'telnet'].includes(url.scheme)) {
    const why = `Protocol "${url.scheme}" not supported or disabled in libcurl`;
    return failed(run, text, 1, why, true);
  }
  const addresses = yield* addressesOf(run, url);
  if (addresses === undefined) {
    rememberUnresolved(run.place, url.host, url.port);
    const why = `Could not resolve host: ${url.host}`;
    yield* verbose(run, `* ${why}\n* Closing connection 0\n`);
    return failed(run, text, 6, why, true);
  }
  const opened = yield* open(run, url, text, addresses);
  if (!opened.ok) return opened.transfer;
  if (url.scheme === 'telnet') return yield* stay(run, text, opened);
  if (url.scheme === 'https') {
    remember(run.place, opened.target, opened.connection, {
      protocol: 'tcp',
      what: '',
      answer: '',
    });
    const why = 'error:0A00010B:SSL routines::wrong version number';
    return failed(run, text, 35, why);
  }
  return yield* talk(run, url, text, opened);
}

/** Fetches a URL, and what it leads to when that is wanted. */
export function* transfer(
  place: Place,
  context: CommandContext,
  request: CurlRequest,
  text: string,
): Program<Transfer> {
  const run: Run = { place, context, request, startedAtMs: place.clock.nowMs() };
  let at = text;
  for (let redirects = 0; ; redirects++) {
    const result = yield* fetchOnce(run, at);
    const location = result.answer?.headers.find(([name]) => name.toLowerCase() === 'location');
    const isRedirect =
      location !== undefined && Math.floor((result.answer?.status ?? 0) / 100) === 3;
    if (!request.followsRedirects || !isRedirect) return { ...result, redirects };
    if (redirects >= MAX_REDIRECTS) {
      return { ...result, code: 47, message: `Maximum (${MAX_REDIRECTS}) redirects followed` };
    }
    const base = parseUrl(at);
    at = /^[a-z]+:\/\//i.test(location[1])
      ? location[1]
      : `${base?.scheme}://${base?.host}:${base?.port}${location[1]}`;
  }
}

import { type CommandContext, type Program, resolvePath, sleep } from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { remember, rememberUnresolved, type Target, waitForFailure } from '../http-client.ts';
import type { Connection } from '../network.ts';
import { isAddress } from '../resolver-config.ts';
import type { Url } from '../url.ts';
import type { CurlRequest } from './curl-options.ts';
import type { Meter } from './curl-progress.ts';

/** What curl gives a connection without `--connect-timeout`. */
const CONNECT_LIMIT_MS = 300_000;

/** A connection of curl's that is open. */
export interface CurlConnection {
  readonly number: number;
  /** As `-v` names its other side. */
  readonly host: string;
  readonly target: Target;
  readonly open: Connection & { readonly type: 'open' };
}

/** What one call of curl remembers from URL to URL. */
export interface CurlSession {
  nextConnection: number;
  /** Connections that are kept open, by host and port. */
  readonly kept: Map<string, CurlConnection>;
  /** Addresses that were found, by host and port. */
  readonly resolved: Map<string, readonly string[]>;
  isPrepared: boolean;
}

export const createSession = (): CurlSession => ({
  nextConnection: 0,
  kept: new Map(),
  resolved: new Map(),
  isPrepared: false,
});

/** A failure, in curl's number and words. */
export interface Failure {
  readonly code: number;
  readonly message: string;
  /** Whether it came before there was anything to measure. */
  readonly isEarly: boolean;
}

/** Everything that reaching a server needs. */
export interface Reach {
  readonly place: Place;
  readonly context: CommandContext;
  readonly request: CurlRequest;
  readonly session: CurlSession;
  readonly meter: Meter;
  verbose(text: string): Program<void>;
  elapsedMs(): number;
  /** When a name had been found. */
  markResolved(): void;
}

export type Reached =
  | { readonly ok: true; readonly connection: CurlConnection; readonly isReused: boolean }
  | { readonly ok: false; readonly failure: Failure };

const failed = (code: number, message: string, isEarly = false): Reached => ({
  ok: false,
  failure: { code, message, isEarly },
});

/** `host:port:address` with at least one address. */
const isResolveEntry = (entry: string): boolean => {
  const match = /^[+]?[^:]+:\d+:(.+)$/.exec(entry);
  const addresses = match?.[1]?.split(',') ?? [];
  const isGood = (text: string): boolean =>
    isAddress(text) || /^\[?[0-9a-f]*:[0-9a-f:]+\]?$/i.test(text);
  return /^-[^:]+:\d+$/.test(entry) || (addresses.length > 0 && addresses.every(isGood));
};

/** Takes what `--resolve` says into the cache of names; the entry that is none. */
function* prepare(reach: Reach): Program<string> {
  const { request, session, verbose } = reach;
  if (session.isPrepared) return '';
  const bad = request.resolve.find((entry) => !isResolveEntry(entry));
  if (bad !== undefined) return bad;
  session.isPrepared = true;
  for (const cookie of request.cookies.filter((each) => !each.includes('='))) {
    if (reach.context.files.stat(resolvePath(reach.context.directory, cookie)).ok) continue;
    yield* verbose(`* WARNING: failed to open cookie file "${cookie}"\n`);
  }
  for (const entry of request.resolve.filter((each) => !each.startsWith('-'))) {
    const [host = '', port = '', ...addresses] = entry.replace(/^\+/, '').split(':');
    const list = addresses.join(':').replace(/[[\]]/g, '').split(',');
    session.resolved.set(`${host}:${port}`, list);
    yield* verbose(`* Added ${entry} to DNS cache\n`);
    if (host !== '*') continue;
    yield* verbose(`* RESOLVE *:${port} is wildcard, enabling wildcard checks\n`);
  }
  return '';
}

const ofFamily = ({ flags }: CurlRequest, addresses: readonly string[]): string[] =>
  addresses.filter((address) => {
    const isSixth = address.includes(':');
    return flags.has('ipv6') ? isSixth : !(flags.has('ipv4') && isSixth);
  });

/** The addresses of a host; undefined when it has none. */
function* addressesOf(reach: Reach, host: string, port: number): Program<string[] | undefined> {
  const { place, context, request, session, verbose } = reach;
  const key = `${host}:${port}`;
  const known = session.resolved.get(key) ?? session.resolved.get(`*:${port}`);
  if (known !== undefined) {
    yield* verbose(`* Hostname ${host} was found in DNS cache\n`);
    return ofFamily(request, known);
  }
  let found: readonly string[] | undefined;
  // What is this computer is not asked for, as RFC 6761 wants it.
  if (/^(.*\.)?localhost$/i.test(host)) found = ['127.0.0.1', '::1'];
  else if (host.includes(':')) found = [host];
  else {
    const answer = yield* findHost(place, context.files, host);
    found = answer.ok ? answer.hosts.map(({ address }) => address) : undefined;
  }
  if (found === undefined) return undefined;
  session.resolved.set(key, found);
  return ofFamily(request, found);
}

/** Tries the addresses in turn. */
function* tryAll(
  reach: Reach,
  host: string,
  shownHost: string,
  port: number,
  addresses: readonly string[],
): Program<Reached> {
  const { place, request, session, verbose, elapsedMs } = reach;
  const number = session.nextConnection++;
  const connectMs = request.connectMs === 0 ? CONNECT_LIMIT_MS : request.connectMs;
  const isMax = request.maxMs !== 0 && request.maxMs <= connectMs;
  const close = function* (why: string): Program<void> {
    yield* verbose(`* ${why}\n`);
    yield* reach.meter.end({ announced: 0, received: 0, sent: 0, tookMs: elapsedMs() });
    yield* verbose(`* Closing connection ${number}\n`);
  };
  for (const address of addresses) {
    const target = { host, address, port };
    const shown = address.includes(':') ? `[${address}]` : address;
    yield* verbose(`*   Trying ${shown}:${port}...\n`);
    const open = place.network.connect(place.from, address, port);
    if (open.type === 'open') {
      yield* verbose(`* Connected to ${shownHost} (${address}) port ${port} (#${number})\n`);
      const connection = { number, host: shownHost, target, open };
      return { ok: true, isReused: false, connection };
    }
    remember(place, target, open, { protocol: 'tcp', what: '', answer: '' });
    const limitMs = Math.min(connectMs, request.maxMs || connectMs) + 1 - elapsedMs();
    const result = yield* waitForFailure(open, Math.max(1, limitMs));
    if (result === 'timeout') {
      const why = isMax
        ? `Connection timed out after ${elapsedMs()} milliseconds`
        : `Failed to connect to ${host} port ${port} after ${elapsedMs()} ms: Timeout was reached`;
      if (!isMax) yield* verbose(`* ipv4 connect timeout after ${connectMs}ms, move on!\n`);
      yield* close(why);
      return failed(28, why);
    }
    const reason = result === 'refused' ? 'Connection refused' : 'No route to host';
    yield* verbose(`* connect to ${address} port ${port} failed: ${reason}\n`);
  }
  if (addresses.length === 0) {
    yield* verbose(`* Closing connection ${number}\n`);
    return failed(7, "Couldn't connect to server");
  }
  const why = `Failed to connect to ${host} port ${port} after ${elapsedMs()} ms: Couldn't connect to server`;
  yield* close(why);
  return failed(7, why);
}

/** Where a connection really goes, by `--connect-to`. */
function redirected({ connectTo }: CurlRequest, { host, port }: Url) {
  const entry = connectTo
    .map((each) => each.split(':'))
    .find(([from, at]) => [host, ''].includes(from ?? '') && [String(port), ''].includes(at ?? ''));
  const [, , to = '', toPort = ''] = entry ?? [];
  return {
    host: to === '' ? host : to,
    port: toPort === '' ? port : Number(toPort),
    isElsewhere: to !== '' || toPort !== '',
    to,
    toPort,
  };
}

/** Connects to the server of a URL, over a connection that is still open when there is one. */
export function* reachServer(reach: Reach, url: Url, isFirst: boolean): Program<Reached> {
  const { session, meter, verbose, place } = reach;
  const kept = session.kept.get(`${url.host}:${url.port}`);
  if (kept?.open.isUp() === true) {
    yield* verbose(
      '* Found bundle for host: 0x55d0c1a3e440 [serially]\n' +
        '* Can not multiplex, even if we wanted to\n' +
        `* Re-using existing connection #${kept.number} with host ${kept.host}\n`,
    );
    if (isFirst) yield* meter.begin();
    return { ok: true, connection: kept, isReused: true };
  }
  const bad = yield* prepare(reach);
  if (bad !== '') return failed(49, `Couldn't parse CURLOPT_RESOLVE entry '${bad}'`, true);
  if (isFirst) yield* meter.begin();
  const { host, port, isElsewhere, to, toPort } = redirected(reach.request, url);
  if (to !== '') yield* verbose(`* Connecting to hostname: ${to}\n`);
  if (toPort !== '') yield* verbose(`* Connecting to port: ${toPort}\n`);
  const addresses = yield* addressesOf(reach, host, port);
  reach.markResolved();
  if (addresses === undefined) {
    rememberUnresolved(place, host, port);
    const why = `Could not resolve host: ${host}`;
    yield* verbose(`* ${why}\n* Closing connection ${session.nextConnection++}\n`);
    return failed(6, why, true);
  }
  // The real one prints a name that it does not have here.
  const shownHost = isElsewhere ? '(nil)' : host;
  return yield* tryAll(reach, host, shownHost, port, addresses);
}

/** What is left of a connection after a transfer. */
export function* leave(
  { session, verbose }: Reach,
  url: Url,
  connection: CurlConnection,
  isKept: boolean,
): Program<void> {
  const key = `${url.host}:${url.port}`;
  if (isKept) session.kept.set(key, connection);
  else session.kept.delete(key);
  yield* verbose(
    isKept
      ? `* Connection #${connection.number} to host ${connection.host} left intact\n`
      : `* Closing connection ${connection.number}\n`,
  );
}

/** Waits until the time of the whole transfer is up. */
export function* waitForEnd({ request, elapsedMs }: Reach): Program<void> {
  yield* sleep(Math.max(0, request.maxMs + 1 - elapsedMs()));
}

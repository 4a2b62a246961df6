import {
  type CommandContext,
  type HttpRequest,
  type Program,
  resolvePath,
} from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import {
  type Exchange,
  exchangeHttp,
  remember,
  type Target,
  waitForFailure,
} from '../http-client.ts';
import type { Connection } from '../network.ts';
import { hostHeader, type Url } from '../url.ts';
import type { WgetRequest } from './wget-options.ts';

/** An attempt to connect, after the time that it takes. */
export type Reached =
  | { readonly type: 'open'; readonly connection: Connection & { type: 'open' } }
  | { readonly type: 'refused' | 'timeout' | 'unreachable' };

/** Connects to one address. */
export function* reach(place: Place, target: Target, timeoutMs: number): Program<Reached> {
  const connection = place.network.connect(place.from, target.address, target.port);
  if (connection.type === 'open') return { type: 'open', connection };
  remember(place, target, connection, { protocol: 'tcp', what: '', answer: '' });
  return { type: yield* waitForFailure(connection, timeoutMs) };
}

/** Sends the request that the options ask for. */
export function ask(
  place: Place,
  target: Target,
  connection: Connection & { type: 'open' },
  url: Url,
  request: WgetRequest,
  own: readonly (readonly [string, string])[],
): Exchange {
  const given = request.headers.map((header): [string, string] => {
    const at = header.indexOf(':');
    return [header.slice(0, at).toLowerCase(), header.slice(at + 1).trim()];
  });
  const plain = request.isSpider ? 'HEAD' : request.data === undefined ? 'GET' : 'POST';
  const method = request.method === '' ? plain : request.method;
  const sent: HttpRequest = {
    method,
    path: url.path,
    headers: new Map([['host', hostHeader(url)], ...own, ...given]),
    body: request.data ?? '',
    atEpochMs: place.clock.epochMs(),
    from: place.from.address,
  };
  return exchangeHttp(place, target, connection, sent);
}

/** Writes the body where it belongs, folders and all; returns whether that worked. */
export function* store(
  { stdout, files, directory }: CommandContext,
  name: string,
  body: string,
): Program<boolean> {
  if (name === '-') return yield* stdout.write(body);
  if (name === '/dev/null') return true;
  return files.write(resolvePath(directory, name), body).ok;
}

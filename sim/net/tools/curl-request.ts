import { encodeBase64, encodeUtf8 } from '../../kernel/index.ts';
import { hostHeader, type Url } from '../url.ts';
import { byteLength, type CurlBody, unescaped } from './curl-body.ts';
import type { CurlRequest } from './curl-options.ts';

export const VERSION = '7.88.1';

const UPGRADE = [
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
];

/** Who a request says it comes from. */
export interface Credentials {
  readonly scheme: 'Basic' | 'Bearer';
  readonly user: string;
  readonly header: string;
}

/** The user that was named with `--user` or in the URL; undefined for none. */
export function credentialsOf({ values, headers }: CurlRequest, url: Url): Credentials | undefined {
  if (headers.some((header) => /^authorization:/i.test(header))) return undefined;
  const bearer = values.get('oauth2-bearer');
  if (bearer !== undefined) return { scheme: 'Bearer', user: '', header: `Bearer ${bearer}` };
  const given = values.get('user') ?? unescaped(url.user);
  if (given === '') return undefined;
  const [user = '', ...password] = given.split(':');
  const pair = encodeBase64(encodeUtf8(`${user}:${password.join(':')}`));
  return { scheme: 'Basic', user, header: `Basic ${pair}` };
}

/** The method that the options ask for. */
export function methodOf({ values, flags }: CurlRequest, body: CurlBody | undefined): string {
  const own = values.get('request');
  if (own !== undefined) return own;
  if (flags.has('head')) return 'HEAD';
  if (body === undefined) return 'GET';
  return body.kind === 'upload' ? 'PUT' : 'POST';
}

/** The headers that were given, those of `--json` after them; `X;` is one without a value. */
function ownHeaders({ headers, data }: CurlRequest): string[] {
  const given = headers
    .filter((header) => /:\s*\S/.test(header) || /^[^:]*;$/.test(header))
    .map((header) => header.replace(/;$/, (end) => (header.includes(':') ? end : ':')));
  const has = (name: string): boolean =>
    headers.some((header) => header.toLowerCase().startsWith(`${name}:`));
  if (!data.some(({ option }) => option === 'json')) return given;
  return [
    ...given,
    ...(has('content-type') ? [] : ['Content-Type: application/json']),
    ...(has('accept') ? [] : ['Accept: application/json']),
  ];
}

/** Lines that say how long the body is and what it is. */
function bodyLines(body: CurlBody | undefined, has: (name: string) => boolean): string[] {
  if (body === undefined) return [];
  const { text, type, kind } = body;
  const length = has('content-length') ? [] : [`Content-Length: ${byteLength(text)}`];
  if (kind === 'upload') return [...length, 'Expect: 100-continue'];
  return [...length, ...(has('content-type') ? [] : [`Content-Type: ${type}`])];
}

/** The lines of the request, as it is sent. Models lib/http.c. */
export function requestLines(
  request: CurlRequest,
  url: Url,
  method: string,
  body: CurlBody | undefined,
): string[] {
  const { flags, values, cookies } = request;
  const own = ownHeaders(request);
  const named = (name: string): boolean =>
    [...own, ...request.headers].some((header) => header.toLowerCase().startsWith(`${name}:`));
  const unless = (name: string, line: string): string[] =>
    named(name.toLowerCase()) ? [] : [line];
  const host = own.filter((header) => /^host:/i.test(header));
  const agent = values.get('user-agent') ?? `curl/${VERSION}`;
  const credentials = credentialsOf(request, url);
  const range = values.get('range');
  const referer = (values.get('referer') ?? '').replace(/;auto$/, '');
  const sent = cookies.filter((cookie) => cookie.includes('='));
  return [
    `${method} ${url.path} HTTP/${flags.has('http1.0') ? '1.0' : '1.1'}`,
    ...(named('host') ? host : [`Host: ${hostHeader(url)}`]),
    ...(credentials === undefined ? [] : [`Authorization: ${credentials.header}`]),
    ...(range === undefined ? [] : unless('Range', `Range: bytes=${range}`)),
    ...(agent === '' ? [] : unless('User-Agent', `User-Agent: ${agent}`)),
    ...unless('Accept', 'Accept: */*'),
    ...(flags.has('compressed') ? ['Accept-Encoding: deflate, gzip, br, zstd'] : []),
    ...(referer === '' ? [] : unless('Referer', `Referer: ${referer}`)),
    ...(sent.length === 0 ? [] : [`Cookie: ${sent.join(';')}`]),
    ...(flags.has('http2') ? UPGRADE : []),
    ...own.filter((header) => !/^host:/i.test(header)),
    ...bodyLines(body, named),
  ];
}

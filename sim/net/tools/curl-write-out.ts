import type { HttpAnswer, Program, Writer } from '../../kernel/index.ts';
import { byteLength } from './curl-body.ts';
import { VERSION } from './curl-request.ts';
import type { Transfer } from './curl-run.ts';

/** What `-w` can tell beside the transfer itself. */
export interface WriteOutFacts {
  /** As it was given. */
  readonly givenUrl: string;
  readonly number: number;
  /** '' for standard output. */
  readonly fileName: string;
  readonly localAddress: string;
  readonly localPort: number;
  readonly referer: string;
}

const LIBRARIES =
  'OpenSSL/3.0.19 zlib/1.2.13 brotli/1.0.9 zstd/1.5.4 libidn2/2.3.3 libpsl/0.21.2 ' +
  '(+libidn2/2.3.3) libssh2/1.10.0 nghttp2/1.52.0 librtmp/2.3 OpenLDAP/2.5.13';
/** The name and the parts of the library, as `--version` tells them. */
export const LIBRARY = `libcurl/${VERSION} ${LIBRARIES}`;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
/** What names, connections and answers take at least: no transfer is over in no time. */
const STEPS_US = { resolved: 1_309, connected: 1_426, sent: 1_465, answered: 1_620, done: 1_676 };

type Value = string | number | null;

/** In microseconds, as a number of seconds; it keeps its zeros in JSON too. */
const seconds = (us: number): string => (us / 1_000_000).toFixed(6);

const TIMES: ReadonlySet<string> = new Set([
  ...['time_appconnect', 'time_connect', 'time_namelookup', 'time_pretransfer'],
  ...['time_redirect', 'time_starttransfer', 'time_total'],
]);

function timesOf(result: Transfer): Record<string, string> {
  const { tookMs, resolvedMs, answer, remoteAddress } = result;
  const after = (isThere: boolean, ms: number, us: number): string =>
    seconds(isThere ? ms * 1000 + us : 0);
  const isConnected = remoteAddress !== '';
  const isResolved = isConnected || result.code === 7 || result.code === 28;
  return {
    time_appconnect: seconds(0),
    time_connect: after(isConnected, resolvedMs, STEPS_US.connected),
    time_namelookup: after(isResolved, resolvedMs, STEPS_US.resolved),
    time_pretransfer: after(isConnected, resolvedMs, STEPS_US.sent),
    time_redirect: seconds(0),
    time_starttransfer: after(answer !== undefined, tookMs, STEPS_US.answered),
    time_total: after(true, tookMs, STEPS_US.done),
  };
}

/** All variables, in the order in which `%{json}` has them; null for those without a value. */
function valuesOf(result: Transfer, facts: WriteOutFacts): Record<string, Value> {
  const { answer, code, message } = result;
  const type = answer?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const received = answer === undefined || result.method === 'HEAD' ? '' : answer.body;
  const bytes = code === 22 && message !== '' && received === '' ? 0 : byteLength(received);
  const rate = (count: number): number => Math.floor((count * 1000) / (result.tookMs + 2));
  const isConnected = result.remoteAddress !== '';
  const orNull = (text: string): Value => (text === '' ? null : text);
  return {
    certs: '',
    content_type: type ?? null,
    errormsg: orNull(message),
    exitcode: code,
    filename_effective: orNull(facts.fileName),
    ftp_entry_path: null,
    http_code: answer?.status ?? 0,
    http_connect: 0,
    http_version: answer === undefined ? '0' : '1.1',
    local_ip: isConnected ? facts.localAddress : '',
    local_port: isConnected ? facts.localPort : 0,
    method: result.method,
    num_certs: 0,
    num_connects: result.connects,
    num_headers: answer?.headers.length ?? 0,
    num_redirects: result.redirects,
    proxy_ssl_verify_result: 0,
    redirect_url: orNull(result.redirectUrl),
    referer: orNull(facts.referer),
    remote_ip: result.remoteAddress,
    remote_port: result.remotePort,
    response_code: answer?.status ?? 0,
    scheme: orNull(result.scheme),
    size_download: bytes,
    size_header: result.headBytes,
    size_request: result.requestBytes,
    size_upload: result.sentBytes,
    speed_download: rate(bytes),
    speed_upload: rate(result.sentBytes),
    ssl_verify_result: 0,
    ...timesOf(result),
    url: facts.givenUrl,
    url_effective: result.url,
    urlnum: facts.number,
    curl_version: LIBRARY,
  };
}

function jsonOf(values: Record<string, Value>): string {
  const pairs = Object.entries(values).map(([name, value]) => {
    const text = TIMES.has(name) ? String(value) : JSON.stringify(value);
    return `${JSON.stringify(name)}:${text}`;
  });
  return `{${pairs.join(',')}}`;
}

/** The headers by their names in lower case, each with all its values. */
function headerJson(answer: HttpAnswer | undefined): string {
  const byName = new Map<string, string[]>();
  for (const [name, value] of answer?.headers ?? []) {
    const key = name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), value]);
  }
  const lines = [...byName].map(([name, all]) => `${JSON.stringify(name)}:${JSON.stringify(all)}`);
  return `{${lines.join(',\n')}\n}`;
}

const THREE_DIGITS: ReadonlySet<string> = new Set(['http_code', 'response_code', 'http_connect']);

const textOf = (name: string, value: Value): string =>
  THREE_DIGITS.has(name) ? String(value).padStart(3, '0') : String(value ?? '');

/** Writes what `-w` asks for: variables in `%{}`, headers and escapes. */
export function* writeOut(
  format: string,
  result: Transfer,
  facts: WriteOutFacts,
  out: Writer,
  err: Writer,
): Program<void> {
  const values = valuesOf(result, facts);
  const { curl_version: _, ...variables } = values;
  const pattern = /%\{(\w+)\}|%header\{([^}]*)\}|%%|\\([nrt])/g;
  let writer = out;
  let at = 0;
  for (const match of format.matchAll(pattern)) {
    yield* writer.write(format.slice(at, match.index));
    at = match.index + match[0].length;
    const [whole, name, header, letter] = match;
    if (whole === '%%') yield* writer.write('%');
    else if (letter !== undefined) yield* writer.write(ESCAPES[letter] ?? '');
    else if (header !== undefined) {
      const found = result.answer?.headers.find(
        ([each]) => each.toLowerCase() === header.toLowerCase(),
      );
      yield* writer.write(found?.[1] ?? '');
    } else if (name === 'stdout') writer = out;
    else if (name === 'stderr') writer = err;
    else if (name === 'onerror') {
      if (result.code === 0) return;
    } else if (name === 'json') yield* writer.write(jsonOf(values));
    else if (name === 'header_json') yield* writer.write(headerJson(result.answer));
    else if (name !== undefined && Object.hasOwn(variables, name)) {
      yield* writer.write(textOf(name, variables[name] ?? null));
    } else yield* err.write(`curl: unknown --write-out variable: '${name}'\n`);
  }
  yield* writer.write(format.slice(at));
}

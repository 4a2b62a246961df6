/** What `curl` was asked for. */
export interface CurlRequest {
  readonly urls: readonly string[];
  /** '': as the other options say. */
  readonly method: string;
  /** `name: value`, in order. */
  readonly headers: readonly string[];
  /** Undefined: there is no body. */
  readonly data: string | undefined;
  readonly userAgent: string;
  readonly isSilent: boolean;
  readonly showsErrors: boolean;
  readonly isVerbose: boolean;
  readonly includesHead: boolean;
  readonly isHead: boolean;
  readonly failsOnError: boolean;
  /** It fails, but keeps what came. */
  readonly failsWithBody: boolean;
  /** Where the head of the answer goes; '' for nowhere. */
  readonly dumpHead: string;
  readonly outputDirectory: string;
  /** A bar instead of the table of numbers. */
  readonly hasBar: boolean;
  readonly followsRedirects: boolean;
  /** A file, `-` for standard output, '' for what is the default. */
  readonly output: string;
  readonly isRemoteName: boolean;
  readonly writeOut: string;
  /** 0: no limit. */
  readonly maxMs: number;
  readonly connectMs: number;
  readonly retries: number;
  readonly retriesRefused: boolean;
  /** `host:port:address`. */
  readonly resolve: readonly string[];
}

/** The long names of the short options; those with `=` take a value. */
const SHORT: Readonly<Record<string, string>> = {
  A: 'user-agent=',
  b: 'cookie=',
  c: 'cookie-jar=',
  D: 'dump-header=',
  d: 'data=',
  e: 'referer=',
  F: 'form=',
  f: 'fail',
  G: 'get',
  g: 'globoff',
  H: 'header=',
  I: 'head',
  i: 'include',
  k: 'insecure',
  L: 'location',
  m: 'max-time=',
  N: 'no-buffer',
  O: 'remote-name',
  o: 'output=',
  s: 'silent',
  S: 'show-error',
  T: 'upload-file=',
  u: 'user=',
  v: 'verbose',
  w: 'write-out=',
  X: 'request=',
  '#': 'progress-bar',
  x: 'proxy=',
  4: 'ipv4',
  6: 'ipv6',
};
const LONG_WITH_VALUE: ReadonlySet<string> = new Set([
  ...Object.values(SHORT)
    .filter((name) => name.endsWith('='))
    .map((name) => name.slice(0, -1)),
  ...[
    'data-raw',
    'data-binary',
    'data-ascii',
    'data-urlencode',
    'connect-timeout',
    'resolve',
    'url',
  ],
  ...['retry', 'retry-delay', 'retry-max-time', 'json', 'cacert', 'cert', 'key', 'interface'],
  ...['max-redirs', 'output-dir', 'noproxy', 'limit-rate', 'connect-to', 'keepalive-time'],
]);
const LONG_PLAIN: ReadonlySet<string> = new Set([
  ...Object.values(SHORT).filter((name) => !name.endsWith('=')),
  ...['retry-connrefused', 'retry-all-errors', 'no-progress-meter', 'compressed', 'http1.0'],
  ...['http1.1', 'http2', 'fail-with-body', 'no-keepalive', 'progress-bar', 'globoff', 'raw'],
]);
const DATA_OPTIONS = ['data', 'data-raw', 'data-binary', 'data-ascii', 'data-urlencode', 'json'];

export type CurlOptions =
  | { readonly ok: true; readonly request: CurlRequest }
  | { readonly ok: false; readonly message: string };

interface Given {
  readonly values: Map<string, string[]>;
  readonly flags: Set<string>;
  readonly urls: string[];
}

/** Takes the words apart; the message when one is no option or lacks its value. */
function collect(args: readonly string[]): Given | string {
  const given: Given = { values: new Map(), flags: new Set(), urls: [] };
  const take = (name: string, value: string): void => {
    given.values.set(name, [...(given.values.get(name) ?? []), value]);
  };
  const queue = [...args];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '-' || !word.startsWith('-')) {
      given.urls.push(word);
      continue;
    }
    const shorts = word.startsWith('--') ? [] : [...word.slice(1)];
    if (shorts.length === 0) {
      const name = word.slice(2);
      if (LONG_PLAIN.has(name)) given.flags.add(name);
      else if (!LONG_WITH_VALUE.has(name)) return `option ${word}: is unknown`;
      else {
        const value = queue.shift();
        if (value === undefined) return `option ${word}: requires parameter`;
        take(name, value);
      }
    }
    for (const [i, letter] of shorts.entries()) {
      const name = SHORT[letter];
      if (name === undefined) return `option ${word}: is unknown`;
      if (!name.endsWith('=')) {
        given.flags.add(name);
        continue;
      }
      const rest = shorts.slice(i + 1).join('');
      const value = rest === '' ? queue.shift() : rest;
      if (value === undefined) return `option ${word}: requires parameter`;
      take(name.slice(0, -1), value);
      break;
    }
  }
  return given;
}

/** Reads a command line of curl. */
export function curlOptions(args: readonly string[]): CurlOptions {
  const given = collect(args);
  if (typeof given === 'string') return { ok: false, message: given };
  const { values, flags } = given;
  const last = (name: string): string => values.get(name)?.at(-1) ?? '';
  const urls = [...given.urls, ...(values.get('url') ?? [])];
  const data = DATA_OPTIONS.flatMap((name) => values.get(name) ?? []);
  const isGet = flags.has('get') && data.length > 0;
  const seconds = (name: string): number => Math.round(Number(last(name) || 0) * 1000);
  const json = values.has('json')
    ? ['Content-Type: application/json', 'Accept: application/json']
    : [];
  return {
    ok: true,
    request: {
      urls: isGet ? urls.map((url) => `${url}?${data.join('&')}`) : urls,
      method: last('request'),
      headers: [...json, ...(values.get('header') ?? [])],
      data: data.length === 0 || isGet ? undefined : data.join('&'),
      userAgent: last('user-agent'),
      isSilent: flags.has('silent'),
      showsErrors: !flags.has('silent') || flags.has('show-error'),
      isVerbose: flags.has('verbose'),
      includesHead: flags.has('include'),
      isHead: flags.has('head'),
      failsOnError: flags.has('fail') && !flags.has('fail-with-body'),
      failsWithBody: flags.has('fail-with-body'),
      dumpHead: last('dump-header'),
      outputDirectory: last('output-dir'),
      hasBar: flags.has('progress-bar'),
      followsRedirects: flags.has('location'),
      output: last('output'),
      isRemoteName: flags.has('remote-name'),
      writeOut: last('write-out'),
      maxMs: seconds('max-time'),
      connectMs: seconds('connect-timeout'),
      retries: Number(last('retry') || 0),
      retriesRefused: flags.has('retry-connrefused') || flags.has('retry-all-errors'),
      resolve: values.get('resolve') ?? [],
    },
  };
}

import { ownAt } from '../../kernel/index.ts';
/** What `wget` was asked for; both kinds share these options. */
export interface WgetRequest {
  readonly urls: readonly string[];
  /** A file, `-` for standard output, '' for the name in the URL. */
  readonly output: string;
  /** Where files go that are named after the URL; '' for here. */
  readonly folder: string;
  /** Where the messages go instead of standard error; '' for there. */
  readonly log: string;
  readonly appendsLog: boolean;
  /** A file with URLs; '' for none. */
  readonly list: string;
  readonly isQuiet: boolean;
  /** GNU's `-nv`. */
  readonly isTerse: boolean;
  readonly showsHead: boolean;
  readonly isSpider: boolean;
  /** `-nc`: what is there is not fetched again. */
  readonly keepsFiles: boolean;
  readonly keepsErrors: boolean;
  readonly retriesRefused: boolean;
  readonly isFourth: boolean;
  /** Whether certificates are not checked. */
  readonly isTrusting: boolean;
  /** The file with the authorities to trust; '' for the system's. */
  readonly authorityFile: string;
  readonly headers: readonly string[];
  readonly userAgent: string | undefined;
  /** '': GET, or POST when there is a body. */
  readonly method: string;
  /** Undefined: there is no body. */
  readonly data: string | undefined;
  readonly maxRedirects: number;
  readonly tries: number;
  readonly timeoutMs: number;
}

/** What is wrong with a command line. */
export type WgetProblem =
  | { readonly type: 'unrecognized' | 'invalid' | 'lacking'; readonly option: string }
  | { readonly type: 'period'; readonly option: string; readonly value: string };

export type WgetOptions =
  | { readonly ok: true; readonly request: WgetRequest }
  | { readonly ok: false; readonly problem: WgetProblem };

/** The options of one kind of wget: its letters, and those of its long options. */
export interface WgetDialect {
  readonly plain: string;
  readonly valued: string;
  /** Long options by the letter or the name that they stand for; `=` for those with a value. */
  readonly long: Readonly<Record<string, string>>;
  readonly tries: number;
  readonly timeoutMs: number;
}

const SHARED: Readonly<Record<string, string>> = {
  header: 'header=',
  'post-data': 'post-data=',
  'post-file': 'post-file=',
  spider: 'spider',
  'no-check-certificate': 'no-check-certificate',
  quiet: 'q',
  continue: 'c',
  'server-response': 'S',
  'output-document': 'O=',
  'output-file': 'o=',
  'directory-prefix': 'P=',
  'user-agent': 'U=',
  timeout: 'T=',
  tries: 't=',
};

const GNU_LONG: Readonly<Record<string, string>> = {
  ...SHARED,
  'append-output': 'a=',
  'body-data': 'body-data=',
  'ca-certificate': 'ca-certificate=',
  'connect-timeout': 'T=',
  'content-on-error': 'content-on-error',
  'dns-timeout': 'D=',
  'input-file': 'i=',
  'max-redirect': 'max-redirect=',
  method: 'method=',
  'no-cache': 'no-cache',
  'no-clobber': 'nc',
  'no-hsts': 'no-hsts',
  'no-proxy': 'no-proxy',
  'no-verbose': 'nv',
  password: 'password=',
  progress: 'progress=',
  'read-timeout': 'R=',
  'retry-connrefused': 'retry-connrefused',
  'show-progress': 'show-progress',
  user: 'user=',
  verbose: 'v',
  wait: 'w=',
  waitretry: 'waitretry=',
};

export const GNU: WgetDialect = {
  plain: 'qSvcN46dbrkpxF',
  valued: 'OTtPUwoailQAR',
  long: GNU_LONG,
  tries: 20,
  timeoutMs: 0,
};
export const BUSYBOX: WgetDialect = {
  plain: 'cqS',
  valued: 'OoTtPUY',
  long: SHARED,
  tries: 1,
  timeoutMs: 900_000,
};

/** The letters that GNU's wget writes together behind an `n`. */
const NO_LETTERS: Readonly<Record<string, string>> = { '-nv': 'nv', '-nc': 'nc', '-nd': 'nd' };

/** Reads a command line of wget. */
export function wgetOptions(args: readonly string[], dialect: WgetDialect): WgetOptions {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const urls: string[] = [];
  const headers: string[] = [];
  const queue = [...args];
  const take = (name: string, value: string): void => {
    if (name === 'header') headers.push(value);
    values.set(name, value);
  };
  const fail = (type: 'unrecognized' | 'invalid' | 'lacking', option: string): WgetOptions => ({
    ok: false,
    problem: { type, option },
  });
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    const together = dialect === GNU ? NO_LETTERS[word] : undefined;
    if (word === '-' || !word.startsWith('-')) urls.push(word);
    else if (together !== undefined) flags.add(together);
    else if (word.startsWith('--')) {
      const at = word.indexOf('=');
      const name = word.slice(2, at < 0 ? undefined : at);
      const known = ownAt(dialect.long, name);
      if (known === undefined) return fail('unrecognized', word);
      if (!known.endsWith('=')) {
        flags.add(known);
        continue;
      }
      const value = at < 0 ? queue.shift() : word.slice(at + 1);
      if (value === undefined) return fail('lacking', word.slice(2));
      take(known.slice(0, -1), value);
    } else {
      for (let at = 1; at < word.length; at++) {
        const flag = word.charAt(at);
        if (dialect.plain.includes(flag)) {
          flags.add(flag);
          continue;
        }
        if (!dialect.valued.includes(flag)) return fail('invalid', flag);
        const value = at + 1 < word.length ? word.slice(at + 1) : queue.shift();
        if (value === undefined) return fail('lacking', flag);
        take(flag, value);
        break;
      }
    }
  }
  const period = values.get('T') ?? '0';
  if (!/^\d*\.?\d+$/.test(period)) {
    return { ok: false, problem: { type: 'period', option: 'timeout', value: period } };
  }
  return { ok: true, request: requestOf(values, flags, urls, headers, dialect) };
}

function requestOf(
  values: ReadonlyMap<string, string>,
  flags: ReadonlySet<string>,
  urls: readonly string[],
  headers: readonly string[],
  { tries, timeoutMs }: WgetDialect,
): WgetRequest {
  const timeout = values.get('T');
  const count = Number(values.get('t') ?? tries);
  return {
    urls,
    output: values.get('O') ?? '',
    folder: values.get('P') ?? '',
    log: values.get('o') ?? values.get('a') ?? '',
    appendsLog: values.has('a'),
    list: values.get('i') ?? '',
    isQuiet: flags.has('q'),
    isTerse: flags.has('nv'),
    showsHead: flags.has('S'),
    isSpider: flags.has('spider'),
    keepsFiles: flags.has('nc'),
    keepsErrors: flags.has('content-on-error'),
    retriesRefused: flags.has('retry-connrefused'),
    isFourth: flags.has('4'),
    isTrusting: flags.has('no-check-certificate'),
    authorityFile: values.get('ca-certificate') ?? '',
    headers,
    userAgent: values.get('U'),
    method: values.get('method') ?? '',
    data: values.get('post-data') ?? values.get('body-data'),
    maxRedirects: Number(values.get('max-redirect') ?? DEFAULT_REDIRECTS),
    tries: Number.isNaN(count) || count === 0 ? Number.POSITIVE_INFINITY : count,
    timeoutMs: timeout === undefined ? timeoutMs : Math.round(Number(timeout) * 1000),
  };
}

const DEFAULT_REDIRECTS = 20;

/** The file that is written: the one that was named, or the end of the path with its query. */
export function fileNameOf({ output, folder }: WgetRequest, path: string): string {
  if (output !== '') return output;
  const [main = '', ...query] = path.split('?');
  const last = main.slice(main.lastIndexOf('/') + 1);
  const file = last === '' ? 'index.html' : last;
  const name = query.length === 0 ? file : `${file}?${query.join('?')}`;
  return folder === '' ? name : `${folder.replace(/\/$/, '')}/${name}`;
}

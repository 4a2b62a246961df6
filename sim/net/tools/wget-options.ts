/** What `wget` was asked for; both kinds share these options. */
export interface WgetRequest {
  readonly urls: readonly string[];
  /** A file, `-` for standard output, '' for the name in the URL. */
  readonly output: string;
  readonly isQuiet: boolean;
  /** GNU's `-nv`. */
  readonly isTerse: boolean;
  readonly showsHead: boolean;
  readonly isSpider: boolean;
  readonly headers: readonly string[];
  /** Undefined: there is no body. */
  readonly data: string | undefined;
  readonly tries: number;
  readonly timeoutMs: number;
}

const VALUE_FLAGS = 'OTtPUYwo';
const LONG: Readonly<Record<string, string>> = {
  'output-document': 'O',
  timeout: 'T',
  'connect-timeout': 'T',
  'read-timeout': 'T',
  'dns-timeout': 'D',
  tries: 't',
  'user-agent': 'U',
  'directory-prefix': 'P',
};

/** Reads a command line of wget; the text when it holds an option that does not exist. */
export function wgetOptions(
  args: readonly string[],
  defaults: Pick<WgetRequest, 'tries' | 'timeoutMs'>,
): WgetRequest | string {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const urls: string[] = [];
  const headers: string[] = [];
  let data: string | undefined;
  const queue = [...args];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '-' || !word.startsWith('-')) urls.push(word);
    else if (word.startsWith('--')) {
      const [name = '', ...rest] = word.slice(2).split('=');
      const given = rest.length === 0 ? undefined : rest.join('=');
      const short = LONG[name];
      if (name === 'header') headers.push(given ?? queue.shift() ?? '');
      else if (name === 'post-data' || name === 'body-data') data = given ?? queue.shift() ?? '';
      else if (short !== undefined) values.set(short, given ?? queue.shift() ?? '');
      else if (/^(spider|quiet|no-verbose|server-response|no-check-certificate)$/.test(name)) {
        flags.add(name);
      } else return `unrecognized option '${word}'`;
    } else if (word === '-nv') flags.add('no-verbose');
    else {
      for (let at = 1; at < word.length; at++) {
        const flag = word.charAt(at);
        if (!VALUE_FLAGS.includes(flag)) {
          flags.add(flag);
          continue;
        }
        values.set(flag, at + 1 < word.length ? word.slice(at + 1) : (queue.shift() ?? ''));
        break;
      }
    }
  }
  const timeout = values.get('T');
  return {
    urls,
    output: values.get('O') ?? '',
    isQuiet: flags.has('q') || flags.has('quiet'),
    isTerse: flags.has('no-verbose'),
    showsHead: flags.has('S') || flags.has('server-response'),
    isSpider: flags.has('spider'),
    headers,
    data,
    tries: Number(values.get('t') ?? defaults.tries) || Number.POSITIVE_INFINITY,
    timeoutMs: timeout === undefined ? defaults.timeoutMs : Math.round(Number(timeout) * 1000),
  };
}

/** The file that is written: the one that was named, or the last part of the path. */
export function fileNameOf({ output }: WgetRequest, path: string): string {
  if (output !== '') return output;
  const name = path.split('?')[0]?.split('/').at(-1) ?? '';
  return name === '' ? 'index.html' : name;
}

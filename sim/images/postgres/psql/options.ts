/** What `psql` was asked for. */
export interface PsqlOptions {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly database: string;
  /** In their order: commands of `-c` and files of `-f`. */
  readonly actions: readonly { readonly type: 'command' | 'file'; readonly text: string }[];
  readonly tuplesOnly: boolean;
  readonly isUnaligned: boolean;
  readonly isExpanded: boolean;
  readonly isCsv: boolean;
  readonly isHtml: boolean;
  /** What is repeated: each query, or every line that is read. */
  readonly echo: 'none' | 'queries' | 'all';
  /** The file that results go to, or ''. */
  readonly output: string;
  readonly isQuiet: boolean;
  readonly separator: string;
  readonly recordSeparator: string;
  /** Words that are too many. */
  readonly ignored: readonly string[];
  /** `name=value` of each -P. */
  readonly settings: readonly string[];
  readonly asksPassword: boolean;
  readonly neverAsks: boolean;
  readonly lists: boolean;
  readonly isSingle: boolean;
  readonly variables: readonly string[];
  readonly mode: 'run' | 'version' | 'help';
}

export type OptionsAnswer =
  | { readonly ok: true; readonly options: PsqlOptions }
  | { readonly ok: false; readonly message: string };

const SHORT_WITH_VALUE = 'hpUdcfvFPRoLT';
const LONG: Readonly<Record<string, string>> = {
  host: 'h',
  port: 'p',
  username: 'U',
  dbname: 'd',
  command: 'c',
  file: 'f',
  set: 'v',
  variable: 'v',
  pset: 'P',
  'field-separator': 'F',
  'tuples-only': 't',
  'no-align': 'A',
  expanded: 'x',
  quiet: 'q',
  list: 'l',
  password: 'W',
  'no-password': 'w',
  'single-transaction': '1',
  'no-psqlrc': 'X',
  'echo-all': 'a',
  'echo-errors': 'b',
  'echo-queries': 'e',
  version: 'V',
  csv: 'csv',
  html: 'H',
  output: 'o',
  'log-file': 'L',
  'record-separator': 'R',
  'table-attr': 'T',
  'field-separator-zero': 'z',
  'record-separator-zero': '0',
  'echo-hidden': 'E',
  'no-readline': 'n',
  'single-step': 's',
  'single-line': 'S',
};

interface Given {
  readonly flag: string;
  readonly value: string;
}

/** The options and the words that are none. */
function walk(args: readonly string[]): { given: Given[]; words: string[] } | string {
  const given: Given[] = [];
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (arg.startsWith('--')) {
      const [name = '', ...rest] = arg.slice(2).split('=');
      if (name === 'help') given.push({ flag: '?', value: '' });
      const flag = LONG[name];
      if (flag === undefined && name !== 'help') return `unrecognized option '--${name}'`;
      if (flag === undefined) continue;
      const takes = SHORT_WITH_VALUE.includes(flag);
      given.push({
        flag,
        value: takes ? (rest.length > 0 ? rest.join('=') : (args[++i] ?? '')) : '',
      });
      continue;
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg);
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const flag = arg.charAt(at);
      if (!SHORT_WITH_VALUE.includes(flag)) {
        if (!'tAxqlWw1XabeVEnsSz0?H'.includes(flag)) return `invalid option -- '${flag}'`;
        given.push({ flag, value: '' });
        continue;
      }
      const next = args[i + 1];
      const value = at + 1 < arg.length ? arg.slice(at + 1) : next;
      if (value === undefined) return `option requires an argument -- '${flag}'`;
      if (at + 1 >= arg.length) i++;
      given.push({ flag, value });
      break;
    }
  }
  return { given, words };
}

/** Reads the arguments and the variables `PGHOST` and its like. */
export function readOptions(
  args: readonly string[],
  env: ReadonlyMap<string, string>,
  osUser: string,
): OptionsAnswer {
  const walked = walk(args);
  if (typeof walked === 'string') return { ok: false, message: walked };
  const { given, words } = walked;
  const last = (flag: string): string | undefined =>
    given.findLast((each) => each.flag === flag)?.value;
  const has = (flag: string): boolean => given.some((each) => each.flag === flag);
  const named = last('d') ?? words[0];
  const taken = (last('d') === undefined ? 1 : 0) + (last('U') === undefined ? 1 : 0);
  const user = last('U') ?? (last('d') === undefined ? words[1] : words[0]) ?? env.get('PGUSER');
  const connection = new Map(
    [...(named ?? '').matchAll(/(\w+)\s*=\s*('[^']*'|\S+)/g)].map(([, key = '', value = '']) => [
      key,
      value.replace(/^'|'$/g, ''),
    ]),
  );
  const url =
    /^postgres(?:ql)?:\/\/(?:([^:@/]+)(?::([^@/]*))?@)?([^:/?]*)(?::(\d+))?(?:\/([^?]*))?/.exec(
      named ?? '',
    );
  const [, urlUser, , urlHost, urlPort, urlDatabase] = url ?? [];
  const host = urlHost ?? connection.get('host') ?? last('h') ?? env.get('PGHOST') ?? '';
  const realUser = urlUser ?? connection.get('user') ?? user ?? osUser;
  const plain = connection.size > 0 ? connection.get('dbname') : named;
  return {
    ok: true,
    options: {
      host: host.startsWith('/') ? '' : host,
      port: urlPort ?? connection.get('port') ?? last('p') ?? (env.get('PGPORT') || '5432'),
      user: realUser,
      database: (url === null ? plain : urlDatabase) || env.get('PGDATABASE') || realUser,
      actions: given.flatMap(({ flag, value }) =>
        flag === 'c' || flag === 'f'
          ? [{ type: flag === 'c' ? ('command' as const) : ('file' as const), text: value }]
          : [],
      ),
      tuplesOnly: has('t'),
      isUnaligned: has('A'),
      isExpanded: has('x'),
      isCsv: has('csv'),
      isHtml: has('H'),
      echo: has('a') ? 'all' : has('e') ? 'queries' : 'none',
      output: last('o') ?? '',
      isQuiet: has('q'),
      separator: has('z') ? '\0' : (last('F') ?? '|'),
      recordSeparator: has('0') ? '\0' : (last('R') ?? '\n'),
      ignored: words.slice(taken),
      settings: given.flatMap(({ flag, value }) => (flag === 'P' ? [value] : [])),
      asksPassword: has('W'),
      neverAsks: has('w'),
      lists: has('l'),
      isSingle: has('1'),
      variables: given.flatMap(({ flag, value }) => (flag === 'v' ? [value] : [])),
      mode: has('V') ? 'version' : has('?') ? 'help' : 'run',
    },
  };
}

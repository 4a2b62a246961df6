import { reverseName } from '../resolver-config.ts';

/** What one look-up of `dig` was asked for. */
export interface DigRequest {
  readonly name: string;
  readonly type: string;
  /** As it was named with `@`; '' for those of /etc/resolv.conf. */
  readonly server: string;
  readonly isReverse: boolean;
  /** The `+` options that are on. */
  readonly on: ReadonlySet<string>;
  readonly tries: number;
  readonly timeoutMs: number;
}

const TYPES = ['A', 'AAAA', 'ANY', 'AXFR', 'CAA', 'CNAME', 'DNSKEY', 'DS', 'HINFO', 'MX', 'NAPTR'];
const MORE_TYPES = ['NS', 'NSEC', 'PTR', 'RRSIG', 'SOA', 'SPF', 'SRV', 'TXT'];
const QUERY_TYPES: ReadonlySet<string> = new Set([...TYPES, ...MORE_TYPES]);
const SECTIONS = ['answer', 'authority', 'additional', 'question', 'comments', 'stats'];
/** What `+all` stands for. */
const ALL = ['cmd', ...SECTIONS];
const DEFAULTS = ['cookie', 'edns', 'recurse', 'ttlid', 'class', ...ALL];
/** All that can be switched, with their short names. */
const SWITCHES: ReadonlySet<string> = new Set([
  ...DEFAULTS,
  ...['short', 'search', 'defname', 'tcp', 'vc', 'trace', 'nssearch', 'identify', 'multiline'],
  ...[
    'all',
    'dnssec',
    'adflag',
    'cdflag',
    'aaflag',
    'fail',
    'ignore',
    'onesoa',
    'qr',
    'rrcomments',
  ],
  ...['showsearch', 'split', 'cl', 'nsid', 'unknownformat', 'yaml', 'expire', 'keepopen', 'mapped'],
]);
const DEFAULT_TRIES = 3;
const DEFAULT_TIMEOUT_SECONDS = 5;

interface Draft {
  name: string;
  type: string;
  server: string;
  isReverse: boolean;
  on: Set<string>;
  tries: number;
  timeoutMs: number;
}

/** Takes one `+` option; returns whether it exists. */
function applySwitch(draft: Draft, option: string): boolean {
  const [key = '', value = ''] = option.split('=');
  if (key === 'tries') draft.tries = Math.max(1, Number(value));
  else if (key === 'retry') draft.tries = Math.max(1, Number(value) + 1);
  else if (key === 'time' || key === 'timeout') draft.timeoutMs = Math.max(1, Number(value)) * 1000;
  else if (key === 'ndots' || key === 'bufsize' || key === 'domain' || key === 'subnet')
    return true;
  else {
    const isOff = key.startsWith('no') && !SWITCHES.has(key);
    const asked = isOff ? key.slice(2) : key;
    const matches = [...SWITCHES].filter((name) => name === asked || name.startsWith(asked));
    const name = SWITCHES.has(asked) ? asked : matches[0];
    if (name === undefined || asked === '') return false;
    const names = name === 'all' ? ALL : [name];
    for (const each of names) {
      if (isOff) draft.on.delete(each);
      else draft.on.add(each);
    }
    if (name === 'short' && !isOff) for (const each of ALL) draft.on.delete(each);
  }
  return true;
}

/** Takes an option with a value: `-t SRV`, `-x 10.0.0.1`. */
function applyFlag(draft: Draft, flag: string, value: string): void {
  if (flag === 't') draft.type = value.toUpperCase();
  if (flag === 'q') draft.name = value;
  if (flag === 'x') {
    draft.name = reverseName(value) ?? value;
    draft.type = 'PTR';
    draft.isReverse = true;
  }
}

/** The request in a command line, or the option that dig does not know. */
export function digRequest(
  args: readonly string[],
):
  | { readonly ok: true; readonly request: DigRequest }
  | { readonly ok: false; readonly option: string } {
  const draft: Draft = {
    name: '',
    type: '',
    server: '',
    isReverse: false,
    on: new Set(DEFAULTS),
    tries: DEFAULT_TRIES,
    timeoutMs: DEFAULT_TIMEOUT_SECONDS * 1000,
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const flag = /^-([bcfkpqtxy])(.*)$/.exec(arg);
    if (arg.startsWith('@')) draft.server = arg.slice(1);
    else if (arg.startsWith('+')) {
      if (!applySwitch(draft, arg.slice(1))) return { ok: false, option: arg };
    } else if (flag !== null) {
      applyFlag(draft, flag[1] as string, flag[2] === '' ? (args[++i] ?? '') : (flag[2] ?? ''));
    } else if (arg.startsWith('-')) {
      if (!/^-[46imruv]$/.test(arg)) return { ok: false, option: arg };
    } else if (QUERY_TYPES.has(arg.toUpperCase()) && draft.type === '') {
      draft.type = arg.toUpperCase();
    } else if (arg.toUpperCase() !== 'IN') draft.name = arg;
  }
  const isRoot = draft.name === '' || draft.name === '.';
  const type = draft.type === '' ? (draft.name === '' ? 'NS' : 'A') : draft.type;
  return { ok: true, request: { ...draft, type, name: isRoot ? '' : draft.name } };
}

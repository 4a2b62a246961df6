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
  readonly port: number;
  /** Instead of what /etc/resolv.conf says; '' and undefined for that. */
  readonly domain: string;
  readonly ndots: number | undefined;
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
  port: number;
  domain: string;
  ndots: number | undefined;
}

/** Takes one `+` option; returns whether it exists. */
function applySwitch(draft: Draft, option: string): boolean {
  const [key = '', value = ''] = option.split('=');
  if (key === 'tries') draft.tries = Math.max(1, Number(value));
  else if (key === 'retry') draft.tries = Math.max(1, Number(value) + 1);
  else if (key === 'time' || key === 'timeout') draft.timeoutMs = Math.max(1, Number(value)) * 1000;
  else if (key === 'ndots') draft.ndots = Number(value);
  else if (key === 'domain') {
    draft.domain = value;
    draft.on.add('search');
  } else if (key === 'bufsize' || key === 'subnet') return true;
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

/** Whether bind knows a type of query. */
export const isQueryType = (word: string): boolean =>
  QUERY_TYPES.has(word) || /^TYPE\d+$/.test(word);

export type DigRequests = (
  | { readonly ok: true; readonly requests: readonly DigRequest[] }
  | { readonly ok: false; readonly option: string }
) & { readonly warnings: readonly string[] };

/**
 * The look-ups of a command line, or the option that dig does not know. What stands before the
 * first name holds for all of them, what stands behind a name for that one.
 */
export function digRequests(args: readonly string[]): DigRequests {
  const first: Draft = {
    name: '',
    type: '',
    server: '',
    isReverse: false,
    on: new Set(DEFAULTS),
    tries: DEFAULT_TRIES,
    timeoutMs: DEFAULT_TIMEOUT_SECONDS * 1000,
    port: 53,
    domain: '',
    ndots: undefined,
  };
  const drafts: Draft[] = [];
  const warnings: string[] = [];
  let draft = first;
  const begin = (name: string): void => {
    draft = { ...first, name, on: new Set(first.on) };
    drafts.push(draft);
  };
  const setType = (word: string): void => {
    if (isQueryType(word)) draft.type = word;
    else warnings.push(`ignoring invalid type ${word}`);
  };
  const takeFlag = (flag: string, value: string): void => {
    if (flag === 't') setType(value.toUpperCase());
    if (flag === 'p') first.port = Number(value);
    if (flag === 'q') begin(value);
    if (flag !== 'x') return;
    begin(reverseName(value) ?? value);
    draft.type = 'PTR';
    draft.isReverse = true;
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const upper = arg.toUpperCase();
    const flag = /^-([bcfkpqtxy])(.*)$/.exec(arg);
    if (arg.startsWith('@')) draft.server = arg.slice(1);
    else if (arg.startsWith('+')) {
      if (!applySwitch(draft, arg.slice(1))) return { ok: false, option: arg, warnings };
    } else if (flag !== null) {
      takeFlag(flag[1] as string, flag[2] === '' ? (args[++i] ?? '') : (flag[2] ?? ''));
    } else if (arg.startsWith('-')) {
      if (!/^-[46imruv]$/.test(arg)) return { ok: false, option: arg, warnings };
    } else if (QUERY_TYPES.has(upper) && draft.type === '') draft.type = upper;
    else if (upper !== 'IN') begin(arg);
  }
  const isShort = [first, ...drafts].some(({ on }) => on.has('short'));
  const list = drafts.length === 0 ? [first] : drafts;
  return { ok: true, warnings, requests: list.map((each) => finished(each, first, isShort)) };
}

/** A look-up with what it does not say itself. */
function finished(draft: Draft, first: Draft, isShort: boolean): DigRequest {
  const given = draft.type === '' ? first.type : draft.type;
  const type = given === '' ? (draft.name === '' ? 'NS' : 'A') : given;
  const isRoot = draft.name === '' || draft.name === '.';
  const on = isShort ? new Set([...draft.on, 'short']) : draft.on;
  const server = draft.server === '' ? first.server : draft.server;
  return { ...draft, on, server, type, port: first.port, name: isRoot ? '' : draft.name };
}

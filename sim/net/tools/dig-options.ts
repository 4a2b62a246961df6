import { isAddress, reverseName } from '../resolver-config.ts';

/** What one look-up of `dig` was asked for. */
export interface DigRequest {
  readonly name: string;
  readonly type: string;
  /** As it was named with `@`; '' for those of /etc/resolv.conf. */
  readonly server: string;
  readonly queryClass: string;
  /** The `+` options that are on. */
  readonly on: ReadonlySet<string>;
  readonly tries: number;
  readonly timeoutMs: number;
  readonly port: number;
  /** Instead of what /etc/resolv.conf says; '' and undefined for that. */
  readonly domain: string;
  readonly ndots: number | undefined;
  /** What EDNS tells: its version, the size of answers, and bytes of padding. */
  readonly edns: { readonly version: number; readonly size: number };
  /** `-6`: only servers with an IPv6 address are asked. */
  readonly isSixth: boolean;
  /** `-u`: microseconds. */
  readonly isFine: boolean;
}

/** A line that dig dies with: what it says on its output, on standard error, and its exit code. */
export interface DigFailure {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const TYPES = ['A', 'AAAA', 'ANY', 'AXFR', 'CAA', 'CNAME', 'DNSKEY', 'DS', 'HINFO', 'MX', 'NAPTR'];
const MORE_TYPES = ['NS', 'NSEC', 'PTR', 'RRSIG', 'SOA', 'SPF', 'SRV', 'TXT'];
const RARE_TYPES = ['AFSDB', 'CDS', 'CERT', 'DNAME', 'HTTPS', 'IXFR', 'LOC', 'NSEC3', 'RP'];
const RARER_TYPES = ['SSHFP', 'SVCB', 'TLSA', 'TSIG', 'URI', 'MAILB', 'WKS', 'X25'];
const QUERY_TYPES: ReadonlySet<string> = new Set([
  ...TYPES,
  ...MORE_TYPES,
  ...RARE_TYPES,
  ...RARER_TYPES,
]);
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['IN', 'IN'],
  ['CH', 'CH'],
  ['CHAOS', 'CH'],
  ['HS', 'HS'],
  ['HESIOD', 'HS'],
]);
const SECTIONS = ['answer', 'authority', 'additional', 'question', 'comments', 'stats'];
/** What `+all` stands for. */
const ALL = ['cmd', ...SECTIONS];
const DEFAULTS = ['cookie', 'edns', 'recurse', 'ttlid', 'class', 'adflag', ...ALL];
/** All that can be switched, with their short names. */
const SWITCHES: ReadonlySet<string> = new Set([
  ...DEFAULTS,
  ...['short', 'search', 'defname', 'tcp', 'vc', 'trace', 'nssearch', 'identify', 'multiline'],
  ...['aaflag', 'aaonly', 'all', 'badcookie', 'besteffort', 'cdflag', 'cl', 'crypto', 'dnssec'],
  ...['expandaaaa', 'expire', 'fail', 'header-only', 'ignore', 'keepalive', 'keepopen', 'mapped'],
  ...['nsid', 'onesoa', 'qr', 'raflag', 'rdflag', 'rrcomments', 'showsearch', 'split', 'tcflag'],
  ...['ttl', 'ttlunits', 'yaml', 'zflag'],
]);
const DEFAULT_TRIES = 3;
const DEFAULT_TIMEOUT_SECONDS = 5;

interface Draft {
  name: string;
  type: string;
  queryClass: string;
  server: string;
  on: Set<string>;
  tries: number;
  timeoutMs: number;
  port: number;
  domain: string;
  ndots: number | undefined;
  edns: { version: number; size: number };
  isSixth: boolean;
  isFine: boolean;
}

type Take = (draft: Draft, value: number) => void;

const takeTries: Take = (draft, value) => {
  draft.tries = Math.max(1, value);
};
const takeTime: Take = (draft, value) => {
  draft.timeoutMs = Math.max(1, value) * 1000;
};

/** Options with a number, and what dig calls it. */
const NUMBERS: Readonly<Record<string, readonly [string, Take]>> = {
  tries: ['tries', takeTries],
  retry: ['retries', (draft, value) => takeTries(draft, value + 1)],
  time: ['timeout', takeTime],
  timeout: ['timeout', takeTime],
  ndots: [
    'ndots',
    (draft, value) => {
      draft.ndots = value;
    },
  ],
  bufsize: [
    'buffer size',
    (draft, value) => {
      draft.edns = { ...draft.edns, size: value };
    },
  ],
  edns: [
    'edns version',
    (draft, value) => {
      draft.edns = { ...draft.edns, version: value };
    },
  ],
};
const MAY_STAND_ALONE: ReadonlySet<string> = new Set(['bufsize', 'edns']);
const NUMBER_FAILURE_CODE = 10;

const unknownOption = (option: string): DigFailure => ({
  stdout: '',
  stderr: `Invalid option: ${option}\n${USAGE}`,
  exitCode: 1,
});

export const USAGE =
  'Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}\n' +
  '            {global-d-opt} host [@local-server] {local-d-opt}\n' +
  '            [ host [@local-server] {local-d-opt} [...]]\n\n' +
  'Use "dig -h" (or "dig -h | more") for complete list of options\n';

/** Switches one thing on or off; returns whether it exists. */
function flip(draft: Draft, key: string): boolean {
  const isOff = key.startsWith('no') && !SWITCHES.has(key);
  const asked = isOff ? key.slice(2) : key;
  const name = SWITCHES.has(asked)
    ? asked
    : [...SWITCHES].find((each) => each.startsWith(asked) && asked !== '');
  if (name === undefined) return false;
  const plain = name === 'ttl' ? 'ttlid' : name === 'cl' ? 'class' : name;
  for (const each of plain === 'all' ? ALL : [plain]) {
    if (isOff) draft.on.delete(each);
    else draft.on.add(each);
  }
  // What is left of the sections is that of the answer.
  if (plain === 'short' && !isOff) {
    for (const each of ALL) if (each !== 'answer') draft.on.delete(each);
  }
  return true;
}

/** Takes one `+` option; returns what dig dies of. */
function applySwitch(draft: Draft, option: string): DigFailure | undefined {
  const at = option.indexOf('=');
  const key = at < 0 ? option : option.slice(0, at);
  const value = at < 0 ? undefined : option.slice(at + 1);
  const number = NUMBERS[key];
  if (number !== undefined && !(value === undefined && MAY_STAND_ALONE.has(key))) {
    const [what, take] = number;
    if (value === undefined) return unknownOption(`+${option}`);
    if (!/^\d+$/.test(value)) {
      return {
        stdout: `invalid ${what} '${value}': not a valid number\n`,
        stderr: `dig: Couldn't parse ${what}\n`,
        exitCode: NUMBER_FAILURE_CODE,
      };
    }
    take(draft, Number(value));
    return undefined;
  }
  if (key === 'domain' && value !== undefined) {
    draft.domain = value;
    draft.on.add('search');
    return undefined;
  }
  if (key === 'bufsize' || key === 'subnet' || key === 'nosubnet') return undefined;
  return flip(draft, key) ? undefined : unknownOption(`+${option}`);
}

/** Whether bind knows a type of query. */
export const isQueryType = (word: string): boolean =>
  QUERY_TYPES.has(word) || /^TYPE\d+$/.test(word);

const NUMBERED: Readonly<Record<string, string>> = {
  TYPE1: 'A',
  TYPE5: 'CNAME',
  TYPE12: 'PTR',
  TYPE16: 'TXT',
  TYPE28: 'AAAA',
  TYPE33: 'SRV',
  TYPE64: 'SVCB',
  TYPE65: 'HTTPS',
};

/** A type under the name that bind knows it by. */
export function typeName(word: string): string {
  const upper = word.toUpperCase();
  return NUMBERED[upper] ?? upper;
}

/** Whether bind knows a class of query. */
export const isQueryClass = (word: string): boolean => CLASSES.has(word);

export type DigRequests = (
  | { readonly ok: true; readonly requests: readonly DigRequest[] }
  | { readonly ok: false; readonly failure: DigFailure }
) & { readonly warnings: readonly string[] };

const REVERSE = 'in-addr.arpa';

/** What `-x` asks for: an address, or labels that are turned around. */
const reverseOf = (text: string): string =>
  reverseName(text) ?? `${text.split('.').reverse().join('.')}.${REVERSE}`;

const emptyDraft = (): Draft => ({
  ...{ name: '', type: '', queryClass: '', server: '', on: new Set(DEFAULTS) },
  ...{ tries: DEFAULT_TRIES, timeoutMs: DEFAULT_TIMEOUT_SECONDS * 1000, port: 53, domain: '' },
  ...{ ndots: undefined, edns: { version: 0, size: EDNS_SIZE }, isSixth: false, isFine: false },
});

const EDNS_SIZE = 1232;

/** Reads the words of a command line one after the other. */
function createDigReader() {
  const first = emptyDraft();
  const drafts: Draft[] = [];
  const warnings: string[] = [];
  let draft = first;
  const begin = (name: string): void => {
    draft = { ...first, name, on: new Set(first.on) };
    drafts.push(draft);
  };
  const setType = (word: string): void => {
    const type = typeName(word);
    if (!isQueryType(type)) warnings.push(`ignoring invalid type ${word}`);
    else {
      if (draft.type !== '') warnings.push('extra type option');
      draft.type = type;
    }
  };
  const setClass = (word: string): void => {
    const found = CLASSES.get(word.toUpperCase());
    if (found === undefined) warnings.push(`ignoring invalid class ${word}`);
    else {
      if (draft.queryClass !== '') warnings.push('extra class option');
      draft.queryClass = found;
    }
  };
  const takeFlag = (flag: string, value: string): DigFailure | undefined => {
    if (flag === 't') setType(value);
    if (flag === 'c') setClass(value);
    if (flag === 'b' && !isAddress(value.split('#')[0] ?? '')) {
      return { stdout: '', stderr: `dig: invalid address ${value}\n`, exitCode: 1 };
    }
    if (flag === 'q') begin(value);
    if (flag === 'x') {
      begin(reverseOf(value));
      draft.type = 'PTR';
    }
    if (flag !== 'p') return undefined;
    if (/^\d+$/.test(value)) first.port = Number(value);
    else {
      const stdout = `invalid port number '${value}': not a valid number\n`;
      return { stdout, stderr: "dig: Couldn't parse port number\n", exitCode: 1 };
    }
    return undefined;
  };
  const takeWord = (word: string): void => {
    const upper = word.toUpperCase();
    if (isQueryType(upper)) setType(word);
    else if (CLASSES.has(upper)) setClass(word);
    else begin(word);
  };
  const takeLetter = (letter: string): void => {
    if (letter === '6') first.isSixth = true;
    if (letter === 'u') first.isFine = true;
  };
  const setServer = (server: string): void => {
    draft.server = server;
  };
  return {
    ...{ first, drafts, warnings, takeFlag, takeWord, takeLetter, setServer },
    switch: (option: string): DigFailure | undefined => applySwitch(draft, option),
  };
}

/**
 * The look-ups of a command line, or what dig dies of. What stands before the first name holds for
 * all of them, what stands behind a name for that one.
 */
export function digRequests(args: readonly string[]): DigRequests {
  const reader = createDigReader();
  const { warnings, first, drafts } = reader;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const flag = /^-([bcfkpqtxy])(.*)$/.exec(arg);
    let failure: DigFailure | undefined;
    if (arg.startsWith('@')) reader.setServer(arg.slice(1));
    else if (arg.startsWith('+')) failure = reader.switch(arg.slice(1));
    else if (flag !== null) {
      const value = flag[2] === '' ? (args[++i] ?? '') : (flag[2] ?? '');
      failure = reader.takeFlag(flag[1] as string, value);
    } else if (/^-[46imruv]$/.test(arg)) reader.takeLetter(arg.slice(1));
    else if (arg.startsWith('-')) failure = unknownOption(arg);
    else reader.takeWord(arg);
    if (failure !== undefined) return { ok: false, failure, warnings };
  }
  const isShort = [first, ...drafts].some(({ on }) => on.has('short'));
  const list = drafts.length === 0 ? [first] : drafts;
  const isAsked = drafts.length > 0;
  return {
    ok: true,
    warnings,
    requests: list.map((each) => finished(each, first, isShort, isAsked)),
  };
}

/** A look-up with what it does not say itself. */
function finished(draft: Draft, first: Draft, isShort: boolean, isAsked: boolean): DigRequest {
  const given = draft.type === '' ? first.type : draft.type;
  const type = given === '' ? (isAsked ? 'A' : 'NS') : given;
  const on = isShort ? new Set([...draft.on, 'short']) : draft.on;
  const server = draft.server === '' ? first.server : draft.server;
  const queryClass = draft.queryClass || first.queryClass || 'IN';
  const name = isAsked ? draft.name : '.';
  const { isSixth, isFine, port } = first;
  return { ...draft, on, server, type, queryClass, port, name, isSixth, isFine };
}

import type { ResolverConfig } from '../resolver-config.ts';
import { isQueryClass, isQueryType } from './dig-options.ts';

/** What `set` and the options of bind's nslookup change. */
export interface Settings {
  type: string;
  /** Whether no type was asked for: then A, and AAAA after it. */
  isDefaultType: boolean;
  queryClass: string;
  isDebug: boolean;
  isTcp: boolean;
  hasDetails: boolean;
  hasSearch: boolean;
  isRecursive: boolean;
  tries: number;
  /** 0: 5 s. */
  timeoutSeconds: number;
  port: number;
  ndots: number;
  search: readonly string[];
  /** A server that was named: as it was named and its address. */
  server: { readonly name: string; readonly addresses: readonly string[] } | undefined;
  /** Whether it is told that a server offers no recursion. */
  checksRecursion: boolean;
}

const DEFAULT_TRIES = 3;
const DNS_PORT = 53;

export const settingsOf = ({ ndots, search }: ResolverConfig): Settings => ({
  type: 'A',
  isDefaultType: true,
  queryClass: 'IN',
  isDebug: false,
  isTcp: false,
  hasDetails: false,
  hasSearch: true,
  isRecursive: true,
  tries: DEFAULT_TRIES,
  timeoutSeconds: 0,
  port: DNS_PORT,
  ndots,
  search,
  server: undefined,
  checksRecursion: true,
});

type Apply = (settings: Settings, value: string) => string;

const setType: Apply = (settings, value) => {
  if (!isQueryType(value.toUpperCase())) return `unknown query type: ${value}\n`;
  settings.type = value;
  settings.isDefaultType = false;
  return '';
};
const setClass: Apply = (settings, value) => {
  if (!isQueryClass(value.toUpperCase())) return `unknown query class: ${value}\n`;
  settings.queryClass = value;
  return '';
};
const setDomain: Apply = (settings, value) => {
  settings.search = [value];
  settings.hasSearch = true;
  return '';
};
const number =
  (what: string, set: (settings: Settings, value: number) => void): Apply =>
  (settings, value) => {
    if (!/^\d+$/.test(value)) return `invalid ${what} '${value}': not a valid number\n`;
    set(settings, Number(value));
    return '';
  };
const setTimeout: Apply = number('timeout', (settings, value) => {
  settings.timeoutSeconds = value;
});
const setTries: Apply = number('tries', (settings, value) => {
  settings.tries = value;
});
const setPort: Apply = number('port', (settings, value) => {
  settings.port = value;
});
const setNdots: Apply = number('ndots', (settings, value) => {
  settings.ndots = value;
});

/** Options with a value, by the text in front of it. */
const WITH_VALUE: readonly (readonly [string, Apply])[] = [
  ...['class=', 'cl='].map((name) => [name, setClass] as const),
  ...['type=', 'ty=', 'querytype=', 'query=', 'qu=', 'q='].map((name) => [name, setType] as const),
  ...['domain=', 'do='].map((name) => [name, setDomain] as const),
  ...['port=', 'po='].map((name) => [name, setPort] as const),
  ...['timeout=', 't='].map((name) => [name, setTimeout] as const),
  ...['retry=', 'ret='].map((name) => [name, setTries] as const),
  ['ndots=', setNdots],
];

const SWITCHES: readonly (readonly [string, Partial<Settings>])[] = [
  ['rec', { isRecursive: true }],
  ['norec', { isRecursive: false }],
  ['def', { hasSearch: true }],
  ['nodef', { hasSearch: false }],
  ['vc', { isTcp: true }],
  ['novc', { isTcp: false }],
  ['deb', { isDebug: true }],
  ['nodeb', { isDebug: false }],
  ['d2', { hasDetails: true }],
  ['nod2', { hasDetails: false }],
  ['sea', { hasSearch: true }],
  ['nosea', { hasSearch: false }],
  ['sil', {}],
  ['fail', {}],
  ['nofail', {}],
];

/** Where questions go, and all settings, as `set all` shows them. */
export function settingsText(
  settings: Settings,
  servers: readonly string[],
  isWhole: boolean,
): string {
  const { server, port } = settings;
  const addresses = server?.addresses ?? servers;
  const where = addresses
    .map((each) => `Default server: ${server?.name ?? each}\nAddress: ${each}#${port}\n`)
    .join('');
  if (!isWhole) return where;
  const on = (isOn: boolean, name: string): string => (isOn ? name : `no${name}`);
  return (
    `${where}\nSet options:\n` +
    `  ${on(settings.isTcp, 'vc')}\t\t\t${on(settings.isDebug, 'debug')}\t\t` +
    `${on(settings.hasDetails, 'd2')}\n` +
    `  ${on(settings.hasSearch, 'search')}\t\t${on(settings.isRecursive, 'recurse')}\n` +
    `  timeout = ${settings.timeoutSeconds}\t\tretry = ${settings.tries}\tport = ${port}` +
    `\tndots = ${settings.ndots}\n` +
    `  querytype = ${settings.type.padEnd(8)}\tclass = ${settings.queryClass}\n` +
    `  srchlist = ${settings.search.join('/')}\n`
  );
}

/** Takes one option; returns what is said about it. Models setoption of bin/dig/nslookup.c. */
export function setOption(settings: Settings, option: string, servers: readonly string[]): string {
  const lower = option.toLowerCase();
  if (lower.startsWith('all')) return settingsText(settings, servers, true);
  const valued = WITH_VALUE.find(([name]) => lower.startsWith(name));
  if (valued !== undefined) return valued[1](settings, option.slice(valued[0].length));
  const change = SWITCHES.find(([name]) => lower.startsWith(name));
  if (change === undefined) return `*** Invalid option: ${option}\n`;
  Object.assign(settings, change[1]);
  return '';
}

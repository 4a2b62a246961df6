import type { FileSystem } from '../kernel/index.ts';

/** What /etc/resolv.conf says. */
export interface ResolverConfig {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
  readonly timeoutMs: number;
  readonly attempts: number;
}

const DEFAULTS: Readonly<Record<string, number>> = { ndots: 1, timeout: 5, attempts: 2 };

/** Reads /etc/resolv.conf. */
export function resolverConfig(files: FileSystem): ResolverConfig {
  const content = files.read('/etc/resolv.conf');
  return parseResolverConfig(content.ok ? content.value : '');
}

/** Reads the text of a resolver's file. */
export function parseResolverConfig(content: string): ResolverConfig {
  const lines = content.split('\n').map((line) => line.split(/\s+/));
  const of = (keyword: string): string[] =>
    lines.filter(([first]) => first === keyword).flatMap(([, ...rest]) => rest.filter(Boolean));
  const number = (name: string): number => {
    const option = of('options').find((each) => each.startsWith(`${name}:`));
    return option === undefined ? (DEFAULTS[name] ?? 0) : Number(option.slice(name.length + 1));
  };
  const servers = of('nameserver');
  return {
    servers: servers.length === 0 ? ['127.0.0.1'] : servers,
    search: of('search'),
    ndots: number('ndots'),
    timeoutMs: number('timeout') * 1000,
    attempts: number('attempts'),
  };
}

/** The complete names that stand for `name`, in the order in which they are tried. */
export function candidates(
  { search, ndots }: Pick<ResolverConfig, 'search' | 'ndots'>,
  name: string,
): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = search.map((domain) => `${name}.${domain}`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [name, ...searched] : [...searched, name];
}

/** Whether a text is an IPv4 address. */
export const isAddress = (text: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);

const GROUPS = 8;

/** The 32 digits of an IPv6 address; undefined for what is none. */
function sixthDigits(address: string): string | undefined {
  if (!/^[0-9a-f:]+$/i.test(address) || !address.includes(':')) return undefined;
  const [front = '', back, ...more] = address.split('::');
  if (more.length > 0) return undefined;
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(front), groups(back ?? '')];
  const missing = GROUPS - before.length - after.length;
  if (back === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? all.map((group) => group.toLowerCase().padStart(4, '0')).join('')
    : undefined;
}

/** The name that an address has in reverse look-ups; undefined for what is no address. */
export function reverseName(address: string): string | undefined {
  if (isAddress(address)) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const digits = sixthDigits(address);
  return digits === undefined ? undefined : `${[...digits].reverse().join('.')}.ip6.arpa`;
}

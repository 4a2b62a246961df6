import type { FileSystem } from '../kernel/index.ts';
import type { DnsAnswer, DnsRecord, DnsType } from './records.ts';
import { type DnsWorld, lookUp } from './zone.ts';

/** What /etc/resolv.conf says. */
export interface ResolverConfig {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
}

/** Reads /etc/resolv.conf. */
export function resolverConfig(files: FileSystem): ResolverConfig {
  const content = files.read('/etc/resolv.conf');
  const lines = (content.ok ? content.value : '').split('\n').map((line) => line.split(/\s+/));
  const of = (keyword: string): string[] =>
    lines.filter(([first]) => first === keyword).flatMap(([, ...rest]) => rest.filter(Boolean));
  const ndots = of('options').find((option) => option.startsWith('ndots:'));
  return {
    servers: of('nameserver'),
    search: of('search'),
    ndots: ndots === undefined ? 1 : Number(ndots.slice('ndots:'.length)),
  };
}

/** The complete names that stand for `name`, in the order in which they are tried. */
export function candidates(config: ResolverConfig, name: string): string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const searched = config.search.map((domain) => `${name}.${domain}`);
  const dots = name.split('.').length - 1;
  return dots >= config.ndots ? [name, ...searched] : [...searched, name];
}

/** What the resolver did for one name. */
export interface Resolution {
  /** The complete name that was found; that of the last try when none was. */
  readonly name: string;
  readonly answer: DnsAnswer;
  /** How many questions were asked. */
  readonly questions: number;
}

/** Asks for `name` along the search list, until a server knows the name. */
export function resolve(
  world: DnsWorld,
  config: ResolverConfig,
  name: string,
  type: DnsType,
): Resolution {
  let questions = 0;
  let last: DnsAnswer = { code: 'NXDOMAIN', records: [] };
  let asked = name;
  for (const candidate of candidates(config, name)) {
    questions++;
    asked = candidate;
    last = lookUp(world, candidate, type);
    if (last.code !== 'NXDOMAIN') break;
  }
  return { name: asked, answer: last, questions };
}

/** The addresses of an answer, in its order. */
export const addressesOf = ({ records }: DnsAnswer): string[] =>
  records.flatMap((record: DnsRecord) => (record.type === 'A' ? [record.address] : []));

/** The name that an IPv4 address has in reverse look-ups; undefined for what is no address. */
export function reverseName(address: string): string | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

import type { Clock } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import type { StoreView } from '../store/index.ts';
import type { DnsMessage, DnsQuestion, DnsRecord } from './message.ts';
import type { NetworkOptions } from './options.ts';
import { alongWith, askZone, authorityOf, TTL_SECONDS, zoneOf } from './zone.ts';

/** One instance of CoreDNS. */
export interface NameServer {
  answer(question: DnsQuestion): DnsMessage;
}

export interface NameServerParts {
  readonly view: StoreView;
  readonly clock: Clock;
  readonly rotate: Rotate;
  readonly options: NetworkOptions;
}

interface Kept {
  readonly message: DnsMessage;
  readonly atMs: number;
}

const ROOT_AUTHORITY: DnsRecord = {
  type: 'SOA',
  name: '',
  ttl: TTL_SECONDS,
  origin: 'a.root-servers.net',
  mail: 'nstld.verisign-grs.com',
  serial: 2026112300,
  refresh: 1800,
  retry: 900,
  expire: 604800,
  minimum: 86400,
};

const messageOf = (
  code: DnsMessage['code'],
  answers: readonly DnsRecord[],
  authority: readonly DnsRecord[],
): DnsMessage => ({ code, answers, authority, additional: [] });

/** What the resolver outside the cluster answers. */
export function askUpstream({ upstream }: NetworkOptions, { name, type }: DnsQuestion): DnsMessage {
  const address = upstream[name];
  if (address === undefined) {
    if (upstream['*'] === 'SERVFAIL') return messageOf('SERVFAIL', [], []);
    return messageOf('NXDOMAIN', [], [ROOT_AUTHORITY]);
  }
  if (type !== 'A') return messageOf('NOERROR', [], [ROOT_AUTHORITY]);
  return messageOf('NOERROR', [{ type: 'A', name, ttl: TTL_SECONDS, address }], []);
}

/** The alias and what it leads to; the alias alone when that is nothing. */
function followAlias(
  parts: NameServerParts,
  alias: DnsRecord,
  question: DnsQuestion,
  depth: number,
): DnsMessage {
  const isTooDeep = depth >= LIMITS.dnsAliases;
  const next = isTooDeep ? messageOf('SERVFAIL', [], []) : ask(parts, question, depth + 1);
  const isInside = zoneOf(question.name) !== undefined;
  const isLost = next.code === 'SERVFAIL' || (isInside && next.answers.length === 0);
  return messageOf('NOERROR', isLost ? [] : [alias, ...next.answers], []);
}

function ask(parts: NameServerParts, question: DnsQuestion, depth: number): DnsMessage {
  const { view, clock, options } = parts;
  const zone = zoneOf(question.name);
  const answer = askZone(view, question, clock.epochMs());
  const authority = zone === undefined ? [] : [authorityOf(zone, clock.epochMs())];
  switch (answer.type) {
    case 'outside':
      return askUpstream(options, question);
    case 'missing':
      return messageOf('NXDOMAIN', [], authority);
    case 'alias': {
      const target = { name: answer.target.toLowerCase(), type: question.type };
      const message = followAlias(parts, answer.record, target, depth);
      return message.answers.length === 0 ? { ...message, authority } : message;
    }
    case 'records': {
      const { records } = answer;
      const additional = alongWith(view, records, clock.epochMs());
      const isEmpty = records.length === 0;
      return { ...messageOf('NOERROR', records, isEmpty ? authority : []), additional };
    }
  }
}

/** Puts the addresses of each answer into another order. */
export type Rotate = (key: string, records: readonly DnsRecord[]) => DnsRecord[];

/**
 * Each answer for a name begins with another of its addresses; aliases stay in front. Models the
 * loadbalance plugin.
 */
export function createRotation(): Rotate {
  const counts = new Map<string, number>();
  return (key, records) => {
    const addresses = records.filter(({ type }) => type === 'A');
    if (addresses.length < 2) return [...records];
    if (counts.size >= LIMITS.dnsCacheEntries) counts.clear();
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const from = count % addresses.length;
    const others = records.filter(({ type }) => type !== 'A');
    return [...others, ...addresses.slice(from), ...addresses.slice(0, from)];
  };
}

/** Records of the name that was asked for have it as it was written. */
function spelled(message: DnsMessage, lower: string, name: string): DnsMessage {
  if (lower === name) return message;
  const answers = message.answers.map((each) => (each.name === lower ? { ...each, name } : each));
  return { ...message, answers };
}

/** Starts a server, with an empty cache. */
export function createNameServer(parts: NameServerParts): NameServer {
  const { clock, rotate, options } = parts;
  const cache = new Map<string, Kept>();

  /** An answer that is still good, with what is left of its time to live. */
  const recall = (key: string): DnsMessage | undefined => {
    const kept = cache.get(key);
    if (kept === undefined) return undefined;
    const seconds = Math.floor((clock.nowMs() - kept.atMs) / 1000);
    if (seconds >= Math.min(options.dnsCacheSeconds, TTL_SECONDS)) {
      cache.delete(key);
      return undefined;
    }
    const aged = (record: DnsRecord): DnsRecord => ({ ...record, ttl: record.ttl - seconds });
    const { code, answers, authority, additional } = kept.message;
    return {
      code,
      answers: answers.map(aged),
      authority: authority.map(aged),
      additional: additional.map(aged),
    };
  };
  const keep = (key: string, message: DnsMessage): void => {
    if (options.dnsCacheSeconds === 0 || message.code === 'SERVFAIL') return;
    if (cache.size >= LIMITS.dnsCacheEntries) {
      const [oldest] = cache.keys();
      if (oldest !== undefined) cache.delete(oldest);
    }
    cache.set(key, { message, atMs: clock.nowMs() });
  };

  return {
    answer({ name, type }) {
      const question = { name: name.toLowerCase(), type };
      const key = `${type} ${question.name}`;
      const known = recall(key);
      const message = known ?? spelled(ask(parts, question, 0), question.name, name);
      if (known === undefined) keep(key, message);
      return {
        ...message,
        answers: rotate(key, message.answers),
        additional: rotate(`+ ${key}`, message.additional),
      };
    },
  };
}

import { type Clock, type FileSystem, type Prng, type Program, sleep } from '../kernel/index.ts';
import { askServer } from './ask.ts';
import { addressesOf, type DnsMessage, type DnsQuestion } from './message.ts';
import type { Network } from './network.ts';
import type { Caller } from './requests.ts';
import {
  candidates,
  isAddress,
  type ResolverConfig,
  resolverConfig,
  reverseName,
} from './resolver-config.ts';

/** The network as the programs of one container see it. */
export interface Place {
  readonly network: Network;
  readonly from: Caller;
  readonly clock: Clock;
  readonly prng: Prng;
}

/** One host as the C library knows it. */
export interface HostEntry {
  readonly address: string;
  /** The canonical name first, then its aliases. */
  readonly names: readonly string[];
}

export type HostLookup =
  | { readonly ok: true; readonly hosts: readonly HostEntry[] }
  /** `again`: no server answered; `missing`: there is no such name. */
  | { readonly ok: false; readonly error: 'again' | 'missing' };

/** The lines of /etc/hosts with this name or address, those with an IPv6 address first. */
export function hostsFile(files: FileSystem, wanted: string): HostEntry[] {
  const content = files.read('/etc/hosts');
  return (content.ok ? content.value : '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([address = '', ...names]) => address === wanted || names.includes(wanted))
    .map(([address = '', ...names]) => ({ address, names }))
    .sort((a, b) => Number(b.address.includes(':')) - Number(a.address.includes(':')));
}

/** Asks the servers in turn, as often and as long as the configuration says. */
function* askServers(
  place: Place,
  config: ResolverConfig,
  question: DnsQuestion,
): Program<DnsMessage | 'refused' | 'timeout'> {
  let last: 'refused' | 'timeout' = 'refused';
  for (let attempt = 0; attempt < config.attempts; attempt++) {
    for (const server of config.servers) {
      const reply = yield* askServer(place, server, question, config.timeoutMs);
      if (reply.type === 'answer') return reply.message;
      last = reply.type === 'refused' ? 'refused' : 'timeout';
      if (last === 'timeout') yield* sleep(config.timeoutMs);
    }
  }
  return last;
}

function entriesOf(name: string, message: DnsMessage): HostEntry[] {
  const alias = message.answers.find(({ type }) => type === 'CNAME');
  const last = message.answers.findLast(({ type }) => type === 'A');
  const names = [last?.name ?? name, ...(alias === undefined ? [] : [alias.name])];
  return addressesOf(message).map((address) => ({ address, names }));
}

function* fromDns(place: Place, files: FileSystem, wanted: string): Program<HostLookup> {
  const config = resolverConfig(files);
  let sawFailure = false;
  for (const name of candidates(config, wanted)) {
    const answer = yield* askServers(place, config, { name, type: 'A', wanted });
    if (typeof answer === 'string') return { ok: false, error: 'again' };
    sawFailure ||= answer.code === 'SERVFAIL';
    const hosts = entriesOf(name, answer);
    if (hosts.length > 0) return { ok: true, hosts };
  }
  return { ok: false, error: sawFailure ? 'again' : 'missing' };
}

/**
 * The IPv4 hosts of a name: an address stands for itself, then /etc/hosts, then DNS along the
 * search list. Models the `files dns` of glibc's name service.
 */
export function* findHost(place: Place, files: FileSystem, wanted: string): Program<HostLookup> {
  if (isAddress(wanted)) return { ok: true, hosts: [{ address: wanted, names: [wanted] }] };
  const listed = hostsFile(files, wanted);
  if (listed.length > 0) return { ok: true, hosts: listed };
  return yield* fromDns(place, files, wanted);
}

/** The names of an address, of /etc/hosts or of DNS; none when nobody knows one. */
export function* findNames(place: Place, files: FileSystem, address: string): Program<string[]> {
  const listed = hostsFile(files, address).flatMap(({ names }) => names);
  const reverse = reverseName(address);
  if (listed.length > 0 || reverse === undefined) return listed;
  const question = { name: reverse, type: 'PTR', wanted: address };
  const answer = yield* askServers(place, resolverConfig(files), question);
  if (typeof answer === 'string') return [];
  return answer.answers.flatMap((each) => (each.type === 'PTR' ? [each.target] : []));
}

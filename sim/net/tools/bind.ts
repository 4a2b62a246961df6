import { type FileSystem, type Program, sleep, type Writer } from '../../kernel/index.ts';
import { askServer } from '../ask.ts';
import { findHost, type Place } from '../host-names.ts';
import type { DnsMessage, DnsQuestion } from '../message.ts';
import type { DnsReply } from '../network.ts';
import { candidates, isAddress, type ResolverConfig } from '../resolver-config.ts';

/** How the tools of bind ask. */
export interface Asking {
  readonly servers: readonly string[];
  readonly tries: number;
  readonly timeoutMs: number;
  readonly port: number;
}

/** An answer and who gave it. */
export interface Answered {
  readonly server: string;
  readonly message: DnsMessage;
}

/** What the tools of bind say when none of their servers answered. */
export const NO_SERVERS = ';; no servers could be reached\n';

/** The names to try. Unlike the C library, bind does not search for a name with enough dots. */
export function bindCandidates(config: ResolverConfig, name: string): string[] {
  const isComplete = name.split('.').length - 1 >= config.ndots;
  return isComplete ? [name.replace(/\.$/, '')] : candidates(config, name);
}

export const DNS_PORT = 53;

/** What comes back from a port at which nobody speaks DNS. */
function otherPort({ network, from }: Place, server: string, port: number): DnsReply {
  const { type } = network.connect(from, server, port);
  return { type: type === 'open' ? 'timeout' : type };
}

/** Asks until a server answers, and complains about each attempt that fails. */
export function* askAsBind(
  place: Place,
  { servers, tries, timeoutMs, port }: Asking,
  question: DnsQuestion,
  complaints: Writer,
): Program<Answered | undefined> {
  for (let attempt = 0; attempt < tries; attempt++) {
    for (const server of servers) {
      const reply =
        port === DNS_PORT
          ? yield* askServer(place, server, question, timeoutMs)
          : otherPort(place, server, port);
      if (reply.type === 'answer') return { server, message: reply.message };
      if (reply.type !== 'refused') yield* sleep(timeoutMs);
      const why = reply.type === 'refused' ? 'connection refused' : 'timed out';
      yield* complaints.write(`;; communications error to ${server}#${port}: ${why}\n`);
    }
  }
  return undefined;
}

/** The addresses of a server that was named on the command line; undefined when it has none. */
export function* serverAddresses(
  place: Place,
  files: FileSystem,
  server: string,
): Program<string[] | undefined> {
  if (isAddress(server)) return [server];
  const found = yield* findHost(place, files, server);
  if (!found.ok) return undefined;
  return found.hosts.map(({ address }) => address).slice(0, 1);
}

import { type FileSystem, type Program, sleep, type Writer } from '../../kernel/index.ts';
import { askServer } from '../ask.ts';
import { findHost, type Place } from '../host-names.ts';
import type { DnsMessage, DnsQuestion } from '../message.ts';
import type { DnsReply } from '../network.ts';
import { candidates, isAddress, type ResolverConfig } from '../resolver-config.ts';

/** The version that all of them tell. */
export const BIND_VERSION = '9.18.49-1~deb12u1-Debian';

/** What is wrong with a name before anybody is asked; '' when nothing is. */
export function nameProblem(name: string): string {
  if (name === '') return 'unexpected end of input';
  const labels = name.replace(/\.$/, '').split('.');
  if (name !== '.' && labels.some((label) => label === '')) return 'empty label';
  return labels.some((label) => label.length > LONGEST_LABEL) ? 'label too long' : '';
}

const LONGEST_LABEL = 63;

/** A name as bind prints it. */
export const shownName = (name: string): string =>
  name === '' ? '.' : name.replaceAll(' ', '\\032');

/** How the tools of bind ask. */
export interface Asking {
  readonly servers: readonly string[];
  /** `IN`; of others CoreDNS does not want to know. */
  readonly queryClass: string;
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

/** What CoreDNS answers to a question of another class than that of the internet. */
const NOT_SERVED: DnsMessage = { code: 'REFUSED', answers: [], authority: [], additional: [] };

/** What comes back from a port at which nobody speaks DNS. */
function otherPort({ network, from }: Place, server: string, port: number): DnsReply {
  const { type } = network.connect(from, server, port);
  return { type: type === 'open' ? 'timeout' : type };
}

/** Asks until a server answers, and complains about each attempt that fails. */
export function* askAsBind(
  place: Place,
  { servers, tries, timeoutMs, port, queryClass }: Asking,
  question: DnsQuestion,
  complaints: Writer,
): Program<Answered | undefined> {
  for (const [nth, server] of servers.entries()) {
    // The first server is asked again before the next ones are asked once.
    for (let attempt = 0; attempt < (nth === 0 ? tries : 1); attempt++) {
      const reply =
        port === DNS_PORT
          ? yield* askServer(place, server, question, timeoutMs)
          : otherPort(place, server, port);
      if (reply.type === 'answer') {
        return { server, message: queryClass === 'IN' ? reply.message : NOT_SERVED };
      }
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
  return found.hosts.map(({ address }) => address);
}

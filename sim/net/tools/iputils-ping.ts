import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { findHost, findNames, type Place } from '../host-names.ts';
import { isAddress } from '../resolver-config.ts';
import { type PingRequest, type PingResult, pingRequest, sendPings, tripText } from './ping-run.ts';

const LINGER_MS = 10_000;
const HEADERS_BYTES = 28;
const ICMP_BYTES = 8;
const FAILURES = {
  again: 'Temporary failure in name resolution',
  missing: 'Name or service not known',
};

function statistics(host: string, { sent, received, errors, tookMs, tripsUs }: PingResult): string {
  const lost = sent === 0 ? 0 : Math.round(((sent - received) * 100) / sent);
  const failed = errors === 0 ? '' : `+${errors} errors, `;
  const head =
    `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} received, ` +
    `${failed}${lost}% packet loss, time ${sent <= 1 ? 0 : tookMs}ms\n`;
  if (tripsUs.length === 0) return `${head}\n`;
  const average = tripsUs.reduce((sum, each) => sum + each, 0) / tripsUs.length;
  const square = tripsUs.reduce((sum, each) => sum + each * each, 0) / tripsUs.length;
  const deviation = Math.sqrt(Math.max(0, square - average * average));
  const figures = [Math.min(...tripsUs), average, Math.max(...tripsUs), deviation];
  return `${head}rtt min/avg/max/mdev = ${figures.map(tripText).join('/')} ms\n`;
}

/** The first line and what stands for the other side in the others. */
function titles(
  request: PingRequest,
  address: string,
  canonical: string,
  names: readonly string[],
): { head: string; other: string } {
  if (address.includes(':')) {
    const own = names[0] ?? address;
    const head = `PING ${request.host}(${own} (${address})) ${request.bytes} data bytes\n`;
    return { head, other: `${own} (${address})` };
  }
  const size = `${request.bytes}(${request.bytes + HEADERS_BYTES})`;
  const head = `PING ${canonical} (${address}) ${size} bytes of data.\n`;
  if (request.isNumeric || isAddress(request.host)) return { head, other: address };
  return { head, other: `${names[0] ?? address} (${address})` };
}

/** What is wrong with the number behind -c; '' when nothing is. */
function countError(args: readonly string[]): string {
  const at = args.findIndex((arg) => arg.startsWith('-c'));
  const value = at < 0 ? '1' : (args[at] ?? '').slice(2) || (args[at + 1] ?? '');
  if (!/^-?\d+$/.test(value)) return `'${value}'`;
  const isPositive = Number(value) > 0;
  return isPositive ? '' : `'${value}': out of range: 1 <= value <= 9223372036854775807`;
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdout, stderr } = context;
  if (args.includes('-V')) {
    yield* stdout.write('ping from iputils 20221126\n');
    return 0;
  }
  const request = pingRequest(args, LINGER_MS);
  if (request === undefined) {
    yield* stderr.write('ping: usage error: Destination address required\n');
    return 1;
  }
  const count = countError(args);
  if (count !== '') {
    yield* stderr.write(`ping: invalid argument: ${count}\n`);
    return 1;
  }
  const found = yield* findHost(place, files, request.host);
  if (!found.ok) {
    yield* stderr.write(`ping: ${request.host}: ${FAILURES[found.error]}\n`);
    return 2;
  }
  const { address = '', names = [] } = found.hosts[0] ?? {};
  const canonical = address.includes(':') ? request.host : (names[0] ?? request.host);
  const needsNames = !request.isNumeric && !isAddress(request.host);
  const others = needsNames ? yield* findNames(place, files, address) : [];
  const { head, other } = titles(request, address, canonical, others);
  yield* stdout.write(head);
  const bytes = request.bytes + ICMP_BYTES;
  const result = yield* sendPings(place, context, address, request, (reply, sequence) => {
    if (reply === undefined) {
      const own = place.from.address;
      return `From ${own} icmp_seq=${sequence + 1} Destination Host Unreachable\n`;
    }
    const trip = `ttl=${reply.ttl} time=${tripText(reply.tripUs)} ms`;
    return `${bytes} bytes from ${other}: icmp_seq=${sequence + 1} ${trip}\n`;
  });
  yield* stdout.write(statistics(canonical, result));
  return result.received === 0 ? 1 : 0;
}

/** `ping` of iputils. */
export const createPing = (place: Place): Command => ({
  name: 'ping',
  summary: 'send ICMP ECHO_REQUEST to network hosts',
  run: (context) => run(place, context),
});

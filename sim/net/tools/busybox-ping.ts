import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { type PingResult, pingRequest, sendPings, tripText } from './ping-run.ts';

const LINGER_MS = 10_000;
const ICMP_BYTES = 8;

function statistics(host: string, { sent, received, tripsUs }: PingResult): string {
  const lost = sent === 0 ? 0 : Math.floor(((sent - received) * 100) / sent);
  const head =
    `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ` +
    `${received} packets received, ${lost}% packet loss\n`;
  if (tripsUs.length === 0) return head;
  const average = tripsUs.reduce((sum, each) => sum + each, 0) / tripsUs.length;
  const figures = [Math.min(...tripsUs), average, Math.max(...tripsUs)];
  return `${head}round-trip min/avg/max = ${figures.map(tripText).join('/')} ms\n`;
}

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdout, stderr } = context;
  const request = pingRequest(args, LINGER_MS);
  if (request === undefined) {
    yield* stderr.write('Usage: ping [OPTIONS] HOST\n');
    return 1;
  }
  const found = yield* findHost(place, files, request.host);
  if (!found.ok) {
    yield* stderr.write(`ping: bad address '${request.host}'\n`);
    return 1;
  }
  const { address = '' } = found.hosts[0] ?? {};
  yield* stdout.write(`PING ${request.host} (${address}): ${request.bytes} data bytes\n`);
  const bytes = request.bytes + ICMP_BYTES;
  const result = yield* sendPings(place, context, address, request, (reply) => {
    if (reply === undefined) return '';
    const trip = `ttl=${reply.ttl} time=${tripText(reply.tripUs)} ms`;
    return `${bytes} bytes from ${address}: seq=${reply.sequence} ${trip}\n`;
  });
  yield* stdout.write(statistics(request.host, result));
  return result.received === 0 ? 1 : 0;
}

/** `ping` of BusyBox. */
export const createBusyboxPing = (place: Place): Command => ({
  name: 'ping',
  summary: 'send ICMP ECHO_REQUESTs to HOST',
  run: (context) => run(place, context),
});

import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { busyboxUsage } from './busybox-usage.ts';
import {
  optionProblem,
  type PingResult,
  pingRequest,
  pingWords,
  sendPings,
  tripText,
} from './ping-run.ts';

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

const USAGE = `ping [OPTIONS] HOST

Send ICMP ECHO_REQUESTs to HOST

\t-4,-6\t\tForce IP or IPv6 name resolution
\t-c CNT\t\tSend only CNT pings
\t-s SIZE\t\tSend SIZE data bytes in packets (default 56)
\t-i SECS\t\tInterval
\t-A\t\tPing as soon as reply is received
\t-t TTL\t\tSet TTL
\t-I IFACE/IP\tSource interface or IP address
\t-W SEC\t\tSeconds to wait for the first response (default 10)
\t\t\t(after all -c CNT packets are sent)
\t-w SEC\t\tSeconds until ping exits (default:infinite)
\t\t\t(can exit earlier with -c CNT)
\t-q\t\tQuiet, only display output at start/finish
\t-p HEXBYTE\tPayload pattern
`;
const NUMBERS = ['c', 's', 'i', 'W', 'w', 't'];

function* run(place: Place, context: CommandContext, minor: number): Program {
  const { args, files, stdout, stderr } = context;
  const words = pingWords(args, '46Aqvn', 'cisWwtIp');
  const { hosts, values, unknown, lacking } = words;
  if (unknown !== '' || lacking !== '' || hosts.length !== 1) {
    yield* stderr.write(`${optionProblem('ping', words)}${busyboxUsage(minor, USAGE)}`);
    return 1;
  }
  const bad = NUMBERS.map((flag) => values.get(flag) ?? '1').find((each) => !/^[\d.]+$/.test(each));
  if (bad !== undefined) {
    yield* stderr.write(`ping: invalid number '${bad}'\n`);
    return 1;
  }
  const request = pingRequest(words, LINGER_MS);
  const found = yield* findHost(place, files, request.host);
  const hostsOfKind = (found.ok ? found.hosts : []).filter(({ address }) =>
    request.isSixth ? address.includes(':') : !(request.isFourth && address.includes(':')),
  );
  const [{ address } = { address: '' }] = hostsOfKind;
  if (address === '') {
    yield* stderr.write(`ping: bad address '${request.host}'\n`);
    return 1;
  }
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
export const createBusyboxPing = (place: Place, minor: number): Command => ({
  name: 'ping',
  summary: 'send ICMP ECHO_REQUESTs to HOST',
  run: (context) => run(place, context, minor),
});

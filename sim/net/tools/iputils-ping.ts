import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { findHost, findNames, type Place } from '../host-names.ts';
import { isAddress } from '../resolver-config.ts';
import {
  type PingRequest,
  type PingResult,
  type PingWords,
  pingRequest,
  pingWords,
  sendPings,
  tripText,
} from './ping-run.ts';

const LINGER_MS = 10_000;
const HEADERS_BYTES = 28;
const ICMP_BYTES = 8;
/** Requests that are under way before the first one is known to be lost. */
const LONGEST_PIPE = 4;
const USAGE = '\nUsage\n  ping [options] <destination>\n';
const VERSION =
  'ping from iputils 20221126\n' +
  'libcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes\n';
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
  const pipe = errors > 1 ? `pipe ${Math.min(sent, LONGEST_PIPE)}\n` : '\n';
  if (tripsUs.length === 0) return `${head}${pipe}`;
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
    const other = request.host === address ? address : `${own} (${address})`;
    return { head: `PING ${request.host}(${other}) ${request.bytes} data bytes\n`, other };
  }
  const size = `${request.bytes}(${request.bytes + HEADERS_BYTES})`;
  const head = `PING ${canonical} (${address}) ${size} bytes of data.\n`;
  if (request.isNumeric || isAddress(request.host)) return { head, other: address };
  return { head, other: `${names[0] ?? address} (${address})` };
}

const INTEGERS = ['c', 'w', 's', 't', 'l'];
const DECIMALS = ['W', 'i'];

/** What is wrong with the words: the program ends with this. */
function problemOf({
  hosts,
  values,
  flags,
  unknown,
  lacking,
}: PingWords): readonly [string, number] {
  if (unknown !== '') return [`ping: invalid option -- '${unknown}'\n${USAGE}`, 2];
  if (lacking !== '') return [`ping: option requires an argument -- '${lacking}'\n${USAGE}`, 2];
  if (flags.has('h')) return [USAGE, 2];
  for (const flag of INTEGERS) {
    const value = values.get(flag);
    if (value === undefined) continue;
    if (!/^-?\d+$/.test(value)) return [`ping: invalid argument: '${value}'\n`, 1];
    const isGood = flag !== 'c' || Number(value) > 0;
    const range = 'out of range: 1 <= value <= 9223372036854775807';
    if (!isGood) return [`ping: invalid argument: '${value}': ${range}\n`, 1];
  }
  return hosts.length === 0 ? ['ping: usage error: Destination address required\n', 1] : ['', 0];
}

/** What is only said about a number that is none. */
const warningsOf = ({ values }: PingWords): string =>
  DECIMALS.map((flag) => values.get(flag) ?? '1')
    .filter((value) => !/^\d*\.?\d+$/.test(value))
    .map(
      (value) =>
        `ping: option argument contains garbage: ${value}\n` +
        'ping: this will become fatal error in the future\n',
    )
    .join('');

function* run(place: Place, context: CommandContext): Program {
  const { args, files, stdout, stderr } = context;
  const words = pingWords(args, '46aAbBCdDfhHLnOqrRUvV3', 'cisWwtIQSTMmlpeEF');
  if (words.flags.has('V')) {
    yield* stdout.write(VERSION);
    return 0;
  }
  const [problem, problemCode] = problemOf(words);
  if (problem !== '') {
    yield* stderr.write(problem);
    return problemCode;
  }
  yield* stderr.write(warningsOf(words));
  const request = pingRequest(words, LINGER_MS);
  const found =
    request.host === ''
      ? ({ ok: false, error: 'missing' } as const)
      : yield* findHost(place, files, request.host);
  if (!found.ok) {
    yield* stderr.write(`ping: ${request.host}: ${FAILURES[found.error]}\n`);
    return 2;
  }
  const isWanted = (address: string): boolean =>
    address.includes(':') ? !request.isFourth : !request.isSixth;
  const [host] = found.hosts.filter((each) => isWanted(each.address));
  if (host === undefined) {
    const why = 'Address family for hostname not supported';
    yield* stderr.write(`ping: ${request.host}: ${why}\n`);
    return 2;
  }
  const { address, names } = host;
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
    const time = place.clock.epochMs() / 1000;
    const stamp = request.isTimed ? `[${time.toFixed(6)}] ` : '';
    return `${stamp}${bytes} bytes from ${other}: icmp_seq=${sequence + 1} ${trip}\n`;
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

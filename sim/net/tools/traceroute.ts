import { type Command, type CommandContext, type Program, sleep } from '../../kernel/index.ts';
import { findHost, findNames, type Place } from '../host-names.ts';
import { busyboxUsage } from './busybox-usage.ts';
import { gatewayOf, isOnNode } from './interfaces.ts';
import { optionProblem, pingWords } from './ping-run.ts';

const USAGE = `traceroute [-46Flnrv] [-f 1ST_TTL] [-m MAXTTL] [-q PROBES] [-p PORT]
\t[-t TOS] [-w WAIT_SEC] [-s SRC_IP] [-i IFACE]
\t[-z PAUSE_MSEC] HOST [BYTES]

Trace the route to HOST
`;
const PLAIN = '46Flnrv';
const VALUED = 'fmqptwsiz';
const [MOST_HOPS, PROBES, WAIT_S, BYTES] = [30, 3, 3, 46];
const SHORTEST_US = 5;
const SPREAD_US = 30;

/** What answers a packet that may take so many hops; '' when nothing does. */
function answerAt(place: Place, address: string, hop: number): string {
  const { from, network } = place;
  const isOwn = address === from.address || address.startsWith('127.');
  if (isOwn) return address;
  const isRouted = !isOnNode(from) && address !== gatewayOf(from);
  if (isRouted && hop === 1) return gatewayOf(from);
  return network.echo(from, address).type === 'reply' ? address : '';
}

function* hopLine(
  place: Place,
  context: CommandContext,
  answer: string,
  { probes, waitMs, isNumeric }: { probes: number; waitMs: number; isNumeric: boolean },
): Program {
  const { files, stdout } = context;
  if (answer === '') {
    for (let probe = 0; probe < probes; probe++) {
      yield* sleep(waitMs);
      yield* stdout.write('  *');
    }
    yield* stdout.write('\n');
    return 0;
  }
  const [name = answer] = isNumeric ? [] : yield* findNames(place, files, answer);
  const trips = Array.from({ length: probes }, () => SHORTEST_US + place.prng.below(SPREAD_US));
  const times = trips.map((tripUs) => `  ${(tripUs / 1000).toFixed(3)} ms`).join('');
  yield* stdout.write(`  ${isNumeric ? answer : `${name} (${answer})`}${times}\n`);
  return 0;
}

function* run(place: Place, context: CommandContext, minor: number): Program {
  const { args, files, stdout, stderr } = context;
  const words = pingWords(args, PLAIN, VALUED);
  const { hosts, values, flags } = words;
  const problem = optionProblem('traceroute', words);
  if (problem !== '' || hosts.length === 0) {
    yield* stderr.write(`${problem}${busyboxUsage(minor, USAGE)}`);
    return 1;
  }
  const [host = ''] = hosts;
  const found = yield* findHost(place, files, host);
  const address = found.ok ? (found.hosts[0]?.address ?? '') : '';
  if (address === '') {
    yield* stderr.write(`traceroute: bad address '${host}'\n`);
    return 1;
  }
  const number = (flag: string, other: number): number => Number(values.get(flag)) || other;
  const most = number('m', MOST_HOPS);
  yield* stdout.write(
    `traceroute to ${host} (${address}), ${most} hops max, ${BYTES} byte packets\n`,
  );
  const how = {
    probes: number('q', PROBES),
    waitMs: number('w', WAIT_S) * 1000,
    isNumeric: flags.has('n'),
  };
  for (let hop = number('f', 1); hop <= most; hop++) {
    yield* stdout.write(String(hop).padStart(2));
    const answer = answerAt(place, address, hop);
    yield* hopLine(place, context, answer, how);
    if (answer === address) return 0;
  }
  return 0;
}

/** `traceroute` of BusyBox 1.`minor`. */
export const createTraceroute = (place: Place, minor: number): Command => ({
  name: 'traceroute',
  summary: 'trace the route to a host',
  run: (context) => run(place, context, minor),
});

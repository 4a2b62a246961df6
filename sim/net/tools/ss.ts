import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { listeningPorts, portText } from './sockets.ts';

const USAGE = `Usage: ss [ OPTIONS ]
   -h, --help          this message
   -V, --version       output version information
   -n, --numeric       don't resolve service names
   -a, --all           display all sockets
   -l, --listening     display listening sockets
   -p, --processes     show process using socket
   -s, --summary       show socket usage summary
   -4, --ipv4          display only IP version 4 sockets
   -6, --ipv6          display only IP version 6 sockets
   -t, --tcp           display only TCP sockets
   -u, --udp           display only UDP sockets
   -w, --raw           display only RAW sockets
   -x, --unix          display only Unix domain sockets
   -H, --no-header     Suppress header line
`;
const VERSION = 'ss utility, iproute2-6.1.0\n';
const LETTERS: Readonly<Record<string, string>> = {
  ...{ numeric: 'n', all: 'a', listening: 'l', processes: 'p', summary: 's', ipv4: '4' },
  ...{ ipv6: '6', tcp: 't', udp: 'u', raw: 'w', unix: 'x', 'no-header': 'H', help: 'h' },
  ...{ version: 'V', extended: 'e', memory: 'm', options: 'o', info: 'i', resolve: 'r' },
};
const KNOWN = new Set(Object.values(LETTERS));
const FAMILIES = ['t', 'u', 'w', 'x'];
/** Connections that may wait to be accepted: the default of Linux. */
const BACKLOG = '4096';

/** The flags of a command line; the first that is none is in `unknown`. */
function flagsOf(args: readonly string[]): { flags: Set<string>; unknown: string } {
  const flags = new Set<string>();
  for (const arg of args.filter((each) => each.startsWith('-'))) {
    const letters = arg.startsWith('--') ? [LETTERS[arg.slice(2)] ?? arg] : [...arg.slice(1)];
    for (const letter of letters) {
      if (!KNOWN.has(letter)) return { flags, unknown: letter };
      flags.add(letter);
    }
  }
  return { flags, unknown: '' };
}

/** Cells of a line: state, queues, both addresses with their ports, and the process. */
type Row = readonly string[];

const BEFORE = ['', ' ', ' ', ' ', ':', ' ', ':', ''];
const IS_RIGHT = [false, false, false, true, false, true, false, false];
const TITLES: Row = ['State', 'Recv-Q', 'Send-Q', 'Local Address', 'Port', 'Peer Address', 'Port'];

function table(rows: readonly Row[], hasHeader: boolean): string {
  const lines = hasHeader ? [[...TITLES, 'Process'], ...rows] : rows;
  const widths = TITLES.map((_, at) => Math.max(...lines.map((row) => row[at]?.length ?? 0)));
  const all = [...widths, hasHeader ? 'Process'.length : 0];
  const text = (row: Row): string =>
    all
      .map((width, at) => {
        const cell = row[at] ?? '';
        return `${BEFORE[at]}${IS_RIGHT[at] ? cell.padStart(width) : cell.padEnd(width)}`;
      })
      .join('');
  return lines
    .map((row, at) => (hasHeader && at === 0 ? text(row).trimEnd() : text(row)))
    .join('\n');
}

const summary = (count: number): string =>
  `Total: ${count}\nTCP:   ${count} (estab 0, closed 0, orphaned 0, timewait 0)\n\n` +
  'Transport Total     IP        IPv6\n' +
  [
    ['RAW', 0],
    ['UDP', 0],
    ['TCP', count],
    ['INET', count],
    ['FRAG', 0],
  ]
    .map(([name, total]) => `${name}\t  ${String(total).padEnd(9)} 0         `)
    .map((line, at) => `${line}${String(at === 2 || at === 3 ? count : 0).padEnd(9)}\n`)
    .join('') +
  '\n';

function* run(place: Place, { args, stdout, stderr }: CommandContext): Program {
  const { flags, unknown } = flagsOf(args);
  if (unknown !== '') {
    const word = unknown.startsWith('--')
      ? `ss: unrecognized option '${unknown}'\n`
      : `ss: invalid option -- '${unknown}'\n`;
    yield* stderr.write(`${word}${USAGE}`);
    return 255;
  }
  if (flags.has('h') || flags.has('V')) {
    yield* stdout.write(flags.has('h') ? USAGE : VERSION);
    return 0;
  }
  const ports = listeningPorts(place);
  if (flags.has('s')) {
    yield* stdout.write(summary(ports.length));
    return 0;
  }
  const families = FAMILIES.filter((each) => flags.has(each));
  const hasTcp = families.length === 0 || families.includes('t');
  // Sockets that listen on all addresses are IPv6 ones, also when asked over IPv4.
  const isShown = (flags.has('l') || flags.has('a')) && hasTcp && !flags.has('4');
  const rows = (isShown ? ports : []).map((port) => [
    ...['LISTEN', '0', BACKLOG, '*', portText(port, flags.has('n')), '*', '*', ''],
  ]);
  const isMixed = families.length !== 1;
  const text = table(rows, !flags.has('H'));
  const lines = text === '' ? [] : text.split('\n');
  const kinds = lines.map((line, at) => {
    if (!isMixed) return line;
    return `${at === 0 && !flags.has('H') ? 'Netid' : 'tcp  '} ${line}`;
  });
  yield* stdout.write(kinds.map((line) => `${line}\n`).join(''));
  return 0;
}

/** `ss` of iproute2: what listens in the pod. Connections are over before one could look. */
export const createSs = (place: Place): Command => ({
  name: 'ss',
  summary: 'show sockets',
  run: (context) => run(place, context),
});

import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { busyboxUsage } from './busybox-usage.ts';
import { ETHERNET, maskOf, type Route, routesOf } from './interfaces.ts';
import { listeningPorts, portText } from './sockets.ts';

const NETSTAT_USAGE = `netstat [-ral] [-tuwx] [-enWp]

Display networking information

\t-r\tRouting table
\t-a\tAll sockets
\t-l\tListening sockets
\t\tElse: connected sockets
\t-t\tTCP sockets
\t-u\tUDP sockets
\t-w\tRaw sockets
\t-x\tUnix sockets
\t\tElse: all socket types
\t-e\tOther/more information
\t-n\tDon't resolve names
\t-W\tWide display
\t-p\tShow PID/program name for sockets
`;
const ROUTE_USAGE = "route [-ne]\n\nShow the kernel routing tables\n\n\t-n\tDon't resolve names\n";
const LETTERS = 'ralntuwxeWp';
const FAMILIES = ['t', 'u', 'w', 'x'];
const ALL_BITS = 32;

/** The letters of all options, in one string. */
const lettersOf = (args: readonly string[]): string =>
  args
    .filter((arg) => arg.startsWith('-'))
    .map((arg) => arg.slice(1))
    .join('');

/** Destination, gateway, mask and flags of a line of the kernel's table. */
function cellsOf({ destination, gateway }: Route, isNumeric: boolean): readonly string[] {
  const isDefault = destination === 'default';
  const [address = '', prefix] = destination.split('/');
  const bits = isDefault ? 0 : prefix === undefined ? ALL_BITS : Number(prefix);
  const flags = `U${gateway === '' ? '' : 'G'}${bits === ALL_BITS ? 'H' : ''}`;
  const none = isNumeric ? '0.0.0.0' : '*';
  const target = isDefault ? (isNumeric ? '0.0.0.0' : 'default') : address;
  return [target, gateway === '' ? none : gateway, maskOf(bits), flags];
}

function routingTable(place: Place, isNumeric: boolean, isNetstat: boolean): string {
  const [titles, figures] = isNetstat
    ? ['  MSS Window  irtt Iface', '    0 0          0']
    : ['Metric Ref    Use Iface', '0      0        0'];
  const head =
    'Kernel IP routing table\n' +
    `Destination     Gateway         Genmask         Flags ${titles}\n`;
  const lines = routesOf(place.from).map((route) => {
    const [target = '', gateway = '', mask = '', flags = ''] = cellsOf(route, isNumeric);
    const start = [target, gateway, mask].map((cell) => cell.padEnd(16)).join('');
    return `${start}${flags.padEnd(5)} ${figures} ${ETHERNET}\n`;
  });
  return `${head}${lines.join('')}`;
}

function activeConnections(place: Place, letters: string): string {
  const has = (letter: string): boolean => letters.includes(letter);
  const [which, isShown] = has('a')
    ? ['servers and established', true]
    : has('l')
      ? ['only servers', true]
      : ['w/o servers', false];
  const isAll = FAMILIES.every((letter) => !has(letter));
  const program = has('p') ? 'PID/Program name    ' : '';
  const head =
    `Active Internet connections (${which})\n` +
    `Proto Recv-Q Send-Q Local Address           Foreign Address         State       ${program}\n`;
  const ports = isShown && (isAll || has('t')) ? listeningPorts(place) : [];
  const rows = ports.map((port) => {
    const own = `:::${portText(port, has('n'))}`.padEnd(23);
    const state = `LISTEN      ${has('p') ? '-' : ''}`;
    return `tcp        0      0 ${own} ${':::*'.padEnd(23)} ${state}\n`;
  });
  const hasInternet = isAll || has('t') || has('u') || has('w');
  const unix =
    `Active UNIX domain sockets (${which})\n` +
    `Proto RefCnt Flags       Type       State         I-Node ${program}Path\n`;
  return `${hasInternet ? head + rows.join('') : ''}${isAll || has('x') ? unix : ''}`;
}

function* runNetstat(place: Place, context: CommandContext, minor: number): Program {
  const { args, stdout, stderr } = context;
  const letters = lettersOf(args);
  const wrong = [...letters].find((letter) => !LETTERS.includes(letter));
  if (wrong !== undefined) {
    const usage = busyboxUsage(minor, NETSTAT_USAGE);
    yield* stderr.write(`netstat: invalid option -- '${wrong}'\n${usage}`);
    return 1;
  }
  const isNumeric = letters.includes('n');
  yield* stdout.write(
    letters.includes('r')
      ? routingTable(place, isNumeric, true)
      : activeConnections(place, letters),
  );
  return 0;
}

function* runRoute(place: Place, context: CommandContext, minor: number): Program {
  const { args, stdout, stderr } = context;
  const [first = ''] = args.filter((arg) => !arg.startsWith('-'));
  if (first === 'add' || first === 'del') {
    yield* stderr.write(`route: SIOC${first.toUpperCase()}RT: Operation not permitted\n`);
    return 1;
  }
  const letters = lettersOf(args);
  if (first !== '' || [...letters].some((letter) => !'neA'.includes(letter))) {
    yield* stderr.write(busyboxUsage(minor, ROUTE_USAGE));
    return 1;
  }
  yield* stdout.write(routingTable(place, letters.includes('n'), letters.includes('e')));
  return 0;
}

/** `netstat` of BusyBox 1.`minor`: what listens in the pod, or with `-r` its routes. */
export const createNetstat = (place: Place, minor: number): Command => ({
  name: 'netstat',
  summary: 'show sockets and routes',
  run: (context) => runNetstat(place, context, minor),
});

/** `route` of BusyBox 1.`minor`. */
export const createRoute = (place: Place, minor: number): Command => ({
  name: 'route',
  summary: 'show the table of routes',
  run: (context) => runRoute(place, context, minor),
});

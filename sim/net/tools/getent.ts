import type { Command, CommandContext, FileSystem, Program } from '../../kernel/index.ts';
import { findHost, findNames, type HostEntry, hostsFile, type Place } from '../host-names.ts';
import { isAddress } from '../resolver-config.ts';
import { findService, SERVICE_NAMES } from './services.ts';

const line = ({ address, names }: HostEntry): string =>
  `${address.padEnd(15)} ${names.join(' ')}\n`;

/** The three kinds of socket that `ahosts` lists for an address. */
const sockets = ({ address, names }: HostEntry, index: number): string =>
  ['STREAM', 'DGRAM', 'RAW']
    .map((type, at) => {
      const name = index === 0 && at === 0 ? (names[0] ?? '') : '';
      return `${address.padEnd(15)} ${type.padEnd(6)} ${name}\n`;
    })
    .join('');

const isSixth = (address: string): boolean => address.includes(':');

/** The lines of the hosts file as IPv4 sees them: the loopback of IPv6 is its own. */
function fourthLines(files: FileSystem): HostEntry[] {
  const content = files.read('/etc/hosts');
  return (content.ok ? content.value : '')
    .split('\n')
    .map((text) => text.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([address = '']) => address === '::1' || isAddress(address))
    .map(([address = '', ...names]) => ({
      address: address === '::1' ? '127.0.0.1' : address,
      names,
    }));
}

/** By name in the hosts file the first line counts; an address is given its names. */
function* hostsOf(place: Place, files: FileSystem, wanted: string): Program<readonly HostEntry[]> {
  if (wanted === '') return [];
  if (isAddress(wanted) || isSixth(wanted)) {
    const names = yield* findNames(place, files, wanted);
    // Of the names that DNS has for an address, glibc takes the first.
    const shown = hostsFile(files, wanted).length > 0 ? names : names.slice(0, 1);
    return names.length === 0 ? [] : [{ address: wanted, names: shown }];
  }
  const found = yield* findHost(place, files, wanted);
  if (!found.ok) return [];
  return hostsFile(files, wanted).length > 0 ? found.hosts.slice(0, 1) : found.hosts;
}

function* allHostsOf(
  place: Place,
  files: FileSystem,
  wanted: string,
  database: string,
): Program<readonly HostEntry[]> {
  if (wanted === '') return [];
  if (isSixth(wanted)) return [{ address: wanted, names: [wanted] }];
  if (database === 'ahostsv4') {
    const listed = fourthLines(files).filter(({ names }) => names.includes(wanted));
    if (listed.length > 0) return listed;
  }
  const found = yield* findHost(place, files, wanted);
  if (!found.ok) return [];
  if (database === 'ahosts') return found.hosts;
  if (database === 'ahostsv4') return found.hosts.filter(({ address }) => !isSixth(address));
  const sixth = found.hosts.filter(({ address }) => isSixth(address));
  if (sixth.length > 0) return sixth;
  return found.hosts.map((host) => ({ ...host, address: `::ffff:${host.address}` }));
}

const COLUMN = 21;
const inColumn = (name: string, rest: readonly string[]): string =>
  `${[name.padEnd(COLUMN), ...rest].join(' ')}\n`;

/** Databases that are the same on all machines; '' for what they do not have. */
const FIXED: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  protocols: [
    ['ip', '0', 'IP'],
    ['icmp', '1', 'ICMP'],
    ['tcp', '6', 'TCP'],
    ['udp', '17', 'UDP'],
    ['ipv6', '41', 'IPv6'],
    ['ipv6-icmp', '58', 'IPv6-ICMP'],
    ['sctp', '132', 'SCTP'],
  ],
  networks: [
    ['default', '0.0.0.0', ''],
    ['loopback', '127.0.0.0', ''],
    ['link-local', '169.254.0.0', ''],
  ],
};

/** A service by its name or number, with its protocol behind a slash or without. */
function serviceLine(wanted: string): string {
  const [name = '', protocol = ''] = wanted.split('/');
  const found = findService(name, protocol);
  if (found === undefined) return '';
  return inColumn(found.name, [`${found.port}/${found.protocol}`, ...found.aliases]);
}

/** Lines of a database that is no file here; '' for what it does not have. */
function fixedLine(database: string, wanted: string): string {
  if (database === 'services') return serviceLine(wanted);
  const row = FIXED[database]?.find((each) => each.includes(wanted));
  return row === undefined ? '' : inColumn(row[0], row.slice(1).filter(Boolean));
}

function allLines(database: string): string {
  if (database === 'services') {
    return SERVICE_NAMES.map(({ name, port, protocol, aliases }) =>
      inColumn(name, [`${port}/${protocol}`, ...aliases]),
    ).join('');
  }
  return (FIXED[database] ?? [])
    .map(([name, ...rest]) => inColumn(name, rest.filter(Boolean)))
    .join('');
}

const FILES: Readonly<Record<string, string>> = {
  passwd: '/etc/passwd',
  group: '/etc/group',
  shadow: '/etc/shadow',
};

/** Lines of a file of accounts, by name or by number. */
function* accounts(
  { files, stdout }: CommandContext,
  path: string,
  names: readonly string[],
): Program {
  const content = files.read(path);
  const lines = (content.ok ? content.value : '').split('\n').filter((each) => each !== '');
  if (names.length === 0) {
    yield* stdout.write(lines.map((each) => `${each}\n`).join(''));
    return 0;
  }
  let code = 0;
  for (const name of names) {
    const found = lines.find((each) => {
      const cells = each.split(':');
      return cells[0] === name || cells[2] === name;
    });
    if (found === undefined) code = 2;
    else yield* stdout.write(`${found}\n`);
  }
  return code;
}

const HOSTS: ReadonlySet<string> = new Set(['hosts', 'ahosts', 'ahostsv4', 'ahostsv6']);
const HINT = "Try `getent --help' or `getent --usage' for more information.\n";

function* hostLines(
  place: Place,
  { files, stdout }: CommandContext,
  database: string,
  names: readonly string[],
): Program {
  if (names.length === 0) {
    yield* stdout.write(fourthLines(files).map(line).join(''));
    return 0;
  }
  let code = 0;
  for (const name of names) {
    const isPlain = database === 'hosts';
    const found = isPlain
      ? yield* hostsOf(place, files, name)
      : yield* allHostsOf(place, files, name, database);
    if (found.length === 0) code = 2;
    yield* stdout.write(found.map(isPlain ? line : sockets).join(''));
  }
  return code;
}

/** What of the answer comes from files alone, or from DNS alone, as `-s` says. */
const withService = (context: CommandContext, service: string): CommandContext => {
  const { files } = context;
  const hidden = service === 'files' ? '/etc/resolv.conf' : service === 'dns' ? '/etc/hosts' : '';
  if (hidden === '') return context;
  const read: FileSystem['read'] = (path) =>
    path === hidden ? { ok: true, value: '' } : files.read(path);
  return { ...context, files: { ...files, read } };
};

function* run(place: Place, whole: CommandContext): Program {
  let context = whole;
  let { args } = whole;
  if (args[0] === '-s' || args[0]?.startsWith('--service=')) {
    const service = args[0] === '-s' ? (args[1] ?? '') : args[0].slice('--service='.length);
    args = args.slice(args[0] === '-s' ? 2 : 1);
    context = withService(whole, service.replace(/^hosts:/, ''));
  }
  const { stdout, stderr } = context;
  const [database = '', ...names] = args;
  if (args.length === 0) {
    yield* stderr.write('getent: wrong number of arguments\n');
    yield* stdout.write(HINT);
    return 1;
  }
  const file = FILES[database];
  if (file !== undefined) return yield* accounts(context, file, names);
  if (HOSTS.has(database)) return yield* hostLines(place, context, database, names);
  if (database !== 'services' && FIXED[database] === undefined) {
    yield* stderr.write(`Unknown database: ${database}\n`);
    yield* stdout.write(HINT);
    return 1;
  }
  if (names.length === 0) yield* stdout.write(allLines(database));
  let code = 0;
  for (const name of names) {
    const text = fixedLine(database, name);
    if (text === '') code = 2;
    yield* stdout.write(text);
  }
  return code;
}

/** `getent` of glibc: the hosts file first, then DNS; accounts, services, protocols, networks. */
export const createGetent = (place: Place): Command => ({
  name: 'getent',
  summary: 'get entries from administrative databases',
  run: (context) => run(place, context),
});

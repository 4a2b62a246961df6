import type { Command, CommandContext, FileSystem, Program } from '../../kernel/index.ts';
import { findHost, findNames, type HostEntry, hostsFile, type Place } from '../host-names.ts';
import { isAddress } from '../resolver-config.ts';

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

/** By name in the hosts file the first line counts; an address is given its names. */
function* hostsOf(place: Place, files: FileSystem, wanted: string): Program<readonly HostEntry[]> {
  if (isAddress(wanted)) {
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
  const found = yield* findHost(place, files, wanted);
  if (!found.ok) return [];
  const isSixth = (address: string): boolean => address.includes(':');
  if (database === 'ahostsv6') {
    return found.hosts.map((host) =>
      isSixth(host.address) ? host : { ...host, address: `::ffff:${host.address}` },
    );
  }
  return found.hosts.filter(({ address }) => database === 'ahosts' || !isSixth(address));
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

/** `getent hosts` and `getent ahosts` of glibc: the hosts file first, then DNS. */
export const createGetent = (place: Place): Command => ({
  name: 'getent',
  summary: 'get entries from administrative databases',
  *run(context) {
    const { args, files, stdout, stderr } = context;
    const [database = '', ...names] = args;
    const hint = "Try `getent --help' or `getent --usage' for more information.\n";
    if (args.length === 0) {
      yield* stderr.write('getent: wrong number of arguments\n');
      yield* stdout.write(hint);
      return 1;
    }
    const file = FILES[database];
    if (file !== undefined) return yield* accounts(context, file, names);
    if (!['hosts', 'ahosts', 'ahostsv4', 'ahostsv6'].includes(database)) {
      yield* stderr.write(`Unknown database: ${database}\n${hint}`);
      return 1;
    }
    if (names.length === 0 && database === 'hosts') {
      const content = files.read('/etc/hosts');
      const all = (content.ok ? content.value : '').split('\n').filter((each) => /^\S/.test(each));
      const entries = all.filter((each) => !each.startsWith('#')).map((each) => each.split(/\s+/));
      for (const [address = '', ...own] of entries)
        yield* stdout.write(line({ address, names: own }));
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
  },
});

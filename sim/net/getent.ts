import type { Command, FileSystem } from '../kernel/index.ts';
import { addressesOf, resolve, resolverConfig, reverseName } from './resolver.ts';
import type { DnsWorld } from './zone.ts';

interface Host {
  readonly address: string;
  /** The name first, then its aliases. */
  readonly names: readonly string[];
}

function fromHostsFile(files: FileSystem, wanted: string): Host[] {
  const content = files.read('/etc/hosts');
  return (content.ok ? content.value : '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([address = '', ...names]) => address === wanted || names.includes(wanted))
    .map(([address = '', ...names]) => ({ address, names }));
}

function fromDns(world: DnsWorld, files: FileSystem, wanted: string): Host[] {
  const config = resolverConfig(files);
  const reverse = reverseName(wanted);
  if (reverse !== undefined) {
    const { answer } = resolve(world, config, `${reverse}.`, 'PTR');
    const names = answer.records.flatMap((record) => (record.type === 'PTR' ? record.target : []));
    return names.length === 0 ? [] : [{ address: wanted, names }];
  }
  const { answer, name } = resolve(world, config, wanted, 'A');
  const alias = answer.records.find((record) => record.type === 'CNAME');
  const last = answer.records.findLast((record) => record.type === 'A');
  const names = [last?.name ?? name, ...(alias === undefined ? [] : [alias.name])];
  return addressesOf(answer).map((address) => ({ address, names }));
}

const line = ({ address, names }: Host): string => `${address.padEnd(15)} ${names.join(' ')}\n`;

/** The three kinds of socket that `ahosts` lists for an address. */
const sockets = ({ address, names }: Host, index: number): string =>
  ['STREAM', 'DGRAM', 'RAW']
    .map((type, at) => {
      const name = index === 0 && at === 0 ? (names[0] ?? '') : '';
      return `${address.padEnd(15)} ${type.padEnd(6)} ${name}\n`;
    })
    .join('');

/** `getent hosts` and `getent ahosts` of glibc: the hosts file first, then DNS. */
export const createGetent = (world: DnsWorld): Command => ({
  name: 'getent',
  summary: 'get entries from administrative databases',
  *run({ args, files, stdout, stderr }) {
    const [database = '', ...names] = args;
    if (!['hosts', 'ahosts', 'ahostsv4'].includes(database)) {
      yield* stderr.write(`Unknown database: ${database}\n`);
      return 1;
    }
    let code = 0;
    for (const name of names) {
      const listed = fromHostsFile(files, name);
      const found = listed.length > 0 ? listed.slice(-1) : fromDns(world, files, name);
      if (found.length === 0) code = 2;
      const render = database === 'hosts' ? line : sockets;
      yield* stdout.write(found.map(render).join(''));
    }
    return code;
  },
});

import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { ETHERNET, interfacesOf, maskOf } from './interfaces.ts';

function interfaceText(place: Place, name: string): string {
  const one = interfacesOf(place.from).find((each) => each.name === name);
  if (one === undefined) return '';
  const addresses = one.addresses.map(({ family, address, prefix, broadcast, scope }) => {
    if (family === 'inet') {
      const all = broadcast === '' ? '' : `Bcast:${broadcast}  `;
      return `          inet addr:${address}  ${all}Mask:${maskOf(prefix)}\n`;
    }
    const where = scope === 'host' ? 'Host' : 'Link';
    return `          inet6 addr: ${address}/${prefix} Scope:${where}\n`;
  });
  const link = one.isLoopback
    ? 'Link encap:Local Loopback  '
    : `Link encap:Ethernet  HWaddr ${one.mac.toUpperCase()}  `;
  const flags = one.isLoopback ? 'UP LOOPBACK RUNNING' : 'UP BROADCAST RUNNING MULTICAST';
  return (
    `${name.padEnd(9)} ${link}\n${addresses.join('')}` +
    `          ${flags}  MTU:${one.mtu}  Metric:1\n` +
    '          RX packets:0 errors:0 dropped:0 overruns:0 frame:0\n' +
    '          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0\n' +
    '          collisions:0 txqueuelen:1000 \n' +
    '          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)\n\n'
  );
}

function* runIfconfig(place: Place, { args, stdout, stderr }: CommandContext): Program {
  const [name, ...changes] = args.filter((arg) => arg !== '-a');
  if (name === undefined) {
    yield* stdout.write(interfaceText(place, ETHERNET) + interfaceText(place, 'lo'));
    return 0;
  }
  const text = interfaceText(place, name);
  const problem =
    text === ''
      ? `ifconfig: ${name}: error fetching interface information: Device not found\n`
      : changes.length > 0
        ? 'ifconfig: SIOCSIFFLAGS: Operation not permitted\n'
        : '';
  yield* problem === '' ? stdout.write(text) : stderr.write(problem);
  return problem === '' ? 0 : 1;
}

/** `ifconfig` of BusyBox. */
export const createIfconfig = (place: Place): Command => ({
  name: 'ifconfig',
  summary: 'show network interfaces',
  run: (context) => runIfconfig(place, context),
});

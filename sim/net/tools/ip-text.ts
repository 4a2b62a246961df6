import type { Interface, InterfaceAddress, Route } from './interfaces.ts';
import { ETHERNET } from './interfaces.ts';

/** How `ip` prints, and what of it. */
export interface IpStyle {
  readonly isBusybox: boolean;
  readonly isOneLine: boolean;
  readonly isBrief: boolean;
  readonly hasStatistics: boolean;
  /** '' for all of them. */
  readonly family: '' | 'inet' | 'inet6' | 'link';
}

const FLAGS = { loopback: 'LOOPBACK,UP,LOWER_UP', ethernet: 'BROADCAST,MULTICAST,UP,LOWER_UP' };
const BRIEF_COLUMN = 16;
const STATE_COLUMN = 14;

const fullName = ({ name, peer }: Interface): string => (peer === '' ? name : `${name}@${peer}`);
const stateOf = ({ isLoopback }: Interface): string => (isLoopback ? 'UNKNOWN' : 'UP');
const ANY = 'ff:ff:ff:ff:ff:ff';
const broadcastOf = (one: Interface): string => (one.isLoopback ? one.mac : ANY);

function flagsOf(one: Interface, style: IpStyle): string {
  if (one.isLoopback) return FLAGS.loopback;
  // This BusyBox does not know that the other end is in another namespace.
  return style.isBusybox ? `${FLAGS.ethernet},M-DOWN` : FLAGS.ethernet;
}

function headOf(one: Interface, style: IpStyle, isLink: boolean): string {
  const mode = isLink ? 'mode DEFAULT group default ' : 'group default ';
  const state = style.isBusybox ? '' : `state ${stateOf(one)} ${mode}`;
  const flags = flagsOf(one, style);
  return `${one.index}: ${fullName(one)}: <${flags}> mtu ${one.mtu} qdisc noqueue ${state}qlen 1000`;
}

function linkLine(one: Interface, { isBusybox }: IpStyle): string {
  const kind = one.isLoopback ? 'loopback' : 'ether';
  const namespace = one.isLoopback || isBusybox ? '' : ' link-netnsid 0';
  return `    link/${kind} ${one.mac} brd ${broadcastOf(one)}${namespace}`;
}

function addressLines(name: string, each: InterfaceAddress): readonly string[] {
  const broadcast = each.broadcast === '' ? '' : ` brd ${each.broadcast}`;
  const label = each.family === 'inet' ? name : '';
  return [
    `    ${each.family} ${each.address}/${each.prefix}${broadcast} scope ${each.scope} ${label}`,
    '       valid_lft forever preferred_lft forever',
  ];
}

const ofFamily = (one: Interface, { family }: IpStyle): readonly InterfaceAddress[] =>
  one.addresses.filter((each) => family === '' || each.family === family);

/** `-o` ends each line with a backslash and goes on. */
const joined = (lines: readonly string[], { isOneLine }: IpStyle): string =>
  `${lines.join(isOneLine ? '\\' : '\n')}\n`;

const NO_TRAFFIC = [
  '    RX:  bytes packets errors dropped  missed   mcast           ',
  '             0       0      0       0       0       0 ',
  '    TX:  bytes packets errors dropped carrier collsns           ',
  '             0       0      0       0       0       0 ',
];

/** `ip address`. */
export function addressText(interfaces: readonly Interface[], style: IpStyle): string {
  if (style.family === 'link') return linkText(interfaces, style);
  return interfaces
    .map((one) => {
      const own = ofFamily(one, style);
      if (own.length === 0) return '';
      if (style.isBrief) {
        const all = own.map(({ address, prefix }) => `${address}/${prefix} `).join('');
        return `${fullName(one).padEnd(BRIEF_COLUMN)} ${stateOf(one).padEnd(STATE_COLUMN)} ${all}\n`;
      }
      if (style.isOneLine) {
        const start = `${one.index}: ${one.name}`;
        return own.map((each) => `${start}${joined(addressLines(one.name, each), style)}`).join('');
      }
      const link = style.family === '' ? [linkLine(one, style)] : [];
      const traffic = style.hasStatistics ? NO_TRAFFIC : [];
      const lines = own.flatMap((each) => addressLines(one.name, each));
      return joined([headOf(one, style, false), ...link, ...lines, ...traffic], style);
    })
    .join('');
}

/** `ip link`. */
export function linkText(interfaces: readonly Interface[], style: IpStyle): string {
  return interfaces
    .map((one) => {
      if (style.isBrief) {
        const [name, state] = [fullName(one).padEnd(BRIEF_COLUMN), stateOf(one)];
        return `${name} ${state.padEnd(STATE_COLUMN)} ${one.mac} <${flagsOf(one, style)}> \n`;
      }
      const traffic = style.hasStatistics ? NO_TRAFFIC : [];
      return joined([headOf(one, style, true), linkLine(one, style), ...traffic], style);
    })
    .join('');
}

/** `ip route`; BusyBox leaves two spaces before a source, and out what the kernel made. */
export function routeText(routes: readonly Route[], { isBusybox }: IpStyle): string {
  return routes
    .map(({ destination, gateway, isLink, isKernel, source }) => {
      const via = gateway === '' ? '' : ` via ${gateway}`;
      const kernel = isKernel && !isBusybox ? ' proto kernel' : '';
      const link = isLink ? ' scope link' : '';
      const from = source === '' ? '' : `${isBusybox ? '  ' : ' '}src ${source}`;
      return `${destination}${via} dev ${ETHERNET}${kernel}${link}${from} \n`;
    })
    .join('');
}

/** What `-j` prints of addresses or, with `isLink`, of interfaces alone. */
export function jsonOf(interfaces: readonly Interface[], style: IpStyle, isLink: boolean): string {
  const forever = 4_294_967_295;
  const objects = interfaces.map((one) => ({
    ifindex: one.index,
    ...(one.peer === '' ? {} : { link_index: Number(one.peer.slice(2)) }),
    ifname: one.name,
    flags: flagsOf(one, style).split(','),
    mtu: one.mtu,
    qdisc: 'noqueue',
    operstate: stateOf(one),
    ...(isLink ? { linkmode: 'DEFAULT' } : {}),
    group: 'default',
    txqlen: 1000,
    link_type: one.isLoopback ? 'loopback' : 'ether',
    address: one.mac,
    broadcast: broadcastOf(one),
    ...(one.isLoopback ? {} : { link_netnsid: 0 }),
    ...(isLink
      ? {}
      : {
          addr_info: ofFamily(one, style).map((each) => ({
            family: each.family,
            local: each.address,
            prefixlen: each.prefix,
            ...(each.broadcast === '' ? {} : { broadcast: each.broadcast }),
            scope: each.scope,
            ...(each.family === 'inet' ? { label: one.name } : {}),
            valid_life_time: forever,
            preferred_life_time: forever,
          })),
        }),
  }));
  return `${JSON.stringify(objects)}\n`;
}

/** What `-j` prints of routes. */
export function jsonRoutes(routes: readonly Route[]): string {
  const objects = routes.map(({ destination, gateway, isLink, isKernel, source }) => ({
    dst: destination,
    ...(gateway === '' ? {} : { gateway }),
    dev: ETHERNET,
    ...(isKernel ? { protocol: 'kernel' } : {}),
    ...(isLink ? { scope: 'link' } : {}),
    ...(source === '' ? {} : { prefsrc: source }),
    flags: [],
  }));
  return `${JSON.stringify(objects)}\n`;
}

import { sha256 } from '../../kernel/index.ts';
import type { Caller } from '../requests.ts';

/** An address of an interface. */
export interface InterfaceAddress {
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly prefix: number;
  /** '' when there is none. */
  readonly broadcast: string;
  readonly scope: 'host' | 'global' | 'link';
}

/** A network interface as the kernel knows it. */
export interface Interface {
  readonly index: number;
  readonly name: string;
  /** The interface at the other end of a pair, `if7`; '' for none. */
  readonly peer: string;
  readonly isLoopback: boolean;
  readonly mtu: number;
  readonly mac: string;
  readonly addresses: readonly InterfaceAddress[];
}

/** A line of the table of routes. */
export interface Route {
  /** `default`, an address or a network with its prefix. */
  readonly destination: string;
  readonly gateway: string;
  readonly isLink: boolean;
  /** Whether the kernel made it, from the address of the interface. */
  readonly isKernel: boolean;
  readonly source: string;
}

export const ETHERNET = 'eth0';
const NETWORK_PREFIX = 24;
const NODE_NETWORK = '192.168.49.';
const LOOPBACK: Interface = {
  index: 1,
  name: 'lo',
  peer: '',
  isLoopback: true,
  mtu: 65_536,
  mac: '00:00:00:00:00:00',
  addresses: [
    { family: 'inet', address: '127.0.0.1', prefix: 8, broadcast: '', scope: 'host' },
    { family: 'inet6', address: '::1', prefix: 128, broadcast: '', scope: 'host' },
  ],
};

const networkOf = (address: string): string => address.replace(/\d+$/, '');

/** Six octets that this pod always has: drawn by nobody, and of local use. */
function macOf({ namespace, pod, address }: Caller): number[] {
  const hash = sha256(`${namespace}/${pod} ${address}`);
  const octets = [0, 2, 4, 6, 8, 10].map((at) => Number.parseInt(hash.slice(at, at + 2), 16));
  // Neither a group's nor one of a manufacturer.
  return octets.map((octet, at) => (at === 0 ? (octet & 0xfc) | 2 : octet));
}

const hex = (octet = 0): string => octet.toString(16).padStart(2, '0');

/** The address that the kernel makes of the hardware's. */
function linkLocal(mac: readonly number[]): string {
  const [a = 0, b, c, d, e, f] = mac;
  const group = (high = 0, low = 0): string => ((high << 8) | low).toString(16);
  return `fe80::${group(a ^ 2, b)}:${group(c, 0xff)}:${group(0xfe, d)}:${group(e, f)}`;
}

/** The interfaces of a pod: one end of a pair whose other end its node has. */
export function interfacesOf(from: Caller): readonly Interface[] {
  const mac = macOf(from);
  const network = networkOf(from.address);
  const last = Number(from.address.slice(network.length));
  return [
    LOOPBACK,
    {
      index: 2,
      name: ETHERNET,
      peer: `if${last + 2}`,
      isLoopback: false,
      mtu: 1500,
      mac: mac.map(hex).join(':'),
      addresses: [
        {
          ...{ family: 'inet', address: from.address, prefix: NETWORK_PREFIX },
          ...{ broadcast: `${network}255`, scope: 'global' },
        },
        {
          ...{ family: 'inet6', address: linkLocal(mac), prefix: 64 },
          ...{ broadcast: '', scope: 'link' },
        },
      ],
    },
  ];
}

export const gatewayOf = ({ address }: Caller): string => `${networkOf(address)}1`;

/** Whether a program has the network of its node and not one of its pod. */
export const isOnNode = ({ address }: Caller): boolean => address.startsWith(NODE_NETWORK);

/**
 * The routes of a pod: all goes through the node, as kindnet's point-to-point links have it. In the
 * network of the node its neighbours are reached at once.
 */
export function routesOf(from: Caller): readonly Route[] {
  const gateway = gatewayOf(from);
  const whole = `${networkOf(from.address)}0/${NETWORK_PREFIX}`;
  const source = from.address;
  const route = { gateway: '', isLink: false, isKernel: false, source: '' };
  const first = { ...route, destination: 'default', gateway };
  if (isOnNode(from)) {
    return [first, { ...route, destination: whole, isLink: true, isKernel: true, source }];
  }
  return [
    first,
    { ...route, destination: whole, gateway, source },
    { ...route, destination: gateway, isLink: true, source },
  ];
}

const OCTET_BITS = 8;

/** A prefix as a mask: 24 is 255.255.255.0. */
export function maskOf(prefix: number): string {
  const octets = [0, 1, 2, 3].map((at) => {
    const bits = Math.min(OCTET_BITS, Math.max(0, prefix - at * OCTET_BITS));
    return 256 - 2 ** (OCTET_BITS - bits);
  });
  return octets.join('.');
}

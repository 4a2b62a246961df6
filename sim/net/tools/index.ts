import type { Command } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';
import { createApk } from './apk.ts';
import { createApt } from './apt.ts';
import { createBindNslookup } from './bind-nslookup.ts';
import { createBusyboxNslookup } from './busybox-nslookup.ts';
import { createBusyboxPing } from './busybox-ping.ts';
import { createBusyboxWget } from './busybox-wget.ts';
import { createCurl } from './curl.ts';
import { createDig } from './dig.ts';
import { createGetent } from './getent.ts';
import { createHost } from './host.ts';
import { createIfconfig } from './ifconfig.ts';
import { createBusyboxIp, createIp } from './ip.ts';
import { createPing } from './iputils-ping.ts';
import { createMicrodnf } from './microdnf.ts';
import { createBusyboxNc, createNc } from './nc.ts';
import { createNetstat, createRoute } from './netstat.ts';
import { createOldBusyboxNslookup } from './old-busybox-nslookup.ts';
import { createSs } from './ss.ts';
import { createTraceroute } from './traceroute.ts';
import { createWget } from './wget.ts';

/** The programs of Debian, and what else has one name in all systems. */
const DEBIAN: readonly ((place: Place) => Command)[] = [
  createApk,
  (place) => createApt(place, 'apt'),
  (place) => createApt(place, 'apt-get'),
  createBindNslookup,
  createCurl,
  createDig,
  createGetent,
  createHost,
  createIp,
  createMicrodnf,
  createNc,
  createPing,
  createSs,
  createWget,
];

/** The last BusyBox whose `nslookup` asks the C library. */
const OLD_NSLOOKUP_MINOR = 28;
const NEWEST_MINOR = 37;

/** The programs of BusyBox 1.`minor`. */
const busybox = (place: Place, minor: number): readonly Command[] => [
  minor > OLD_NSLOOKUP_MINOR
    ? createBusyboxNslookup(place, minor)
    : createOldBusyboxNslookup(place),
  createBusyboxIp(place, minor),
  createBusyboxNc(place),
  createBusyboxPing(place, minor),
  createBusyboxWget(place, minor),
];

/** Programs of BusyBox 1.`minor` that images have beside Debian's others. */
const sameEverywhere = (place: Place, minor: number): readonly Command[] => [
  createIfconfig(place),
  createNetstat(place, minor),
  createRoute(place, minor),
  createTraceroute(place, minor),
];

/**
 * The network tools among those that a container has: `nslookup` is Debian's, and
 * `nslookup@busybox-1.28` that of this BusyBox.
 */
export function createNetworkTools(place: Place, tools: readonly string[]): readonly Command[] {
  const names = new Set(tools);
  const marked = tools
    .map((tool) => /^(\w+)@busybox-1\.(\d+)$/.exec(tool))
    .filter((m) => m !== null);
  const own = new Set(marked.map((match) => match[1]));
  const minor = Number(marked[0]?.[2] ?? NEWEST_MINOR);
  return [
    ...DEBIAN.map((create) => create(place)).filter(({ name }) => names.has(name)),
    ...sameEverywhere(place, minor).filter(({ name }) => names.has(name) || own.has(name)),
    ...busybox(place, minor).filter(({ name }) => own.has(name)),
  ];
}

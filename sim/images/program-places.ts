import type { ProgramPlaces } from '../node/index.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Built or copied into an image besides the packages of its system. */
const LOCAL = words(`docker-entrypoint.sh gosu healthcheck.sh redis-server redis-cli redis-sentinel
  redis-benchmark postgres initdb pg_ctl pg_basebackup`);

const SERVERS = words(`mariadbd mysqld nginx`);
/** For who looks after a network. */
const NETWORK = words(`arp ifconfig ip route traceroute6`);

/** What Alpine links to its BusyBox in /bin; the others are in /usr/bin. */
const ALPINE_BIN = words(`arch ash base64 busybox cat chgrp chmod chown cp date dd df echo egrep
  false fgrep grep gunzip gzip hostname kill link ln login ls mkdir mktemp more mount mv netstat
  nice ping printenv ps pwd rev rm rmdir sed sh sleep stat sync tar touch true umount uname watch
  zcat`);

const isForRoot = (program: string): boolean => SERVERS.has(program) || NETWORK.has(program);

/** Debian, Ubuntu and Oracle Linux, whose /bin is /usr/bin. */
export const MERGED_PLACES: ProgramPlaces = {
  links: { '/bin': 'usr/bin', '/lib': 'usr/lib', '/lib64': 'usr/lib64', '/sbin': 'usr/sbin' },
  pathOf: (program) =>
    `/usr/${LOCAL.has(program) ? 'local/bin' : isForRoot(program) ? 'sbin' : 'bin'}/${program}`,
};

export const ALPINE_PLACES: ProgramPlaces = {
  links: {},
  pathOf(program) {
    if (LOCAL.has(program)) return `/usr/local/bin/${program}`;
    if (ALPINE_BIN.has(program)) return `/bin/${program}`;
    if (NETWORK.has(program)) return `/sbin/${program}`;
    return `/usr/${SERVERS.has(program) ? 'sbin' : 'bin'}/${program}`;
  },
};

/** All of BusyBox is in one directory. */
export const BUSYBOX_PLACES: ProgramPlaces = {
  links: {},
  pathOf: (program) => `/bin/${program}`,
};

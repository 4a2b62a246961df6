import { busyboxHead, fillPart, ownAt } from '../kernel/index.ts';
import { BUSYBOX_USAGE } from './busybox/late.ts';
import { SYNOPSES } from './busybox/synopses.ts';

/** How an applet is called; what BusyBox says of its options besides is not repeated. */
function usageOf(minor: number, name: string): string {
  const own = ownAt(SYNOPSES, name);
  if (own === undefined) return `${busyboxHead(minor)}\nNo help available\n`;
  return `${busyboxHead(minor)}\nUsage: ${`${name} ${own}`.trimEnd()}\n`;
}

export const loaded = fillPart(BUSYBOX_USAGE, usageOf);

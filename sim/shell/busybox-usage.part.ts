import { busyboxHead, fillPart } from '../kernel/index.ts';
import { BUSYBOX_USAGE } from './busybox/late.ts';
import { ARCHIVES_USAGE } from './busybox/usage-archives.ts';
import { FILES_USAGE } from './busybox/usage-files.ts';
import { SYSTEM_USAGE } from './busybox/usage-system.ts';
import { TEXT_USAGE } from './busybox/usage-text.ts';

const USAGES = { ...FILES_USAGE, ...TEXT_USAGE, ...SYSTEM_USAGE, ...ARCHIVES_USAGE };

function usageOf(minor: number, name: string): string {
  const own = Object.hasOwn(USAGES, name) ? USAGES[name] : undefined;
  if (own === undefined) return `${busyboxHead(minor)}\nNo help available\n`;
  return `${busyboxHead(minor)}\nUsage: ${name}${own.startsWith('\n') ? '' : ' '}${own}\n`;
}

export const loaded = fillPart(BUSYBOX_USAGE, usageOf);

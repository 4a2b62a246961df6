import { busyboxHead } from '../../kernel/index.ts';

/** What a program of BusyBox prints when it is called wrongly. */
export const busyboxUsage = (minor: number, usage: string): string =>
  `${busyboxHead(minor)}\nUsage: ${usage}`;

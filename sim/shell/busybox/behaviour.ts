import { ownAt } from '../../kernel/index.ts';

/** The statuses of GNU's tools that are others in BusyBox, by applet. */
const STATUSES: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  ls: { 2: 1 },
  tar: { 2: 1 },
  awk: { 2: 1 },
  cmp: { 2: 1 },
  xxd: { 2: 1 },
  gzip: { 2: 1 },
  gunzip: { 2: 1 },
  zcat: { 2: 1 },
  timeout: { 124: 143, 125: 1 },
};

/** What BusyBox's applet of that name ends with where GNU's tool ends with `status`. */
export function exitStatus(name: string, status: number): number {
  const own = ownAt(STATUSES, name)?.[status];
  return own ?? status;
}

type Rewrite = (args: readonly string[]) => readonly string[];

/** What a tool of GNU has to be asked for to do what the applet does by itself. */
const ARGUMENTS: Readonly<Record<string, Rewrite>> = {
  diff: (args) => (args.some((arg) => /^-\w*[uUq]/.test(arg)) ? args : ['-u', ...args]),
  realpath: (args) => ['-e', '--', ...args],
};

/** The arguments of GNU's tool that do what the applet does with these. */
export const argumentsOf = (name: string, args: readonly string[]): readonly string[] =>
  ownAt(ARGUMENTS, name)?.(args) ?? args;

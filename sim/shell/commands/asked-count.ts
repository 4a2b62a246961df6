import type { Program } from '../../kernel/index.ts';
import type { Tool } from './tool.ts';

/** The digit of an option that is a count, where none may stand: behind others. */
export function lateCount(args: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  const options = end < 0 ? args : args.slice(0, end);
  const isValue = (i: number): boolean => /^-[^-]*[ncs]$|^--\w+$/.test(args[i - 1] ?? '');
  const at = options.findIndex((one, i) => /^-[qvzfF]*\d/.test(one) && !isValue(i));
  return /\d/.exec(args[at] ?? '')?.[0];
}

const SIZES: Readonly<Record<string, number>> = {
  '': 1,
  b: 512,
  K: 1024,
  k: 1024,
  KiB: 1024,
  M: 1024 ** 2,
  MiB: 1024 ** 2,
  G: 1024 ** 3,
  kB: 1000,
  KB: 1000,
  MB: 1e6,
  GB: 1e9,
};

function countOf(text: string): { sign: string; count: number } | undefined {
  const match = /^([-+]?)(\d+)([A-Za-z]*)$/.exec(text);
  const unit = match === null ? undefined : SIZES[match[3] ?? ''];
  if (match === null || unit === undefined) return undefined;
  return { sign: match[1] ?? '', count: Number(match[2]) * unit };
}

/** How much of its inputs a tool is asked for. */
export interface AskedCount {
  readonly isBytes: boolean;
  readonly sign: string;
  readonly count: number;
}

/** What the last `-n` or `-c` of head or tail asks for; undefined when it was complained of. */
export function* readCount(t: Tool): Program<AskedCount | undefined> {
  const isBytes = t.args.all.findLast((one) => one.name === 'n' || one.name === 'c')?.name === 'c';
  const text = t.args.value(isBytes ? 'c' : 'n') ?? '10';
  const wanted = countOf(text);
  if (wanted !== undefined && wanted.count < 2 ** 64) return { isBytes, ...wanted };
  const range = wanted === undefined ? '' : ': Value too large for defined data type';
  yield* t.err(['badCount', text.replace(/^[-+]/, ''), isBytes ? 'bytes' : 'lines', range]);
  return undefined;
}

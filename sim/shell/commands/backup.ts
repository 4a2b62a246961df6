import type { FileSystem } from '../../kernel/index.ts';
import type { ParsedArguments } from './arguments.ts';

/**
 * Puts what is there out of the way before it is overwritten: `-b`, `--backup` and `-S`. Returns
 * what its name then has behind it, or '' when there is nothing to keep.
 */
export function backUp(files: FileSystem, args: ParsedArguments, path: string): string {
  if (!args.has('b') && !args.has('backup')) return '';
  const stat = files.lstat(path);
  if (!stat.ok || stat.value.type === 'directory') return '';
  const method = args.value('backup') ?? 'existing';
  if (method === 'none' || method === 'off') return '';
  const numberedName = (number: number): string => `${path}.~${number}~`;
  let last = 0;
  while (files.lstat(numberedName(last + 1)).ok) last++;
  const isNumbered =
    method === 'numbered' || method === 't' || (/^(?:existing|nil)$/.test(method) && last > 0);
  const target = isNumbered ? numberedName(last + 1) : path + (args.value('S') ?? '~');
  files.rename(path, target);
  return target.slice(path.length);
}

import { errorText, type FileSystem, type TarEntry } from '../../kernel/index.ts';
import { matchesPattern } from '../pattern.ts';
import { Complaint } from '../words/message.ts';
import type { Tool } from './tool.ts';

/** An entry and everything below it, parents first. */
export function entriesOf(files: FileSystem, path: string, name: string): TarEntry[] | Complaint {
  const stat = files.lstat(path);
  if (!stat.ok) return new Complaint(['memberMissing', name, errorText(stat.error)]);
  const { type, mode, uid, gid, modifiedEpochMs } = stat.value;
  const own = { name, mode, uid, gid, modifiedEpochMs, target: '', content: '' };
  if (type === 'symlink') {
    const target = files.readlink(path);
    return [{ ...own, type: 'symlink', target: target.ok ? target.value : '' }];
  }
  if (type === 'directory') {
    const names = files.list(path);
    if (!names.ok) return new Complaint(['memberUnopened', name, errorText(names.error)]);
    const all: TarEntry[] = [{ ...own, name: `${name}/`, type: 'directory' }];
    for (const child of names.value) {
      const below = entriesOf(files, `${path}/${child}`, `${name}/${child}`);
      if (below instanceof Complaint) return below;
      all.push(...below);
    }
    return all;
  }
  const content = files.read(path);
  if (!content.ok) return new Complaint(['memberUnopened', name, errorText(content.error)]);
  return [{ ...own, type: 'file', content: content.value }];
}

/** Whether a name, or the end of it behind a slash, is one that `--exclude` leaves out. */
function isExcluded(t: Tool, name: string): boolean {
  const bare = name.replace(/\/$/, '');
  const ends = bare.split('/').map((_, i, parts) => parts.slice(i).join('/'));
  return t.args.all.some(
    (one) => one.name === 'exclude' && ends.some((end) => matchesPattern(one.value ?? '', end)),
  );
}

/** Entries but for those left out, and what is below them. */
export function withoutExcluded(t: Tool, entries: readonly TarEntry[]): TarEntry[] {
  const out = entries.filter(({ name }) => isExcluded(t, name)).map(({ name }) => name);
  const isBelow = (name: string): boolean =>
    out.some((dir) => name === dir || (dir.endsWith('/') && name.startsWith(dir)));
  return entries.filter(({ name }) => !isBelow(name));
}

/** Whether an operand names an entry or a directory above it. */
export const names = (operand: string, { name }: TarEntry): boolean =>
  name === operand || name.startsWith(`${operand.replace(/\/$/, '')}/`);

/** A name without its first parts, for `--strip-components`; undefined when nothing is left. */
export function withoutParts(name: string, count: number): string | undefined {
  const rest = name.split('/').slice(count).join('/');
  return rest === '' ? undefined : rest;
}

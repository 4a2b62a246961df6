import { type FileSystem, resolvePath } from '../../kernel/index.ts';
import { isPattern, patternSource, unquotePattern } from '../pattern.ts';

export interface GlobOptions {
  readonly dotglob: boolean;
  readonly globstar: boolean;
  readonly extglob: boolean;
  readonly nocaseglob: boolean;
  /** Whether `.` and `..` are names too: `globskipdots` is off. */
  readonly hasDots: boolean;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Path names that match a pattern, sorted; none when nothing does. */
export function glob(
  files: FileSystem,
  directory: string,
  pattern: string,
  options: GlobOptions,
): string[] {
  const isAbsolute = pattern.startsWith('/');
  const parts = splitPath(pattern);
  let found: string[] = [isAbsolute ? '/' : ''];
  const at = (path: string): string => resolvePath(directory, path === '' ? '.' : path);
  const isDirectory = (path: string): boolean => {
    const stat = files.stat(at(path));
    return stat.ok && stat.value.type === 'directory';
  };
  const isGlob = (part: string): boolean => isPattern(part, options.extglob);
  const below = (path: string): string[] => {
    const list = files.list(at(path));
    const names = list.ok ? list.value.filter((name) => options.dotglob || name[0] !== '.') : [];
    return names
      .map((name) => path + name)
      .filter((one) => {
        const stat = files.lstat(at(one));
        return stat.ok && stat.value.type === 'directory';
      })
      .flatMap((one) => [`${one}/`, ...below(`${one}/`)]);
  };
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (part === '') {
      if (isLast) {
        found = found
          .filter((path) => path !== '' && isDirectory(path))
          .map((path) => (path.endsWith('/') ? path : `${path}/`));
      }
      continue;
    }
    const next: string[] = [];
    for (const base of found) {
      if (part === '**' && base !== '' && !isDirectory(base)) continue;
      const prefix = base === '' || base.endsWith('/') ? base : `${base}/`;
      if (part === '**' && options.globstar) {
        if (isLast) {
          // What a pattern found stands without a slash.
          if (prefix !== '') next.push(parts.slice(0, i).some(isGlob) ? base : prefix);
          const inside = below(prefix).map((path) => path.slice(prefix.length));
          for (const one of ['', ...inside]) {
            next.push(...entries(prefix + one, '*'));
          }
        } else {
          next.push(prefix, ...below(prefix));
          // Links are not gone into, but they are directories.
          if (parts[i + 1] === '' && i + 2 === parts.length) next.push(...entries(prefix, '*'));
        }
        continue;
      }
      if (!isPattern(part, options.extglob)) {
        const path = prefix + unquotePattern(part);
        if (files.lstat(at(path)).ok) next.push(path);
        continue;
      }
      next.push(...entries(prefix, part));
    }
    found = next;
  }
  function entries(prefix: string, part: string): string[] {
    const list = files.list(at(prefix));
    if (!list.ok) return [];
    const isDotWanted = part.startsWith('.') || part.startsWith('\\.');
    const source = `^(?:${patternSource(part, options.extglob)})$`;
    const expression = new RegExp(source, options.nocaseglob ? 'iu' : 'u');
    const names = isDotWanted && options.hasDots ? ['.', '..', ...list.value] : list.value;
    return names
      .filter((name) => isDotWanted || options.dotglob || name[0] !== '.')
      .filter((name) => expression.test(name))
      .map((name) => prefix + name);
  }
  return [...new Set(found.filter((path) => path !== ''))].sort(byText);
}

/** Splits at slashes that are not inside an extended pattern; the first of `/a` is dropped. */
function splitPath(pattern: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = pattern.startsWith('/') ? 1 : 0;
  for (let i = from; i < pattern.length; i++) {
    if (pattern[i] === '(') depth++;
    if (pattern[i] === ')') depth--;
    if (pattern[i] === '/' && depth <= 0) {
      parts.push(pattern.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(pattern.slice(from));
  // Slashes in the middle count once; one at the end asks for a directory.
  return parts.filter((part, i) => part !== '' || i === parts.length - 1);
}

import { resolvePath } from '../../kernel/index.ts';
import type { Session } from '../session.ts';

const SPECIAL = /[*?[]/;

/** Whether a path has signs that stand for other ones. */
export const isPattern = (path: string): boolean => SPECIAL.test(path);

const escaped = (text: string): string => text.replaceAll(/[.+^${}()|\\]/g, '\\$&');

const matcherOf = (segment: string): RegExp =>
  new RegExp(`^${escaped(segment).replaceAll('*', '.*').replaceAll('?', '.')}$`);

/** The paths that a pattern matches, in order; those before a slash first. Models filepath.Glob. */
export function matchingPaths({ context }: Session, pattern: string): string[] {
  const { files, directory } = context;
  let found = [pattern.startsWith('/') ? '/' : ''];
  for (const segment of pattern.split('/').filter((text) => text !== '')) {
    found = found.flatMap((path) => {
      const before = path === '' || path.endsWith('/') ? path : `${path}/`;
      if (!isPattern(segment)) return [`${before}${segment}`];
      const listed = files.list(resolvePath(directory, path === '' ? '.' : path));
      const matcher = matcherOf(segment);
      return listed.ok ? listed.value.filter((n) => matcher.test(n)).map((n) => before + n) : [];
    });
  }
  return found.filter((path) => files.stat(resolvePath(directory, path)).ok);
}

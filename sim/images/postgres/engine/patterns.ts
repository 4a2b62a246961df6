import type { PgColumn, PgReport } from '../wire.ts';

export const left = (name: string): PgColumn => ({ name, isRight: false });

/** What psql says when nothing is found: a line without a severity. */
export const notFound = (message: string): PgReport => ({
  severity: 'ERROR',
  state: '',
  message,
  detail: '',
  hint: '',
  context: '',
  at: -1,
});

/**
 * A pattern of psql: `*` and `?` as in a shell, letters in lower case. Without a schema it means
 * what the search path reaches.
 */
export function matcher(pattern: string): (schema: string, name: string) => boolean {
  const isReached = (schema: string): boolean => schema === 'public' || schema === '';
  if (pattern === '') return isReached;
  const parts = pattern
    .split('.')
    .map((part) => (/^".*"$/.test(part) ? part.slice(1, -1) : part.toLowerCase()));
  const of = (part: string): RegExp =>
    new RegExp(
      `^${part
        .replace(/[$()+|[\]{}^\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    );
  const name = of(parts.at(-1) || '*');
  const schema = of(parts[0] || '*');
  return parts.length > 1
    ? (inSchema, each) => schema.test(inSchema) && name.test(each)
    : (inSchema, each) => isReached(inSchema) && name.test(each);
}

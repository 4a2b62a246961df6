import { parse } from 'unbash';

/**
 * A text that means the same, of the same length, without what the parser does not take: a line's
 * end in front of `&&` or `||` in `[[ … ]]`.
 */
const plainer = (source: string): string =>
  source.replace(/\[\[\s(?:(?!\]\])[\s\S])*\]\]/g, (test) =>
    test.replace(/\n(?=\s*(?:&&|\|\|))/g, ' '),
  );

/** Parses a text; one that is refused is tried again in a plainer form. */
export function parseText(source: string): ReturnType<typeof parse> {
  const parsed = parse(source);
  if (parsed.errors === undefined || !source.includes('[[')) return parsed;
  const again = parse(plainer(source));
  return again.errors === undefined ? again : parsed;
}

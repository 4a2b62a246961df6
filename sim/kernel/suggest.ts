/** Distance up to which a name counts as meant. */
const NEAR = 2;

/** Levenshtein's distance between two words. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/**
 * The distance between two words as they are mistyped: two letters that change places are one
 * mistake. Models the optimal string alignment distance.
 */
function typingDistance(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, i) => i);
  const rows = [first];
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i - 1] as number[];
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const least = Math.min(substitute, (above[j] as number) + 1, (row[j - 1] as number) + 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? ((rows[i - 2] as number[])[j - 2] as number) + 1 : least;
      row.push(Math.min(least, swapped));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] as number;
}

/** Words of so few letters differ too easily. */
const SHORT = 4;

const sorted = (word: string): string => [...word].sort().join('');
const sameLetters = (a: string, b: string): boolean => sorted(a) === sorted(b);

/** The name that is nearest to a mistyped word; undefined when none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const limit = word.length <= SHORT ? 1 : NEAR;
  let found: string | undefined;
  let least = limit + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) > least) continue;
    const far = typingDistance(word, name);
    // Words without a letter in common are not near, however short they are.
    if (far >= Math.max(word.length, name.length)) continue;
    // Of two that are as near, the one with the same letters was meant: `sl` is `ls`. The first
    // letter is seldom the wrong one.
    const isNearer =
      far < least ||
      (far === least &&
        found !== undefined &&
        (sameLetters(word, name) || (name[0] === word[0] && found[0] !== word[0])));
    if (far > 0 && isNearer) [found, least] = [name, far];
  }
  return found;
}

/**
 * The names that a mistyped word may have meant, in the order of `names`. Models cobra's
 * SuggestionsFor.
 */
export const suggestions = (word: string, names: readonly string[]): string[] =>
  names.filter(
    (name) =>
      distance(word.toLowerCase(), name.toLowerCase()) <= NEAR ||
      name.toLowerCase().startsWith(word.toLowerCase()),
  );

/** Where a character stands among those that are no digits: `~` before the end, letters first. */
function rankOf(c: string): number {
  if (c === '') return 0;
  if (c === '~') return -1;
  return /[A-Za-z]/.test(c) ? c.charCodeAt(0) : c.charCodeAt(0) + 256;
}

const isDigit = (c: string): boolean => /\d/.test(c);

/** Compares runs of digits as numbers, and what is between them by its ranks. */
function compareRuns(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const isText = (text: string, at: number): boolean =>
      at < text.length && !isDigit(text.charAt(at));
    while (isText(a, i) || isText(b, j)) {
      const left = isText(a, i) ? a.charAt(i) : '';
      const right = isText(b, j) ? b.charAt(j) : '';
      const difference = rankOf(left) - rankOf(right);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    const left = /^\d*/.exec(a.slice(i))?.[0] ?? '';
    const right = /^\d*/.exec(b.slice(j))?.[0] ?? '';
    const difference = Number(left) - Number(right);
    if (difference !== 0) return difference;
    i += left.length;
    j += right.length;
  }
  return 0;
}

/** What names begin with that come before all others: nothing, `.`, `..`, and then hidden ones. */
function headOf(name: string): number {
  if (name === '') return 0;
  if (name === '.') return 1;
  if (name === '..') return 2;
  return name.startsWith('.') ? 3 : 4;
}

/** A name without its endings, as `.tar.gz`, which count only where nothing else differs. */
const stemOf = (name: string): string => name.replace(/(?:\.[A-Za-z~][A-Za-z0-9~]*)*$/, '');

/** The order of `sort -V` and `ls -v`. Models gnulib's filevercmp. */
export function compareVersions(a: string, b: string): number {
  const heads = headOf(a) - headOf(b);
  if (heads !== 0) return heads;
  return compareRuns(stemOf(a), stemOf(b)) || compareRuns(a, b);
}

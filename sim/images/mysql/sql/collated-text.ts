import type { Semantics } from '../../../sql/index.ts';

/** utf8mb4_0900_ai_ci: neither case nor accents count. */
const PLAIN = /^[\x20-\x7e]*$/;

export function textKey(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const ORDER_OF_SIGNS = '_-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$';

/** Letters after digits after signs, as the Unicode collation algorithm has them. */
function sortKey(text: string): string {
  const key = textKey(text);
  if (/^[a-z0-9]*$/.test(key)) return key;
  return [...key]
    .map((c) => {
      const at = ORDER_OF_SIGNS.indexOf(c);
      return at < 0 ? c : String.fromCharCode(1 + at);
    })
    .join('');
}

export function compareText(a: string, b: string): number {
  const [x, y] = [sortKey(a), sortKey(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Of collations that pad with blanks those at the end do not count. */
const unpadded = (text: string): string => text.replace(/ +$/, '');

/** How a collation compares; all that ignore case ignore accents too, but for `as_ci`. */
export function textRules(collation: string): Pick<Semantics, 'compareText' | 'textKey'> {
  if (collation === 'binary' || collation === 'utf8mb4_0900_bin') {
    return { compareText: byCode, textKey: (text) => text };
  }
  const isPadded = !collation.includes('_0900_');
  const cut = isPadded ? unpadded : (text: string): string => text;
  if (/_bin$/.test(collation)) {
    return { compareText: (a, b) => byCode(cut(a), cut(b)), textKey: cut };
  }
  if (/_cs$/.test(collation)) {
    return {
      compareText: (a, b) => compareText(cut(a), cut(b)) || -byCode(cut(a), cut(b)),
      textKey: cut,
    };
  }
  if (/_as_ci$/.test(collation)) {
    const key = (text: string): string => cut(text).toLowerCase();
    return { compareText: (a, b) => compareText(a, b) || byCode(key(a), key(b)), textKey: key };
  }
  return {
    compareText: (a, b) => compareText(cut(a), cut(b)),
    textKey: (text) => textKey(cut(text)),
  };
}

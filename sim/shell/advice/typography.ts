import { type Advice, advice } from '../../kernel/index.ts';

const DASHES = /(?<![^\s])[\u2010-\u2015\u2212]+(?=\w)/;
const ODD_SPACE = /[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/;
const DOUBLE = '\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02';
const SINGLE = '\u2018\u2019\u201a\u201b\uff07';
/** Between characters of commands only: elsewhere it may well be meant. */
const LOOKALIKE = new RegExp(
  `(?<=^|[\\x20-\\x7e])[${DOUBLE}${SINGLE}\\uff01-\\uff5e]+(?=$|[\\x20-\\x7e])`,
);

/** Of the same length, without what stands between quotes that the shell knows. */
const withoutQuoted = (line: string): string =>
  line.replace(/'[^']*'|"(?:\\.|[^"\\])*"/g, (quoted) => '_'.repeat(quoted.length));

function plain(character: string): string {
  if (DOUBLE.includes(character)) return '"';
  if (SINGLE.includes(character)) return "'";
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/**
 * Of a line in which a text program or an input method has put characters that only look like
 * those of commands: dashes, quotes, wide letters, spaces of web pages.
 */
export function adviceForTypography(line: string): Advice | undefined {
  const bare = withoutQuoted(line);
  const dash = DASHES.exec(bare);
  if (dash !== null) {
    const word = /^[\w-]+/.exec(bare.slice(dash.index + dash[0].length))?.[0] ?? '';
    // `-it` is two letters behind one dash, a long name stands behind two.
    return advice('typographic', { found: dash[0], meant: word.length > 2 ? '--' : '-' });
  }
  const space = ODD_SPACE.exec(bare);
  if (space !== null) {
    const code = space[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return advice('oddSpace', { character: `U+${code}` });
  }
  const alike = LOOKALIKE.exec(bare)?.[0];
  if (alike === undefined) return undefined;
  return advice('typographic', { found: alike, meant: [...alike].map(plain).join('') });
}

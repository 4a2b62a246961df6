const PLAIN = /^[\x20-\x7e]*$/;
const MARK = /\p{M}/u;

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) ||
  (code >= 0x2e80 && code <= 0xa4cf) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) ||
  (code >= 0xff00 && code <= 0xff60) ||
  (code >= 0x1f300 && code <= 0x1faff);

/** How many cells of a terminal a text takes: East Asian characters and emoji two, marks none. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let cells = 0;
  for (const character of text) {
    if (MARK.test(character)) continue;
    cells += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  }
  return cells;
}

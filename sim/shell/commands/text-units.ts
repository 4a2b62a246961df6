/** The UTF-8 bytes of a character. */
export const utf8 = (c: string): number[] =>
  encodeURIComponent(c)
    .split('%')
    .slice(1)
    .map((hex) => Number.parseInt(hex, 16));

/** Text as units that `-c` counts: one for each byte. */
export function toBytes(text: string): string[] {
  const out: string[] = [];
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code < 0x80 || (code >= 0xdc80 && code <= 0xdcff)) out.push(c);
    else for (const byte of utf8(c)) out.push(String.fromCharCode(0xdc00 + byte));
  }
  return out;
}

/** Lines with their ends. */
export const splitKeeping = (text: string, delimiter: string): string[] => {
  const lines = text.split(delimiter);
  const last = lines.pop() ?? '';
  const kept = lines.map((line) => line + delimiter);
  return last === '' ? kept : [...kept, last];
};

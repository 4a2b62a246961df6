/** A surrogate that stands alone: no character. */
const ALONE = /[\ud800-\udfff]/u;

/** How many bytes the character has that begins with a byte; one of what begins none. */
const lengthOf = (lead: number): number => {
  if (lead < 0xc2 || lead > 0xf4) return 1;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
};

/** Whether the bytes of `rest` are fewer than `count`. */
function isShorter(rest: string, count: number): boolean {
  if (rest.length >= count) return false;
  const bytes = [...rest].map((c) => {
    const code = c.codePointAt(0) ?? 0;
    return code < 0x80 || (code >= 0xdc80 && code <= 0xdcff) ? 1 : code < 0x800 ? 2 : 3;
  });
  return bytes.reduce((sum, one) => sum + one, 0) < count;
}

/**
 * A text with U+FFFD for what is no UTF-8. Models jvp_utf8_next of jq 1.6: a character that the
 * end of the text cuts off takes all that is left with it.
 */
export function repaired(text: string): string {
  if (!ALONE.test(text)) return text;
  let out = '';
  for (let i = 0; i < text.length; ) {
    const c = String.fromCodePoint(text.codePointAt(i) ?? 0);
    if (!ALONE.test(c)) {
      out += c;
      i += c.length;
      continue;
    }
    const length = lengthOf(c.charCodeAt(0) & 0xff);
    out += '\ufffd';
    if (isShorter(text.slice(i), length)) return out;
    const continued = /^[\udc80-\udcbf]*/.exec(text.slice(i + 1, i + length))?.[0] ?? '';
    i += 1 + continued.length;
  }
  return out;
}

import { decodeUtf8, encodeUtf8 } from '../kernel/index.ts';

const width = (text: string): number => encodedLength(text);

/** printf counts bytes when it pads, as bash does. */
function encodedLength(text: string): number {
  let bytes = 0;
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    bytes +=
      code < 0x80 || (code >= 0xdc80 && code <= 0xdcff)
        ? 1
        : code < 0x800
          ? 2
          : code < 0x10000
            ? 3
            : 4;
  }
  return bytes;
}

/** The beginning of a text, in bytes: a character that is cut leaves its first bytes. */
export function withinBytes(text: string, bytes: number): string {
  return decodeUtf8(encodeUtf8(text).slice(0, bytes));
}

export function pad(text: string, flags: string, size: number): string {
  const missing = size - width(text);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return ' '.repeat(missing) + text;
}

export function padNumber(digits: string, sign: string, flags: string, size: number): string {
  if (flags.includes('0') && !flags.includes('-')) {
    return sign + digits.padStart(size - sign.length, '0');
  }
  return pad(sign + digits, flags, size);
}

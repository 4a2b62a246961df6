import { byteText, joinBytes } from '../../expand/quote.ts';

/** A byte by its number, `\xHH`, `\dNNN`, `\oNNN`, or by its key, `\cX`. */
const NUMBERED = String.raw`x[0-9a-fA-F]{1,2}|d\d{1,3}|o[0-7]{1,3}|c[ -~]`;

/** One at the start of a text. */
export const NUMBERED_FIRST = new RegExp(String.raw`^\\(${NUMBERED})`);

/** All that a backslash makes of what follows it, `&`, and the plain text between them. */
export const REPLACEMENT_PARTS = new RegExp(String.raw`\\(${NUMBERED}|[\s\S])|&|[^\\&]+`, 'gu');

const BASES: Readonly<Record<string, number>> = { x: 16, d: 10, o: 8 };

/** What such a code, without its backslash, stands for. */
export function numbered(code: string): string {
  if (code.startsWith('c')) {
    return String.fromCharCode(code.charAt(1).toUpperCase().charCodeAt(0) ^ 64);
  }
  return byteText(Number.parseInt(code.slice(1), BASES[code.charAt(0)] ?? 10) & 255);
}

/** A text with the bytes that it gives by their numbers. */
export const withNumbered = (text: string): string =>
  joinBytes(
    text.replace(new RegExp(String.raw`\\\\|\\(${NUMBERED})`, 'g'), (whole, code?: string) =>
      code === undefined ? whole : numbered(code),
    ),
  );

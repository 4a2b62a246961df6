import { ESCAPED_LETTERS, LETTER_ESCAPES } from '../escapes.ts';

const NAMED: Readonly<Record<string, string>> = { ...ESCAPED_LETTERS, '\x1b': '\\E' };

const octal = (code: number): string => `\\${code.toString(8).padStart(3, '0')}`;
const isControl = (text: string): boolean =>
  [...text].some((c) => c < ' ' || c === '\x7f' || (c >= '\udc80' && c <= '\udcff'));

/** `text` in `$'…'`. */
export function quoteAnsi(text: string): string {
  let out = '';
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (c === "'" || c === '\\') out += `\\${c}`;
    else if (NAMED[c] !== undefined) out += NAMED[c];
    else if (c < ' ' || c === '\x7f') out += octal(code);
    else if (code >= 0xdc80 && code <= 0xdcff) out += octal(code - 0xdc00);
    else out += c;
  }
  return `$'${out}'`;
}

/** `text` as errors name a command: plain, unless it cannot be shown so. */
export const quoteUnprintable = (text: string): string =>
  isControl(text) ? quoteAnsi(text) : text;

/** `text` in single quotes: what `${x@Q}` and `alias` print. */
export function quoteSingle(text: string): string {
  return isControl(text) ? quoteAnsi(text) : `'${text.replaceAll("'", "'\\''")}'`;
}

/** `text` in double quotes: what `declare -p` prints. */
export function quoteDouble(text: string): string {
  return isControl(text) ? quoteAnsi(text) : `"${text.replace(/["\\$`]/g, '\\$&')}"`;
}

const SPECIAL = /[ \t\n!"$&'()*,;<>?[\\\]^`{|}]/g;

/** `text` with backslashes: what `printf %q` prints. */
export function quoteBackslash(text: string): string {
  if (text === '') return "''";
  if (isControl(text)) return quoteAnsi(text);
  const quoted = text.replace(SPECIAL, '\\$&');
  return /^[~#]/.test(text) && !quoted.startsWith('\\') ? `\\${quoted}` : quoted;
}

/** `text` as `set` lists it: quoted only when it has to be. */
export const quoteListed = (text: string): string => {
  if (text === '' || isControl(text)) return text === '' ? '' : quoteAnsi(text);
  return quoteTrace(text);
};

/** `text` as `set -x` shows it: quoted only when it has to be. */
export function quoteTrace(text: string): string {
  if (text === '') return "''";
  const needs = /[ \t\n|&;()<>"'\\$`*?[\]!{}^]/.test(text) || /^[~#]/.test(text);
  if (needs) return `'${text.replaceAll("'", "'\\''")}'`;
  return isControl(text) ? quoteAnsi(text) : text;
}

/** The letters that are escapes in bash: those of C, and ESC by its letter. */
const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  ...LETTER_ESCAPES,
  e: '\x1b',
  E: '\x1b',
};

/** The text of `$'…'` escapes; also those of `echo -e` and `printf` by `style`. */
export function unescapeAnsi(
  text: string,
  style: 'ansi' | 'echo' | 'printf' | 'percent-b',
): { text: string; isStopped: boolean } {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c !== '\\' || i + 1 === text.length) {
      out += c;
      continue;
    }
    const rest = text.slice(i + 1);
    const next = rest.charAt(0);
    if ((style === 'echo' || style === 'percent-b') && next === 'c')
      return { text: out, isStopped: true };
    const digits =
      style === 'echo' ? /^0[0-7]{0,3}/.exec(rest)?.[0] : /^[0-7]{1,3}/.exec(rest)?.[0];
    const hex = /^x[0-9a-fA-F]{1,2}/.exec(rest)?.[0];
    const unicode = /^(?:u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8})/.exec(rest)?.[0];
    const named = NAMED_ESCAPES[next];
    if (named !== undefined) {
      out += named;
      i++;
    } else if (digits !== undefined) {
      out += byteText(Number.parseInt(digits, 8) & 0xff);
      i += digits.length;
    } else if (hex !== undefined) {
      out += byteText(Number.parseInt(hex.slice(1), 16));
      i += hex.length;
    } else if (style === 'ansi' && next === 'c' && rest.length > 1) {
      const code = rest.charCodeAt(1);
      out += code === 0x3f ? '\x7f' : String.fromCharCode(code & 0x1f);
      i += 2;
    } else if (unicode !== undefined) {
      out += String.fromCodePoint(Math.min(Number.parseInt(unicode.slice(1), 16), 0x10ffff));
      i += unicode.length;
    } else if (
      (style === 'ansi' || style === 'printf') &&
      (next === '"' || next === "'" || next === '?')
    ) {
      out += style === 'printf' && next === '?' ? '\\?' : next;
      i++;
    } else {
      out += `\\${next}`;
      i++;
    }
  }
  const end = style === 'ansi' ? out.indexOf('\0') : -1;
  return { text: joinBytes(end < 0 ? out : out.slice(0, end)), isStopped: false };
}

/** A byte as it stands in a text. */
export const byteText = (byte: number): string =>
  byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(0xdc00 + byte);

/** Runs of single bytes that form valid UTF-8 together become the characters that they spell. */
export function joinBytes(text: string): string {
  return text.replace(/[\udc80-\udcff]{2,4}/g, (run) => {
    const bytes = [...run].map((c) => c.charCodeAt(0) - 0xdc00);
    const percent = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    try {
      return decodeURIComponent(percent);
    } catch {
      return run;
    }
  });
}

import { encodeUtf8 } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';

// Models encoding/json scanner.go, whose words the API server shows for a body that is no JSON.

type Frame = 'object' | 'array';

const SPACE = /[ \t\r\n]/;
const DIGIT = /\d/;
/** Matches no character: whatever is there is wrong. */
const NOTHING = /(?!)/;
const HEX = /[0-9a-fA-F]/;
const OPENING_BRACE = 0x7b;
const OPENING_BRACKET = 0x5b;
const END = 'unexpected end of JSON input';
const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' };

/** A byte as Go quotes it. */
function quoted(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return "'\"'";
  const byte = encodeUtf8(character)[0] ?? 0;
  const known = { 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r' }[byte];
  if (known !== undefined) return `'${known}'`;
  if (byte === 0x5c) return "'\\\\'";
  const isPrinted = (byte >= 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
  return isPrinted
    ? `'${String.fromCharCode(byte)}'`
    : `'\\${byte < 0x80 ? 'x' : 'u00'}${byte.toString(16).padStart(2, '0')}'`;
}

/** Where a token ends, or the complaint about it. */
type Scanned = number | string;

/** Reads text at `at`, where one of `wanted` must be; what comes after it, or the complaint. */
function expect(text: string, at: number, wanted: RegExp, where: string): Scanned {
  const character = [...text.slice(at, at + 2)][0];
  if (character === undefined) return END;
  return wanted.test(character) ? at + 1 : `invalid character ${quoted(character)} ${where}`;
}

function scanString(text: string, start: number): Scanned {
  for (let at = start + 1; ; at++) {
    const character = text.charAt(at);
    if (character === '') return END;
    if (character === '"') return at + 1;
    if (character < ' ') return expect(text, at, NOTHING, 'in string literal');
    if (character !== '\\') continue;
    const escaped = expect(text, at + 1, /[bfnrt\\/"u]/, 'in string escape code');
    if (typeof escaped === 'string') return escaped;
    at++;
    if (text.charAt(at) !== 'u') continue;
    for (let i = 0; i < 4; i++) {
      const hex = expect(text, at + 1, HEX, 'in \\u hexadecimal character escape');
      if (typeof hex === 'string') return hex;
      at++;
    }
  }
}

const skipDigits = (text: string, start: number): number => {
  let at = start;
  while (DIGIT.test(text.charAt(at))) at++;
  return at;
};

function scanNumber(text: string, start: number): Scanned {
  let at = start;
  if (text.charAt(at) === '-') {
    const first = expect(text, at + 1, DIGIT, 'in numeric literal');
    if (typeof first === 'string') return first;
    at++;
  }
  at = text.charAt(at) === '0' ? at + 1 : skipDigits(text, at);
  if (text.charAt(at) === '.') {
    const dot = expect(text, at + 1, DIGIT, 'after decimal point in numeric literal');
    if (typeof dot === 'string') return dot;
    at = skipDigits(text, dot);
  }
  if (!/[eE]/.test(text.charAt(at))) return at;
  at += /[+-]/.test(text.charAt(at + 1)) ? 2 : 1;
  const exponent = expect(text, at, DIGIT, 'in exponent of numeric literal');
  return typeof exponent === 'string' ? exponent : skipDigits(text, exponent);
}

function scanLiteral(text: string, start: number, word: string): Scanned {
  for (let i = 1; i < word.length; i++) {
    const letter = word.charAt(i);
    const where = `in literal ${word} (expecting '${letter}')`;
    const next = expect(text, start + i, new RegExp(letter), where);
    if (typeof next === 'string') return next;
  }
  return start + word.length;
}

function scanScalar(text: string, at: number): Scanned {
  const character = text.charAt(at);
  if (character === '"') return scanString(text, at);
  if (character === '-' || DIGIT.test(character)) return scanNumber(text, at);
  const word = LITERALS[character];
  if (word !== undefined) return scanLiteral(text, at, word);
  return expect(text, at, NOTHING, 'looking for beginning of value');
}

const skipSpace = (text: string, start: number): number => {
  let at = start;
  while (SPACE.test(text.charAt(at))) at++;
  return at;
};

/** After an opening brace or a comma of an object: its next key with the colon. */
function scanKey(text: string, start: number): Scanned {
  const at = skipSpace(text, start);
  const quote = expect(text, at, /"/, 'looking for beginning of object key string');
  if (typeof quote === 'string') return quote;
  const end = scanString(text, at);
  if (typeof end === 'string') return end;
  return expect(text, skipSpace(text, end), /:/, 'after object key');
}

/** Whether a text could be nested more deeply than is read: most are not, and need no scan. */
export function mayBeTooDeep(text: string): boolean {
  let opened = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPENING_BRACE || code === OPENING_BRACKET) opened++;
  }
  return opened > LIMITS.jsonDepth;
}

/** What Go's decoder says of a text; undefined when it is JSON. */
export function jsonComplaint(text: string): string | undefined {
  const frames: Frame[] = [];
  let at: Scanned = 0;
  for (;;) {
    at = skipSpace(text, at);
    const opened: string = text.charAt(at);
    const isContainer = opened === '{' || opened === '[';
    if (isContainer) {
      const inside: number = skipSpace(text, at + 1);
      if (frames.length >= LIMITS.jsonDepth) return 'exceeded max depth';
      const isObject: boolean = opened === '{';
      if (text.charAt(inside) === (isObject ? '}' : ']')) at = inside + 1;
      else {
        frames.push(isObject ? 'object' : 'array');
        at = isObject ? scanKey(text, inside) : inside;
        if (typeof at === 'string') return at;
        continue;
      }
    } else at = scanScalar(text, at);
    if (typeof at === 'string') return at;
    for (;;) {
      at = skipSpace(text, at);
      const frame: Frame | undefined = frames.at(-1);
      if (frame === undefined) {
        if (at === text.length) return undefined;
        return String(expect(text, at, NOTHING, 'after top-level value'));
      }
      const isObject: boolean = frame === 'object';
      const where = isObject ? 'after object key:value pair' : 'after array element';
      const next: Scanned = expect(text, at, isObject ? /[,}]/ : /[,\]]/, where);
      if (typeof next === 'string') return next;
      const isMore = text.charAt(at) === ',';
      at = isMore && isObject ? scanKey(text, next) : next;
      if (typeof at === 'string') return at;
      if (isMore) break;
      frames.pop();
    }
  }
}

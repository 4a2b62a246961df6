import { decodeUtf8, encodeUtf8 } from '../kernel/index.ts';
import { formatDate } from './dates.ts';
import { joinBytes, quoteBackslash, unescapeAnsi } from './expand/quote.ts';

export interface Formatted {
  readonly text: string;
  readonly errors: readonly string[];
  readonly status: number;
}

export interface FormatOptions {
  readonly nowEpochMs: number;
  /** Whether `\\c` in the format ends the output, as in the program; bash prints it. */
  readonly stopsAtC: boolean;
}

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
function withinBytes(text: string, bytes: number): string {
  return decodeUtf8(encodeUtf8(text).slice(0, bytes));
}

function pad(text: string, flags: string, size: number): string {
  const missing = size - width(text);
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  return ' '.repeat(missing) + text;
}

function padNumber(digits: string, sign: string, flags: string, size: number): string {
  if (flags.includes('0') && !flags.includes('-')) {
    return sign + digits.padStart(size - sign.length, '0');
  }
  return pad(sign + digits, flags, size);
}

/** C's `%e`, `%f`, `%g` of a number. */
export function formatFloat(
  value: number,
  kind: string,
  flags: string,
  size: number,
  precision: number,
): string {
  const lower = kind.toLowerCase();
  const sign =
    value < 0 || Object.is(value, -0)
      ? '-'
      : flags.includes('+')
        ? '+'
        : flags.includes(' ')
          ? ' '
          : '';
  const magnitude = Math.abs(value);
  let digits: string;
  if (!Number.isFinite(value)) {
    digits = Number.isNaN(value) ? 'nan' : 'inf';
    if (kind !== lower) digits = digits.toUpperCase();
    return pad((Number.isNaN(value) ? '' : sign) + digits, flags, size);
  }
  const exponentText = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');
  if (lower === 'f')
    digits =
      magnitude >= 1e21 ? BigInt(Math.round(magnitude)).toString() : fixed(magnitude, precision);
  else if (lower === 'e') digits = exponentText(magnitude.toExponential(precision));
  else {
    const places = precision === 0 ? 1 : precision;
    const exponent =
      magnitude === 0 ? 0 : Number(magnitude.toExponential(places - 1).split('e')[1]);
    if (exponent < -4 || exponent >= places) {
      digits = magnitude.toExponential(places - 1);
      if (!flags.includes('#')) digits = digits.replace(/\.?0*e/, 'e');
      digits = exponentText(digits);
    } else {
      digits = fixed(magnitude, Math.max(0, places - 1 - exponent));
      if (!flags.includes('#') && digits.includes('.')) digits = digits.replace(/\.?0+$/, '');
    }
  }
  if (kind !== lower) digits = digits.toUpperCase();
  return padNumber(digits, sign, flags, size);
}

/** toFixed with C's rounding: of the exact binary value, ties to even. */
function fixed(value: number, places: number): string {
  const text = value.toFixed(Math.min(100, places));
  const scaled = value * 10 ** places;
  if (places > 15 || scaled >= 2 ** 52 || scaled % 1 !== 0.5) return text;
  const isExact = scaled / 10 ** places === value;
  const down = Math.floor(scaled);
  return isExact && down % 2 === 0 ? (down / 10 ** places).toFixed(places) : text;
}

/**
 * bash prints floating point numbers as long doubles. For a short decimal this answers the double
 * that
 * rounds at `places` as the long double of the text does.
 */
function extended(text: string, places: number): number | undefined {
  const match = /^-?(\d{1,15})\.(\d{1,15})$/.exec(text);
  if (match === null || places >= (match[2]?.length ?? 0)) return undefined;
  const [, whole = '', fraction = ''] = match;
  const numerator = BigInt(whole + fraction);
  const denominator = 10n ** BigInt(fraction.length);
  if (numerator === 0n) return undefined;
  // The mantissa of a long double has 64 bits.
  let shift = 64n;
  while ((numerator << shift) / denominator >= 1n << 64n) shift--;
  while ((numerator << shift) / denominator < 1n << 63n) shift++;
  const scaled = numerator << shift;
  let mantissa = scaled / denominator;
  const rest = (scaled % denominator) * 2n;
  if (rest > denominator || (rest === denominator && mantissa % 2n === 1n)) mantissa++;
  const unit = 10n ** BigInt(places);
  const value = mantissa * unit;
  const one = 1n << shift;
  let rounded = value / one;
  const left = (value % one) * 2n;
  if (left > one || (left === one && rounded % 2n === 1n)) rounded++;
  return (Number(rounded) / Number(unit)) * (text.startsWith('-') ? -1 : 1);
}

const OUT_OF_RANGE = 'Numerical result out of range';

/** An integer argument as C reads it, and what is wrong with it. */
function integerOf(text: string): { value: bigint; problem: string | undefined } {
  if (text === '') return { value: 0n, problem: undefined };
  if (/^["']/.test(text)) {
    return { value: BigInt(text.codePointAt(1) ?? 0), problem: undefined };
  }
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
  if (match === null) return { value: 0n, problem: 'invalid number' };
  const [whole, sign, digits = '0'] = match;
  const literal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const magnitude = BigInt(literal);
  const value = sign === '-' ? -magnitude : magnitude;
  if (value !== BigInt.asIntN(64, value)) {
    const limit = sign === '-' ? -(2n ** 63n) : 2n ** 63n - 1n;
    return { value: limit, problem: OUT_OF_RANGE };
  }
  if (whole.length === text.length) return { value, problem: undefined };
  const isOctal = /^\s*[+-]?0\d/.test(text);
  return { value, problem: `invalid ${isOctal ? 'octal ' : ''}number` };
}

/** `%c` prints a byte, which may be part of a character; without an argument it is NUL. */
function firstByte(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  if (code < 0x80 || (code >= 0xdc80 && code <= 0xdcff)) return text.charAt(0) || '\0';
  const lead =
    code < 0x800 ? 0xc0 | (code >> 6) : code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
  return String.fromCharCode(0xdc00 + lead);
}

/** A floating point argument; NaN when it is none. */
function floatOf(text: string): number {
  if (/^["']/.test(text)) return text.codePointAt(1) ?? 0;
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return Number(text === '' ? 0 : text);
}

interface Directive {
  readonly flags: string;
  readonly size: number;
  readonly precision: number | undefined;
  readonly kind: string;
}

function formatInteger(value: bigint, { flags, size, precision, kind }: Directive): string {
  const isSigned = kind === 'd' || kind === 'i';
  const unsigned = isSigned ? value : BigInt.asUintN(64, value);
  const magnitude = unsigned < 0n ? -unsigned : unsigned;
  const base = kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10;
  let digits = magnitude.toString(base);
  if (precision !== undefined) digits = digits.padStart(precision, '0');
  if (flags.includes('#') && magnitude !== 0n) {
    if (kind === 'o') digits = `0${digits}`;
    if (base === 16) digits = `0x${digits}`;
  }
  if (kind === 'X') digits = digits.toUpperCase();
  const sign =
    unsigned < 0n
      ? '-'
      : isSigned && flags.includes('+')
        ? '+'
        : isSigned && flags.includes(' ')
          ? ' '
          : '';
  const zeroFlags = precision === undefined ? flags : flags.replaceAll('0', '');
  return padNumber(digits, sign, zeroFlags, size);
}

/** The mantissa of a long double, 64 bits with the first one set, and the exponent of its last. */
function longDouble(
  numerator: bigint,
  denominator: bigint,
): { mantissa: bigint; exponent: number } {
  let shift = 64;
  const scaled = (): bigint =>
    shift >= 0
      ? (numerator << BigInt(shift)) / denominator
      : numerator / (denominator << BigInt(-shift));
  while (scaled() >= 1n << 64n) shift--;
  while (scaled() < 1n << 63n) shift++;
  const [top, bottom] =
    shift >= 0
      ? [numerator << BigInt(shift), denominator]
      : [numerator, denominator << BigInt(-shift)];
  const rest = (top % bottom) * 2n;
  const mantissa = top / bottom;
  const isUp = rest > bottom || (rest === bottom && mantissa % 2n === 1n);
  return { mantissa: isUp ? mantissa + 1n : mantissa, exponent: -shift };
}

/** `%a`: a long double in base 16, its first digit holding four bits, as glibc prints it. */
function formatHex(value: number, text: string, directive: Directive): string {
  const { flags, size, precision, kind } = directive;
  const sign = value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : '';
  const decimal = /^\s*[+-]?(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  const [, whole = '', fraction = '', power = '0'] = decimal ?? [];
  const scale = Number(power) - fraction.length;
  const digits = BigInt(`${whole}${fraction}` || '0');
  const isZero = value === 0;
  const { mantissa, exponent } = isZero
    ? { mantissa: 0n, exponent: -60 }
    : longDouble(digits * 10n ** BigInt(Math.max(0, scale)), 10n ** BigInt(Math.max(0, -scale)));
  let hex = mantissa.toString(16).padStart(16, '0');
  if (precision !== undefined && precision < 15) {
    const unit = 1n << BigInt(4 * (15 - precision));
    const rest = (mantissa % unit) * 2n;
    let rounded = mantissa / unit;
    if (rest > unit || (rest === unit && rounded % 2n === 1n)) rounded++;
    hex = rounded.toString(16);
  }
  const tail = precision === undefined ? hex.slice(1).replace(/0+$/, '') : hex.slice(1);
  const last = exponent + 60;
  const body = `0x${hex.charAt(0)}${tail === '' ? '' : `.${tail}`}p${last < 0 ? '-' : '+'}${Math.abs(last)}`;
  return padNumber(kind === 'A' ? body.toUpperCase() : body, sign, flags, size);
}

/** Flags, width, precision, and a kind or a date in parentheses. */
const DIRECTIVE = new RegExp(
  "^([-+ #0']*)(\\*|\\d*)(\\.(?:\\*|-?\\d*))?(?:l|h|j|z|t|L)*" +
    '(?:\\(([^)]*)\\)T|([diouxXeEfFgGaAcsbqQ]))',
);

/** printf of bash and of coreutils. */
export function formatPrintf(
  format: string,
  args: readonly string[],
  options: FormatOptions,
): Formatted {
  let out = '';
  let at = 0;
  let status = 0;
  let isStopped = false;
  const errors: string[] = [];
  const next = (): string | undefined => args[at++];
  const problem = (text: string): void => {
    errors.push(text);
    status = 1;
  };
  const integer = (text: string | undefined): bigint => {
    const read = integerOf(text ?? '');
    if (read.problem === OUT_OF_RANGE) errors.push(`warning: ${text}: ${read.problem}`);
    else if (read.problem !== undefined) problem(`${text}: ${read.problem}`);
    return read.value;
  };
  const directive = (found: RegExpExecArray): string => {
    const [, rawFlags = '', rawSize = '', rawPrecision, date, kind = ''] = found;
    let flags = rawFlags;
    let size = rawSize === '*' ? Number(integer(next())) : Number(rawSize);
    if (size < 0) {
      flags += '-';
      size = -size;
    }
    const precisionText = rawPrecision?.slice(1);
    const given = precisionText === '*' ? Number(integer(next())) : Number(precisionText ?? '');
    const precision = precisionText === undefined || given < 0 ? undefined : given;
    if (date !== undefined) {
      const text = next();
      const seconds =
        text === undefined || text === '-1' || text === '-2' ? undefined : Number(integer(text));
      const ms = seconds === undefined ? options.nowEpochMs : seconds * 1000;
      const shown = formatDate(date === '' ? '%X' : date, ms);
      return pad(precision === undefined ? shown : withinBytes(shown, precision), flags, size);
    }
    if (/[diouxX]/.test(kind)) {
      return formatInteger(integer(next()), { flags, size, precision, kind });
    }
    if (/[eEfFgGaA]/.test(kind)) {
      const text = next() ?? '0';
      const value = floatOf(text);
      if (Number.isNaN(value) && !/^[+-]?nan$/i.test(text)) problem(`${text}: invalid number`);
      const isNumber = !Number.isNaN(value) || /^[+-]?nan$/i.test(text);
      const number = isNumber ? value : Number.parseFloat(text) || 0;
      if (/[aA]/.test(kind) && Number.isFinite(number)) {
        return formatHex(number, text, { flags, size, precision, kind });
      }
      const exact = /[fF]/.test(kind) ? extended(text, precision ?? 6) : undefined;
      return formatFloat(exact ?? number, kind, flags, size, precision ?? 6);
    }
    const text = next() ?? '';
    if (kind === 'c') return pad(firstByte(text), flags, size);
    if (kind === 'q') {
      const quoted = quoteBackslash(text);
      return pad(precision === undefined ? quoted : withinBytes(quoted, precision), flags, size);
    }
    if (kind === 'Q') {
      const cut = precision === undefined ? text : withinBytes(text, precision);
      return pad(quoteBackslash(cut), flags, size);
    }
    if (kind === 'b') {
      const unescaped = unescapeAnsi(text.replace(/\\0([0-7]{1,3})/g, '\\$1'), 'percent-b');
      isStopped = unescaped.isStopped;
      const shown = unescaped.text;
      return pad(precision === undefined ? shown : withinBytes(shown, precision), flags, size);
    }
    return pad(precision === undefined ? text : withinBytes(text, precision), flags, size);
  };
  do {
    const before = at;
    for (let i = 0; i < format.length && !isStopped; ) {
      const c = format.charAt(i);
      if (c === '%') {
        const rest = format.slice(i + 1);
        if (rest.startsWith('%')) {
          out += '%';
          i += 2;
          continue;
        }
        const found = DIRECTIVE.exec(rest);
        if (found === null) {
          const shown = /^[-+ #0'.\d*]*[lhjztL]*(.?)/.exec(rest)?.[1] ?? '';
          if (shown === 'n') {
            next();
            i += 2;
            continue;
          }
          problem(
            shown === ''
              ? `\`%${rest}': missing format character`
              : `\`${shown}': invalid format character`,
          );
          return { text: joinBytes(out), errors, status };
        }
        out += directive(found);
        i += 1 + found[0].length;
        continue;
      }
      if (c === '\\') {
        const sequence =
          /^\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[\s\S])/.exec(
            format.slice(i),
          )?.[0] ?? c;
        const digit = /^\\([xuU])$/.exec(sequence)?.[1];
        if (digit !== undefined) {
          errors.push(`missing ${digit === 'x' ? 'hex' : 'unicode'} digit for \\${digit}`);
        }
        if (/^\\[^0-7xuUabefnrtv\\'"?cE]$/.test(sequence)) {
          // What is no escape is a backslash, and text behind it.
          out += '\\';
          i++;
          continue;
        }
        if (sequence === '\\?') out += '?';
        else if (sequence === '\\c' && options.stopsAtC) isStopped = true;
        else out += unescapeAnsi(sequence, 'printf').text;
        i += sequence.length;
        continue;
      }
      out += c;
      i++;
    }
    if (at === before) break;
  } while (at < args.length && !isStopped);
  return { text: joinBytes(out), errors, status };
}

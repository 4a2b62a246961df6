import { formatDate } from './dates.ts';
import { joinBytes, quoteBackslash, unescapeAnsi } from './expand/quote.ts';
import { type Directive, formatLongDouble, signOf } from './long-double.ts';
import { pad, padNumber, withinBytes } from './padding.ts';
import type { ShellMessage } from './words/shell.ts';

export interface Formatted {
  readonly text: string;
  /** What was wrong, each behind so much of the text. */
  readonly errors: readonly {
    readonly message: ShellMessage | string;
    readonly before: string;
  }[];
  readonly status: number;
}

export interface FormatOptions {
  readonly nowEpochMs: number;
  /** Whether `\\c` in the format ends the output, as in the program; bash prints it. */
  readonly stopsAtC: boolean;
  /** Whether there are no `%q`, no dates and no `\\x`, as in dash; what is none of it is 2. */
  readonly isPosix: boolean;
  /** How `%q` quotes in the program; bash, without, uses backslashes and knows `%Q` and dates. */
  readonly quote: ((text: string) => string) | undefined;
}

/** How a program formats what is a number alone. */
export const OF_NUMBERS: FormatOptions = {
  nowEpochMs: 0,
  stopsAtC: true,
  isPosix: false,
  quote: undefined,
};

/** C's `%e`, `%f`, `%g` of a number. */
export function formatFloat(
  value: number,
  kind: string,
  flags: string,
  size: number,
  precision: number,
): string {
  const lower = kind.toLowerCase();
  const sign = signOf(value, flags);
  const magnitude = Math.abs(value);
  let digits: string;
  if (!Number.isFinite(value)) {
    digits = Number.isNaN(value) ? 'nan' : 'inf';
    if (kind !== lower) digits = digits.toUpperCase();
    return pad(sign + digits, flags, size);
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

/** C counts columns in 32 bits. */
const LARGEST_SIZE = 2 ** 31 - 1;

/** What bash calls a text that is no number, by how it begins. */
const badKind = (text: string): string =>
  /^0\d/.test(text) ? 'octal ' : text.startsWith('0x') ? 'hex ' : '';

/** An integer argument as C reads it. */
interface IntegerRead {
  readonly value: bigint;
  readonly isInRange: boolean;
  /** Whether all of the text was a number, or the beginning of it. */
  readonly isWhole: boolean;
  readonly isPartly: boolean;
}

function integerOf(text: string, kind = 'd'): IntegerRead {
  const good = { isInRange: true, isWhole: true, isPartly: true };
  if (text === '') return { ...good, value: 0n };
  if (/^["']/.test(text)) return { ...good, value: BigInt(text.codePointAt(1) ?? 0) };
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)/.exec(text);
  if (match === null) return { value: 0n, isInRange: true, isWhole: false, isPartly: false };
  const [whole, sign, digits = '0'] = match;
  const literal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const magnitude = BigInt(literal);
  const value = sign === '-' ? -magnitude : magnitude;
  const isSigned = kind === 'd' || kind === 'i';
  const most = isSigned ? 2n ** 63n - (sign === '-' ? 0n : 1n) : 2n ** 64n - 1n;
  if (magnitude > most) {
    return { ...good, value: isSigned && sign === '-' ? -most : most, isInRange: false };
  }
  return { ...good, value, isWhole: whole.length === text.length };
}

/** `%c` prints a byte, which may be part of a character; without an argument it is NUL. */
function firstByte(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  if (code < 0x80 || (code >= 0xdc80 && code <= 0xdcff)) return text.charAt(0) || '\0';
  const lead =
    code < 0x800 ? 0xc0 | (code >> 6) : code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
  return String.fromCharCode(0xdc00 + lead);
}

const FLOAT = new RegExp(
  '^\\s*([+-]?)(?:(inf(?:inity)?)|(nan)|0x([\\da-f]+\\.?[\\da-f]*|\\.[\\da-f]+)(?:p([+-]?\\d+))?' +
    '|((?:\\d+\\.?\\d*|\\.\\d+)(?:e([+-]?\\d+))?))',
  'i',
);

/** Decimal exponents that a long double has and a double has not are kept in the text. */
const LARGEST_EXPONENT = 4000;

/** A floating point argument: its value, and as much of the text as C's `strtold` reads. */
function floatOf(text: string): { readonly value: number; readonly read: string } {
  if (/^["']/.test(text)) {
    const code = text.codePointAt(1) ?? 0;
    return { value: code, read: String(code) };
  }
  const [read = '', sign, infinite, none, hex, power = '0', decimal, exponent = '0'] =
    FLOAT.exec(text) ?? [];
  let size = 0;
  if (infinite !== undefined) size = Infinity;
  else if (none !== undefined) size = Number.NaN;
  else if (hex !== undefined) {
    const [whole = '', fraction = ''] = hex.split('.');
    size = Number.parseInt(`${whole}${fraction}`, 16) * 2 ** (Number(power) - 4 * fraction.length);
  } else if (decimal !== undefined) {
    size = Number(decimal);
    const isLong = size === Infinity && Number(exponent) < LARGEST_EXPONENT;
    if (isLong) size = Number.MAX_VALUE;
  }
  return { value: sign === '-' ? -size : size, read };
}

function formatInteger(value: bigint, { flags, size, precision, kind }: Directive): string {
  const isSigned = kind === 'd' || kind === 'i';
  const unsigned = isSigned ? value : BigInt.asUintN(64, value);
  const magnitude = unsigned < 0n ? -unsigned : unsigned;
  const base = kind === 'o' ? 8 : kind === 'x' || kind === 'X' ? 16 : 10;
  let digits = magnitude.toString(base);
  if (precision === 0 && magnitude === 0n) digits = '';
  else if (precision !== undefined) digits = digits.padStart(precision, '0');
  if (flags.includes('#') && kind === 'o' && !digits.startsWith('0')) digits = `0${digits}`;
  if (flags.includes('#') && magnitude !== 0n) {
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

/** Flags, width, precision, and a kind or a date in parentheses. */
const DIRECTIVE = new RegExp(
  "^([-+ #0']*)(\\*|\\d*)(\\.(?:\\*|-?\\d*))?(?:l|h|j|z|t|L)*" +
    '(?:\\(([^)]*)\\)T|([diouxXeEfFgGaAcsbqQ]))',
);

/** Whether the program, which is stricter than bash, takes a directive. */
function isOfProgram([, flags = '', size, precision, date, kind = '']: RegExpExecArray): boolean {
  if (date !== undefined || kind === 'Q') return false;
  if (kind === 'b' || kind === 'q') return `${flags}${size}${precision ?? ''}` === '';
  return !(
    (flags.includes("'") && /[aAceEosxX]/.test(kind)) ||
    (flags.includes('#') && /[cdisu]/.test(kind)) ||
    (flags.includes('0') && /[cs]/.test(kind)) ||
    (precision !== undefined && kind === 'c')
  );
}

/** The escape at `at` of a format; what is none is a backslash, and text behind it. */
function escapeAt(format: string, at: number): string {
  const sequence =
    /^\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[\s\S])/.exec(
      format.slice(at),
    )?.[0] ?? '\\';
  return /^\\[^0-7xuUabefnrtv\\'"?cE]$/.test(sequence) ? '\\' : sequence;
}

/** A character by its code that lacks digits; the program wants four or eight of them. */
const LACKS_DIGITS = /^\\(?:x$|u.{0,3}$|U.{0,7}$)/;

function unescaped(sequence: string, tell: (text: string) => void): string {
  const digit = /^\\([xuU])$/.exec(sequence)?.[1];
  if (digit !== undefined) {
    tell(`missing ${digit === 'x' ? 'hex' : 'unicode'} digit for \\${digit}`);
  }
  if (sequence === '\\') return sequence;
  return sequence === '\\?' ? '?' : unescapeAnsi(sequence, 'printf').text;
}

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
  const errors: { message: ShellMessage | string; before: string }[] = [];
  const tell = (message: ShellMessage | string): void => {
    errors.push({ message, before: joinBytes(out) });
  };
  const next = (): string | undefined => args[at++];
  const badNumber = (text: string, isPartly: boolean): ShellMessage | string => {
    if (options.quote === undefined) return ['badNumber', text, badKind(text)];
    const why = isPartly ? 'value not completely converted' : 'expected a numeric value';
    return `‘${text}’: ${why}`;
  };
  const problem = (message: ShellMessage | string): void => {
    tell(message);
    status = 1;
  };
  const integer = (text: string | undefined, kind?: string): bigint => {
    const read = integerOf(text ?? '', kind);
    if (!read.isInRange) tell(['outOfRange', text ?? '', 'warning: ']);
    else if (!read.isWhole) problem(badNumber(text ?? '', read.isPartly));
    return read.value;
  };
  const directive = (found: RegExpExecArray): string => {
    const [, rawFlags = '', rawSize = '', rawPrecision, date, kind = ''] = found;
    let flags = rawFlags;
    let size = rawSize === '*' ? Number(integer(next())) : Number(rawSize);
    if (size > LARGEST_SIZE) {
      problem(['outOfRange', String(size), '']);
      size = 0;
    }
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
      return formatInteger(integer(next(), kind), { flags, size, precision, kind });
    }
    if (/[eEfFgGaA]/.test(kind)) {
      const text = next() ?? '0';
      const { value, read } = floatOf(text);
      if (read.length < text.length && !/^["']/.test(text)) {
        problem(badNumber(text, read !== ''));
      }
      // A number that is none has a sign of its own.
      if (Number.isNaN(value)) {
        const sign = read.includes('-') ? '-' : signOf(0, flags);
        return pad(`${sign}${kind === kind.toLowerCase() ? 'nan' : 'NAN'}`, flags, size);
      }
      const shown = formatLongDouble(value, read, { flags, size, precision, kind });
      return shown ?? formatFloat(value, kind, flags, size, precision ?? 6);
    }
    const text = next() ?? '';
    if (kind === 'c') return pad(firstByte(text), flags, size);
    if (kind === 'q') {
      const quoted = (options.quote ?? quoteBackslash)(text);
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
  /** A `%` that begins nothing known: how much of the format is done with, undefined for all. */
  const undirected = (rest: string): number | undefined => {
    const [spec = '', shown = ''] = /^[-+ #0'.\d*]*[lhjztL]*(.?)/.exec(rest) ?? [];
    if (options.quote !== undefined) {
      problem(`%${spec}: invalid conversion specification`);
      return undefined;
    }
    const date = /^[-+ #0'.\d*]*\([^)]*\)(.)/.exec(rest);
    if (date !== null) {
      problem(`warning: \`${date[1]}': invalid time format specification`);
      const start = `%${rest.slice(0, rest.indexOf('(') + 1)}`;
      out += start;
      return start.length;
    }
    if (shown === 'n') {
      next();
      return 2;
    }
    problem(
      shown === '' ? `\`%${rest}': missing format character` : ['badFormat', shown, `%${rest}`],
    );
    return undefined;
  };
  /** The escape at `i`: how much of the format it is, undefined for a mistake that ends all. */
  const escaped = (i: number): number | undefined => {
    const read = escapeAt(format, i);
    const isProgram = options.quote !== undefined;
    if (isProgram && (read === '\\' || /^\\['?E]/.test(read))) {
      out += format.slice(i, i + 2);
      return 2;
    }
    if (isProgram && LACKS_DIGITS.test(read)) {
      problem('missing hexadecimal number in escape');
      return undefined;
    }
    const sequence = options.isPosix && /^\\[xuUeE'"?]/.test(read) ? '\\' : read;
    if (sequence === '\\c' && options.stopsAtC) isStopped = true;
    else out += unescaped(sequence, tell);
    return sequence.length;
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
        const match = DIRECTIVE.exec(rest);
        const isUnknown = options.isPosix && /[qQ]/.test(match?.[5] ?? '');
        if (options.isPosix && (match === null || isUnknown || match[4] !== undefined)) {
          tell(['badFormat', '', `%${/^[-+ #0'.\d*]*[\s\S]?/.exec(rest)?.[0] ?? ''}`]);
          return { text: joinBytes(out), errors, status: 2 };
        }
        const isForeign = options.quote !== undefined && match !== null && !isOfProgram(match);
        const found = isForeign ? null : match;
        if (found === null) {
          const length = undirected(rest);
          if (length === undefined) return { text: joinBytes(out), errors, status };
          i += length;
          continue;
        }
        out += directive(found);
        i += 1 + found[0].length;
        continue;
      }
      if (c === '\\') {
        const length = escaped(i);
        if (length === undefined) return { text: joinBytes(out), errors, status };
        i += length;
        continue;
      }
      out += c;
      i++;
    }
    if (at === before) break;
  } while (at < args.length && !isStopped);
  if (options.quote !== undefined && at < args.length && !isStopped) {
    tell(`warning: ignoring excess arguments, starting with ‘${args[at]}’`);
  }
  return { text: joinBytes(out), errors, status };
}

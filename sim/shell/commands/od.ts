import { errorText, type Program } from '../../kernel/index.ts';
import { formatFloat } from '../format.ts';
import type { ParsedArguments } from './arguments.ts';
import { ESCAPED_BYTES, printable, readAllBytes } from './bytes.ts';
import { shownName } from './file-names.ts';
import { inputName } from './inputs.ts';
import { type Tool, tool } from './tool.ts';

/** How bytes are shown: so many at a time, in so many columns at least. */
interface Format {
  readonly size: number;
  readonly width: number;
  /** Whether the text of a line stands behind it (`-t x1z`). */
  readonly hasText: boolean;
  show(bytes: readonly number[]): string;
}

/** ASCII's names of its control characters, of the space and of DEL. */
const NAMES = (
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em ' +
  'sub esc fs gs rs us sp'
).split(' ');

const named = (byte: number): string => {
  const low = byte & 127;
  return low === 127 ? 'del' : (NAMES[low] ?? String.fromCharCode(low));
};

const character = (byte: number): string =>
  ESCAPED_BYTES[byte] ??
  (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));

const littleEndian = (bytes: readonly number[]): bigint =>
  bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** Columns that the largest number of a size needs, with a sign for `d`. */
const WIDTHS: Readonly<Record<string, readonly number[]>> = {
  x: [0, 2, 4, 0, 8, 0, 0, 0, 16],
  o: [0, 3, 6, 0, 11, 0, 0, 0, 22],
  u: [0, 3, 5, 0, 10, 0, 0, 0, 20],
  d: [0, 4, 6, 0, 11, 0, 0, 0, 20],
};

const SIZES: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8, F: 4, D: 8 };

function floatFormat(size: number, hasText: boolean): Format {
  const show = (bytes: readonly number[]): string => {
    const view = new DataView(Uint8Array.from(bytes).buffer);
    const value = size === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true);
    const isSame = (text: string): boolean =>
      (size === 4 ? Math.fround(Number(text)) : Number(text)) === value;
    const most = size === 4 ? 9 : 17;
    for (let digits = size === 4 ? 6 : 15; digits < most; digits++) {
      const text = formatFloat(value, 'g', '', 0, digits);
      if (isSame(text)) return text;
    }
    return formatFloat(value, 'g', '', 0, most);
  };
  return { size, width: size === 4 ? 16 : 25, hasText, show };
}

function integerFormat(kind: string, size: number, hasText: boolean): Format {
  const digits = WIDTHS[kind]?.[size] ?? 0;
  const show = (bytes: readonly number[]): string => {
    const raw = littleEndian(bytes);
    if (kind === 'd') return String(BigInt.asIntN(size * 8, raw));
    if (kind === 'u') return String(raw);
    return raw.toString(kind === 'x' ? 16 : 8).padStart(digits, '0');
  };
  return { size, width: digits + 1, hasText, show };
}

/** The formats of a type string such as `x1z` or `u2x1`; a text is what is wrong with it. */
function readTypes(text: string): Format[] | string {
  const formats: Format[] = [];
  for (let rest = text; rest !== ''; ) {
    const match = /^([acdfoux])(\d+|[CSILFD])?(z?)/.exec(rest);
    if (match === null) return `invalid character '${rest.charAt(0)}' in type string ‘${text}’`;
    const [whole, kind = '', given, z] = match;
    rest = rest.slice(whole.length);
    const hasText = z === 'z';
    if (kind === 'a' || kind === 'c') {
      const show = ([byte = 0]: readonly number[]): string =>
        kind === 'a' ? named(byte) : character(byte);
      formats.push({ size: 1, width: 4, hasText, show });
      if (given !== undefined) rest = given + z + rest;
      if (given !== undefined)
        return `invalid character '${given.charAt(0)}' in type string ‘${text}’`;
      continue;
    }
    const usual = kind === 'f' ? 8 : 4;
    const size = given === undefined ? usual : (SIZES[given] ?? Number(given));
    const known = kind === 'f' ? [4, 8] : [1, 2, 4, 8];
    if (!known.includes(size)) {
      const what = kind === 'f' ? 'floating point' : 'integral';
      const type = `provide a ${size}-byte ${what} type`;
      return `invalid type string ‘${text}’;\nthis system doesn't ${type}`;
    }
    formats.push(kind === 'f' ? floatFormat(size, hasText) : integerFormat(kind, size, hasText));
  }
  return formats;
}

/** What the old one-letter options mean. */
const OLD: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  f: 'fF',
  i: 'dI',
  l: 'dL',
  o: 'o2',
  s: 'd2',
  x: 'x2',
};

function readFormats(args: ParsedArguments): Format[] | string {
  const types = args.all.flatMap(({ name, value }) => {
    const type = name === 't' ? value : OLD[name];
    return type === undefined ? [] : [type];
  });
  const formats: Format[] = [];
  for (const type of types.length === 0 ? ['o2'] : types) {
    const read = readTypes(type);
    if (typeof read === 'string') return read;
    formats.push(...read);
  }
  return formats;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 512, k: 1024, K: 1024, m: 1024 ** 2 };

/** A count with its unit; octal and hexadecimal are understood. Undefined when it is none. */
function countOf(text: string): number | undefined {
  const match = /^(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)([bkKm]?)$/.exec(text);
  if (match === null) return undefined;
  const digits = match[1] ?? '0';
  const value = /^0[0-7]/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return value * (UNITS[match[2] ?? ''] ?? 1);
}

function addressOf(radix: string, at: number): string {
  if (radix === 'n') return '';
  if (radix === 'd') return String(at).padStart(7, '0');
  return radix === 'x' ? at.toString(16).padStart(6, '0') : at.toString(8).padStart(7, '0');
}

interface Dump {
  readonly formats: readonly Format[];
  readonly columns: number;
  readonly radix: string;
  readonly first: number;
}

function* printDump(t: Tool, bytes: readonly number[], dump: Dump): Program<void> {
  const { formats, columns, radix, first } = dump;
  const isBig = t.args.value('endian') === 'big';
  const widest = Math.max(...formats.map(({ width, size }) => (width * columns) / size));
  let previous = '';
  let isSkipping = false;
  for (let i = 0; i < bytes.length; i += columns) {
    const row = bytes.slice(i, i + columns);
    const key = row.join(',');
    if (key === previous && row.length === columns && !t.args.has('v')) {
      if (!isSkipping) yield* t.out('*\n');
      isSkipping = true;
      continue;
    }
    isSkipping = false;
    previous = key;
    for (const [n, format] of formats.entries()) {
      const fields = columns / format.size;
      const pad = widest - format.width * fields;
      let line = '';
      for (let at = 0; at < row.length; at += format.size) {
        const part = Array.from({ length: format.size }, (_, k) => row[at + k] ?? 0);
        const left = fields - at / format.size;
        const share = Math.floor((pad * left) / fields) - Math.floor((pad * (left - 1)) / fields);
        line += format.show(isBig ? part.reverse() : part).padStart(format.width + share);
      }
      const full = format.hasText ? line.padEnd(widest) : line;
      const text = format.hasText ? `  >${row.map(printable).join('')}<` : '';
      const head = addressOf(radix, first + i);
      yield* t.out(`${n === 0 ? head : ' '.repeat(head.length)}${full}${text}\n`);
    }
  }
  if (radix !== 'n') yield* t.out(`${addressOf(radix, first + bytes.length)}\n`);
}

/** `-S`: strings of at least so many characters that a NUL ends. */
function* printStrings(t: Tool, bytes: readonly number[], least: number, radix: string) {
  let run = '';
  for (const [i, byte] of bytes.entries()) {
    if (byte >= 32 && byte < 127) run += String.fromCharCode(byte);
    else {
      const head = addressOf(radix, i - run.length);
      if (byte === 0 && run.length >= least) {
        yield* t.out(`${head}${head === '' ? '' : ' '}${run}\n`);
      }
      run = '';
    }
  }
}

export const od = tool({
  name: 'od',
  summary: 'Shows bytes in octal and other forms.',
  flags:
    'A|address-radix: j|skip-bytes: N|read-bytes: S: t|format: v|output-duplicates ' +
    'w|width:: a b c d f i l o s x e |endian:',
  *run(t) {
    const { has, value } = t.args;
    const radix = value('A') ?? 'o';
    if (!/^[doxn]$/.test(radix)) {
      const rule = 'it must be one character from [doxn]';
      yield* t.err(`invalid output address radix '${radix.charAt(0)}'; ${rule}`);
      return 1;
    }
    const counts: Record<string, number | undefined> = {};
    for (const letter of ['j', 'N', 'S', 'w']) {
      const text = value(letter);
      counts[letter] = text === undefined ? undefined : countOf(text);
      if (text === undefined || counts[letter] !== undefined) continue;
      yield* t.err(`invalid -${letter} argument '${text}'`);
      return 1;
    }
    const formats = readFormats(t.args);
    if (typeof formats === 'string') {
      yield* t.err(formats);
      return 1;
    }
    const skip = counts.j ?? 0;
    const most = skip + (counts.N ?? Number.POSITIVE_INFINITY);
    let isDirectory = false;
    const describe = (name: string, error: string): string => {
      isDirectory = error === errorText('EISDIR');
      return `od: ${shownName(inputName(name))}: ${error}`;
    };
    const { operands } = t.args;
    const { bytes: read, failed } = yield* readAllBytes(t, describe, most, operands);
    if (failed > 0 && failed === Math.max(1, operands.length)) {
      // Nothing could be read of a directory, which ends with its offset all the same.
      if (isDirectory && radix !== 'n') yield* t.out(`${addressOf(radix, 0)}\n`);
      return 1;
    }
    if (skip > read.length) {
      yield* t.err('cannot skip past end of combined input');
      return 1;
    }
    const bytes = [...read.slice(skip, most)];
    if (has('S')) {
      yield* printStrings(t, bytes, counts.S ?? 3, radix);
      return 0;
    }
    const unit = Math.max(...formats.map((format) => format.size));
    let columns = has('w') ? (counts.w ?? 32) : Math.max(16, unit);
    if (columns === 0 || columns % unit !== 0) {
      yield* t.err(`warning: invalid width ${columns}; using ${unit} instead`);
      columns = unit;
    }
    yield* printDump(t, bytes, { formats, columns, radix, first: skip });
    return failed > 0 ? 1 : 0;
  },
});

import { errorText } from '../../kernel/index.ts';
import { formatPrintf, OF_NUMBERS } from '../format.ts';
import { ESCAPED_BYTES, numberOf, printable, readBytes } from './bytes.ts';
import { type Tool, tool } from './tool.ts';

/** One conversion of a format with the text around it: `" %02x,"`. */
interface Conversion {
  readonly before: string;
  /** Flags, width and precision. */
  readonly shape: string;
  /** `x`, `_c`, `_ax`, … ; '' for text alone. */
  readonly kind: string;
  readonly after: string;
}

/** `8/2 "%04x "`: so many times, so many bytes each. */
interface Unit {
  readonly times: number;
  readonly isGiven: boolean;
  readonly size: number;
  readonly conversions: readonly Conversion[];
}

const CONVERSION = /%([-+ #0]*\d*(?:\.\d+)?)(_[aA][dox]|_[cpu]|[cdiouxXeEfgGs])/g;

function conversionsOf(text: string): Conversion[] {
  const found = [...text.matchAll(CONVERSION)];
  if (found.length === 0) return [{ before: text, shape: '', kind: '', after: '' }];
  return found.map((match, i) => {
    const from = i === 0 ? 0 : match.index;
    const to = found[i + 1]?.index ?? text.length;
    return {
      before: text.slice(from, match.index),
      shape: match[1] ?? '',
      kind: match[2] ?? '',
      after: text.slice(match.index + match[0].length, to),
    };
  });
}

const sizeOfKind = (kind: string): number =>
  kind === '' || /^_[aA]/.test(kind)
    ? 0
    : /^(?:_[cpu]|c)$/.test(kind)
      ? 1
      : /[efgEG]/.test(kind)
        ? 8
        : 4;

/** The units of a format string; undefined when it is none. */
function unitsOf(text: string): Unit[] | undefined {
  const units: Unit[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = /^(?:(\d+)?(?:\/(\d+))?\s*)?"((?:[^"\\]|\\.)*)"\s*/.exec(rest);
    if (match === null) return undefined;
    const escaped = (match[3] ?? '').replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c);
    const conversions = conversionsOf(escaped);
    const own = conversions.reduce((sum, one) => sum + sizeOfKind(one.kind), 0);
    const size = own === 0 ? 0 : match[2] === undefined ? own : Number(match[2]);
    units.push({
      times: Number(match[1] ?? 1),
      isGiven: match[1] !== undefined,
      size,
      conversions,
    });
    rest = rest.slice(match[0].length);
  }
  return units;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** Formats of the options. */
const FORMATS: Readonly<Record<string, string>> = {
  '': '"%07.7_ax " 8/2 "%04x " "\\n"',
  b: '"%07.7_ax " 16/1 "%03o " "\\n"',
  c: '"%07.7_ax " 16/1 "%3_c " "\\n"',
  d: '"%07.7_ax " 8/2 "  %05u " "\\n"',
  o: '"%07.7_ax " 8/2 " %06o " "\\n"',
  x: '"%07.7_ax " 8/2 "   %04x " "\\n"',
  C: '"%08.8_ax  " 8/1 "%02x " "  " 8/1 "%02x " " "',
};

const NAMES =
  'nul soh stx etx eot enq ack bel bs ht lf vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us'.split(
    ' ',
  );

const isText = (byte: number): boolean => byte >= 32 && byte < 127;
const octal = (byte: number): string => byte.toString(8).padStart(3, '0');

function printed(shape: string, kind: string, value: string): string {
  return formatPrintf(`%${shape}${kind}`, [value], OF_NUMBERS).text;
}

/** What a conversion makes of bytes at an offset; blanks of its width where the input is over. */
function shownBytes(
  one: Conversion,
  bytes: readonly number[],
  at: number,
  isOver: boolean,
): string {
  const { shape, kind } = one;
  if (kind === '') return '';
  const address = /^_[aA]([dox])$/.exec(kind)?.[1];
  if (address !== undefined) return printed(shape, address, String(at));
  const width = shape.replace(/\.\d+$/, '').replace(/^[+#]/, '');
  if (isOver) return printed(width.replace(/^0+/, ''), 's', '');
  const [first = 0] = bytes;
  if (kind === '_p') return printed(shape, 's', printable(first));
  if (kind === '_u') {
    const name = first === 127 ? 'del' : NAMES[first];
    return printed(shape, 's', name ?? (first < 127 ? String.fromCharCode(first) : octal(first)));
  }
  if (kind === '_c') {
    const text = isText(first)
      ? String.fromCharCode(first)
      : (ESCAPED_BYTES[first] ?? octal(first));
    return printed(shape, 's', text);
  }
  if (kind === 'c') return printed(shape, 's', String.fromCharCode(first));
  let value = 0n;
  for (const [i, byte] of bytes.entries()) value |= BigInt(byte) << BigInt(8 * i);
  const isSigned = kind === 'd' || kind === 'i';
  return printed(shape, kind, String(isSigned ? BigInt.asIntN(8 * bytes.length, value) : value));
}

function blockText(units: readonly Unit[], block: readonly number[], start: number): string {
  let out = '';
  let at = 0;
  for (const unit of units) {
    for (let time = 0; time < unit.times; time++) {
      let taken = 0;
      for (const [i, one] of unit.conversions.entries()) {
        const size = unit.conversions.length === 1 ? unit.size : sizeOfKind(one.kind);
        const from = at + taken;
        const bytes = Array.from({ length: size }, (_, n) => block[from + n] ?? 0);
        const isOver = size > 0 && from >= block.length;
        const isLast =
          unit.times > 1 && time === unit.times - 1 && i === unit.conversions.length - 1;
        out += one.before + shownBytes(one, bytes, start + at, isOver);
        out += isLast ? one.after.replace(/\s+$/, '') : one.after;
        taken += size;
      }
      at += unit.size;
    }
  }
  return out;
}

const lengthOf = (units: readonly Unit[]): number =>
  units.reduce((sum, unit) => sum + unit.times * unit.size, 0);

/** A format that takes fewer bytes than the longest one repeats its last unit. */
function filled(units: readonly Unit[], length: number): Unit[] {
  const at = units.findLastIndex((unit) => unit.size > 0);
  const unit = units[at];
  if (unit === undefined || unit.isGiven) return [...units];
  const more = Math.floor((length - lengthOf(units)) / unit.size);
  return units.map((one, i) => (i === at ? { ...one, times: one.times + more } : one));
}

function* dump(t: Tool, bytes: readonly number[], skip: number, formats: Unit[][]) {
  const { has } = t.args;
  const length = Math.max(1, ...formats.map(lengthOf));
  const wanted = formats.map((units) => filled(units, length));
  let before = '';
  let isSqueezed = false;
  for (let at = 0; at < bytes.length; at += length) {
    const block = bytes.slice(at, at + length);
    const key = block.join(' ');
    if (!has('v') && key === before && block.length === length) {
      if (!isSqueezed) yield* t.out('*\n');
      isSqueezed = true;
      continue;
    }
    isSqueezed = false;
    before = key;
    for (const [i, units] of wanted.entries()) {
      const text = blockText(units, block, skip + at);
      const isCanonical = i === 0 && has('C');
      yield* t.out(isCanonical ? `${text} |${block.map(printable).join('')}|\n` : text);
    }
  }
}

export const hexdump = tool({
  name: 'hexdump',
  summary: 'Shows bytes in hexadecimal.',
  flags:
    'b|one-byte-octal c|one-byte-char C|canonical d|two-bytes-decimal n|length: ' +
    'o|two-bytes-octal s|skip: v|no-squeezing x|two-bytes-hex e|format: f|format-file:',
  *run(t) {
    const { all, value, has } = t.args;
    const formats: Unit[][] = [];
    for (const { name, value: text } of all) {
      const own = name === 'e' ? text : FORMATS[name];
      if (own === undefined) continue;
      const units = unitsOf(own);
      if (units === undefined) {
        yield* t.err(`bad format {${own}}`);
        return 1;
      }
      if (name === 'C') formats.unshift(units);
      else formats.push(units);
    }
    if (formats.length === 0) formats.push(unitsOf(FORMATS[''] ?? '') ?? []);
    const skip = numberOf(value('s')) ?? 0;
    const most = numberOf(value('n')) ?? Number.POSITIVE_INFINITY;
    let isDirectory = false;
    const describe = (name: string, error: string): string => {
      isDirectory = error === errorText('EISDIR');
      return `hexdump: ${name}: ${error}`;
    };
    const read = yield* readBytes(t, describe, skip + most);
    if (typeof read === 'number') {
      if (isDirectory) return 0;
      yield* t.err('all input file arguments failed');
      return 1;
    }
    const bytes = [...read.slice(skip, skip + Math.min(most, read.length))];
    yield* dump(t, bytes, skip, formats);
    const isAddressed = all.some(({ name }) => /^[bcCdox]$/.test(name)) || !has('e');
    const digits = has('C') ? 8 : 7;
    if (isAddressed && bytes.length > 0) {
      yield* t.out(`${(skip + bytes.length).toString(16).padStart(digits, '0')}\n`);
    }
    return 0;
  },
});

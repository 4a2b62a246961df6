import {
  cksum,
  decodeBase64,
  decodeUtf8,
  encodeBase64,
  encodeUtf8,
  md5,
  type Program,
  readAll,
  sha1,
  sha224,
  sha256OfBytes as sha256,
} from '../../kernel/index.ts';
import { shownName } from './file-names.ts';
import { sha384, sha512 } from './sha512.ts';
import { linesOf, misuse, openInput, type StreamingCommand, type Tool, tool } from './tool.ts';

const wrap = (text: string, width: number): string =>
  width === 0 ? text : text.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n');

/** As much of a damaged base64 text as can be decoded. */
function decodeLoosely(text: string): { bytes: Uint8Array; isWhole: boolean } {
  const clean = text.replace(/[\r\n]/g, '');
  const decoded = decodeBase64(clean);
  if (decoded.ok) return { bytes: decoded.bytes, isWhole: true };
  const good = /^[A-Za-z0-9+/]*/.exec(clean)?.[0] ?? '';
  const groups = good.slice(0, good.length - (good.length % 4));
  const rest = good.slice(groups.length);
  const tail = rest.length >= 2 ? `${rest}${'='.repeat(4 - rest.length)}` : '';
  const partial = decodeBase64(groups + tail);
  return { bytes: partial.ok ? partial.bytes : new Uint8Array(), isWhole: false };
}

interface Base {
  readonly name: 'base64' | 'base32';
  readonly alphabet: RegExp;
  encode(bytes: Uint8Array): string;
  decode(text: string): { bytes: Uint8Array; isWhole: boolean };
}

const baseTool = (base: Base): StreamingCommand =>
  tool({
    name: base.name,
    summary: `Encodes and decodes ${base.name}.`,
    flags: 'd|decode i|ignore-garbage w|wrap:',
    *run(t) {
      const { has, value, operands } = t.args;
      if (operands.length > 1) return yield* misuse(t, base.name, `extra operand ‘${operands[1]}’`);
      const width = value('w') ?? '76';
      if (!/^\d+$/.test(width)) {
        yield* t.err(`invalid wrap size: ‘${width}’`);
        return 1;
      }
      const name = operands[0] ?? '-';
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(
          opened.error === 'Is a directory'
            ? `read error: ${opened.error}`
            : `${shownName(name)}: ${opened.error}`,
        );
        return 1;
      }
      const text = yield* readAll(opened.reader);
      if (!has('d')) {
        yield* t.out(wrap(base.encode(encodeUtf8(text)), Number(width)));
        return 0;
      }
      const decoded = base.decode(has('i') ? text.replace(base.alphabet, '') : text);
      yield* t.out(decodeUtf8(decoded.bytes));
      if (decoded.isWhole) return 0;
      yield* t.err('invalid input');
      return 1;
    },
  });

export const base64 = baseTool({
  name: 'base64',
  alphabet: /[^A-Za-z0-9+/=]/g,
  encode: encodeBase64,
  decode: decodeLoosely,
});

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function encodeBase32(bytes: Uint8Array): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += BASE32.charAt((value >> (bits - 5)) & 31);
  }
  if (bits > 0) out += BASE32.charAt((value << (5 - bits)) & 31);
  return out.padEnd(Math.ceil(out.length / 8) * 8, '=');
}

function decodeBase32(text: string): { bytes: Uint8Array; isWhole: boolean } {
  const clean = text.replace(/[\r\n]/g, '');
  const digits = /^[A-Z2-7]*/.exec(clean)?.[0] ?? '';
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const digit of digits) {
    value = ((value << 5) | BASE32.indexOf(digit)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
  }
  const isWhole = clean.length % 8 === 0 && /^=*$/.test(clean.slice(digits.length));
  return { bytes: Uint8Array.from(bytes), isWhole };
}

export const base32 = baseTool({
  name: 'base32',
  alphabet: /[^A-Z2-7=]/g,
  encode: encodeBase32,
  decode: decodeBase32,
});

function* checkSums(t: Tool, digest: (bytes: Uint8Array) => string): Program {
  let failed = 0;
  let missing = 0;
  let proper = 0;
  for (const list of t.args.operands.length === 0 ? ['-'] : t.args.operands) {
    const opened = openInput(t, list);
    if (!opened.ok) {
      yield* t.err(`${list}: ${opened.error}`);
      return 1;
    }
    for (const line of linesOf(yield* readAll(opened.reader))) {
      const match = /^([0-9a-f]+) [ *](.*)$/.exec(line);
      if (match === null) continue;
      proper++;
      const [, wanted, file = ''] = match;
      const input = openInput(t, file);
      if (!input.ok) {
        yield* t.err(`${shownName(file)}: ${input.error}`);
        yield* t.out(`${file}: FAILED open or read\n`);
        missing++;
        continue;
      }
      const isSame = digest(encodeUtf8(yield* readAll(input.reader))) === wanted;
      if (!isSame) failed++;
      if (!t.args.has('status') && !(isSame && t.args.has('quiet')))
        yield* t.out(`${file}: ${isSame ? 'OK' : 'FAILED'}\n`);
    }
  }
  if (proper === 0) {
    const name = t.args.operands[0] ?? '-';
    const shown = name === '-' ? "'standard input'" : shownName(name);
    yield* t.err(`${shown}: no properly formatted checksum lines found`);
    return 1;
  }
  const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);
  if (missing > 0)
    yield* t.err(
      `WARNING: ${missing} listed ${plural(missing, 'file', 'files')} could not be read`,
    );
  if (failed > 0)
    yield* t.err(
      `WARNING: ${failed} computed ${plural(failed, 'checksum', 'checksums')} did NOT match`,
    );
  return failed + missing > 0 ? 1 : 0;
}

const createSum = (name: string, digest: (bytes: Uint8Array) => string): StreamingCommand =>
  tool({
    name,
    summary: 'Prints or checks digests.',
    flags: 'b|binary c|check t|text w|warn z|zero |tag |quiet |status |strict |ignore-missing',
    *run(t) {
      if (t.args.has('c')) return yield* checkSums(t, digest);
      let status = 0;
      for (const file of t.args.operands.length === 0 ? ['-'] : t.args.operands) {
        const opened = openInput(t, file);
        if (!opened.ok) {
          yield* t.err(`${shownName(file)}: ${opened.error}`);
          status = 1;
          continue;
        }
        yield* t.out(`${digest(encodeUtf8(yield* readAll(opened.reader)))}  ${file}\n`);
      }
      return status;
    },
  });

export const sums: readonly StreamingCommand[] = [
  createSum('md5sum', md5),
  createSum('sha1sum', sha1),
  createSum('sha224sum', sha224),
  createSum('sha256sum', sha256),
  createSum('sha384sum', sha384),
  createSum('sha512sum', sha512),
  tool({
    name: 'cksum',
    summary: 'Prints a checksum and the size.',
    flags: '',
    *run(t) {
      let status = 0;
      for (const file of t.args.operands.length === 0 ? ['-'] : t.args.operands) {
        const opened = openInput(t, file);
        if (!opened.ok) {
          yield* t.err(`${shownName(file)}: ${opened.error}`);
          status = 1;
          continue;
        }
        const bytes = encodeUtf8(yield* readAll(opened.reader));
        yield* t.out(`${cksum(bytes)} ${bytes.length}${file === '-' ? '' : ` ${file}`}\n`);
      }
      return status;
    },
  }),
];

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');
const printable = (byte: number): string =>
  byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.';

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** All bytes of the operands, or the status of the failure. */
function* readBytes(
  t: Tool,
  describe: (name: string, error: string) => string,
  most: number,
): Program<Uint8Array | number> {
  const parts: string[] = [];
  for (const name of t.args.operands.length === 0 ? ['-'] : t.args.operands.slice(0, 1)) {
    const opened = openInput(t, name);
    if (!opened.ok) {
      yield* t.context.stderr.write(`${describe(name, opened.error)}\n`);
      return 2;
    }
    // Not more than is wanted: a device has no end.
    for (let left = most; left > 0; ) {
      const part = yield* opened.reader.read();
      if (part === undefined) break;
      parts.push(part);
      left -= part.length;
    }
  }
  return encodeUtf8(parts.join(''));
}

export const xxd = tool({
  name: 'xxd',
  summary: 'Shows bytes in hexadecimal, or makes them of it.',
  flags: 'a b c: e g: i l: o: p r s: u C',
  rewrite: (args) => args.map((arg) => (arg === '-ps' || arg === '-plain' ? '-p' : arg)),
  *run(t) {
    const { has, value } = t.args;
    const read = yield* readBytes(
      t,
      (name, error) => `xxd: ${name}: ${error}`,
      (numberOf(value('s')) ?? 0) + (numberOf(value('l')) ?? Number.POSITIVE_INFINITY),
    );
    if (typeof read === 'number') return read;
    if (has('r')) {
      const text = decodeUtf8(read);
      const digits = has('p')
        ? text
        : text.replace(/^[0-9a-fA-F]+: ?((?:[0-9a-fA-F]+ ?)*)(?: .*)?$/gm, '$1');
      const pairs = digits.replace(/[^0-9a-fA-F]/g, '').match(/../g) ?? [];
      yield* t.out(decodeUtf8(Uint8Array.from(pairs.map((pair) => Number.parseInt(pair, 16)))));
      return 0;
    }
    const skip = numberOf(value('s')) ?? 0;
    const length = numberOf(value('l')) ?? Number.POSITIVE_INFINITY;
    const bytes = [...read.slice(skip, Math.min(read.length, skip + length))];
    const shown = has('b')
      ? (byte: number) => byte.toString(2).padStart(8, '0')
      : has('u')
        ? (byte: number) => hexOf(byte).toUpperCase()
        : hexOf;
    const columns = numberOf(value('c')) ?? (has('p') ? 30 : has('b') ? 6 : has('i') ? 12 : 16);
    if (has('p')) {
      for (let i = 0; i < bytes.length; i += columns)
        yield* t.out(
          `${bytes
            .slice(i, i + columns)
            .map(shown)
            .join('')}\n`,
        );
      return 0;
    }
    const group = numberOf(value('g')) ?? (has('b') ? 1 : 2);
    const size = has('b') ? 8 : 2;
    const full = columns * size + (group === 0 ? 0 : Math.ceil(columns / group) - 1);
    for (let i = 0; i < bytes.length; i += columns) {
      const row = bytes.slice(i, i + columns);
      const cells = row
        .map((byte, at) => (group > 0 && at > 0 && at % group === 0 ? ' ' : '') + shown(byte))
        .join('');
      const address = (skip + i).toString(16).padStart(8, '0');
      yield* t.out(`${address}: ${cells.padEnd(full)}  ${row.map(printable).join('')}\n`);
    }
    return 0;
  },
});

const OD_NAMES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

interface OdFormat {
  readonly size: number;
  readonly width: number;
  show(bytes: readonly number[]): string;
}

function odFormat(spec: string): OdFormat | undefined {
  const match = /^([acdoux])(\d|[CSIL])?z?$/.exec(spec);
  if (match === null) return undefined;
  const [, kind = 'o', given] = match;
  if (kind === 'c' || kind === 'a') {
    return {
      size: 1,
      width: 4,
      show: ([byte = 0]) =>
        OD_NAMES[byte] ??
        (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0')),
    };
  }
  const size = given === undefined ? 4 : ({ C: 1, S: 2, I: 4, L: 8 }[given] ?? Number(given));
  const value = (bytes: readonly number[]): bigint =>
    bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const digits = {
    x: size * 2,
    o: Math.ceil((size * 8) / 3),
    u: Math.ceil(size * 2.41),
    d: Math.ceil(size * 2.41) + 1,
  }[kind as 'x'];
  const show = (bytes: readonly number[]): string => {
    const raw = value([...bytes, ...Array.from({ length: size - bytes.length }, () => 0)]);
    if (kind === 'x') return raw.toString(16).padStart(digits, '0');
    if (kind === 'o') return raw.toString(8).padStart(digits, '0');
    return kind === 'u' ? String(raw) : String(BigInt.asIntN(size * 8, raw));
  };
  return { size, width: digits + 1, show };
}

export const od = tool({
  name: 'od',
  summary: 'Shows bytes in octal and other forms.',
  flags:
    'A|address-radix: j|skip-bytes: N|read-bytes: t|format: v w|width:: a b c d i l o s x |endian:',
  *run(t) {
    const { has, value } = t.args;
    const read = yield* readBytes(
      t,
      (name, error) => `od: ${shownName(name)}: ${error}`,
      (numberOf(value('j')) ?? 0) + (numberOf(value('N')) ?? Number.POSITIVE_INFINITY),
    );
    if (typeof read === 'number') return 1;
    const old: Readonly<Record<string, string>> = {
      a: 'a',
      b: 'o1',
      c: 'c',
      d: 'u2',
      i: 'd4',
      l: 'd8',
      o: 'o2',
      s: 'd2',
      x: 'x2',
    };
    const specs = t.args.all.flatMap((one) =>
      one.name === 't'
        ? (one.value?.match(/[acdoux](?:\d|[CSIL])?z?/g) ?? [])
        : old[one.name] === undefined
          ? []
          : [old[one.name] ?? ''],
    );
    if (specs.length === 0) specs.push('o2');
    const formats = specs.map(odFormat);
    const radix = value('A') ?? 'o';
    const skip = numberOf(value('j')) ?? 0;
    const bytes = [...read.slice(skip, skip + (numberOf(value('N')) ?? read.length))];
    const columns = numberOf(value('w')) ?? 16;
    const address = (at: number): string =>
      radix === 'n'
        ? ''
        : radix === 'd'
          ? String(at).padStart(7, '0')
          : radix === 'x'
            ? at.toString(16).padStart(6, '0')
            : at.toString(8).padStart(7, '0');
    const unit = Math.max(...formats.map((format) => format?.size ?? 1));
    const cell = Math.max(
      ...formats.map((format) => (format === undefined ? 0 : (format.width * unit) / format.size)),
    );
    let previous = '';
    let isSkipping = false;
    for (let i = 0; i < bytes.length; i += columns) {
      const row = bytes.slice(i, i + columns);
      const key = row.join(',');
      if (key === previous && row.length === columns && !has('v')) {
        if (!isSkipping) yield* t.out('*\n');
        isSkipping = true;
        continue;
      }
      isSkipping = false;
      previous = key;
      for (const [n, format] of formats.entries()) {
        if (format === undefined) continue;
        const width = (cell * format.size) / unit;
        let line = '';
        for (let at = 0; at < row.length; at += format.size)
          line += format.show(row.slice(at, at + format.size)).padStart(width);
        const isText = specs[n]?.endsWith('z') === true;
        const text = isText ? `  >${row.map(printable).join('')}<` : '';
        const full = isText ? line.padEnd((columns / format.size) * width) : line;
        yield* t.out(
          `${n === 0 ? address(skip + i) : ' '.repeat(address(0).length)}${full}${text}\n`,
        );
      }
    }
    if (radix !== 'n') yield* t.out(`${address(skip + bytes.length)}\n`);
    return 0;
  },
});

export const hexdump = tool({
  name: 'hexdump',
  summary: 'Shows bytes in hexadecimal.',
  flags: 'b c C d n: o s: v x e:',
  *run(t) {
    const { has, value } = t.args;
    const read = yield* readBytes(
      t,
      (name, error) => `hexdump: ${name}: ${error}`,
      (numberOf(value('s')) ?? 0) + (numberOf(value('n')) ?? Number.POSITIVE_INFINITY),
    );
    if (typeof read === 'number') return 1;
    const skip = numberOf(value('s')) ?? 0;
    const bytes = [...read.slice(skip, skip + (numberOf(value('n')) ?? read.length))];
    const digits = has('C') ? 8 : 7;
    for (let i = 0; i < bytes.length; i += 16) {
      const row = bytes.slice(i, i + 16);
      const at = (skip + i).toString(16).padStart(digits, '0');
      if (has('C')) {
        const cells = row.map((byte, n) => (n === 8 ? '  ' : ' ') + hexOf(byte)).join('');
        yield* t.out(`${at} ${cells.padEnd(49)}  |${row.map(printable).join('')}|\n`);
      } else {
        let line = at;
        for (let n = 0; n < row.length; n += 2)
          line += ` ${hexOf(row[n + 1] ?? 0)}${hexOf(row[n] ?? 0)}`;
        yield* t.out(`${line}\n`);
      }
    }
    yield* t.out(`${(skip + bytes.length).toString(16).padStart(digits, '0')}\n`);
    return 0;
  },
});

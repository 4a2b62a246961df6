import { crc32, decodeUtf8 } from '../../kernel/index.ts';

/** Why bytes cannot be unpacked. */
export type InflateError = 'not gzip' | 'cut short' | 'damaged' | 'wrong sum' | 'too large';

export interface Unpacked {
  readonly ok: true;
  readonly bytes: Uint8Array;
  /** What the file was called that was packed; '' when that is not told. */
  readonly name: string;
  /** Whether something else follows that is not packed. */
  readonly hasGarbage: boolean;
}

export type Inflated = Unpacked | { readonly ok: false; readonly error: InflateError };

export const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258,
];
export const LENGTH_BITS = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
export const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12_289, 16_385, 24_577,
];
export const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LONGEST_CODE = 15;

/** A canonical Huffman code: how many symbols each length has, and the symbols in order. */
interface Code {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

function codeOf(lengths: readonly number[]): Code {
  const counts = Array<number>(LONGEST_CODE + 1).fill(0);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const symbols = lengths
    .map((length, symbol) => ({ length, symbol }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length || a.symbol - b.symbol)
    .map(({ symbol }) => symbol);
  return { counts, symbols };
}

const FIXED_LENGTHS = Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);
const FIXED_DISTANCES = Array<number>(30).fill(5);

class Unreadable extends Error {
  readonly why: InflateError;
  constructor(why: InflateError) {
    super(why);
    this.why = why;
  }
}

function createBits(bytes: Uint8Array, start: number) {
  let at = start;
  let held = 0;
  let count = 0;
  const bits = (wanted: number): number => {
    while (count < wanted) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Unreadable('cut short');
      held |= byte << count;
      count += 8;
    }
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  };
  return {
    bits,
    symbol({ counts, symbols }: Code): number {
      let code = 0;
      let first = 0;
      let index = 0;
      for (let length = 1; length <= LONGEST_CODE; length++) {
        code |= bits(1);
        const own = counts[length] ?? 0;
        if (code - own < first) return symbols[index + code - first] ?? 0;
        index += own;
        first = (first + own) << 1;
        code <<= 1;
      }
      throw new Unreadable('damaged');
    },
    /** The bytes of a stored block begin at a whole byte. */
    stored(): Uint8Array {
      held = 0;
      count = 0;
      const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      const from = at + 4;
      if (from + length > bytes.length) throw new Unreadable('cut short');
      at = from + length;
      return bytes.subarray(from, at);
    },
    /** Where the first byte stands of which no bit was read. */
    next: () => at,
  };
}

type Bits = ReturnType<typeof createBits>;

/** The codes of a block that brings its own. */
function readCodes({ bits, symbol }: Bits): { readonly literals: Code; readonly distances: Code } {
  const literalCount = bits(5) + 257;
  const distanceCount = bits(5) + 1;
  const codeCount = bits(4) + 4;
  const codeLengths = Array<number>(19).fill(0);
  for (let i = 0; i < codeCount; i++) codeLengths[CODE_ORDER[i] ?? 0] = bits(3);
  const code = codeOf(codeLengths);
  const lengths: number[] = [];
  while (lengths.length < literalCount + distanceCount) {
    const next = symbol(code);
    if (next < 16) {
      lengths.push(next);
      continue;
    }
    const repeated = next === 16 ? (lengths.at(-1) ?? 0) : 0;
    const times = next === 16 ? bits(2) + 3 : next === 17 ? bits(3) + 3 : bits(7) + 11;
    for (let i = 0; i < times; i++) lengths.push(repeated);
  }
  return {
    literals: codeOf(lengths.slice(0, literalCount)),
    distances: codeOf(lengths.slice(literalCount)),
  };
}

/** Unpacks blocks onto `out`; returns where they end. */
function unpack(bytes: Uint8Array, start: number, out: number[], most: number): number {
  const stream = createBits(bytes, start);
  const first = out.length;
  for (let isLast = false; !isLast; ) {
    isLast = stream.bits(1) === 1;
    const type = stream.bits(2);
    if (type === 3) throw new Unreadable('damaged');
    if (type === 0) {
      for (const byte of stream.stored()) out.push(byte);
      continue;
    }
    const { literals, distances } =
      type === 1
        ? { literals: codeOf(FIXED_LENGTHS), distances: codeOf(FIXED_DISTANCES) }
        : readCodes(stream);
    for (;;) {
      if (out.length > most) throw new Unreadable('too large');
      const symbol = stream.symbol(literals);
      if (symbol === 256) break;
      if (symbol < 256) {
        out.push(symbol);
        continue;
      }
      const length = (LENGTHS[symbol - 257] ?? 0) + stream.bits(LENGTH_BITS[symbol - 257] ?? 0);
      const code = stream.symbol(distances);
      const back = (DISTANCES[code] ?? 0) + stream.bits(DISTANCE_BITS[code] ?? 0);
      if (back > out.length - first) throw new Unreadable('damaged');
      for (let i = 0; i < length; i++) out.push(out[out.length - back] ?? 0);
    }
  }
  return stream.next();
}

const isGzip = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x1f && bytes[at + 1] === 0x8b;

interface Header {
  /** Where the packed bytes begin. */
  readonly end: number;
  readonly name: string;
}

/** Reads the header of RFC 1952 that begins at `from`. */
function readHeader(bytes: Uint8Array, from: number): Header {
  if (from + 10 > bytes.length) throw new Unreadable('cut short');
  if (bytes[from + 2] !== 8) throw new Unreadable('not gzip');
  const flags = bytes[from + 3] ?? 0;
  let at = from + 10;
  let name = '';
  if ((flags & 4) !== 0) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) throw new Unreadable('cut short');
    if (flag === 8) name = decodeUtf8(bytes.subarray(at, end));
    at = end + 1;
  }
  return { end: (flags & 2) === 0 ? at : at + 2, name };
}

const number32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);

/** Unpacks the member that begins at `from` onto `out`; returns where it ends. */
function readMember(bytes: Uint8Array, from: number, out: number[], most: number): number {
  const first = out.length;
  const end = unpack(bytes, readHeader(bytes, from).end, out, most);
  if (end + 8 > bytes.length) throw new Unreadable('cut short');
  if (crc32(Uint8Array.from(out.slice(first))) !== number32(bytes, end)) {
    throw new Unreadable('wrong sum');
  }
  return end + 8;
}

/** Unpacks a gzip file (RFC 1951 and 1952), of one or several members, of at most `most` bytes. */
export function gunzip(bytes: Uint8Array, most: number): Inflated {
  try {
    if (bytes.length === 0) throw new Unreadable('cut short');
    if (!isGzip(bytes, 0)) throw new Unreadable('not gzip');
    const out: number[] = [];
    let at = 0;
    while (isGzip(bytes, at)) at = readMember(bytes, at, out, most);
    // Tapes are filled up with zeros.
    const hasGarbage = bytes.subarray(at).some((byte) => byte !== 0);
    return { ok: true, bytes: Uint8Array.from(out), name: readHeader(bytes, 0).name, hasGarbage };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, error: error.why };
  }
}

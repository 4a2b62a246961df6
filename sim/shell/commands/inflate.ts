/** Why bytes cannot be unpacked. */
export type InflateError = 'not gzip' | 'damaged' | 'too large';

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly error: InflateError };

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

class Damaged extends Error {}

function createBits(bytes: Uint8Array, start: number) {
  let at = start;
  let held = 0;
  let count = 0;
  const bits = (wanted: number): number => {
    while (count < wanted) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Damaged();
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
      throw new Damaged();
    },
    /** The bytes of a stored block begin at a whole byte. */
    stored(): Uint8Array {
      held = 0;
      count = 0;
      const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      const from = at + 4;
      if (from + length > bytes.length) throw new Damaged();
      at = from + length;
      return bytes.subarray(from, at);
    },
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

function unpack(bytes: Uint8Array, start: number, most: number): number[] | undefined {
  const stream = createBits(bytes, start);
  const out: number[] = [];
  for (let isLast = false; !isLast; ) {
    isLast = stream.bits(1) === 1;
    const type = stream.bits(2);
    if (type === 3) throw new Damaged();
    if (type === 0) {
      for (const byte of stream.stored()) out.push(byte);
      continue;
    }
    const { literals, distances } =
      type === 1
        ? { literals: codeOf(FIXED_LENGTHS), distances: codeOf(FIXED_DISTANCES) }
        : readCodes(stream);
    for (;;) {
      if (out.length > most) return undefined;
      const symbol = stream.symbol(literals);
      if (symbol === 256) break;
      if (symbol < 256) {
        out.push(symbol);
        continue;
      }
      const length = (LENGTHS[symbol - 257] ?? 0) + stream.bits(LENGTH_BITS[symbol - 257] ?? 0);
      const code = stream.symbol(distances);
      const back = (DISTANCES[code] ?? 0) + stream.bits(DISTANCE_BITS[code] ?? 0);
      if (back > out.length) throw new Damaged();
      for (let i = 0; i < length; i++) out.push(out[out.length - back] ?? 0);
    }
  }
  return out;
}

/** Where the packed bytes begin, behind the header of RFC 1952; undefined when it is none. */
function headerEnd(bytes: Uint8Array): number | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || bytes[2] !== 8) return undefined;
  const flags = bytes[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    while (at < bytes.length && bytes[at] !== 0) at++;
    at++;
  }
  return (flags & 2) === 0 ? at : at + 2;
}

/** Unpacks a gzip file (RFC 1951 and 1952) of at most `most` bytes. */
export function gunzip(bytes: Uint8Array, most: number): Inflated {
  const start = headerEnd(bytes);
  if (start === undefined) return { ok: false, error: 'not gzip' };
  try {
    const out = unpack(bytes, start, most);
    return out === undefined
      ? { ok: false, error: 'too large' }
      : { ok: true, bytes: Uint8Array.from(out) };
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return { ok: false, error: 'damaged' };
  }
}

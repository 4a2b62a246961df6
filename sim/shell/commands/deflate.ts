import { crc32, encodeUtf8 } from '../../kernel/index.ts';
import { DISTANCE_BITS, DISTANCES, LENGTH_BITS, LENGTHS } from './inflate.ts';

const WINDOW = 32_768;
const SHORTEST = 3;
const LONGEST = 258;
/** How many earlier places with the same beginning are tried. */
const TRIES = 64;
const END_OF_BLOCK = 256;
const UNIX = 3;

function createBitWriter() {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  /** The lowest bit first, as all but codes are packed. */
  const put = (value: number, length: number): void => {
    held |= value << count;
    count += length;
    while (count >= 8) {
      bytes.push(held & 255);
      held >>>= 8;
      count -= 8;
    }
  };
  return {
    put,
    /** A code, whose highest bit comes first. */
    code(value: number, length: number): void {
      for (let i = length - 1; i >= 0; i--) put((value >> i) & 1, 1);
    },
    finish(): readonly number[] {
      if (count > 0) put(0, 8 - count);
      return bytes;
    },
  };
}

type BitWriter = ReturnType<typeof createBitWriter>;

/** Writes a literal or length with the fixed codes of RFC 1951, 3.2.6. */
function putSymbol(out: BitWriter, symbol: number): void {
  if (symbol < 144) out.code(0x30 + symbol, 8);
  else if (symbol < 256) out.code(0x190 + symbol - 144, 9);
  else if (symbol < 280) out.code(symbol - 256, 7);
  else out.code(0xc0 + symbol - 280, 8);
}

function putCopy(out: BitWriter, length: number, back: number): void {
  const at = LENGTHS.findLastIndex((least) => least <= length);
  putSymbol(out, 257 + at);
  out.put(length - (LENGTHS[at] ?? 0), LENGTH_BITS[at] ?? 0);
  const code = DISTANCES.findLastIndex((least) => least <= back);
  out.code(code, 5);
  out.put(back - (DISTANCES[code] ?? 0), DISTANCE_BITS[code] ?? 0);
}

const keyAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);

function lengthOfMatch(bytes: Uint8Array, from: number, at: number): number {
  let length = 0;
  while (length < LONGEST && at + length < bytes.length) {
    if (bytes[from + length] !== bytes[at + length]) break;
    length++;
  }
  return length;
}

/** Packs bytes into one block with fixed codes (RFC 1951). */
function deflate(bytes: Uint8Array): readonly number[] {
  const out = createBitWriter();
  out.put(1, 1);
  out.put(1, 2);
  const latest = new Map<number, number>();
  const before = new Int32Array(bytes.length).fill(-1);
  const note = (at: number): void => {
    if (at + SHORTEST > bytes.length) return;
    const key = keyAt(bytes, at);
    before[at] = latest.get(key) ?? -1;
    latest.set(key, at);
  };
  for (let at = 0; at < bytes.length; ) {
    let best = 0;
    let from = 0;
    let tried = latest.get(keyAt(bytes, at)) ?? -1;
    for (let i = 0; i < TRIES && tried >= 0 && at - tried <= WINDOW; i++) {
      const length = lengthOfMatch(bytes, tried, at);
      if (length > best) [best, from] = [length, tried];
      tried = before[tried] ?? -1;
    }
    const taken = best >= SHORTEST ? best : 1;
    if (best >= SHORTEST) putCopy(out, best, at - from);
    else putSymbol(out, bytes[at] ?? 0);
    for (let i = 0; i < taken; i++) note(at + i);
    at += taken;
  }
  putSymbol(out, END_OF_BLOCK);
  return out.finish();
}

const number32 = (value: number): number[] =>
  [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

/** What the header of a gzip file says of what is in it. */
export interface PackedName {
  /** '' for none. */
  readonly name: string;
  readonly seconds: number;
  /** From 1, which is quick, to 9, which is small; only told. */
  readonly level: number;
}

/** Packs bytes into a gzip file (RFC 1952). */
export function gzip(bytes: Uint8Array, { name, seconds, level }: PackedName): Uint8Array {
  const named = name === '' ? [] : [...encodeUtf8(name), 0];
  const speed = level === 9 ? 2 : level === 1 ? 4 : 0;
  const head = [0x1f, 0x8b, 8, name === '' ? 0 : 8, ...number32(seconds), speed, UNIX, ...named];
  const tail = [...number32(crc32(bytes)), ...number32(bytes.length)];
  const packed = deflate(bytes);
  const out = new Uint8Array(head.length + packed.length + tail.length);
  out.set(head);
  out.set(packed, head.length);
  out.set(tail, head.length + packed.length);
  return out;
}

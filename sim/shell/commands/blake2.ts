/** The digest of BLAKE2b of so many bytes. Models RFC 7693. */

const MASK = (1n << 64n) - 1n;

const START: readonly bigint[] = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

const ORDER: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/** Where the mixed words of a round stand: the columns, then the diagonals. */
const MIXES: readonly (readonly [number, number, number, number])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

const turn = (value: bigint, by: bigint): bigint => ((value >> by) | (value << (64n - by))) & MASK;

function compress(state: bigint[], block: DataView, counted: number, isLast: boolean): void {
  const v = [...state, ...START];
  v[12] = (v[12] ?? 0n) ^ BigInt(counted);
  if (isLast) v[14] = (v[14] ?? 0n) ^ MASK;
  const m = Array.from({ length: 16 }, (_, i) => block.getBigUint64(i * 8, true));
  const at = (i: number): bigint => v[i] ?? 0n;
  for (let round = 0; round < 12; round++) {
    const order = ORDER[round % 10] ?? [];
    for (const [i, [a, b, c, d]] of MIXES.entries()) {
      v[a] = (at(a) + at(b) + (m[order[2 * i] ?? 0] ?? 0n)) & MASK;
      v[d] = turn(at(d) ^ at(a), 32n);
      v[c] = (at(c) + at(d)) & MASK;
      v[b] = turn(at(b) ^ at(c), 24n);
      v[a] = (at(a) + at(b) + (m[order[2 * i + 1] ?? 0] ?? 0n)) & MASK;
      v[d] = turn(at(d) ^ at(a), 16n);
      v[c] = (at(c) + at(d)) & MASK;
      v[b] = turn(at(b) ^ at(c), 63n);
    }
  }
  for (let i = 0; i < 8; i++) state[i] = (state[i] ?? 0n) ^ at(i) ^ at(i + 8);
}

/** In lower-case hexadecimal. */
export function blake2b(bytes: Uint8Array, size = 64): string {
  const state = [...START];
  state[0] = (state[0] ?? 0n) ^ 0x01010000n ^ BigInt(size);
  const blocks = Math.max(1, Math.ceil(bytes.length / 128));
  const padded = new Uint8Array(blocks * 128);
  padded.set(bytes);
  for (let i = 0; i < blocks; i++) {
    const isLast = i === blocks - 1;
    const counted = isLast ? bytes.length : (i + 1) * 128;
    compress(state, new DataView(padded.buffer, i * 128, 128), counted, isLast);
  }
  const out = new DataView(new ArrayBuffer(64));
  for (const [i, word] of state.entries()) out.setBigUint64(i * 8, word, true);
  return Array.from({ length: size }, (_, i) => out.getUint8(i).toString(16).padStart(2, '0')).join(
    '',
  );
}

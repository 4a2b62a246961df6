import { sha256OfBytes } from './sha256.ts';

// Digests of bytes as lower-case hexadecimal.

const hex = (words: readonly number[]): string =>
  words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

/** The message with its padding: 0x80, zeros, and its length in bits at the end. */
function padded(bytes: Uint8Array, isBigEndian: boolean): DataView {
  const size = (Math.floor((bytes.length + 8) / 64) + 1) * 64;
  const block = new Uint8Array(size);
  block.set(bytes);
  block[bytes.length] = 0x80;
  const view = new DataView(block.buffer);
  const low = (bytes.length << 3) >>> 0;
  const high = Math.floor(bytes.length / 0x20000000);
  view.setUint32(size - (isBigEndian ? 4 : 8), low, !isBigEndian);
  view.setUint32(size - (isBigEndian ? 8 : 4), high, !isBigEndian);
  return view;
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Array.from(
  { length: 64 },
  (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0,
);

/** The MD5 digest of RFC 1321. */
export function md5(bytes: Uint8Array): string {
  const view = padded(bytes, false);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const f =
        round === 0
          ? (b & c) | (~b & d)
          : round === 1
            ? (d & b) | (~d & c)
            : round === 2
              ? b ^ c ^ d
              : c ^ (b | ~d);
      const g =
        round === 0
          ? i
          : round === 1
            ? (5 * i + 1) % 16
            : round === 2
              ? (3 * i + 5) % 16
              : (7 * i) % 16;
      const sum = (a + f + (MD5_SINES[i] ?? 0) + view.getInt32(at + g * 4, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotateLeft(sum, MD5_SHIFTS[round * 4 + (i % 4)] ?? 0)) | 0;
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  const swapped = [a0, b0, c0, d0].map((word) => {
    const one = new DataView(new ArrayBuffer(4));
    one.setInt32(0, word, true);
    return one.getInt32(0, false);
  });
  return hex(swapped);
}

/** The SHA-1 digest of RFC 3174. */
export function sha1(bytes: Uint8Array): string {
  const view = padded(bytes, true);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 80; i++) {
      w[i] =
        i < 16
          ? view.getInt32(at + i * 4)
          : rotateLeft((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const sum = (rotateLeft(a, 5) + f + e + k + (w[i] ?? 0)) | 0;
      e = d;
      d = c;
      c = rotateLeft(b, 30);
      b = a;
      a = sum;
    }
    [a, b, c, d, e].forEach((word, i) => {
      state[i] = ((state[i] ?? 0) + word) | 0;
    });
  }
  return hex(state);
}

/** The first words of SHA-224, which else is SHA-256 cut short. */
const SHA224_START = [
  0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
].map((word) => word | 0);

/** SHA-224: SHA-256 from another start, cut. */
export const sha224 = (bytes: Uint8Array): string =>
  sha256OfBytes(bytes, SHA224_START).slice(0, 56);

/** The checksum that POSIX cksum prints. */
export function cksum(bytes: Uint8Array): number {
  let crc = 0;
  const add = (byte: number): void => {
    crc ^= byte << 24;
    for (let i = 0; i < 8; i++) crc = (crc & 0x80000000) !== 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  };
  for (const byte of bytes) add(byte);
  for (let size = bytes.length; size > 0; size = Math.floor(size / 256)) add(size & 255);
  return ~crc >>> 0;
}

/** The checksum of zip and of MySQL's CRC32. */
export function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

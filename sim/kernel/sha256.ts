import { encodeUtf8 } from './text.ts';

const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
};
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
const PRIMES = primes(64);
const ROUND = PRIMES.map((p) => fraction(Math.cbrt(p)));
/** The first words of SHA-256. */
const START = PRIMES.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** FIPS 180-4: the SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string): string => sha256OfBytes(encodeUtf8(text), START);

/** The same of bytes; with other first words than its own it is the long form of SHA-224. */
export function sha256OfBytes(bytes: Uint8Array, start: readonly number[] = START): string {
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const state = [...start];
  const words = new Array<number>(64).fill(0);
  for (let block = 0; block < padded.length; block += 64) compress(state, words, view, block);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function compress(state: number[], w: number[], view: DataView, block: number): void {
  for (let i = 0; i < 16; i++) w[i] = view.getUint32(block + 4 * i);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (ROUND[i] as number) + (w[i] as number)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const sums = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < sums.length; i++) {
    state[i] = ((state[i] as number) + (sums[i] as number)) | 0;
  }
}

/** The whole part of the `degree`th root of a whole number. */
function root(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const PRIMES = (() => {
  const found: bigint[] = [];
  for (let n = 2n; found.length < 80; n++)
    if (found.every((prime) => n % prime !== 0n)) found.push(n);
  return found;
})();

const word = (value: bigint): bigint => BigInt.asUintN(64, value);
/** The first 64 bits behind the point of square and cube roots. */
const squareFraction = (prime: bigint): bigint => word(root(prime << 128n, 2n));
const cubeFraction = (prime: bigint): bigint => word(root(prime << 192n, 3n));

const turn = (value: bigint, by: bigint): bigint => word((value >> by) | (value << (64n - by)));

function digest(bytes: Uint8Array, start: readonly bigint[]): bigint[] {
  const constants = PRIMES.map(cubeFraction);
  const length = Math.ceil((bytes.length + 17) / 128) * 128;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  const state = [...start];
  for (let at = 0; at < length; at += 128) {
    const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + i * 8));
    for (let i = 16; i < 80; i++) {
      const [x = 0n, y = 0n] = [w[i - 15], w[i - 2]];
      const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
      const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
      w[i] = word((w[i - 16] ?? 0n) + s0 + (w[i - 7] ?? 0n) + s1);
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
    for (let i = 0; i < 80; i++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const choice = (e & f) ^ (word(~e) & g);
      const t1 = h + s1 + choice + (constants[i] ?? 0n) + (w[i] ?? 0n);
      const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, word(d + t1), c, b, a, word(t1 + t2)];
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) {
      state[i] = word((state[i] ?? 0n) + value);
    }
  }
  return state;
}

const hex = (words: readonly bigint[]): string =>
  words.map((one) => one.toString(16).padStart(16, '0')).join('');

/** Models FIPS 180-4. */
export const sha512 = (bytes: Uint8Array): string =>
  hex(digest(bytes, PRIMES.slice(0, 8).map(squareFraction)));

export const sha384 = (bytes: Uint8Array): string =>
  hex(digest(bytes, PRIMES.slice(8, 16).map(squareFraction)).slice(0, 6));

import {
  crc32,
  decodeBase64,
  decodeUtf8,
  encodeBase64,
  encodeUtf8,
  md5,
  sha1,
  sha224,
  sha256OfBytes,
} from '../../../kernel/index.ts';
import {
  type Argument,
  type Bound,
  bound,
  constant,
  double,
  type Env,
  type FunctionSpec,
  INT,
  INTEGER,
  largeWhole,
  scalar,
  special,
  text,
  textType,
  VARCHAR,
  type Value,
  whole,
} from '../../../sql/index.ts';
import { charsetOfCollation } from '../engine/collations.ts';

// Functions of bytes, bits and addresses that only MySQL has.

const bytesOf = (env: Env, value: Argument): Uint8Array => encodeUtf8(text(env, value));

const ofText = (
  least: number,
  most: number,
  compute: (args: readonly Argument[], env: Env) => Value,
): FunctionSpec => scalar({ least, most, nulls: 'always', type: VARCHAR }, compute);
const toNumber = (
  least: number,
  most: number,
  compute: (args: readonly Argument[], env: Env) => Value,
): FunctionSpec => scalar({ least, most, nulls: 'always', type: INT }, compute);

/** A number as 64 bits; one that is too large has those of the largest that is not. */
const bits = (env: Env, value: Argument): bigint =>
  BigInt.asUintN(64, typeof value === 'bigint' ? value : largeWhole(double(env, value)));

function sha2(bytes: Uint8Array, size: number): string | null {
  if (size === 0 || size === 256) return sha256OfBytes(bytes);
  return size === 224 ? sha224(bytes) : null;
}

/** `conv('ff', 16, 10)`: a number in another base; what is no digit ends it. */
function converted(given: string, from: number, to: number): string | null {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
  const isBase = (base: number): boolean => Math.abs(base) >= 2 && Math.abs(base) <= 36;
  if (!isBase(from) || !isBase(to)) return null;
  const isNegative = given.trim().startsWith('-');
  let value = 0n;
  for (const c of given.trim().replace(/^[+-]/, '').toLowerCase()) {
    const digit = digits.indexOf(c);
    if (digit < 0 || digit >= Math.abs(from)) break;
    value = value * BigInt(Math.abs(from)) + BigInt(digit);
  }
  const whole64 = BigInt.asUintN(64, isNegative ? -value : value);
  return (to < 0 ? BigInt.asIntN(64, whole64) : whole64).toString(Math.abs(to)).toUpperCase();
}

function addressNumber(given: string): bigint | null {
  const parts = given.split('.');
  if (parts.length > 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) {
    return null;
  }
  const tail = parts.pop() ?? '0';
  const high = parts.reduce((sum, part, i) => sum + BigInt(part) * 256n ** BigInt(3 - i), 0n);
  return high + BigInt(tail);
}

const isVersion4 = (given: string): boolean =>
  /^\d{1,3}(\.\d{1,3}){3}$/.test(given) && given.split('.').every((part) => Number(part) < 256);
const isVersion6 = (given: string): boolean =>
  /^[0-9a-fA-F:]*$/.test(given) && /::|^([^:]+:){7}[^:]+$/.test(given);

/** The letters of an English word that sound alike, as a code. */
function soundex(given: string): string {
  const groups = ['aeiouyhw', 'bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'];
  const codeOf = (c: string): number => groups.findIndex((group) => group.includes(c));
  const letters = [...given.toLowerCase()].filter((c) => /[a-z]/.test(c));
  const [first] = letters;
  if (first === undefined) return '';
  let [out, last] = [first.toUpperCase(), codeOf(first)];
  for (const c of letters.slice(1)) {
    const code = codeOf(c);
    if ('hw'.includes(c)) continue;
    if (code > 0 && code !== last) out += String(code);
    last = code;
  }
  return out.padEnd(4, '0');
}

/** The bytes of a number, the highest first; one for 0. */
function bytesOfNumber(number: bigint): number[] {
  const bytes = [Number(number & 0xffn)];
  for (let rest = number >> 8n; rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 0xffn));
  return bytes;
}

/** As many signs as there are bits, unless fewer are wanted. */
const signs = (count: number): number => (count >= 0 && count < 64 ? count : 64);

const setBits = (env: Env, value: Argument, count: number): boolean[] =>
  Array.from({ length: count }, (_, i) => ((bits(env, value) >> BigInt(i)) & 1n) === 1n);

/** The collation of a column, of what a session writes, or `binary`. */
function collationOf(arg: Bound | undefined, env: Env): string {
  if (arg?.type.family !== 'text') return 'binary';
  if (arg.type.collation !== '') return arg.type.collation;
  if (arg.origin !== undefined) return 'utf8mb4_0900_ai_ci';
  const own = env.session.fact('collation_connection');
  return typeof own === 'string' ? own : '';
}

/** Functions of bytes, bits, bases and addresses. */
export const BYTES_FUNCTIONS: Readonly<Record<string, FunctionSpec>> = {
  md5: ofText(1, 1, ([a], env) => md5(bytesOf(env, a as Argument))),
  sha: ofText(1, 1, ([a], env) => sha1(bytesOf(env, a as Argument))),
  sha1: ofText(1, 1, ([a], env) => sha1(bytesOf(env, a as Argument))),
  sha2: ofText(2, 2, ([a, size], env) =>
    sha2(bytesOf(env, a as Argument), whole(env, size as Argument)),
  ),
  crc32: toNumber(1, 1, ([a], env) => BigInt(crc32(bytesOf(env, a as Argument)))),
  to_base64: ofText(1, 1, ([a], env) => encodeBase64(bytesOf(env, a as Argument))),
  from_base64: ofText(1, 1, ([a], env) => {
    const decoded = decodeBase64(text(env, a as Argument));
    return decoded.ok ? decodeUtf8(decoded.bytes) : null;
  }),
  unhex: ofText(1, 1, ([a], env) => {
    const given = text(env, a as Argument);
    if (!/^[0-9a-fA-F]*$/.test(given)) return null;
    const pairs = (given.length % 2 === 0 ? given : `0${given}`).match(/../g) ?? [];
    return decodeUtf8(Uint8Array.from(pairs.map((pair) => Number.parseInt(pair, 16))));
  }),
  bin: ofText(1, 1, ([a], env) => converted(text(env, a as Argument), 10, 2)),
  oct: ofText(1, 1, ([a], env) => converted(text(env, a as Argument), 10, 8)),
  conv: ofText(3, 3, ([a, from, to], env) =>
    converted(text(env, a as Argument), whole(env, from as Argument), whole(env, to as Argument)),
  ),
  bit_count: toNumber(1, 1, ([a], env) =>
    BigInt([...bits(env, a as Argument).toString(2)].filter((c) => c === '1').length),
  ),
  char: ofText(1, 1_000, (args, env) =>
    decodeUtf8(Uint8Array.from(args.flatMap((arg) => bytesOfNumber(bits(env, arg) & 0xffffffffn)))),
  ),
  ord: toNumber(1, 1, ([a], env) => {
    const bytes = encodeUtf8([...text(env, a as Argument)][0] ?? '');
    return [...bytes].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  }),
  soundex: ofText(1, 1, ([a], env) => soundex(text(env, a as Argument))),
  quote: special(1, 1, ([arg], env) =>
    bound(textType(2 * (arg?.type.length ?? 0) + 2), true, (frame) => {
      const value = arg?.eval(frame) ?? null;
      if (value === null) return 'NULL';
      return `'${text(env, value).replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;
    }),
  ),
  insert: ofText(4, 4, ([a, at, count, b], env) => {
    const given = [...text(env, a as Argument)];
    const from = whole(env, at as Argument);
    if (from < 1 || from > given.length) return given.join('');
    const length = whole(env, count as Argument);
    const end = length < 0 ? given.length : from - 1 + length;
    return given.slice(0, from - 1).join('') + text(env, b as Argument) + given.slice(end).join('');
  }),
  export_set: ofText(3, 5, ([a, on, off, separator, count], env) =>
    setBits(env, a as Argument, count === undefined ? 64 : signs(whole(env, count)))
      .map((isSet) => text(env, (isSet ? on : off) as Argument))
      .join(separator === undefined ? ',' : text(env, separator)),
  ),
  make_set: special(2, 1_000, ([mask, ...choices], env) =>
    bound(VARCHAR, true, (frame) => {
      const value = mask?.eval(frame) ?? null;
      if (value === null) return null;
      const isSet = setBits(env, value, choices.length);
      const texts = choices.map((choice) => choice.eval(frame));
      return texts
        .flatMap((each, i) => (isSet[i] && each !== null ? [text(env, each)] : []))
        .join();
    }),
  ),
  inet_aton: toNumber(1, 1, ([a], env) => addressNumber(text(env, a as Argument))),
  inet_ntoa: ofText(1, 1, ([a], env) => {
    const value = bits(env, a as Argument);
    if (value > 0xffffffffn) return null;
    return [24n, 16n, 8n, 0n].map((by) => String((value >> by) & 255n)).join('.');
  }),
  is_ipv4: toNumber(1, 1, ([a], env) => (isVersion4(text(env, a as Argument)) ? 1n : 0n)),
  is_ipv6: toNumber(1, 1, ([a], env) => (isVersion6(text(env, a as Argument)) ? 1n : 0n)),
  /** A literal, a fact of the session, null, or a number. */
  coercibility: special(1, 1, ([arg]) =>
    bound(INTEGER, false, () => {
      if (arg?.fixed === null) return 6n;
      return arg?.type.family === 'text' || arg?.type.family === 'binary' ? 4n : 5n;
    }),
  ),
  charset: special(1, 1, ([arg], env) =>
    constant(charsetOfCollation(collationOf(arg, env)) ?? 'binary', textType(64)),
  ),
  collation: special(1, 1, ([arg], env) => constant(collationOf(arg, env), textType(64))),
  interval: special(2, 1_000, ([arg, ...limits], env) =>
    bound(INTEGER, false, (frame) => {
      const value = arg?.eval(frame) ?? null;
      if (value === null) return -1n;
      const number = double(env, value);
      const reached = limits.filter((limit) => {
        const each = limit.eval(frame);
        return each === null || double(env, each) <= number;
      });
      return BigInt(reached.length);
    }),
  ),
  benchmark: special(2, 2, () => bound(INT, false, () => 0n)),
};

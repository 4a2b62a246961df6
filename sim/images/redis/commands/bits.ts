import { decodeUtf8, encodeUtf8 } from '../../../kernel/index.ts';
import {
  argument,
  type Call,
  create,
  entryOf,
  put,
  type RedisCommand,
  read,
  touch,
  withType,
  write,
} from '../call.ts';
import { parseNumber } from '../numbers.ts';
import { array, failed, integer, NOT_INTEGER, type Reply, SYNTAX, WRONG_TYPE } from '../reply.ts';

// Text as bits: bytes that are no UTF-8 are kept as the kernel keeps them.

const NOT_OFFSET = failed('ERR bit offset is not an integer or out of range');
const NOT_BIT = failed('ERR bit is not an integer or out of range');
const NOT_TYPE = failed(
  'ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.',
);
/** Strings of a lesson are small; the real server takes 512 MB. */
const MOST_BITS = 8 * 1024 * 1024;

const offsetOf = (text: string | undefined): number | undefined => {
  const offset = parseNumber(text);
  return offset === undefined || offset < 0 || offset >= MOST_BITS ? undefined : offset;
};

const bitAt = (bytes: Uint8Array, offset: number): number =>
  ((bytes[offset >> 3] ?? 0) >> (7 - (offset & 7))) & 1;

/** The bytes with one bit changed; longer when it lies behind them. */
function withBit(bytes: Uint8Array, offset: number, bit: number): Uint8Array {
  const out = new Uint8Array(Math.max(bytes.length, (offset >> 3) + 1));
  out.set(bytes);
  const mask = 1 << (7 - (offset & 7));
  const before = out[offset >> 3] ?? 0;
  out[offset >> 3] = bit === 1 ? before | mask : before & ~mask;
  return out;
}

const bytesOf = (call: Call, key: string): Uint8Array | undefined => {
  const value = entryOf(call, key)?.value;
  if (value === undefined) return new Uint8Array();
  return value.type === 'string' ? encodeUtf8(value.text) : undefined;
};

function setBit(call: Call): Reply {
  const [key = '', at, given] = call.args;
  const offset = offsetOf(at);
  if (offset === undefined) return NOT_OFFSET;
  if (given !== '0' && given !== '1') return NOT_BIT;
  return withType(call, key, 'string', (known) => {
    const bytes = encodeUtf8(known?.text ?? '');
    const before = bitAt(bytes, offset);
    const value = create(call, key, known, { type: 'string', text: '' });
    value.text = decodeUtf8(withBit(bytes, offset, Number(given)));
    touch(call, key);
    return integer(before);
  });
}

/** The part of the bits that a command looks at: from and to, both within. */
function rangeOf(words: readonly string[], length: number): [number, number] | Reply {
  const [a, b, unit] = words;
  if (a === undefined) return [0, length * 8 - 1];
  const [from, to] = [parseNumber(a), b === undefined ? -1 : parseNumber(b)];
  if (from === undefined || to === undefined) return NOT_INTEGER;
  const isBits = unit?.toUpperCase() === 'BIT';
  if (unit !== undefined && !isBits && unit.toUpperCase() !== 'BYTE') return SYNTAX;
  const size = isBits ? length * 8 : length;
  const start = Math.max(0, from < 0 ? size + from : from);
  const stop = Math.min(size - 1, to < 0 ? size + to : to);
  return isBits ? [start, stop] : [start * 8, stop * 8 + 7];
}

function count(call: Call): Reply {
  const [key = '', ...rest] = call.args;
  const bytes = bytesOf(call, key);
  if (bytes === undefined) return WRONG_TYPE;
  if (rest.length === 1) return SYNTAX;
  const range = rangeOf(rest, bytes.length);
  if (!Array.isArray(range)) return range;
  let sum = 0;
  for (let at = range[0]; at <= range[1]; at++) sum += bitAt(bytes, at);
  return integer(sum);
}

function position(call: Call): Reply {
  const [key = '', wanted, ...rest] = call.args;
  if (wanted !== '0' && wanted !== '1') {
    return failed('ERR The bit argument must be 1 or 0.');
  }
  const bytes = bytesOf(call, key);
  if (bytes === undefined) return WRONG_TYPE;
  if (bytes.length === 0) return integer(wanted === '1' ? -1 : 0);
  const range = rangeOf(rest, bytes.length);
  if (!Array.isArray(range)) return range;
  for (let at = range[0]; at <= range[1]; at++) {
    if (bitAt(bytes, at) === Number(wanted)) return integer(at);
  }
  return integer(wanted === '0' && rest.length < 2 ? bytes.length * 8 : -1);
}

function operate(call: Call): Reply {
  const [how = '', target = '', ...keys] = call.args;
  const name = how.toUpperCase();
  if (!['AND', 'OR', 'XOR', 'NOT'].includes(name)) return SYNTAX;
  if (name === 'NOT' && keys.length !== 1) {
    return failed('ERR BITOP NOT must be called with a single source key.');
  }
  const all = keys.map((key) => bytesOf(call, key));
  if (all.includes(undefined)) return WRONG_TYPE;
  const sources = all as Uint8Array[];
  const length = Math.max(0, ...sources.map((bytes) => bytes.length));
  const out = Uint8Array.from({ length }, (_, i) => {
    const bytes = sources.map((each) => each[i] ?? 0);
    if (name === 'NOT') return ~(bytes[0] ?? 0) & 0xff;
    return bytes.reduce((a, b) => (name === 'AND' ? a & b : name === 'OR' ? a | b : a ^ b));
  });
  put(call, target, { type: 'string', text: decodeUtf8(out) });
  return integer(length);
}

/** A field of bits as a number, and its limits. */
interface Field {
  readonly isSigned: boolean;
  readonly width: number;
}

function fieldOf(text: string | undefined): Field | undefined {
  const match = /^([iu])(\d+)$/.exec(text ?? '');
  const width = Number(match?.[2]);
  const isSigned = match?.[1] === 'i';
  const isKnown = match !== null && width >= 1 && width <= (isSigned ? 64 : 63);
  return isKnown ? { isSigned, width } : undefined;
}

function valueAt(bytes: Uint8Array, offset: number, { isSigned, width }: Field): bigint {
  let value = 0n;
  for (let i = 0; i < width; i++) value = (value << 1n) | BigInt(bitAt(bytes, offset + i));
  return isSigned ? BigInt.asIntN(width, value) : value;
}

const wrapped = (value: bigint, { isSigned, width }: Field): bigint =>
  isSigned ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);

function bitField(call: Call): Reply {
  const [key = '', ...words] = call.args;
  let bytes = bytesOf(call, key);
  if (bytes === undefined) return WRONG_TYPE;
  const replies: Reply[] = [];
  let isChanged = false;
  let overflow = 'WRAP';
  for (let i = 0; i < words.length; ) {
    const word = words[i++]?.toUpperCase();
    if (word === 'OVERFLOW') {
      overflow = words[i++]?.toUpperCase() ?? '';
      continue;
    }
    if (word !== 'GET' && word !== 'SET' && word !== 'INCRBY') return SYNTAX;
    const field = fieldOf(words[i++]);
    if (field === undefined) return NOT_TYPE;
    const given = words[i++] ?? '';
    const at = offsetOf(given.replace('#', ''));
    if (at === undefined) return NOT_OFFSET;
    const offset = given.startsWith('#') ? at * field.width : at;
    const before = valueAt(bytes, offset, field);
    if (word === 'GET') {
      replies.push(integer(before));
      continue;
    }
    const amount = parseNumber(words[i++]);
    if (amount === undefined) return NOT_INTEGER;
    const wanted = word === 'SET' ? BigInt(amount) : before + BigInt(amount);
    const next = limited(wanted, field, overflow);
    if (next === undefined) {
      replies.push({ type: 'bulk', text: undefined });
      continue;
    }
    for (let bit = 0; bit < field.width; bit++) {
      const isSet = (BigInt.asUintN(field.width, next) >> BigInt(field.width - 1 - bit)) & 1n;
      bytes = withBit(bytes, offset + bit, Number(isSet));
    }
    isChanged = true;
    replies.push(integer(word === 'SET' ? before : next));
  }
  if (isChanged) put(call, key, { type: 'string', text: decodeUtf8(bytes) });
  return array(replies);
}

function limited(value: bigint, field: Field, overflow: string): bigint | undefined {
  const fits = wrapped(value, field);
  if (fits === value || overflow === 'WRAP') return fits;
  if (overflow === 'FAIL') return undefined;
  const most = 2n ** BigInt(field.isSigned ? field.width - 1 : field.width) - 1n;
  const least = field.isSigned ? -(2n ** BigInt(field.width - 1)) : 0n;
  return value > most ? most : least;
}

export const BITS: readonly RedisCommand[] = [
  write('setbit', 4, setBit),
  read('getbit', 3, (call) => {
    const offset = offsetOf(call.args[1]);
    if (offset === undefined) return NOT_OFFSET;
    const bytes = bytesOf(call, argument(call, 0));
    return bytes === undefined ? WRONG_TYPE : integer(bitAt(bytes, offset));
  }),
  read('bitcount', -2, count),
  read('bitpos', -3, position),
  write('bitop', -4, operate),
  write('bitfield', -2, bitField),
];

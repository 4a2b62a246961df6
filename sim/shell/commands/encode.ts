import {
  decodeBase64,
  decodeUtf8,
  encodeBase64,
  encodeUtf8,
  type Program,
  readAll,
} from '../../kernel/index.ts';
import { shownName } from './file-names.ts';
import { openInput } from './inputs.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

const wrap = (text: string, width: number): string =>
  width === 0 ? text : text.replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n');

/** As much of a damaged base64 text as can be decoded. */
function decodeLoosely(text: string): { bytes: Uint8Array; isWhole: boolean } {
  const clean = text.replace(/[\r\n]/g, '');
  const decoded = decodeBase64(clean);
  if (decoded.ok) return { bytes: decoded.bytes, isWhole: true };
  // Several encoded texts may stand behind one another, each with its padding.
  const bytes: number[] = [];
  const take = (group: string): void => {
    const part = decodeBase64(group);
    if (part.ok) bytes.push(...part.bytes);
  };
  const groups = /^(?:[A-Za-z0-9+/]{2}(?:[A-Za-z0-9+/]{2}|[A-Za-z0-9+/]=|==))*/.exec(clean)?.[0];
  for (const group of groups?.match(/.{4}/g) ?? []) take(group);
  const rest = clean.slice(groups?.length ?? 0);
  const good = /^[A-Za-z0-9+/]{2,3}/.exec(rest)?.[0];
  if (good !== undefined) take(good.padEnd(4, '='));
  return { bytes: Uint8Array.from(bytes), isWhole: rest === '' };
}

interface Base {
  readonly name: string;
  readonly alphabet: RegExp;
  encode(bytes: Uint8Array): string;
  decode(text: string): { bytes: Uint8Array; isWhole: boolean };
}

function* runBase(t: Tool, base: Base, tool: string): Program {
  const { has, value, operands } = t.args;
  if (operands.length > 1) return yield* misuse(t, tool, `extra operand ‘${operands[1]}’`);
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
    if (base === z85 && encodeUtf8(text).length % 4 !== 0) {
      yield* t.err('invalid input (length must be multiple of 4 characters)');
      return 1;
    }
    yield* t.out(wrap(base.encode(encodeUtf8(text)), Number(width)));
    return 0;
  }
  const decoded = base.decode(has('i') ? text.replace(base.alphabet, '') : text);
  yield* t.out(decodeUtf8(decoded.bytes));
  if (decoded.isWhole) return 0;
  yield* t.err('invalid input');
  return 1;
}

const FLAGS = 'd|decode i|ignore-garbage w|wrap:';

const baseTool = (base: Base): StreamingCommand =>
  tool({
    name: base.name,
    summary: `Encodes and decodes ${base.name}.`,
    flags: FLAGS,
    run: (t) => runBase(t, base, base.name),
  });

const BASE64: Base = {
  name: 'base64',
  alphabet: /[^A-Za-z0-9+/=]/g,
  encode: encodeBase64,
  decode: decodeLoosely,
};

export const base64 = baseTool(BASE64);

const DIGITS32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function encodeBase32(bytes: Uint8Array): string {
  let out = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += DIGITS32.charAt((value >> (bits - 5)) & 31);
  }
  if (bits > 0) out += DIGITS32.charAt((value << (5 - bits)) & 31);
  return out.padEnd(Math.ceil(out.length / 8) * 8, '=');
}

function decodeBase32(text: string): { bytes: Uint8Array; isWhole: boolean } {
  const clean = text.replace(/[\r\n]/g, '');
  const digits = /^[A-Z2-7]*/.exec(clean)?.[0] ?? '';
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const digit of digits) {
    value = ((value << 5) | DIGITS32.indexOf(digit)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
  }
  const isWhole = clean.length % 8 === 0 && /^=*$/.test(clean.slice(digits.length));
  return { bytes: Uint8Array.from(bytes), isWhole };
}

const BASE32: Base = {
  name: 'base32',
  alphabet: /[^A-Z2-7=]/g,
  encode: encodeBase32,
  decode: decodeBase32,
};

export const base32 = baseTool(BASE32);

/** Characters of one alphabet for those of another, which stand for the same. */
const translated = (base: Base, name: string, from: string, to: string): Base => {
  const change = (text: string, a: string, b: string): string =>
    [...text].map((c) => (a.includes(c) ? b.charAt(a.indexOf(c)) : c)).join('');
  // What belongs to the other alphabet alone must not be taken for a digit.
  const foreign = [...from].filter((c) => !to.includes(c));
  return {
    name,
    alphabet: new RegExp(`[^${to.replace('-', '\\-')}=]`, 'g'),
    encode: (bytes) => change(base.encode(bytes), from, to),
    decode: (text) => {
      const at = [...text].findIndex((c) => foreign.includes(c));
      const decoded = base.decode(change(at < 0 ? text : text.slice(0, at), to, from));
      return { bytes: decoded.bytes, isWhole: decoded.isWhole && at < 0 };
    },
  };
};

/** Digits of a fixed number of bits each, such as hexadecimal. */
function digitBase(name: string, bits: number, isReversed: boolean): Base {
  const count = 8 / bits;
  const order = (text: string): string => (isReversed ? [...text].reverse().join('') : text);
  const radix = 2 ** bits;
  const known = bits === 1 ? '01' : '0-9A-F';
  return {
    name,
    alphabet: new RegExp(`[^${known}]`, 'g'),
    encode: (bytes) =>
      [...bytes]
        .map((byte) => order(byte.toString(radix).toUpperCase().padStart(count, '0')))
        .join(''),
    decode: (text) => {
      const clean = text.replace(/\n/g, '');
      const good = new RegExp(`^(?:[${known}]{${count}})*`).exec(clean)?.[0] ?? '';
      const parts = good.match(new RegExp(`.{${count}}`, 'g')) ?? [];
      const bytes = Uint8Array.from(parts.map((part) => Number.parseInt(order(part), radix)));
      return { bytes, isWhole: good.length === clean.length };
    },
  };
}

const Z85 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';

const z85: Base = {
  name: 'z85',
  alphabet: /[^0-9A-Za-z.:+=^!/*?&<>()[\]{}@%$#-]/g,
  encode: (bytes) => {
    let out = '';
    for (let i = 0; i + 4 <= bytes.length; i += 4) {
      let value = new DataView(bytes.buffer, bytes.byteOffset + i, 4).getUint32(0);
      let five = '';
      for (let n = 0; n < 5; n++) {
        five = Z85.charAt(value % 85) + five;
        value = Math.floor(value / 85);
      }
      out += five;
    }
    return out;
  },
  decode: (text) => {
    const clean = text.replace(/\n/g, '');
    const bytes: number[] = [];
    for (let i = 0; i + 5 <= clean.length; i += 5) {
      const value = [...clean.slice(i, i + 5)].reduce((sum, c) => sum * 85 + Z85.indexOf(c), 0);
      for (const shift of [24, 16, 8, 0]) bytes.push(Math.floor(value / 2 ** shift) % 256);
    }
    return { bytes: Uint8Array.from(bytes), isWhole: clean.length % 5 === 0 };
  },
};

const ENCODINGS: readonly Base[] = [
  BASE64,
  translated(BASE64, 'base64url', '+/', '-_'),
  BASE32,
  translated(BASE32, 'base32hex', DIGITS32, '0123456789ABCDEFGHIJKLMNOPQRSTUV'),
  digitBase('base16', 4, false),
  digitBase('base2msbf', 1, false),
  digitBase('base2lsbf', 1, true),
  z85,
];

export const basenc = tool({
  name: 'basenc',
  summary: 'Encodes and decodes in several ways.',
  flags: `${FLAGS} ${ENCODINGS.map(({ name }) => `|${name}`).join(' ')}`,
  *run(t) {
    const last = t.args.all.findLast((one) => ENCODINGS.some(({ name }) => name === one.name));
    const base = ENCODINGS.find(({ name }) => name === last?.name);
    if (base === undefined) return yield* misuse(t, 'basenc', 'missing encoding type');
    return yield* runBase(t, base, 'basenc');
  },
});

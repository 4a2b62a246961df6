import { encodeUtf8 } from '../kernel/index.ts';

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1 of 32 bits over the UTF-8 bytes of a text. Models hash/fnv New32. */
export function fnv32(text: string): number {
  let hash = OFFSET;
  for (const byte of encodeUtf8(text)) hash = (Math.imul(hash, PRIME) ^ byte) >>> 0;
  return hash;
}

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, sortKeys(record[key])]),
  );
};

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON as Go's encoding/json writes a map: sorted keys, no spaces, HTML characters escaped. */
export const goJson = (value: unknown): string =>
  JSON.stringify(sortKeys(value)).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c);

const OFFSET_128 = 0x6c62272e07bb014262b821756295c58dn;
const PRIME_128 = 0x1000000000000000000013bn;

/** FNV-1a of 128 bits over the UTF-8 bytes of a text. Models hash/fnv New128a. */
export function fnv128a(text: string): bigint {
  let hash = OFFSET_128;
  for (const byte of encodeUtf8(text)) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME_128);
  }
  return hash;
}

import { encodeUtf8, SAFE_ALPHABET } from '../kernel/index.ts';
import { encodeSortedJson } from './json.ts';
import type { JsonObject } from './object.ts';

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-32a of the UTF-8 bytes of `text`, as an unsigned number. */
export function fnv32a(text: string): number {
  let hash = OFFSET_BASIS;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return fnv32aOfBytes(encodeUtf8(text));
    hash = Math.imul(hash ^ code, PRIME);
  }
  return hash >>> 0;
}

function fnv32aOfBytes(bytes: Uint8Array): number {
  let hash = OFFSET_BASIS;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** FNV-32 of the UTF-8 bytes of `text`: multiplied before the byte comes in, not after. */
export function fnv32(text: string): number {
  let hash = OFFSET_BASIS;
  for (const byte of encodeUtf8(text)) hash = (Math.imul(hash, PRIME) ^ byte) >>> 0;
  return hash;
}

/**
 * Maps each character of `text` into the alphabet of generated names. Models util/rand
 * SafeEncodeString.
 */
export function safeEncode(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    out += SAFE_ALPHABET.charAt(text.charCodeAt(i) % SAFE_ALPHABET.length);
  }
  return out;
}

/**
 * The hash of a StatefulSet's ControllerRevision, equal to the real one. Models
 * pkg/controller/history HashControllerRevision.
 */
export const revisionHash = (data: JsonObject, collisionCount: number): string =>
  safeEncode(String(fnv32(encodeSortedJson(data) + String(collisionCount))));

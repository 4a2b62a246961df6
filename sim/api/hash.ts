import { encodeUtf8, SAFE_ALPHABET } from '../kernel/index.ts';

/** FNV-32a of the UTF-8 bytes of `text`, as an unsigned number. */
export function fnv32a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of encodeUtf8(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash >>> 0;
}

/** Maps each character of `text` into the alphabet of generated names. Models util/rand SafeEncodeString. */
export function safeEncode(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    out += SAFE_ALPHABET.charAt(text.charCodeAt(i) % SAFE_ALPHABET.length);
  }
  return out;
}

/**
 * The hash in the names of ReplicaSets and ControllerRevisions: decimal FNV-32a through the safe alphabet.
 * Models pkg/controller ComputeHash and ControllerRevision HashControllerRevision.
 */
export const hashName = (text: string): string => safeEncode(String(fnv32a(text)));

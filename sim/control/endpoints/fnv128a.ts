import { encodeUtf8 } from '../../kernel/index.ts';

const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x1000000000000000000013bn;

/** FNV-1a of 128 bits over the UTF-8 bytes of a text. Models hash/fnv New128a. */
export function fnv128a(text: string): bigint {
  let hash = OFFSET;
  for (const byte of encodeUtf8(text)) {
    hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  }
  return hash;
}

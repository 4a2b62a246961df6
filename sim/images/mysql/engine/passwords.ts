import { encodeUtf8 } from '../../../kernel/index.ts';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * A stand-in for the hashes of MySQL: one way, and the same for the same password. '' stays ''.
 */
export function hashPassword(password: string): string {
  if (password === '') return '';
  let hash = OFFSET;
  for (let round = 0; round < 4; round++) {
    for (const byte of encodeUtf8(`${round}${password}`)) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
    }
  }
  return `$A$005$${hash.toString(16).padStart(16, '0')}`;
}

import { encodeUtf8 } from '../../../kernel/index.ts';

/** The bytes of a text in UTF-8. */
export const bytesOf = encodeUtf8;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes in base64. */
export function base64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const four = [18, 12, 6, 0].map((shift) => BASE64.charAt((bits >> shift) & 63));
    out += `${four[0]}${four[1]}${b === undefined ? '=' : four[2]}${c === undefined ? '=' : four[3]}`;
  }
  return out;
}

const INVALID = 0xdc00;

/**
 * UTF-8 bytes of `text`; a lone surrogate U+DC80..U+DCFF gives back the byte that it stands for.
 */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return encodeFrom(text, i, bytes);
    bytes[i] = code;
  }
  return bytes;
}

/** Goes on with text that is not ASCII from its character `start`. */
function encodeFrom(text: string, start: number, before: Uint8Array): Uint8Array {
  const out = new Uint8Array(start + (text.length - start) * 3);
  out.set(before.subarray(0, start));
  let length = start;
  for (let i = start; i < text.length; i++) {
    const code = text.codePointAt(i) as number;
    if (code < 0x80) out[length++] = code;
    else if (code < 0x800) {
      out[length++] = 0xc0 | (code >> 6);
      out[length++] = 0x80 | (code & 0x3f);
    } else if (code >= INVALID + 0x80 && code <= INVALID + 0xff) out[length++] = code - INVALID;
    else if (code < 0x10000) {
      out[length++] = 0xe0 | (code >> 12);
      out[length++] = 0x80 | ((code >> 6) & 0x3f);
      out[length++] = 0x80 | (code & 0x3f);
    } else {
      out[length++] = 0xf0 | (code >> 18);
      out[length++] = 0x80 | ((code >> 12) & 0x3f);
      out[length++] = 0x80 | ((code >> 6) & 0x3f);
      out[length++] = 0x80 | (code & 0x3f);
      i++;
    }
  }
  return out.slice(0, length);
}

const sequenceLength = (byte: number): number => {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
};

const decodeAt = (bytes: Uint8Array, at: number, length: number): number | undefined => {
  const first = bytes[at] as number;
  let code = length === 1 ? first : first & (0x7f >> length);
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i];
    if (byte === undefined || (byte & 0xc0) !== 0x80) return undefined;
    code = (code << 6) | (byte & 0x3f);
  }
  const least = [0, 0, 0x80, 0x800, 0x10000][length] as number;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < least || isSurrogate || code > 0x10ffff ? undefined : code;
};

/** The text of UTF-8 bytes; each byte that is not valid becomes a lone surrogate U+DC00 + byte. */
export function decodeUtf8(bytes: Uint8Array): string {
  let out = '';
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    const length = sequenceLength(byte);
    const code = length === 0 ? undefined : decodeAt(bytes, at, length);
    out += String.fromCodePoint(code ?? INVALID + byte);
    at += code === undefined ? 1 : length;
  }
  return out;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    out += BASE64.charAt(a >> 2) + BASE64.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    out += b === undefined ? '=' : BASE64.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    out += c === undefined ? '=' : BASE64.charAt(c & 63);
  }
  return out;
}

/**
 * The bytes of standard base64; line ends are ignored. For text that is not base64, `offset` says
 * where: at the first illegal byte, or where the group of four begins that is cut off.
 *
 * Models decodeQuantum of Go's encoding/base64.
 */
export function decodeBase64(
  text: string,
): { ok: true; bytes: Uint8Array } | { ok: false; offset: number } {
  const out: number[] = [];
  let bits = 0;
  let digits = 0;
  let padding = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '\n' || character === '\r') continue;
    const isEnded = padding > 0 && (digits + padding) % 4 === 0;
    if (character === '=') {
      if (isEnded) return { ok: false, offset: i };
      if (padding === 0 && digits % 4 < 2) return { ok: false, offset: i };
      padding++;
      continue;
    }
    const value = BASE64.indexOf(character);
    if (padding > 0) return { ok: false, offset: isEnded ? i : i - 1 };
    if (value < 0) return { ok: false, offset: i };
    bits = ((bits << 6) | value) & 0xffffff;
    digits++;
    if (digits % 4 !== 1) out.push((bits >> (6 - 2 * ((digits - 1) % 4))) & 0xff);
  }
  if (padding > 0 && (digits + padding) % 4 !== 0) return { ok: false, offset: text.length };
  if (padding === 0 && digits % 4 !== 0) return { ok: false, offset: text.length - (digits % 4) };
  return { ok: true, bytes: Uint8Array.from(out) };
}

/** How many bytes `text` has as UTF-8; a lone surrogate stands for one byte. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes++;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes++;
  }
  return bytes;
}

/** How many characters `text` has; a pair of surrogates is one. */
export function codePointCount(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const isPair =
      (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    if (isPair) count--;
  }
  return count;
}

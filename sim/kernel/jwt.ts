import { sha256 } from './sha256.ts';
import { encodeBase64, encodeUtf8 } from './text.ts';

const base64Url = (text: string): string =>
  encodeBase64(encodeUtf8(text)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** A token of the real form. Nobody wants to forge one: its signature is no more than a hash. */
export function jwtOf(keyId: string, claims: object): string {
  const header = { alg: 'RS256', kid: keyId };
  const signed = [header, claims].map((part) => base64Url(JSON.stringify(part))).join('.');
  return `${signed}.${base64Url(sha256(signed))}`;
}

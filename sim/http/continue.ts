import { badRequest, failure, type KubeObject, type Result, success } from '../api/index.ts';
import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from '../kernel/index.ts';
import { isObject } from './body.ts';
import { jsonComplaint } from './json-complaint.ts';

// Models apiserver/pkg/storage/continue.go.

const VERSION = 'meta.k8s.io/v1';
/** The version of a token whose list went on without being consistent. */
export const INCONSISTENT = -1;

/** Where the next part of a list begins, and the version that the whole list is told to have. */
export interface Continuation {
  /** INCONSISTENT for whatever is the newest. */
  readonly rv: number;
  readonly start: string;
}

export const keyOf = ({ metadata }: KubeObject): string =>
  `${metadata.namespace ?? ''}/${metadata.name}`;

export const encodeToken = ({ rv, start }: Continuation): string =>
  encodeBase64(encodeUtf8(JSON.stringify({ v: VERSION, rv, start })))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Reads a token; undefined for none. */
export function decodeToken(token: string): Result<Continuation | undefined> {
  if (token === '') return success(undefined);
  const refuse = (why: string): Result<never> =>
    failure(badRequest(`invalid continue token: continue key is not valid: ${why}`));
  const padded = token.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = decodeBase64(padded + '='.repeat((4 - (padded.length % 4)) % 4));
  if (!bytes.ok) return refuse(`illegal base64 data at input byte ${bytes.offset}`);
  const text = decodeUtf8(bytes.bytes);
  try {
    const json = JSON.parse(text);
    if (!isObject(json) || json.v !== VERSION || typeof json.rv !== 'number') {
      return refuse('server does not recognize this encoded version ""');
    }
    if (json.rv === 0)
      return refuse(`incorrect encoded start resourceVersion (version ${VERSION})`);
    if (typeof json.start !== 'string' || json.start === '') {
      return refuse(`encoded start key empty (version ${VERSION})`);
    }
    return success({ rv: json.rv, start: json.start });
  } catch {
    return refuse(jsonComplaint(text) ?? 'unexpected end of JSON input');
  }
}

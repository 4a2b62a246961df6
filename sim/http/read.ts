import {
  badRequest,
  failure,
  type KubeObject,
  type Result,
  resourceExpired,
  success,
} from '../api/index.ts';
import type { ListOptions } from '../client/index.ts';
import { decodeBase64, decodeUtf8, encodeBase64, encodeUtf8 } from '../kernel/index.ts';
import { isObject } from './body.ts';
import { type ListMeta, listText, objectText, type View } from './encode.ts';
import { type HttpResponse, jsonResponse, statusResponse } from './message.ts';
import type { ResourceRequest } from './parts.ts';
import { isTrue, numberOf, textOf } from './query.ts';
import { parseVersion } from './versions.ts';

/** Where the next part of a list begins, and the version that the whole list is told to have. */
interface Continuation {
  readonly rv: number;
  readonly start: string;
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

const encodeToken = ({ rv, start }: Continuation): string =>
  encodeBase64(encodeUtf8(JSON.stringify({ v: 'meta.k8s.io/v1', rv, start })))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function decodeToken(token: string): Result<Continuation | undefined> {
  if (token === '') return success(undefined);
  const refuse = (why: string): Result<never> =>
    failure(badRequest(`continue key is not valid: ${why}`));
  const padded = token.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = decodeBase64(padded + '='.repeat((4 - (padded.length % 4)) % 4));
  if (!bytes.ok) return refuse(`illegal base64 data at input byte ${bytes.offset}`);
  try {
    const json = JSON.parse(decodeUtf8(bytes.bytes));
    if (!isObject(json) || typeof json.start !== 'string' || typeof json.rv !== 'number') {
      return refuse('version not recognized');
    }
    return success({ rv: json.rv, start: json.start });
  } catch {
    return refuse('not JSON');
  }
}

export const viewOf = ({ path, query, as }: ResourceRequest): View => {
  const include = textOf(query, 'includeObject');
  const includeObject = include === 'None' || include === 'Object' ? include : 'Metadata';
  return { kind: path.kind, as, includeObject, hasColumns: true };
};

/** The selectors of a list or watch; a name in the path selects that object. */
export function listOptionsOf({ path, query }: ResourceRequest): ListOptions {
  const fields = textOf(query, 'fieldSelector');
  const own = path.name === '' ? '' : `metadata.name=${path.name}`;
  return {
    labelSelector: textOf(query, 'labelSelector'),
    fieldSelector: [fields, own].filter((text) => text !== '').join(','),
  };
}

/** The part of a list that a client asked for. Models the chunking of the storage layer. */
function chunkOf(
  items: readonly KubeObject[],
  version: string,
  from: Continuation | undefined,
  limit: number,
): { readonly items: readonly KubeObject[]; readonly meta: ListMeta } {
  const start = from?.start ?? '';
  const rest = start === '' ? items : items.filter((object) => keyOf(object) > start);
  const resourceVersion = from === undefined ? version : String(from.rv);
  const last = rest[limit - 1];
  if (limit <= 0 || rest.length <= limit || last === undefined) {
    return { items: rest, meta: { resourceVersion, continue: '', remaining: 0 } };
  }
  const token = encodeToken({ rv: Number(resourceVersion), start: keyOf(last) });
  const remaining = rest.length - limit;
  return { items: rest.slice(0, limit), meta: { resourceVersion, continue: token, remaining } };
}

/** GET of a collection. */
export function respondList(request: ResourceRequest): HttpResponse {
  const { parts, encoder, path, query } = request;
  const wanted = parseVersion(textOf(query, 'resourceVersion'), parts.resourceVersion());
  if (!wanted.ok) return statusResponse(wanted.status, []);
  const isExact = textOf(query, 'resourceVersionMatch') === 'Exact';
  if (isExact && wanted.value !== parts.resourceVersion()) {
    const text = 'The provided resource version is too old to display a consistent list result.';
    return statusResponse(resourceExpired(text), []);
  }
  const from = decodeToken(textOf(query, 'continue'));
  if (!from.ok) return statusResponse(from.status, []);
  const listed = parts.client.list(path, listOptionsOf(request));
  if (!listed.ok) return statusResponse(listed.status, listed.warnings);
  const limit = numberOf(query, 'limit') ?? 0;
  const chunk = chunkOf(listed.value.items, listed.value.resourceVersion, from.value, limit);
  const text = listText(parts.client, encoder, viewOf(request), chunk.items, chunk.meta);
  return jsonResponse(200, pretty(request, text), listed.warnings);
}

/** GET of an object or of a subresource that is one. */
export function respondGet(request: ResourceRequest): HttpResponse {
  const { parts, path, query } = request;
  const wanted = parseVersion(textOf(query, 'resourceVersion'), parts.resourceVersion());
  if (!wanted.ok) return statusResponse(wanted.status, []);
  const found = parts.client.get(path);
  if (!found.ok) return statusResponse(found.status, found.warnings);
  return respondObject(request, 200, found.value, found.warnings);
}

/** An object as the answer; a Scale or a Status is written as it is. */
export function respondObject(
  request: ResourceRequest,
  code: number,
  object: KubeObject,
  warnings: readonly string[],
): HttpResponse {
  const { parts, encoder, path } = request;
  const isOwn = object.kind === path.kind.kind;
  const text = isOwn
    ? objectText(parts.client, encoder, viewOf(request), object)
    : JSON.stringify(object);
  return jsonResponse(code, pretty(request, text), warnings);
}

const pretty = ({ query }: ResourceRequest, text: string): string =>
  isTrue(query, 'pretty') ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : `${text}\n`;

import { stringify } from 'yaml';
import {
  badRequest,
  failure,
  type KubeObject,
  type Result,
  resourceExpired,
  withScaleColumns,
} from '../api/index.ts';
import type { ListOptions, ListResult } from '../client/index.ts';
import { type Continuation, decodeToken, encodeToken, INCONSISTENT, keyOf } from './continue.ts';
import { type ListMeta, listText, objectText, type View } from './encode.ts';
import { type ListQuery, listQueryOf } from './list-query.ts';
import { type HttpResponse, jsonResponse, statusResponse } from './message.ts';
import type { ResourceRequest } from './parts.ts';
import { isTrue, textOf } from './query.ts';
import { parseVersion } from './versions.ts';

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
  { items, resourceVersion }: ListResult,
  start: string,
  limit: number,
): { readonly items: readonly KubeObject[]; readonly meta: ListMeta } {
  const rest = start === '' ? items : items.filter((object) => keyOf(object) > start);
  const last = rest[limit - 1];
  if (limit <= 0 || rest.length <= limit || last === undefined) {
    return { items: rest, meta: { resourceVersion, continue: '', remaining: 0 } };
  }
  const token = encodeToken({ rv: Number(resourceVersion), start: keyOf(last) });
  const remaining = rest.length - limit;
  return { items: rest.slice(0, limit), meta: { resourceVersion, continue: token, remaining } };
}

const CONTINUE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start ' +
  'a new list without the continue parameter, or use the continue token in this response to ' +
  'retrieve the remainder of the results. Continuing with the provided token results in an ' +
  'inconsistent list - objects that were created, modified, or deleted between the time the ' +
  'first chunk was returned and now may show up in the list.';

/** A token that is too old comes with another one, to go on with what there is now. */
function continueExpired({ start }: Continuation): Result<never> {
  const status = resourceExpired(CONTINUE_EXPIRED);
  const metadata = { continue: encodeToken({ rv: INCONSISTENT, start }) };
  return failure({ ...status, metadata });
}

/** What is listed: what there is now, or what there was at the version that the client names. */
function listFor(
  { parts, path }: ResourceRequest,
  options: ListOptions,
  query: ListQuery,
  from: Continuation | undefined,
): Result<ListResult> {
  const { client } = parts;
  if (from !== undefined && from.rv !== INCONSISTENT) {
    const listed = client.listAt(path, options, from.rv);
    const isExpired = !listed.ok && listed.status.reason === 'Expired';
    return isExpired ? continueExpired(from) : listed;
  }
  const wanted = parseVersion(query.resourceVersion, parts.resourceVersion());
  if (!wanted.ok) return wanted;
  const isPast = query.match === 'Exact' && wanted.value !== parts.resourceVersion();
  return isPast ? client.listAt(path, options, wanted.value) : client.list(path, options);
}

/** GET of a collection. */
export function respondList(request: ResourceRequest): HttpResponse {
  const { parts, encoder } = request;
  const query = listQueryOf(request.query, false);
  if (!query.ok) return statusResponse(query.status, []);
  const from = decodeToken(query.value.continue);
  if (!from.ok) return statusResponse(from.status, []);
  const hasVersion = !['', '0'].includes(query.value.resourceVersion);
  if (from.value !== undefined && hasVersion) {
    const text = 'specifying resource version is not allowed when using continue';
    return statusResponse(badRequest(text), []);
  }
  const listed = listFor(request, listOptionsOf(request), query.value, from.value);
  if (!listed.ok) return statusResponse(listed.status, listed.warnings);
  const chunk = chunkOf(listed.value, from.value?.start ?? '', query.value.limit);
  const text = listText(parts.client, encoder, viewOf(request), chunk.items, chunk.meta);
  return textAnswer(request, 200, text, listed.warnings);
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
  const isOwn = object.kind === path.kind.kind && object.metadata.uid !== undefined;
  const isTableOfScale = object.kind === 'Scale' && request.as.as === 'Table';
  const view = viewOf(request);
  const text =
    isOwn || isTableOfScale
      ? objectText(
          parts.client,
          encoder,
          isOwn ? view : { ...view, kind: withScaleColumns(path.kind) },
          object,
        )
      : JSON.stringify(object);
  return textAnswer(request, code, text, warnings);
}

/** As sigs.k8s.io/yaml writes it: version 1.1, so that what would be read as a time is quoted. */
const YAML = { version: '1.1', sortMapEntries: true, lineWidth: 0, indentSeq: false } as const;

/** JSON as the client wants to have it: on one line, indented, or as YAML. */
export function textAnswer(
  { query, as }: ResourceRequest,
  code: number,
  text: string,
  warnings: readonly string[],
): HttpResponse {
  if (as.format === 'yaml') {
    const yaml = stringify(JSON.parse(text), YAML);
    return jsonResponse(code, yaml, warnings, 'application/yaml');
  }
  const isPretty = isTrue(query, 'pretty');
  const body = isPretty ? JSON.stringify(JSON.parse(text), null, 2) : text;
  return jsonResponse(code, `${body}\n`, warnings);
}

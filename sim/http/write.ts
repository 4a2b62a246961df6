import {
  fieldErrors,
  type JsonObject,
  type KubeObject,
  nameUndeterminable,
  type Result,
  type Status,
  success,
  type TypeName,
} from '../api/index.ts';
import { isObject, readDeleteBody, readObject, readPatch } from './body.ts';
import { listText } from './encode.ts';
import { type HttpResponse, jsonResponse, statusResponse } from './message.ts';
import type { ResourceRequest } from './parts.ts';
import {
  type DeleteOptions,
  deleteOptionsOf,
  deleteQueryOf,
  invalidOptions,
  isTrue,
  type WireDeleteOptions,
  writeOptionsOf,
} from './query.ts';
import { listOptionsOf, respondObject, viewOf } from './read.ts';
import { responseOf, typeOf } from './subresources.ts';

const withWarnings = <T>(answer: Result<T>, warnings: readonly string[]): Result<T> =>
  warnings.length === 0 ? answer : { ...answer, warnings: [...warnings, ...answer.warnings] };

const userAgentOf = ({ request }: ResourceRequest): string =>
  request.headers.get('user-agent') ?? '';

/** The answer to a write: the object, or the Status that there is instead. */
function respond(
  request: ResourceRequest,
  code: number,
  answer: Result<KubeObject | Status>,
): HttpResponse {
  if (!answer.ok) return statusResponse(answer.status, answer.warnings);
  const { value, warnings } = answer;
  if (value.kind !== 'Status') return respondObject(request, code, value as KubeObject, warnings);
  const isShown = ([, field]: [string, unknown]): boolean => field !== '' && field !== 0;
  const shown = Object.fromEntries(Object.entries(value).filter(isShown));
  return jsonResponse(code, `${JSON.stringify(shown)}\n`, warnings);
}

/** Subresources take objects of other kinds than their resource's. */
const bodyKindOf = ({ path }: ResourceRequest): TypeName =>
  path.subresource === '' ? typeOf(path.kind) : responseOf(path.kind, path.subresource);

/** POST. */
export function respondCreate(request: ResourceRequest): HttpResponse {
  const { parts, path, query } = request;
  const options = writeOptionsOf('CreateOptions', query, userAgentOf(request));
  if (!options.ok) return statusResponse(options.status, []);
  const body = readObject(request.request, bodyKindOf(request), options.value.fieldValidation);
  if (!body.ok) return statusResponse(body.status, []);
  const answer = parts.client.create(path, body.value, options.value);
  return respond(request, 201, withWarnings(answer, body.warnings));
}

/** PUT. */
export function respondUpdate(request: ResourceRequest): HttpResponse {
  const { parts, path, query } = request;
  const options = writeOptionsOf('UpdateOptions', query, userAgentOf(request));
  if (!options.ok) return statusResponse(options.status, []);
  const body = readObject(request.request, bodyKindOf(request), options.value.fieldValidation);
  if (!body.ok) return statusResponse(body.status, []);
  if (!hasName(body.value)) return statusResponse(nameUndeterminable(path.name), []);
  const answer = parts.client.update(path, body.value, options.value);
  return respond(request, 200, withWarnings(answer, body.warnings));
}

/** An update says again what it updates. */
const hasName = ({ metadata }: JsonObject): boolean => isObject(metadata) && Boolean(metadata.name);

/** PATCH of the four types. */
export function respondPatch(request: ResourceRequest): HttpResponse {
  const { parts, path, query } = request;
  const patch = readPatch(request.request);
  if (!patch.ok) return statusResponse(patch.status, []);
  const options = writeOptionsOf('PatchOptions', query, userAgentOf(request));
  if (!options.ok) return statusResponse(options.status, []);
  const refused = refuseApply(request, patch.value.type === 'apply');
  if (!refused.ok) return statusResponse(refused.status, []);
  const isNew = patch.value.type === 'apply' && !parts.client.get({ ...path, subresource: '' }).ok;
  const isForced = isTrue(query, 'force');
  const answer = parts.client.patch(path, { ...patch.value, isForced }, options.value);
  return respond(request, isNew ? 201 : 200, answer);
}

function refuseApply({ query }: ResourceRequest, isApply: boolean): Result<null> {
  if (isApply && !query.get('fieldManager')?.[0]) {
    const error = fieldErrors.required('fieldManager', 'is required for apply patch');
    return invalidOptions('PatchOptions', [error]);
  }
  if (isApply || !query.has('force')) return success(null);
  const error = fieldErrors.forbidden('force', 'may not be specified for non-apply patch');
  return invalidOptions('PatchOptions', [error]);
}

/** The options of a delete: those of the body when it has one, else those of the query. */
function readDeleteOptions(request: ResourceRequest): Result<DeleteOptions> {
  const hasBody = request.request.body.length > 0 || request.request.isTooLarge;
  const body = hasBody ? readDeleteBody(request.request) : deleteQueryOf(request.query);
  return body.ok ? deleteOptionsOf(body.value as WireDeleteOptions) : body;
}

/** DELETE of one object. */
export function respondDelete(request: ResourceRequest): HttpResponse {
  const options = readDeleteOptions(request);
  if (!options.ok) return statusResponse(options.status, []);
  return respond(request, 200, request.parts.client.delete(request.path, options.value));
}

/** DELETE of a collection: each of its objects, and the answer lists them. */
export function respondDeleteCollection(request: ResourceRequest): HttpResponse {
  const { parts, encoder, path } = request;
  const options = readDeleteOptions(request);
  if (!options.ok) return statusResponse(options.status, []);
  const listed = parts.client.list(path, listOptionsOf(request));
  if (!listed.ok) return statusResponse(listed.status, listed.warnings);
  const objects = [...listed.value.items];
  for (const { metadata } of objects) {
    const { name, namespace = '' } = metadata;
    const target = { kind: path.kind, namespace, name, subresource: '' };
    const answer = parts.client.delete(target, options.value);
    const isGone = !answer.ok && answer.status.reason === 'NotFound';
    if (!answer.ok && !isGone) return statusResponse(answer.status, answer.warnings);
  }
  const { resourceVersion } = listed.value;
  const meta = { resourceVersion, continue: '', remaining: 0 };
  const text = listText(parts.client, encoder, viewOf(request), objects, meta);
  return jsonResponse(200, `${text}\n`, listed.warnings);
}

import {
  type AnyKind,
  badRequest,
  encodeSortedJson,
  failure,
  fieldErrors,
  formatGoValue,
  invalidPatch,
  isObject,
  type Json,
  type JsonObject,
  type KubeObject,
  nameUndeterminable,
  type Result,
  requestTooLarge,
  statusOf,
  success,
  unprocessablePatch,
} from '../api/index.ts';
import { LIMITS } from '../limits.ts';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicPatch,
  type DecodeStyle,
  decodeObject,
  type FieldValidation,
  typeComplaint,
} from '../schema/index.ts';
import type { Patch } from '../store/index.ts';
import { patchPairs } from './pairs-patch.ts';

const GO_MAP = 'map[string]interface {}';

function cannotUnmarshal(json: Json, goType: string): string {
  const word = Array.isArray(json) ? 'array' : typeof json === 'boolean' ? 'bool' : typeof json;
  return `json: cannot unmarshal ${word} into Go value of type ${goType}`;
}

/** A patched object that is not decoded yet. */
interface Patched {
  readonly json: JsonObject;
  /** Whether its objects were made for it, but for the old one's: none is the body's. */
  readonly isOwn: boolean;
  readonly style: DecodeStyle;
}

function patchByOperations(old: JsonObject, body: Json): Result<Patched> {
  if (!Array.isArray(body)) {
    return failure(badRequest(cannotUnmarshal(body, 'jsonpatch.Patch')));
  }
  if (body.length > LIMITS.jsonPatchOperations) {
    const text =
      `The allowed maximum operations in a JSON patch is ` +
      `${LIMITS.jsonPatchOperations}, got ${body.length}`;
    return failure(requestTooLarge(text));
  }
  const other = body.find((operation) => !isObject(operation));
  if (other !== undefined) {
    return failure(badRequest(cannotUnmarshal(other, 'jsonpatch.Operation')));
  }
  const patched = applyJsonPatch(old, body);
  if (!patched.ok) return failure(unprocessablePatch());
  const json = patched.value;
  return success({ json, isOwn: false, style: 'json' });
}

function patchByMerge(old: JsonObject, body: Json): Result<Patched> {
  if (!isObject(body)) {
    return failure(badRequest(`error decoding patch: ${cannotUnmarshal(body, GO_MAP)}`));
  }
  const json = applyMergePatch(old, body) as JsonObject;
  return success({ json, isOwn: true, style: 'json' });
}

function patchByStrategy(kind: AnyKind, old: JsonObject, body: Json): Result<Patched> {
  if (!isObject(body)) return failure(badRequest(cannotUnmarshal(body, GO_MAP)));
  const merged = applyStrategicPatch(kind, old, body);
  if (merged.ok) return success({ json: merged.value, isOwn: false, style: 'unstructured' });
  // The API server answers the latter without a reason; it is the request that is wrong all the
  // same.
  const status = merged.isBadRequest
    ? badRequest(merged.error)
    : { ...statusOf('', merged.error), code: 422 };
  return failure(status);
}

function patchBy(kind: AnyKind, old: JsonObject, patch: Patch): Result<Patched> {
  switch (patch.type) {
    case 'json':
      return patchByOperations(old, patch.body);
    case 'merge':
      return patchByMerge(old, patch.body);
    case 'strategic':
      return patchByStrategy(kind, old, patch.body);
    case 'apply':
      return failure(badRequest('server-side apply goes through its own path'));
  }
}

/** What an error shows of a patched object: of one that was merged into its type, the patch. */
const shownOf = ({ json, style }: Patched, body: Json): string =>
  style === 'json' ? encodeSortedJson(json) : formatGoValue(body);

/** A patch may not move an object to another name or namespace. */
function refuseMove(object: KubeObject, old: KubeObject): Result<never> | undefined {
  const { name, namespace } = object.metadata;
  if (!name) return failure(nameUndeterminable(old.metadata.name));
  if (name !== old.metadata.name) {
    const text =
      `the name of the object (${name}) does not match the name on the URL ` +
      `(${old.metadata.name})`;
    return failure(badRequest(text));
  }
  if (namespace !== old.metadata.namespace) {
    const text =
      'the namespace of the provided object does not match the namespace sent on the request';
    return failure(badRequest(text));
  }
  return undefined;
}

/**
 * An object with a JSON patch, a merge patch or a strategic merge patch applied, decoded as the
 * body of a request is; the object itself is not changed. A failure is the API server's Status.
 */
export function applyPatch(
  kind: AnyKind,
  old: KubeObject,
  patch: Patch,
  fieldValidation: FieldValidation,
): Result<KubeObject> {
  const ofPairs = patch.type === 'merge' ? patchPairs(old, patch.body) : undefined;
  if (ofPairs !== undefined) return success(ofPairs);
  const patched = patchBy(kind, old as unknown as JsonObject, patch);
  if (!patched.ok) return patched;
  const { json, isOwn, style } = patched.value;
  // A strategic merge patch is merged into the type itself, whatever it says.
  const complaint = style === 'json' ? typeComplaint(json, kind) : undefined;
  if (complaint !== undefined) {
    const shown = shownOf(patched.value, patch.body);
    return failure(invalidPatch(fieldErrors.invalid('patch', shown, complaint)));
  }
  const decoded = decodeObject(kind, json, fieldValidation, style, old, isOwn);
  if (!decoded.ok) {
    const shown = shownOf(patched.value, patch.body);
    return failure(invalidPatch(fieldErrors.invalid('patch', shown, decoded.error)));
  }
  return refuseMove(decoded.value, old) ?? success(decoded.value, decoded.warnings);
}

/** Whether a patch is about `metadata.managedFields`, as kubectl sends to take fields over. */
export function namesOwners({ type, body }: Patch): boolean {
  if (type === 'json') {
    return Array.isArray(body) && body.some((operation) => hasOwnersPath(operation as Json));
  }
  const metadata = isObject(body) ? body.metadata : undefined;
  return isObject(metadata) && metadata.managedFields !== undefined;
}

const hasOwnersPath = (operation: Json): boolean =>
  isObject(operation) && String(operation.path).startsWith('/metadata/managedFields');

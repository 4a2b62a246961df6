import {
  type AnyKind,
  apiVersionOf,
  badRequest,
  failure,
  type JsonObject,
  type Kind,
  type KubeObject,
  type Result,
  statusOf,
  success,
} from '../api/index.ts';
import { decodeObject } from '../schema/index.ts';
import type { Authorship, Live, Patch, Target } from '../store/index.ts';
import { applyConfig } from './managed-fields/managers.ts';

const isObject = (json: unknown): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** Why a configuration cannot be applied, in the words of the field manager. */
function complaint(kind: AnyKind, { namespace, name }: Target, error: string): string {
  const type = `${apiVersionOf(kind)}, Kind=${kind.kind}`;
  const unknown = [...error.matchAll(/unknown field "([^"]*)"/g)].map(
    ([, path]) => `.${path}: field not declared in schema`,
  );
  const why = unknown.length === 0 ? error : unknown.join('\n');
  const place = namespace === '' ? name : `${namespace}/${name}`;
  return `failed to create typed patch object (${place}; ${type}): ${why}`;
}

/** The configuration of a request: of the right kind and name, with known fields only. */
function readConfig(kind: AnyKind, target: Target, patch: Patch): Result<JsonObject> {
  const { body } = patch;
  if (!isObject(body)) return failure(badRequest('error decoding YAML: not an object'));
  if (body.apiVersion !== apiVersionOf(kind) || body.kind !== kind.kind) {
    const given = `${String(body.apiVersion ?? '')}, Kind=${String(body.kind ?? '')}`;
    const wanted = `${apiVersionOf(kind)}, Kind=${kind.kind}`;
    return failure(badRequest(`invalid object type: ${given} (expected ${wanted})`));
  }
  const metadata = isObject(body.metadata) ? body.metadata : {};
  if (metadata.managedFields !== undefined) {
    return failure(badRequest('metadata.managedFields must be nil'));
  }
  const { name = target.name, namespace = target.namespace } = metadata;
  if (name !== target.name) {
    const text = `the name of the object (${String(name)}) does not match the name on the URL`;
    return failure(badRequest(`${text} (${target.name})`));
  }
  if (kind.isNamespaced && namespace !== target.namespace) {
    const text =
      'the namespace of the provided object does not match the namespace sent on the request';
    return failure(badRequest(text));
  }
  const checked = decodeObject(kind, body, 'Strict', 'json');
  if (!checked.ok) {
    return failure({ ...statusOf('', complaint(kind, target, checked.error)), code: 422 });
  }
  const place = kind.isNamespaced ? { namespace } : {};
  return success({ ...body, metadata: { ...metadata, name, ...place } });
}

/**
 * The object that a server-side apply leads to, and its author with the new owners. A failure is
 * the API server's: a configuration that cannot be read, or a Conflict with other managers.
 */
export function applyConfiguration<T extends KubeObject>(
  kind: Kind<T>,
  target: Target,
  live: Live<T>,
  patch: Patch,
  author: Authorship,
): Result<{ readonly object: T; readonly author: Authorship }> {
  const config = readConfig(kind, target, patch);
  if (!config.ok) return config;
  const { object: old, owners } = live;
  const applied = applyConfig(kind, old, owners, config.value, author.writer, patch.isForced);
  if (!applied.ok) return applied;
  const decoded = decodeObject(kind, applied.value.object, 'Ignore', 'json');
  if (!decoded.ok) return failure(badRequest(decoded.error));
  const object = decoded.value as T;
  return success({ object, author: { ...author, owners: applied.value.owners } });
}

import {
  type AnyKind,
  apiVersionOf,
  badRequest,
  failure,
  fieldErrors,
  formatSelector,
  invalid,
  type JsonObject,
  type KubeObject,
  noSuchResource,
  notFound,
  type Result,
  type Scale,
  success,
} from '../api/index.ts';
import type { ObjectPath } from '../client/index.ts';
import type { Origin } from '../kernel/index.ts';
import { decode } from '../schema/index.ts';
import type { ApiServer, Patch, WriteOptions } from '../store/index.ts';
import { applyPatch } from './patch.ts';
import { isScalable, scaleOf, withScale } from './scale-object.ts';

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' };
/** Where a Scale would be kept, if it were: enough for patches of one. */
const SCALES = { ...SCALE, plural: 'scales', isNamespaced: true } as AnyKind;

/** The Scale of an object as clients see it. */
export const asScale = (object: KubeObject): Scale => scaleOf(object, formatSelector);

interface ScaleParts {
  readonly server: ApiServer;
  origin(): Origin;
}

const named = (path: ObjectPath, object: KubeObject | undefined): Result<KubeObject> => {
  if (!isScalable(path.kind)) return failure(noSuchResource());
  return object === undefined ? failure(notFound(path.kind, path.name)) : success(object);
};

/** Writes what a Scale says into the object. */
function write(
  { server, origin }: ScaleParts,
  path: ObjectPath,
  object: KubeObject,
  scale: JsonObject,
  options: WriteOptions,
): Result<KubeObject> {
  const { spec = {} } = scale as { spec?: { replicas?: number } };
  if ((spec.replicas ?? 0) < 0) {
    const detail = 'must be greater than or equal to 0';
    const error = fieldErrors.invalid('spec.replicas', spec.replicas ?? 0, detail);
    return failure(invalid(SCALES, path.name, [error]));
  }
  const wanted = withScale(object, scale);
  const answer = server.update(path.kind, wanted, 'scale', options, origin());
  return answer.ok ? success(asScale(answer.value), answer.warnings) : answer;
}

/** PUT of a Scale. Models pkg/registry/apps ScaleREST. */
export function updateScale(
  parts: ScaleParts,
  path: ObjectPath,
  object: KubeObject | undefined,
  body: JsonObject,
  options: WriteOptions,
): Result<KubeObject> {
  const found = named(path, object);
  if (!found.ok) return found;
  const decoded = decode(SCALE, body, options.fieldValidation);
  if (!decoded.ok) return decoded;
  const { name } = decoded.value.metadata;
  if (name !== path.name) {
    const text = `the name of the object (${name}) does not match the name on the URL`;
    return failure(badRequest(`${text} (${path.name})`));
  }
  const scale = decoded.value as unknown as JsonObject;
  const answer = write(parts, path, found.value, scale, options);
  return { ...answer, warnings: [...decoded.warnings, ...answer.warnings] };
}

/** An apply configuration of a Scale, as that of the object. */
function applied(path: ObjectPath, body: Patch['body']): Result<JsonObject> {
  const wanted = apiVersionOf(SCALE);
  const { apiVersion, kind, metadata = {}, spec = {} } = body as JsonObject;
  if (apiVersion !== wanted || kind !== SCALE.kind) {
    const given = `${String(apiVersion ?? '')}, Kind=${String(kind ?? '')}`;
    return failure(
      badRequest(`invalid object type: ${given} (expected ${wanted}, Kind=${SCALE.kind})`),
    );
  }
  const { replicas } = spec as { replicas?: number };
  return success({
    apiVersion: apiVersionOf(path.kind),
    kind: path.kind.kind,
    metadata,
    spec: replicas === undefined ? {} : { replicas },
  });
}

/** PATCH of a Scale: it is the Scale that is patched, not the object. */
export function patchScale(
  parts: ScaleParts,
  path: ObjectPath,
  object: KubeObject | undefined,
  patch: Patch,
  options: WriteOptions,
): Result<KubeObject> {
  const found = named(path, object);
  if (!found.ok) return found;
  if (patch.type === 'apply') {
    const body = applied(path, patch.body);
    if (!body.ok) return body;
    const target = { namespace: path.namespace, name: path.name, subresource: 'scale' };
    const change = { ...patch, body: body.value };
    const answer = parts.server.patch(path.kind, target, change, options, parts.origin());
    return answer.ok ? success(asScale(answer.value), answer.warnings) : answer;
  }
  const patched = applyPatch(SCALES, asScale(found.value), patch, options.fieldValidation);
  if (!patched.ok) return patched;
  const scale = patched.value as unknown as JsonObject;
  const answer = write(parts, path, found.value, scale, options);
  return { ...answer, warnings: [...patched.warnings, ...answer.warnings] };
}

import { rememberLast } from '../kernel/index.ts';
import * as fieldErrors from './field-errors.ts';
import { quote } from './json.ts';
import { type AnyKind, resourceOf } from './kind.ts';
import {
  byteLength,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  IMMUTABLE,
  labelValueErrors,
  maskTrailingDash,
  qualifiedNameErrors,
} from './names.ts';
import {
  isEqual,
  type Json,
  type KubeObject,
  type ObjectMeta,
  type OwnerReference,
} from './object.ts';
import type { FieldError } from './status.ts';

// Models apimachinery/pkg/api/validation/objectmeta.go.

/** All annotations of an object together, keys and values. */
const MAX_ANNOTATION_BYTES = 256 * 1024;

type NameCheck = (name: string) => string[];

/** A name that may be a part of a path: what RBAC kinds ask for. */
export function pathSegmentErrors(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%']
    .filter((mark) => name.includes(mark))
    .map((mark) => `may not contain '${mark}'`);
}

const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** A domain with a path, as `example.com/manager`. Models IsDomainPrefixedPath. */
export function domainPathErrors(text: string, field: string): FieldError[] {
  if (text === '') return [fieldErrors.required(field)];
  const slash = text.indexOf('/');
  const [host, path] = [text.slice(0, Math.max(slash, 0)), text.slice(slash + 1)];
  if (host === '' || path === '') {
    const detail = 'must be a domain-prefixed path (such as "acme.io/foo")';
    return [fieldErrors.invalid(field, text, detail)];
  }
  const errors = dns1123SubdomainErrors(host).map((error) =>
    fieldErrors.invalid(field, host, error),
  );
  if (new RegExp(`^${HTTP_PATH}$`).test(path)) return errors;
  const detail = `Invalid path (regex used for validation is '${HTTP_PATH}')`;
  return [...errors, fieldErrors.invalid(field, path, detail)];
}

const NAME_CHECKS: Readonly<Record<string, NameCheck>> = {
  namespaces: dns1123LabelErrors,
  services: dns1123LabelErrors,
  'statefulsets.apps': dns1123LabelErrors,
  'clusterroles.rbac.authorization.k8s.io': pathSegmentErrors,
  'clusterrolebindings.rbac.authorization.k8s.io': pathSegmentErrors,
  'roles.rbac.authorization.k8s.io': pathSegmentErrors,
  'rolebindings.rbac.authorization.k8s.io': pathSegmentErrors,
};

const NO_ERRORS: readonly FieldError[] = [];

const allInvalid = (
  field: string,
  value: Json,
  details: readonly string[],
): readonly FieldError[] =>
  details.length === 0
    ? NO_ERRORS
    : details.map((detail) => fieldErrors.invalid(field, value, detail));

// One label is often given to many objects.
const keyErrors = rememberLast(qualifiedNameErrors);
const valueErrors = rememberLast(labelValueErrors);

/** The keys whose values were not so `before`, in order. */
function newKeys(
  labels: Readonly<Record<string, string>> | undefined,
  before: Readonly<Record<string, string>>,
): readonly string[] {
  let keys: string[] | undefined;
  for (const key in labels) {
    if (labels[key] === before[key]) continue;
    if (keys === undefined) keys = [key];
    else keys.push(key);
  }
  return keys?.sort() ?? [];
}

/**
 * The labels of an object, a template or a selector; those that are as they were `before` have been
 * found right.
 */
export function validateLabels(
  labels: Readonly<Record<string, string>> | undefined,
  field: string,
  before: Readonly<Record<string, string>> = {},
): FieldError[] {
  const errors: FieldError[] = [];
  for (const key of newKeys(labels, before)) {
    const value = labels?.[key] ?? '';
    errors.push(...allInvalid(field, key, keyErrors(key)));
    errors.push(...allInvalid(field, value, valueErrors(value)));
  }
  return errors;
}

/** The annotations of an object or a template. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  field: string,
): FieldError[] {
  const keys = Object.keys(annotations ?? {}).sort();
  const errors = keys.flatMap((key) =>
    allInvalid(field, key, qualifiedNameErrors(key.toLowerCase())),
  );
  const bytes = keys.reduce(
    (sum, key) => sum + byteLength(key) + byteLength(annotations?.[key] ?? ''),
    0,
  );
  if (bytes > MAX_ANNOTATION_BYTES) errors.push(fieldErrors.tooLong(field, MAX_ANNOTATION_BYTES));
  return errors;
}

function validateOwnerReferences(owners: readonly OwnerReference[], field: string): FieldError[] {
  const errors: FieldError[] = [];
  let controller: string | undefined;
  for (const owner of owners) {
    if (!owner.apiVersion) {
      const detail = 'version must not be empty';
      errors.push(fieldErrors.invalid(`${field}.apiVersion`, owner.apiVersion ?? '', detail));
    }
    for (const key of ['kind', 'name', 'uid'] as const) {
      if (owner[key]) continue;
      errors.push(fieldErrors.invalid(`${field}.${key}`, owner[key] ?? '', 'must not be empty'));
    }
    if (owner.controller !== true) continue;
    if (controller !== undefined) {
      const found = `Found "true" in references for ${controller} and ${owner.kind}/${owner.name}`;
      const detail = `Only one reference can have Controller set to true. ${found}`;
      errors.push(fieldErrors.invalid(field, owners as unknown as Json, detail));
    }
    controller ??= `${owner.kind}/${owner.name}`;
  }
  return errors;
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];
const UNQUALIFIED = 'name is neither a standard finalizer name nor is it fully qualified';

function validateFinalizers(finalizers: readonly string[]): FieldError[] {
  return [
    ...finalizers.flatMap((finalizer) =>
      allInvalid('metadata.finalizers', finalizer, qualifiedNameErrors(finalizer)),
    ),
    ...finalizers.flatMap((finalizer, i) =>
      finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer)
        ? []
        : [fieldErrors.invalid(`metadata.finalizers[${i}]`, finalizer, UNQUALIFIED)],
    ),
  ];
}

/** What creation and update check alike; what `old` had too was valid when it came. */
function validateParts({ metadata }: KubeObject, old: KubeObject | undefined): FieldError[] {
  const { labels, annotations, ownerReferences, finalizers } = metadata;
  const before: Partial<KubeObject['metadata']> = old?.metadata ?? {};
  const errors: FieldError[] = [];
  if (labels !== before.labels) {
    errors.push(...validateLabels(labels, 'metadata.labels', before.labels));
  }
  if (annotations !== before.annotations) {
    errors.push(...validateAnnotations(annotations, 'metadata.annotations'));
  }
  if (ownerReferences !== before.ownerReferences) {
    errors.push(...validateOwnerReferences(ownerReferences ?? [], 'metadata.ownerReferences'));
  }
  if (finalizers !== before.finalizers) errors.push(...validateFinalizers(finalizers ?? []));
  return errors;
}

/** The metadata of an object that is to be created, with its name generated. */
export function validateObjectMeta(kind: AnyKind, object: KubeObject): FieldError[] {
  const { name, namespace, generateName } = object.metadata;
  const check = NAME_CHECKS[resourceOf(kind)] ?? dns1123SubdomainErrors;
  const errors: FieldError[] = [];
  if (generateName) {
    const details = check(maskTrailingDash(generateName));
    errors.push(...allInvalid('metadata.generateName', generateName, details));
  }
  if (!name) {
    errors.push(fieldErrors.required('metadata.name', 'name or generateName is required'));
  } else errors.push(...allInvalid('metadata.name', name, check(name)));
  if (!namespace) {
    if (kind.isNamespaced) errors.push(fieldErrors.required('metadata.namespace'));
  } else if (kind.isNamespaced) {
    errors.push(...allInvalid('metadata.namespace', namespace, dns1123LabelErrors(namespace)));
  } else errors.push(fieldErrors.forbidden('metadata.namespace', 'not allowed on this type'));
  return [...errors, ...validateParts(object, undefined)];
}

/** A field that may not change once it is set; `value` is the new one. */
export const validateImmutable = (field: string, value: unknown, old: unknown): FieldError[] =>
  isEqual(value, old) ? [] : [fieldErrors.invalid(field, (value ?? null) as Json, IMMUTABLE)];

const addedFinalizers = (now: ObjectMeta, old: ObjectMeta): readonly string[] =>
  (now.finalizers ?? []).filter((finalizer) => !old.finalizers?.includes(finalizer));

const UNCHANGING = ['name', 'namespace', 'uid', 'creationTimestamp'] as const;

/** The metadata of an object that is to replace `old`. */
export function validateObjectMetaUpdate(object: KubeObject, old: KubeObject): FieldError[] {
  const { metadata } = object;
  const errors: FieldError[] = [];
  const isEnding = old.metadata.deletionTimestamp !== undefined;
  const added = isEnding ? addedFinalizers(metadata, old.metadata) : [];
  if (added.length > 0) {
    const list = `[]string{${added.map(quote).join(', ')}}`;
    const detail =
      `no new finalizers can be added if the object is being deleted, found ` +
      `new finalizers ${list}`;
    errors.push(fieldErrors.forbidden('metadata.finalizers', detail));
  }
  for (const key of UNCHANGING) {
    if (metadata[key] === old.metadata[key]) continue;
    errors.push(...validateImmutable(`metadata.${key}`, metadata[key], old.metadata[key]));
  }
  errors.push(...validateParts(object, old));
  return errors;
}

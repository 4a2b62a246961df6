import {
  apiVersionOf,
  badRequest,
  failure,
  type Json,
  type JsonObject,
  type KubeObject,
  quote,
  type Result,
  success,
  type TypeName,
} from '../../api/index.ts';
import { type Definition, definitionOf, definitionOfKind } from '../schema.ts';
import { JSON_DIALECT, UNSTRUCTURED_DIALECT } from './dialect.ts';
import { typeComplaint } from './type-complaint.ts';
import { walk } from './walk.ts';

/** What happens with fields that a type does not have. */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/**
 * `json` bodies of requests, `unstructured` results of strategic merge patches: Go words them
 * apart.
 */
export type DecodeStyle = 'json' | 'unstructured';

/** How many unknown fields the API server lists. */
const MAX_UNKNOWN = 100;

export type DecodeResult =
  | { readonly ok: true; readonly value: KubeObject; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: string };

const definitionFor = (type: TypeName): Definition => {
  const found = definitionOfKind(type.group, type.version, type.kind);
  if (found === undefined) throw new Error(`no schema of ${apiVersionOf(type)} ${type.kind}`);
  return found;
};

const NONE: readonly string[] = [];

const textsOf = (unknown: readonly string[]): readonly string[] =>
  unknown.length === 0
    ? NONE
    : unknown.slice(0, MAX_UNKNOWN).map((path) => `unknown field ${quote(path)}`);

const HEAD = ['apiVersion', 'kind', 'metadata'];

/** Whether an object begins as all objects do. */
function hasHead(object: JsonObject): boolean {
  let at = 0;
  for (const key in object) {
    if (key !== HEAD[at]) return false;
    at += 1;
    if (at === HEAD.length) return true;
  }
  return false;
}

/** An object that says its type, whether or not its body did, in the usual order. */
function headed(type: TypeName, object: JsonObject): JsonObject {
  const apiVersion = apiVersionOf(type);
  const isRight = object.apiVersion === apiVersion && object.kind === type.kind;
  if (isRight && hasHead(object)) return object;
  const { apiVersion: _apiVersion, kind: _kind, metadata, ...rest } = object;
  return { apiVersion, kind: type.kind, metadata: metadata as Json, ...rest };
}

/**
 * Reads an object of a kind, which may have parts of the `stored` one, and of `json` itself where
 * that `isOwn`: made for this alone. The error is the bare text of the decoder, for callers that
 * wrap it in words of their own.
 */
export function decodeObject(
  kind: TypeName,
  json: JsonObject,
  fieldValidation: FieldValidation,
  style: DecodeStyle,
  stored?: KubeObject,
  isOwn = false,
): DecodeResult {
  const dialect = style === 'json' ? JSON_DIALECT : UNSTRUCTURED_DIALECT;
  const known = stored as unknown as JsonObject | undefined;
  const walked = walk(definitionFor(kind), json, dialect, known, isOwn);
  if (!walked.ok) return walked;
  const texts = textsOf(style === 'json' ? walked.unknown : walked.unknown.toSorted());
  if (fieldValidation === 'Strict' && texts.length > 0) {
    return { ok: false, error: `strict decoding error: ${texts.join(', ')}` };
  }
  return {
    ok: true,
    value: headed(kind, walked.value) as unknown as KubeObject,
    warnings: fieldValidation === 'Warn' ? texts : NONE,
  };
}

/**
 * Reads the body of a create or an update. A failure is the API server's BadRequest; with `Warn`,
 * unknown fields are dropped and named in the warnings.
 */
export function decode(
  kind: TypeName,
  json: JsonObject,
  fieldValidation: FieldValidation,
): Result<KubeObject> {
  const isOther = typeof json.kind === 'string' && json.kind !== '' && json.kind !== kind.kind;
  const complaint = isOther ? typeComplaint(json, kind) : undefined;
  const decoded =
    complaint === undefined
      ? decodeObject(kind, json, fieldValidation, 'json')
      : { ok: false as const, error: complaint };
  if (decoded.ok) return success(decoded.value, decoded.warnings);
  const given = typeof json.kind === 'string' && json.kind !== '' ? json.kind : kind.kind;
  const place = `${given} in version ${quote(kind.version)} cannot be handled as a ${kind.kind}`;
  return failure(badRequest(`${place}: ${decoded.error}`));
}

/** The options of a delete, which are no object: why they are none, in the decoder's words. */
export function deleteOptionsError(json: JsonObject): string | undefined {
  const walked = walk(definitionOf('DeleteOptions'), json, JSON_DIALECT, undefined, false);
  return walked.ok ? undefined : walked.error;
}

/**
 * Why the metadata of a manifest cannot be read, in the decoder's words; undefined when it can. A
 * client reads the metadata of what it sends.
 */
export function metadataError(json: JsonObject): string | undefined {
  const metadata = json.metadata;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    return undefined;
  const partial = { ...definitionOf('ConfigMap'), fields: new Map() };
  const field = definitionOf('ConfigMap').fields.get('metadata');
  if (field !== undefined) partial.fields.set('metadata', field);
  const walked = walk(partial, { metadata }, JSON_DIALECT, undefined, false);
  return walked.ok ? undefined : walked.error;
}

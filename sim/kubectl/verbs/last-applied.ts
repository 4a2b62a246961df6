import { encodeSortedJson, type JsonObject } from '../../api/index.ts';
import { LAST_APPLIED } from './common.ts';

const metadataOf = (object: JsonObject): JsonObject => (object.metadata ?? {}) as JsonObject;

const annotationsOf = (object: JsonObject): JsonObject =>
  (metadataOf(object).annotations ?? {}) as JsonObject;

/** The annotation of `apply`, as it is; undefined when the object has none. */
export const lastAppliedText = (object: JsonObject): string | undefined =>
  annotationsOf(object)[LAST_APPLIED] as string | undefined;

/** What `apply` was given the last time; {} when that is not known. */
export function readLastApplied(object: JsonObject): JsonObject {
  const text = lastAppliedText(object);
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}

/** The object as written: without the annotation of `apply`, but with a place for others. */
export function asWritten(object: JsonObject): JsonObject {
  const { [LAST_APPLIED]: _, ...annotations } = annotationsOf(object);
  return { ...object, metadata: { ...metadataOf(object), annotations } };
}

/** The object with itself, as JSON, in its annotation. */
export function annotated(object: JsonObject): JsonObject {
  const plain = asWritten(object);
  const text = `${encodeSortedJson(plain)}\n`;
  const annotations = { ...annotationsOf(plain), [LAST_APPLIED]: text };
  return { ...object, metadata: { ...metadataOf(object), annotations } };
}

import type { Json, JsonObject } from '../../api/index.ts';

// The keys of a strategic merge patch that are not fields.
export const PATCH = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const DELETE_FROM = '$deleteFromPrimitiveList/';
export const ELEMENT_ORDER = '$setElementOrder/';

/** A strategic merge patch that cannot be applied, in the API server's words. */
export class PatchError extends Error {
  /** Whether the API server blames the format of the patch (BadRequest) rather than its content. */
  readonly isBadRequest: boolean;
  constructor(message: string, isBadRequest: boolean) {
    super(message);
    this.isBadRequest = isBadRequest;
  }
}

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** `%v` of Go is not needed for keys: merge keys are strings and numbers. */
export const keyText = (json: Json | undefined): string => String(json);

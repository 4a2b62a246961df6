import type { Json, JsonObject } from '../../api/index.ts';
import { isObject } from './directives.ts';

/** `original` with a merge patch applied; neither is changed. Models RFC 7386. */
export function applyMergePatch(original: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const out: JsonObject = isObject(original) ? { ...original } : {};
  for (const key in patch) {
    const value = patch[key] as Json;
    if (value === null) delete out[key];
    else out[key] = applyMergePatch(out[key], value);
  }
  return out;
}

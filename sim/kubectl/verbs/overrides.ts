import type { Json, JsonObject } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { parseYaml } from '../manifest/yaml.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7386: what the patch names replaces, null removes. */
export function mergeJson(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const out: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = mergeJson(out[key], value);
  }
  return out;
}

/** An object with the value of `--overrides` merged into it. */
export function overridden(object: JsonObject, overrides: string): Outcome<JsonObject> {
  if (overrides === '') return done(object);
  const parsed = parseYaml(overrides);
  if (!parsed.ok || !isObject(parsed.value)) return failed(message('Invalid JSON Patch'));
  return done(mergeJson(object, parsed.value) as JsonObject);
}

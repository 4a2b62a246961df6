import {
  type AnyKind,
  apiVersionOf,
  isObject,
  type Json,
  type JsonObject,
  jsonComplaint,
  quote,
} from '../../api/index.ts';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicPatch,
  definitionOfKind,
  typeIn,
} from '../../schema/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { parseYaml } from '../manifest/yaml.ts';
import type { Session } from '../session.ts';

const OVERRIDES = ['json', 'merge', 'strategic'];

const NO_TYPE_IN_LIST =
  "couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of " +
  'type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string ' +
  '"json:\\"kind,omitempty\\"" }';

const goValue = (value: Json): string => {
  if (typeof value === 'string') return 'string';
  return typeof value === 'object' && value !== null ? 'object' : typeof value;
};

/** The value of `--overrides` as what `--override-type` says that it is. */
function parsed(text: string, type: string): Outcome<Json> {
  const invalid = failed(message('Invalid JSON Patch'));
  const value = parseYaml(text);
  if (!value.ok || jsonComplaint(text) !== '') return invalid;
  if (type !== 'json' && Array.isArray(value.value)) return failed(message(NO_TYPE_IN_LIST));
  if (type !== 'json') return isObject(value.value) ? value : invalid;
  if (Array.isArray(value.value)) return value;
  const what = `json: cannot unmarshal ${goValue(value.value)} into Go value of type jsonpatch.Patch`;
  return failed(message(what));
}

/** The object, if the tool knows a type for what it says that it is. */
function registered(kind: AnyKind, object: JsonObject): Outcome<JsonObject> {
  const type = typeIn(object, kind);
  if (definitionOfKind(type.group, type.version, type.kind) !== undefined) return done(object);
  const what = `no kind ${quote(type.kind)} is registered for version ${quote(apiVersionOf(type))}`;
  return failed(message(`${what} in scheme "pkg/scheme/scheme.go:28"`));
}

/**
 * An object with the value of `--overrides` merged into it. Models kubectl's
 * pkg/cmd/util/override_options.go.
 */
export function overridden(
  kind: AnyKind,
  object: JsonObject,
  { flags }: Session,
): Outcome<JsonObject> {
  const [text, type] = [flags.text('overrides'), flags.text('override-type')];
  if (text === '') return done(object);
  if (!OVERRIDES.includes(type)) return failed(message(`invalid override type: ${type}`));
  const patch = parsed(text, type);
  if (!patch.ok) return patch;
  if (Array.isArray(patch.value)) {
    const patched = applyJsonPatch(object, patch.value);
    return patched.ok ? registered(kind, patched.value) : failed(message(patched.error));
  }
  const body = patch.value as JsonObject;
  if (type === 'merge') return registered(kind, applyMergePatch(object, body) as JsonObject);
  const merged = applyStrategicPatch(kind, object, body);
  return merged.ok ? registered(kind, merged.value) : failed(message(merged.error));
}

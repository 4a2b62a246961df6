import { isObject, type Json, type JsonObject, quote } from '../../api/index.ts';
import { decodeObject, definitionOfKind, metadataError } from '../../schema/index.ts';
import { type Failure, message } from '../failure.ts';

/**
 * How a document is read: `validated` by the tool, `plain` as the object that it says to be, or
 * `typed` into a type that the tool knows.
 */
export type Reading = 'validated' | 'plain' | 'typed';

/** One document: an object, or why it is none and whether those behind it are read all the same. */
export type Checked =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly failure: Failure; readonly isLast: boolean };

/** What a document that is no object should have been read into. */
const GO_TARGETS: Readonly<Record<Reading, string>> = {
  validated: '',
  plain: 'json: cannot unmarshal TYPE into Go value of type unstructured.detector',
  typed:
    "couldn't get version/kind; json parse error: json: cannot unmarshal TYPE into Go value of " +
    'type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; ' +
    'Kind string "json:\\"kind,omitempty\\"" }',
};

const goWord = (value: Json): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

const isText = (value: Json | undefined): boolean => typeof value === 'string' && value !== '';

/** Why the tool itself, which decodes the metadata, cannot read it; undefined when it can. */
function metadataComplaint(body: JsonObject): string | undefined {
  const { metadata } = body;
  if (metadata === undefined || metadata === null || isObject(metadata)) return metadataError(body);
  return (
    `json: cannot unmarshal ${goWord(metadata)} into Go struct field ` +
    'metadataOnlyObject.metadata of type v1.ObjectMeta'
  );
}

/** Why a document cannot be read into a type that the tool knows; undefined when it can. */
export function typedComplaint(body: JsonObject): string | undefined {
  const [apiVersion, kind] = [String(body.apiVersion), String(body.kind)];
  if (apiVersion === 'v1' && kind === 'List') return undefined;
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  if (definitionOfKind(group, version, kind) === undefined) {
    const what = `no kind ${quote(kind)} is registered for version ${quote(apiVersion)}`;
    return `${what} in scheme "pkg/scheme/scheme.go:28"`;
  }
  const decoded = decodeObject({ group, version, kind }, body, 'Ignore', 'json');
  return decoded.ok ? undefined : decoded.error;
}

/** What a document lacks to be an object. */
function lackIn(body: Json, reading: Reading): string | undefined {
  if (!isObject(body)) {
    return reading === 'validated'
      ? 'invalid object to validate'
      : GO_TARGETS[reading].replace('TYPE', goWord(body));
  }
  const [hasKind, hasVersion] = [isText(body.kind), isText(body.apiVersion)];
  if (reading === 'validated') {
    if (!hasKind && !hasVersion) return '[apiVersion not set, kind not set]';
    return hasKind ? (hasVersion ? undefined : 'apiVersion not set') : 'kind not set';
  }
  if (!hasKind) return `Object 'Kind' is missing in '${JSON.stringify(body)}'`;
  if (hasVersion || reading === 'plain') return undefined;
  return `Object 'apiVersion' is missing in '${JSON.stringify(body)}'`;
}

/** Checks what the tool checks before it asks the server. Models cli-runtime's StreamVisitor. */
export function checkDocument(source: string, body: Json, reading: Reading): Checked {
  const lack = lackIn(body, reading);
  if (lack !== undefined) {
    const text =
      reading === 'validated'
        ? `error validating "${source}": error validating data: ${lack}; if you choose to ignore ` +
          'these errors, turn validation off with --validate=false'
        : `unable to decode "${source}": ${lack}`;
    return { ok: false, failure: message(text), isLast: reading === 'validated' };
  }
  const object = body as JsonObject;
  const error = reading === 'typed' ? undefined : metadataComplaint(object);
  if (error === undefined) return { ok: true, body: object };
  const failure = message(`unable to decode "${source}": ${error}`);
  return { ok: false, failure, isLast: false };
}

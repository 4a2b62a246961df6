import { parse as parseYaml } from 'yaml';
import {
  apiVersionOf,
  badRequest,
  failure,
  type Json,
  type JsonObject,
  quote,
  type Result,
  requestTooLarge,
  success,
  type TypeName,
} from '../api/index.ts';
import { decodeUtf8 } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import {
  decodeObject,
  deleteOptionsError,
  type FieldValidation,
  typeComplaint,
  typeIn,
} from '../schema/index.ts';
import { duplicateFields } from './duplicates.ts';
import { jsonComplaint, mayBeTooDeep } from './json-complaint.ts';
import type { HttpRequest } from './message.ts';
import { mediaTypeOf, unsupportedMediaType } from './negotiate.ts';
import { decodeProtobuf } from './protobuf/decode.ts';

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const OBJECT_TYPES = ['application/json', 'application/yaml', PROTOBUF];
const PATCH_TYPES: Readonly<Record<string, 'json' | 'merge' | 'strategic' | 'apply'>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};
/** How much of a body that cannot be read is shown. */
const SHOWN = 30;
const OPENING_BRACE = 0x7b;

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** The beginning of a body: as text when it looks like JSON, else in hexadecimal. */
function summaryOf(body: Uint8Array): string {
  if (body.length === 0) return '<empty>';
  const tail = body.length > SHOWN ? ' ...' : '';
  const shown = body.subarray(0, SHOWN);
  if (shown[0] === OPENING_BRACE) return decodeUtf8(shown) + tail;
  return [...shown].map((byte) => byte.toString(16).padStart(2, '0')).join('') + tail;
}

const typeOf = (json: Json): string =>
  Array.isArray(json) ? 'array' : typeof json === 'boolean' ? 'bool' : typeof json;

const GO_TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; ' +
  'Kind string "json:\\"kind,omitempty\\"" }';

type Parsed =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly error: string };

function parseJson(text: string): Parsed {
  const complaint = mayBeTooDeep(text) ? jsonComplaint(text) : undefined;
  if (complaint !== undefined) return { ok: false, error: complaint };
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    return { ok: false, error: jsonComplaint(text) ?? 'unexpected end of JSON input' };
  }
}

function parseAs(mediaType: string, body: Uint8Array): Parsed {
  if (mediaType === PROTOBUF) return decodeProtobuf(body);
  const text = decodeUtf8(body);
  if (!mediaType.endsWith('yaml')) return parseJson(text);
  try {
    return { ok: true, value: parseYaml(text, { maxAliasCount: 100 }) as Json };
  } catch (error) {
    return { ok: false, error: (error as Error).message.split('\n')[0] ?? '' };
  }
}

const tooLarge = (): Result<never> => failure(requestTooLarge(`limit is ${LIMITS.requestBytes}`));

/** Versions in which a type is taken as well. Models AcceptsGroupVersion of evictions. */
const ACCEPTED: Readonly<Record<string, string>> = { Eviction: 'policy/v1beta1' };

/** Refuses a body that says that it is of another kind than the path. */
function refuseKind(wanted: TypeName, body: JsonObject): Result<never> | undefined {
  const given = typeIn(body, wanted);
  const [version, expected] = [apiVersionOf(given), apiVersionOf(wanted)];
  if (given.kind === wanted.kind && version === ACCEPTED[wanted.kind]) return undefined;
  const complaint = typeComplaint(body, wanted);
  if (complaint !== undefined) {
    const place = `${given.kind} in version ${quote(given.version)}`;
    return failure(badRequest(`${place} cannot be handled as a ${wanted.kind}: ${complaint}`));
  }
  if (version === expected) return undefined;
  const text = `the API version in the data (${version}) does not match the expected API version`;
  return failure(badRequest(`${text} (${expected})`));
}

/**
 * The body of a create or an update, as an object of `kind`. What it names twice is refused or
 * warned about, as `validation` says.
 */
export function readObject(
  request: HttpRequest,
  kind: TypeName,
  validation: FieldValidation,
): Result<JsonObject> {
  const mediaType = mediaTypeOf(request.headers.get('content-type') ?? '');
  const read = parseObject(request, mediaType, kind);
  if (!read.ok) return read;
  const refused = refuseKind(kind, read.value);
  return refused ?? withDuplicates(request, mediaType, kind, validation, read.value);
}

/** A body as an object, whatever it says of its kind. */
function parseObject(
  { body, isTooLarge }: HttpRequest,
  mediaType: string,
  kind: TypeName,
): Result<JsonObject> {
  if (isTooLarge) return tooLarge();
  if (mediaType !== '' && !OBJECT_TYPES.includes(mediaType)) {
    return unsupportedMediaType(OBJECT_TYPES);
  }
  const parsed = parseAs(mediaType, body);
  const refuse = (why: string): Result<never> => {
    const what = `the object provided is unrecognized (must be of type ${kind.kind})`;
    const error = `couldn't get version/kind; json parse error: ${why}`;
    return failure(badRequest(`${what}: ${error} (${summaryOf(body)})`));
  };
  if (!parsed.ok) return refuse(parsed.error);
  const value = parsed.value ?? {};
  if (!isObject(value)) {
    const type = typeOf(value);
    return refuse(`json: cannot unmarshal ${type} into Go value of type ${GO_TYPE_META}`);
  }
  return success(value);
}

function withDuplicates(
  request: HttpRequest,
  mediaType: string,
  { group, kind, version }: TypeName,
  validation: FieldValidation,
  value: JsonObject,
): Result<JsonObject> {
  const isJson = mediaType === '' || mediaType === 'application/json';
  if (!isJson || validation === 'Ignore') return success(value);
  const texts = duplicateFields(decodeUtf8(request.body)).map(
    (field) => `duplicate field ${quote(field)}`,
  );
  if (validation === 'Warn' || texts.length === 0) return success(value, texts);
  const place = `${kind} in version ${quote(version)} cannot be handled as a ${kind}`;
  const decoded = decodeObject({ group, version, kind }, value, 'Strict', 'json');
  const strict = 'strict decoding error: ';
  if (!decoded.ok && !decoded.error.startsWith(strict)) return success(value);
  const unknown = decoded.ok ? [] : [decoded.error.slice(strict.length)];
  return failure(badRequest(`${place}: ${strict}${[...texts, ...unknown].join(', ')}`));
}

/** DeleteOptions, which are a kind of every group version: it does not matter which one is said. */
export function readDeleteBody(request: HttpRequest): Result<JsonObject> {
  const kind = { group: '', version: 'v1', kind: 'DeleteOptions' };
  const mediaType = mediaTypeOf(request.headers.get('content-type') ?? '');
  const read = parseObject(request, mediaType, kind);
  if (!read.ok) return read;
  const { apiVersion = 'v1', kind: given = kind.kind, ...options } = read.value;
  const handled = (what: string, why: string): Result<never> => {
    const version = String(apiVersion).replace(/^.*\//, '');
    const place = `${what} in version ${quote(version)} cannot be handled as a DeleteOptions`;
    return failure(badRequest(`${place}: ${why}`));
  };
  if (given !== kind.kind && given !== '') {
    const version = quote(String(apiVersion));
    const what = String(given);
    return handled(
      what,
      `no kind ${quote(what)} is registered for version ${version} in ${SCHEME}`,
    );
  }
  const error = deleteOptionsError(options);
  return error === undefined ? success(options) : handled(kind.kind, error);
}

/** How the scheme of what all groups have in common calls itself. */
const SCHEME = 'scheme "k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:31"';

/** The body of a patch with its type. */
export function readPatch(
  request: HttpRequest,
): Result<{ readonly type: 'json' | 'merge' | 'strategic' | 'apply'; readonly body: Json }> {
  if (request.isTooLarge) return tooLarge();
  const mediaType = mediaTypeOf(request.headers.get('content-type') ?? '');
  const type = PATCH_TYPES[mediaType];
  if (type === undefined) return unsupportedMediaType(Object.keys(PATCH_TYPES));
  const parsed = parseAs(mediaType, request.body);
  if (parsed.ok) return success({ type, body: parsed.value });
  const prefixes = { merge: 'error decoding patch: ', apply: 'error decoding YAML: ' };
  const what = `${{ json: '', strategic: '', ...prefixes }[type]}${parsed.error}`;
  return failure(badRequest(what));
}

import { isObject, type Json, type JsonObject, quote } from '../../api/index.ts';
import { decodeObject, definitionOfKind, metadataError } from '../../schema/index.ts';
import { type Failure, message } from '../failure.ts';
import { aggregate, isVersion, kindComplaints, listErrors } from './validation.ts';

/**
 * How a document is read: validated by the tool, so that unknown fields are refused (`strict`) or
 * `warned` of; `plain` as the object that it says to be; or `typed` into a type of the tool.
 */
export type Reading = 'strict' | 'warned' | 'plain' | 'typed';

/** One document: an object, or why it is none and whether those behind it are read all the same. */
export type Checked =
  | { readonly ok: true; readonly body: JsonObject }
  | { readonly ok: false; readonly failure: Failure; readonly isLast: boolean };

/** What a document that is no object should have been read into. */
const GO_TARGETS: Readonly<Record<'plain' | 'typed', string>> = {
  plain: 'json: cannot unmarshal TYPE into Go value of type unstructured.detector',
  typed:
    "couldn't get version/kind; json parse error: json: cannot unmarshal TYPE into Go value of " +
    'type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; ' +
    'Kind string "json:\\"kind,omitempty\\"" }',
};

const goWord = (value: Json): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;

const isText = (value: Json | undefined): boolean => typeof value === 'string' && value !== '';

/** Why the tool itself, which decodes the metadata, cannot read it; '' when it can. */
function metadataComplaint(body: JsonObject): string {
  const { metadata = null } = body;
  const apiVersion = body.apiVersion ?? '';
  const unread = (value: Json, field: string): string =>
    `json: cannot unmarshal ${goWord(value)} into Go struct field metadataOnlyObject.${field}`;
  if (typeof apiVersion !== 'string') {
    return `${unread(apiVersion, 'TypeMeta.apiVersion')} of type string`;
  }
  if (metadata === null || isObject(metadata)) return metadataError(body) ?? '';
  return `${unread(metadata, 'metadata')} of type v1.ObjectMeta`;
}

/** Kinds that the tool knows and the server does not list; some it knew in an older version. */
const UNLISTED_KINDS = [
  'extensions/v1beta1 DaemonSet Deployment Ingress NetworkPolicy ReplicaSet',
  'apps/v1beta1 Deployment StatefulSet',
  'apps/v1beta2 DaemonSet Deployment ReplicaSet StatefulSet',
  'batch/v1beta1 CronJob',
  'networking.k8s.io/v1beta1 Ingress IngressClass',
  'policy/v1beta1 PodDisruptionBudget',
  'v1 APIGroup APIGroupList APIResourceList APIVersions Status',
].map((line) => line.split(' '));

const isUnlisted = (apiVersion: string, kind: string): boolean =>
  UNLISTED_KINDS.some(([version, ...kinds]) => version === apiVersion && kinds.includes(kind));

/** Why a document cannot be read into a type that the tool knows; undefined when it can. */
export function typedComplaint(body: JsonObject): string | undefined {
  const [apiVersion, kind] = [String(body.apiVersion), String(body.kind)];
  if ((apiVersion === 'v1' && kind === 'List') || isUnlisted(apiVersion, kind)) return undefined;
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

/** Why validation ends before any object is looked at; '' where it does not. */
function invalidity(body: Json, reading: Reading): string {
  const wrong = kindComplaints(body);
  const isList = isObject(body) && body.apiVersion === 'v1' && body.kind === 'List';
  // The server checks the fields of all objects but lists, which it does not know.
  return aggregate(wrong.length === 0 && isList && reading === 'strict' ? listErrors(body) : wrong);
}

/** What a document lacks to be an object; '' if nothing. */
function lackIn(body: Json, reading: 'plain' | 'typed'): string {
  if (!isObject(body)) return GO_TARGETS[reading].replace('TYPE', goWord(body));
  const missing = (name: string): string =>
    `Object '${name}' is missing in '${JSON.stringify(body)}'`;
  const isVersioned = isText(body.apiVersion);
  const isKnown = !isVersioned || isVersion(body.apiVersion as string);
  if (reading === 'plain') return isText(body.kind) && isKnown ? '' : missing('Kind');
  for (const name of ['apiVersion', 'kind'] as const) {
    const value = body[name] ?? '';
    if (typeof value === 'string') continue;
    const what = `json: cannot unmarshal ${goWord(value)} into Go struct field .${name}`;
    return `couldn't get version/kind; json parse error: ${what} of type string`;
  }
  if (!isKnown) return `unexpected GroupVersion string: ${body.apiVersion}`;
  if (!isText(body.kind)) return missing('Kind');
  return isVersioned ? '' : missing('apiVersion');
}

/** Why an item of a list cannot be read into a type that the tool knows; '' if it can. */
export const typedLack = (item: Json): string => lackIn(item, 'typed');

/** What makes a list none. Models UnstructuredList's decodeToList of apimachinery. */
function listComplaint({ items }: JsonObject): string {
  if (items === undefined || items === null) return '';
  if (!Array.isArray(items)) {
    const field = 'Go struct field decodeList.items of type []json.RawMessage';
    return `json: cannot unmarshal ${goWord(items)} into ${field}`;
  }
  const wrong = items.find((item) => item !== null && !isObject(item));
  if (wrong === undefined || wrong === null) return '';
  return `json: cannot unmarshal ${goWord(wrong)} into Go value of type map[string]interface {}`;
}

/** Checks what the tool checks before it asks the server. Models cli-runtime's StreamVisitor. */
export function checkDocument(source: string, body: Json, reading: Reading): Checked {
  const refused = (text: string, isLast: boolean): Checked => ({
    ok: false,
    failure: message(text),
    isLast,
  });
  const isValidated = reading === 'strict' || reading === 'warned';
  const invalid = isValidated ? invalidity(body, reading) : '';
  if (invalid !== '') {
    const text =
      `error validating "${source}": error validating data: ${invalid}; if you choose to ignore ` +
      'these errors, turn validation off with --validate=false';
    return refused(text, true);
  }
  const isTyped = reading === 'typed';
  const lack = lackIn(body, isTyped ? 'typed' : 'plain');
  const object = body as JsonObject;
  const wrong = lack || (isTyped ? '' : listComplaint(object) || metadataComplaint(object));
  return wrong === ''
    ? { ok: true, body: object }
    : refused(`unable to decode "${source}": ${wrong}`, false);
}

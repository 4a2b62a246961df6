import { isObject, type Json, type JsonObject } from '../../api/index.ts';
import {
  type Definition,
  definitionOf,
  definitionOfKind,
  type FieldType,
  schemaName,
} from '../../schema/index.ts';

// What the tool checks by itself. Models kubectl's pkg/validation and kube-openapi's validation.

/** Whether a text can be a group with a version. */
export const isVersion = (apiVersion: string): boolean => apiVersion.split('/').length < 3;

/** What is wrong with one of the two fields that say what an object is. */
function fieldComplaint(name: 'apiVersion' | 'kind', value: Json | undefined): readonly string[] {
  if (value === undefined || value === null) return [`${name} not set`];
  if (typeof value !== 'string') return [`${name} isn't string type`];
  if (name === 'kind' || isVersion(value)) return [];
  return [`unexpected GroupVersion string: ${value}`];
}

/** What is wrong with what an object says to be. */
export function kindComplaints(body: Json): readonly string[] {
  if (!isObject(body)) return ['invalid object to validate'];
  const version = body.apiVersion === '' ? undefined : body.apiVersion;
  return [...fieldComplaint('apiVersion', version), ...fieldComplaint('kind', body.kind)];
}

/** Several errors as the text of one; '' for none. Models Go's utilerrors.Aggregate. */
export function aggregate(errors: readonly string[]): string {
  const unique = [...new Set(errors)];
  return unique.length < 2 ? unique.join() : `[${unique.join(', ')}]`;
}

/** A value, where it is in its object, and where its type is in the schema. */
interface Place {
  readonly value: Json;
  readonly path: string;
  readonly schemaPath: string;
}

function kindOfValue(value: Json): string {
  if (Array.isArray(value)) return 'array';
  if (isObject(value)) return 'map';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

const NUMBERS: ReadonlySet<string> = new Set(['integer', 'number']);

/** What the document of the API calls the type of a leaf. */
const LEAF_TYPES: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  number: 'number',
  boolean: 'boolean',
};

const complaint = (path: string, text: string): string => `ValidationError(${path}): ${text}`;

function leafErrors(type: FieldType['type'], { value, path, schemaPath }: Place): string[] {
  const [got, expected] = [kindOfValue(value), LEAF_TYPES[type] ?? 'string'];
  const isPrimitive = got !== 'array' && got !== 'map';
  // Any primitive may be text, and a number any number.
  if (type === 'free' || (isPrimitive && expected === 'string')) return [];
  if (got === expected || (NUMBERS.has(got) && NUMBERS.has(expected))) return [];
  return [complaint(path, `invalid type for ${schemaPath}: got "${got}", expected "${expected}"`)];
}

/** What the tool says of a part that is nothing. */
const nothingAt = (path: string): string => `unknown object type "nil" in ${path}`;

/** What is wrong with a value that should be of a type. */
function valueErrors(type: FieldType, place: Place): readonly string[] {
  const { value, path, schemaPath } = place;
  if (type.type === 'ref' && isObject(value)) {
    return structureErrors(definitionOf(type.name), value, path);
  }
  if (type.type === 'list' && Array.isArray(value)) {
    return value.flatMap((item, at) => {
      const inner = { value: item, path: `${path}[${at}]`, schemaPath };
      return item === null
        ? [complaint(path, nothingAt(inner.path))]
        : valueErrors(type.items, inner);
    });
  }
  if (type.type === 'map' && isObject(value)) {
    return sortedEntries(value).flatMap(([key, one]) => {
      const inner = { value: one, path: `${path}.${key}`, schemaPath };
      return one === null ? [nothingAt(inner.path)] : valueErrors(type.values, inner);
    });
  }
  if (type.type !== 'ref' && type.type !== 'list' && type.type !== 'map') {
    return leafErrors(type.type, place);
  }
  const wanted = type.type === 'list' ? 'array' : 'map';
  const where = type.type === 'ref' ? schemaName(definitionOf(type.name)) : schemaPath;
  const got = kindOfValue(value);
  return [complaint(path, `invalid type for ${where}: got "${got}", expected "${wanted}"`)];
}

const sortedEntries = (object: JsonObject): readonly [string, Json][] =>
  Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));

function structureErrors(definition: Definition, object: JsonObject, path: string): string[] {
  const name = schemaName(definition);
  const own: string[] = [];
  const below: string[] = [];
  for (const [key, value] of sortedEntries(object)) {
    const field = definition.fields.get(key);
    if (value === null) continue;
    if (field === undefined) own.push(complaint(path, `unknown field "${key}" in ${name}`));
    else {
      const place = { value, path: `${path}.${key}`, schemaPath: `${name}.${key}` };
      below.push(...valueErrors(field.type, place));
    }
  }
  const required = [...definition.fields.values()].filter(({ isRequired }) => isRequired);
  const missing = required
    .map((field) => field.name)
    .filter((field) => (object[field] ?? null) === null)
    .sort()
    .map((field) => complaint(path, `missing required field "${field}" in ${name}`));
  return [...own, ...missing, ...below];
}

/** What is wrong with the items of a list. */
export function listErrors({ items }: JsonObject): readonly string[] {
  if (!Array.isArray(items)) return ['invalid object to validate'];
  return items.flatMap((item) => {
    const wrong = kindComplaints(item);
    if (wrong.length > 0) return wrong;
    const body = item as JsonObject;
    const apiVersion = String(body.apiVersion);
    const slash = apiVersion.indexOf('/');
    const group = slash < 0 ? '' : apiVersion.slice(0, slash);
    const kind = String(body.kind);
    const definition = definitionOfKind(group, apiVersion.slice(slash + 1), kind);
    return definition === undefined ? [] : structureErrors(definition, body, kind);
  });
}

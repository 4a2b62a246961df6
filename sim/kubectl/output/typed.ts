import type { Json, JsonObject } from '../../api/index.ts';
import {
  type Definition,
  decodeObject,
  definitionOf,
  definitionOfKind,
  type FieldType,
  typeIn,
} from '../../schema/index.ts';
import { FIELD_ORDER } from './field-order.generated.ts';

// The text is a constant, so what was read of it may be kept: it is the same for every cluster.
const orders = new Map<string, readonly string[]>();

/** The fields of a definition in the order of its Go type; none where that is by name. */
function orderOf(definition: Definition): readonly string[] {
  if (orders.size === 0) {
    for (const line of FIELD_ORDER.trim().split('\n')) {
      const [name = '', ...fields] = line.split(';');
      orders.set(name, fields);
    }
  }
  return orders.get(definition.name) ?? [];
}

/** What a Go type writes although it was not set, besides what the schema knows of. */
const UNSET: Readonly<Record<string, JsonObject>> = {
  ClusterRole: { rules: null },
  DaemonSetSpec: { selector: null },
  DeploymentSpec: { selector: null },
  Role: { rules: null },
  ServicePort: { targetPort: 0 },
  StatefulSetSpec: { selector: null },
  TokenRequestSpec: { boundObjectRef: null },
};

const NO_TYPE = { group: '', version: '', kind: '' };

/** What a type inlines first. */
const TYPE_META = ['kind', 'apiVersion'];

function orderedObject(definition: Definition, given: JsonObject, source: Json): JsonObject {
  const object = { ...UNSET[definition.name], ...given };
  const own = orderOf(definition);
  const isFirst = (key: string): boolean => TYPE_META.includes(key) && !own.includes(key);
  const placeOf = (key: string): number => (isFirst(key) ? -1 : own.indexOf(key));
  const keys = Object.keys(object).sort((a, b) => {
    if (isFirst(a) && isFirst(b)) return TYPE_META.indexOf(a) - TYPE_META.indexOf(b);
    return placeOf(a) - placeOf(b) || (a < b ? -1 : 1);
  });
  return Object.fromEntries(
    keys.map((key) => {
      const type = definition.fields.get(key)?.type;
      const value = object[key] as Json;
      return [key, type === undefined ? value : orderedValue(type, value, partOf(source, key))];
    }),
  );
}

const partOf = (whole: Json, key: string | number): Json =>
  typeof whole === 'object' && whole !== null ? ((whole as JsonObject)[key] ?? null) : null;

/** `source` is what the value was decoded from: Go writes a list that it had not as null. */
function orderedValue(type: FieldType, value: Json, source: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (value.length === 0 && source === null) return null;
    return type.type === 'list'
      ? value.map((item, i) => orderedValue(type.items, item, partOf(source, i)))
      : value;
  }
  if (type.type === 'ref') return orderedObject(definitionOf(type.name), value, source);
  // Go writes the keys of a map in order.
  const keys = Object.keys(value).sort();
  const inner = type.type === 'map' ? type.values : type;
  return Object.fromEntries(
    keys.map((key) => [key, orderedValue(inner, value[key] as Json, partOf(source, key))]),
  );
}

/**
 * An object as it comes out of the Go type of its kind: with what that never leaves out, without
 * what it does not know, its fields in its order. One whose kind has no such type stays as it is.
 */
export function typed(object: JsonObject): JsonObject {
  const type = typeIn(object, NO_TYPE);
  const definition = definitionOfKind(type.group, type.version, type.kind);
  if (definition === undefined) return object;
  const decoded = decodeObject(type, object, 'Ignore', 'json');
  if (!decoded.ok) return object;
  return orderedObject(definition, decoded.value as unknown as JsonObject, object);
}

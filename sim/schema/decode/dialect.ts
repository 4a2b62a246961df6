import type { Json } from '../../api/index.ts';
import { definitionOf, type FieldType } from '../schema.ts';
import { GO_LEAVES } from './leaf.ts';

/** Where a value stands whose type is wrong. */
export interface Place {
  /** The Go type that has the field. */
  readonly structure: string;
  /** The names of the fields from the root; items and keys are not in it. */
  readonly path: readonly string[];
  readonly type: FieldType;
  /** Go's name of a named type of the whole field; '' for none or inside of it. */
  readonly goType: string;
}

/** How one of Go's two decoders words a wrong type, and whether it reads on after one. */
export interface Dialect {
  /** Whether the first mistake ends the decoding, or the whole object is read first. */
  readonly isFirstFatal: boolean;
  describe(place: Place, json: Json): string;
}

/** Go's name of a type. */
function goTypeOf(type: FieldType, goType: string): string {
  if (goType !== '') return goType.startsWith('[') ? goType : `v1.${goType}`;
  if (type.type === 'list') return `[]${goTypeOf(type.items, '')}`;
  if (type.type === 'map') return `map[string]${goTypeOf(type.values, '')}`;
  if (type.type !== 'ref') return GO_LEAVES[type.type];
  const { goPackage, displayName } = definitionOf(type.name);
  return `${goPackage}.${displayName}`;
}

function jsonValueOf(place: Place, json: Json): string {
  if (json === null) return 'null';
  if (Array.isArray(json)) return 'array';
  if (typeof json === 'boolean') return 'bool';
  if (typeof json !== 'number') return typeof json;
  const isWhole = ['int32', 'int64', 'int-or-string'].includes(place.type.type);
  return isWhole ? `number ${JSON.stringify(json)}` : 'number';
}

/** Bodies of requests. Models encoding/json UnmarshalTypeError. */
export const JSON_DIALECT: Dialect = {
  isFirstFatal: false,
  describe(place, json) {
    const field = [place.structure, ...place.path].join('.');
    const type = goTypeOf(place.type, place.goType);
    return (
      `json: cannot unmarshal ${jsonValueOf(place, json)} into Go struct field ` +
      `${field} of type ${type}`
    );
  },
};

const kindOf = (json: Json): string => {
  if (Array.isArray(json)) return 'slice';
  if (typeof json === 'boolean') return 'bool';
  if (typeof json === 'number') return Number.isInteger(json) ? 'int64' : 'float64';
  return typeof json === 'string' ? 'string' : 'map';
};

/** Results of strategic merge patches. Models runtime.DefaultUnstructuredConverter. */
export const UNSTRUCTURED_DIALECT: Dialect = {
  isFirstFatal: true,
  describe(place, json) {
    const kind = kindOf(json);
    const { type } = place.type;
    if (type === 'list' || type === 'bytes') return `cannot restore slice from ${kind}`;
    if (type === 'map') return `cannot restore map from ${kind}`;
    if (type === 'ref') return `cannot restore struct from: ${kind}`;
    const wanted = GO_LEAVES[type];
    const isConvertible =
      (kind === 'int64' && wanted === 'string') || (kind === 'float64' && wanted.startsWith('int'));
    if (!isConvertible || type === 'int-or-string') return `unrecognized type: ${wanted}`;
    return `cannot convert ${kind} to ${goTypeOf(place.type, place.goType)}`;
  },
};

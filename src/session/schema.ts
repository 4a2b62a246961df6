import { MODELLED_KINDS, UNMODELLED_KINDS, unifiedDiff } from '../../sim/api/index.ts';
import {
  type Definition,
  definitionOf,
  definitionOfKind,
  type Field,
  type FieldType,
} from '../../sim/schema/index.ts';
import { knownValues } from './field-values.ts';

export { unifiedDiff };

/** What an editor says of a field. */
export interface FieldHelp {
  readonly name: string;
  /** As `explain` writes it: `integer`, `[]Container`, `map[string]string`. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly values: readonly string[];
  /** How its value begins: on the line itself, below it, or below it with a dash. */
  readonly form: 'scalar' | 'structure' | 'list';
}

const LEAF_NAMES: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  'int-or-string': 'integer or string',
  time: 'date and time',
  microtime: 'date and time',
  bytes: 'base64',
  free: 'any',
};

function typeName(type: FieldType): string {
  if (type.type === 'list') return `[]${typeName(type.items)}`;
  if (type.type === 'map') return `map[string]${typeName(type.values)}`;
  if (type.type === 'ref') return definitionOf(type.name).displayName;
  return LEAF_NAMES[type.type] ?? type.type;
}

const formOf = ({ type }: FieldType): FieldHelp['form'] =>
  type === 'list' ? 'list' : type === 'map' || type === 'ref' ? 'structure' : 'scalar';

function valuesOf(field: Field, kind: string, path: readonly string[]): readonly string[] {
  if (field.type.type === 'boolean') return ['true', 'false'];
  const known = knownValues(kind, [...path, field.name]);
  return known.length > 0 ? known : field.enum;
}

const helpOf = (field: Field, kind: string, path: readonly string[]): FieldHelp => ({
  name: field.name,
  type: typeName(field.type),
  isRequired: field.isRequired,
  values: valuesOf(field, kind, path),
  form: formOf(field.type),
});

function definitionAt(apiVersion: string, kind: string): Definition | undefined {
  const slash = apiVersion.lastIndexOf('/');
  return definitionOfKind(
    apiVersion.slice(0, Math.max(0, slash)),
    apiVersion.slice(slash + 1),
    kind,
  );
}

/** The structure that a type leads to, through lists and maps; undefined for values. */
function structureOf(type: FieldType): Definition | undefined {
  if (type.type === 'ref') return definitionOf(type.name);
  if (type.type === 'list') return structureOf(type.items);
  return undefined;
}

/** The structure at a path of field names, without the places in lists; undefined for none. */
function structureAt(
  apiVersion: string,
  kind: string,
  path: readonly string[],
): Definition | undefined {
  let here = definitionAt(apiVersion, kind);
  for (const name of path) {
    const field = here?.fields.get(name);
    here = field === undefined ? undefined : structureOf(field.type);
  }
  return here;
}

/** The fields that may stand at a path of a manifest; [] where nothing is known. */
export const fieldsAt = (apiVersion: string, kind: string, path: readonly string[]): FieldHelp[] =>
  [...(structureAt(apiVersion, kind, path)?.fields.values() ?? [])]
    .filter(({ name }) => !(path.length === 0 && name === 'status'))
    .map((field) => helpOf(field, kind, path));

/** What is known of one field. */
export const fieldHelp = (
  apiVersion: string,
  kind: string,
  path: readonly string[],
): FieldHelp | undefined =>
  fieldsAt(apiVersion, kind, path.slice(0, -1)).find(({ name }) => name === path.at(-1));

/** Kinds that are asked, or that only the cluster makes: nobody writes a manifest of one. */
const isAsked = ({ group, kind }: { readonly group: string; readonly kind: string }): boolean =>
  /^auth(entication|orization)\./.test(group) || /^(Binding|ComponentStatus)$/.test(kind);

/** Every kind that a manifest may have, with its apiVersion. */
export const manifestKinds = (): { readonly apiVersion: string; readonly kind: string }[] =>
  [...MODELLED_KINDS, ...UNMODELLED_KINDS.filter((kind) => !isAsked(kind))].map(
    ({ group, version, kind }) => ({
      apiVersion: group === '' ? version : `${group}/${version}`,
      kind,
    }),
  );

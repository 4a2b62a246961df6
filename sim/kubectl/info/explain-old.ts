import { type AnyKind, apiVersionOf } from '../../api/index.ts';
import { type Definition, definitionOf, type Field, type FieldType } from '../../schema/index.ts';

// `explain --output=plaintext-openapiv2`: the layout of the tool before 1.27.

/** Where a path of fields leads. */
export interface Place {
  readonly field: Field | undefined;
  readonly definition: Definition | undefined;
}

/** The structure that a type leads to; undefined for values. */
export function structureOf(type: FieldType): Definition | undefined {
  if (type.type === 'list') return structureOf(type.items);
  if (type.type === 'map') return structureOf(type.values);
  return type.type === 'ref' ? definitionOf(type.name) : undefined;
}

/** What lists and maps hold in the end. */
export function leafOf(type: FieldType): FieldType {
  if (type.type === 'list') return leafOf(type.items);
  return type.type === 'map' ? leafOf(type.values) : type;
}

const LEAF_NAMES: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'integer',
  number: 'number',
  boolean: 'boolean',
  free: 'Object',
};

function typeName(type: FieldType): string {
  if (type.type === 'list') return `[]${typeName(type.items)}`;
  if (type.type === 'map') return `map[string]${typeName(type.values)}`;
  return type.type === 'ref' ? 'Object' : (LEAF_NAMES[type.type] ?? 'string');
}

/** The owned fields of metadata are a map of anything. */
const nameOfType = ({ name, type }: Field): string =>
  name === 'fieldsV1' ? 'map[string]' : typeName(type);

const STEP = '   ';

const sortedFields = ({ fields }: Definition): Field[] =>
  [...fields.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

function deepLines(definition: Definition, indent: string, above: readonly string[]): string[] {
  return sortedFields(definition).flatMap((field) => {
    const below = structureOf(field.type);
    const isNew = below !== undefined && !above.includes(below.name);
    const line = `${indent}${field.name}\t<${nameOfType(field)}>`;
    return isNew ? [line, ...deepLines(below, indent + STEP, [...above, below.name])] : [line];
  });
}

function flatLines(definition: Definition): string[] {
  return sortedFields(definition).flatMap((field) => {
    const required = field.isRequired ? ' -required-' : '';
    return [`${STEP}${field.name}\t<${nameOfType(field)}>${required}`, ''];
  });
}

const titleOf = ({ field, definition }: Place): string => {
  if (field === undefined) return '';
  return `${definition === undefined ? 'FIELD:   ' : 'RESOURCE:'} ${field.name} <${nameOfType(field)}>\n\n`;
};

/** The whole explanation; documentation is not part of the simulator. */
export function oldText(kind: AnyKind, place: Place, isDeep: boolean): string {
  const { definition } = place;
  const head =
    `KIND:     ${kind.kind}\nVERSION:  ${apiVersionOf(kind)}\n\n${titleOf(place)}` +
    'DESCRIPTION:\n     <empty>\n';
  if (definition === undefined) return head;
  const lines = isDeep ? deepLines(definition, STEP, [definition.name]) : flatLines(definition);
  return `${head}\nFIELDS:\n${lines.join('\n')}\n`;
}

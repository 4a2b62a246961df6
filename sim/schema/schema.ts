import { SCHEMA_TEXT } from './schema.generated.ts';

/** The type of a field, with what strict decoding, patches and `explain` need to know of it. */
export type FieldType =
  | { readonly type: 'list'; readonly items: FieldType }
  | { readonly type: 'map'; readonly values: FieldType }
  /** A structure; `name` is that of its definition. */
  | { readonly type: 'ref'; readonly name: string }
  | { readonly type: LeafType };

export type LeafType =
  | 'string'
  | 'int32'
  | 'int64'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'int-or-string'
  | 'time'
  | 'microtime'
  | 'bytes'
  /** Any JSON, kept as it is. */
  | 'free';

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly isRequired: boolean;
  /** Whether Go keeps its zero value because it is behind a pointer. */
  readonly isPointer: boolean;
  /** Whether Go writes it even when it is not set. */
  readonly isAlways: boolean;
  readonly enum: readonly string[];
  /** Go's name of a named string, list or map type; '' when the type has none. */
  readonly goType: string;
  /**
   * How a strategic merge patch treats a list or structure; `mergeKey` is '' for lists of
   * scalars.
   */
  readonly isMerged: boolean;
  readonly mergeKey: string;
  readonly isRetainKeys: boolean;
  /** Whether such a patch replaces a structure as a whole. */
  readonly isReplaced: boolean;
  /** Server-side apply: the keys of a list that is a map, 'set' and 'atomic' for the others. */
  readonly listType: 'map' | 'set' | 'atomic';
  readonly listKeys: readonly string[];
  readonly isAtomicMap: boolean;
  /** Whether the structure is not atomic here although its definition is. */
  readonly isGranular: boolean;
}

export interface Definition {
  /** Unique; `displayName` is the Go type's own name. */
  readonly name: string;
  readonly displayName: string;
  /** The package of the Go type: `v1` or `v2`. */
  readonly goPackage: string;
  /** `apps/v1/StatefulSet` for a kind, '' for other structures. */
  readonly groupVersionKind: string;
  readonly isAtomic: boolean;
  readonly fields: ReadonlyMap<string, Field>;
}

const LEAVES: Readonly<Record<string, LeafType>> = {
  s: 'string',
  i: 'int32',
  l: 'int64',
  n: 'number',
  b: 'boolean',
  q: 'quantity',
  o: 'int-or-string',
  t: 'time',
  m: 'microtime',
  y: 'bytes',
  x: 'free',
};

function parseType(text: string): FieldType {
  const rest = text.slice(1);
  if (text.startsWith('[')) return { type: 'list', items: parseType(rest) };
  if (text.startsWith('{')) return { type: 'map', values: parseType(rest) };
  if (text.startsWith('@')) return { type: 'ref', name: rest };
  return { type: LEAVES[text] ?? 'free' };
}

const FIELD = new RegExp(
  [
    /^([^:]+):([[{]*(?:@[A-Za-z0-9$]+|[a-z]))/, // name and type
    /(!?)(\*?)(\+?)/, // required, pointer, always
    /(?:\(([^)]*)\))?(?:<([^>]*)>)?/, // enum, Go type
    /(~[A-Za-z]*)?([\^=]?)(#[A-Za-z+]*)?([%-]?)$/, // merge key, retain keys or replace, list, map
  ]
    .map((part) => part.source)
    .join(''),
);

function parseField(text: string): Field {
  const match = FIELD.exec(text);
  if (match === null) throw new Error(`not a field of the schema: ${text}`);
  const [, name = '', type = '', required, pointer, always, values, goType = '', merge, ...rest] =
    match;
  const [retain, list, map] = rest;
  const listKeys = list === undefined || list === '#' ? [] : list.slice(1).split('+');
  return {
    name,
    type: parseType(type),
    isRequired: required === '!',
    isPointer: pointer === '*',
    isAlways: always === '+',
    enum: values === undefined ? [] : values.split('|'),
    goType,
    isMerged: merge !== undefined,
    mergeKey: merge?.slice(1) ?? '',
    isRetainKeys: retain === '^',
    isReplaced: retain === '=',
    listType: list === undefined ? 'atomic' : listKeys.length > 0 ? 'map' : 'set',
    listKeys,
    isAtomicMap: map === '%',
    isGranular: map === '-',
  };
}

function parseDefinition(line: string): Definition {
  const [head = '', ...fields] = line.split(';');
  const [mark = '', groupVersionKind = ''] = head.split('=');
  const name = mark.replace('%', '');
  const [displayName = '', suffix = ''] = name.split('$');
  return {
    name,
    displayName,
    goPackage: suffix === 'v2' ? 'v2' : 'v1',
    groupVersionKind,
    isAtomic: mark.endsWith('%'),
    fields: new Map(
      fields
        .filter((field) => field !== '')
        .map(parseField)
        .map((field) => [field.name, field]),
    ),
  };
}

// The text is a constant, so what was read of it may be kept: it is the same for every cluster.
const lines = new Map<string, string>();
const kinds = new Map<string, string>();
const parsed = new Map<string, Definition>();

function readLines(): void {
  for (const line of SCHEMA_TEXT.trim().split('\n')) {
    const head = line.slice(0, line.indexOf(';'));
    const [name = '', kind = ''] = head.split('=');
    lines.set(name.replace('%', ''), line);
    if (kind !== '') kinds.set(kind, name.replace('%', ''));
  }
}

/** The definition of a name that a `ref` has. */
export function definitionOf(name: string): Definition {
  if (lines.size === 0) readLines();
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const line = lines.get(name);
  if (line === undefined) throw new Error(`no definition ${name}`);
  const definition = parseDefinition(line);
  parsed.set(name, definition);
  return definition;
}

/** The name of a definition in the API's own document; its last part is the Go type. */
export function schemaName({ name, displayName, goPackage }: Definition): string {
  const [, suffix = 'core'] = name.split('$');
  return `io.k8s.api.${suffix}.${goPackage}.${displayName}`;
}

/** The definition of a kind; undefined when the schema has none. */
export function definitionOfKind(
  group: string,
  version: string,
  kind: string,
): Definition | undefined {
  if (lines.size === 0) readLines();
  const name = kinds.get(`${group}/${version}/${kind}`);
  return name === undefined ? undefined : definitionOf(name);
}

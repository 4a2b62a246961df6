import type { Catalog, Schema, Sequence, Table, Undo, View } from './model.ts';

interface TableState {
  readonly table: Table;
  readonly definition: Table['definition'];
  readonly rows: Table['rows'];
  readonly keys: Table['keys'];
}

interface SchemaState {
  readonly schema: Schema;
  readonly tables: ReadonlyMap<string, TableState>;
  readonly views: ReadonlyMap<string, View>;
  readonly sequences: ReadonlyMap<string, Sequence>;
}

/** What schemas, tables and views were at one time; the rows are not copied. */
export type Definitions = ReadonlyMap<string, SchemaState>;

const stateOf = (table: Table): TableState => ({
  table,
  definition: table.definition,
  rows: table.rows,
  keys: table.keys,
});

/** Remembers what there is, before a statement that changes definitions. */
export const rememberDefinitions = ({ schemas }: Catalog): Definitions =>
  new Map(
    [...schemas].map(([name, schema]) => {
      const tables = new Map([...schema.tables].map(([key, table]) => [key, stateOf(table)]));
      const sequences = new Map(schema.sequences);
      return [name, { schema, tables, views: new Map(schema.views), sequences }];
    }),
  );

/** Puts the entries of `map` back that differ from `before`, and no others. */
function difference<T>(map: Map<string, T>, before: ReadonlyMap<string, T>): (() => void)[] {
  const names = new Set([...map.keys(), ...before.keys()]);
  return [...names].flatMap((name) => {
    const old = before.get(name);
    if (map.get(name) === old) return [];
    return [() => (old === undefined ? map.delete(name) : map.set(name, old))];
  });
}

function tableDifference({ table, definition, rows, keys }: TableState): (() => void)[] {
  const isSame = table.definition === definition && table.rows === rows && table.keys === keys;
  return isSame ? [] : [() => Object.assign(table, { definition, rows, keys })];
}

/**
 * How to take back what was defined, altered and dropped since `before`; what other statements
 * change later, elsewhere, stays. Undefined when nothing is different.
 */
export function undoDefinitions({ schemas }: Catalog, before: Definitions): Undo | undefined {
  const old = new Map([...before].map(([name, { schema }]) => [name, schema]));
  const steps = difference(schemas, old);
  for (const { schema, tables, views, sequences } of before.values()) {
    const known = new Map([...tables].map(([name, { table }]) => [name, table]));
    steps.push(...difference(schema.tables, known), ...difference(schema.views, views));
    steps.push(...difference(schema.sequences, sequences));
    for (const state of tables.values()) steps.push(...tableDifference(state));
  }
  if (steps.length === 0) return undefined;
  return {
    kind: 'definition',
    restore() {
      for (const step of steps) step();
    },
  };
}

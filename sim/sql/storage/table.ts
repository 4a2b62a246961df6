import type { Key, Table, TableDefinition } from './model.ts';

export const createTable = (schema: string, definition: TableDefinition): Table => ({
  schema,
  definition,
  rows: [],
  keys: new Map(),
  nextId: 1,
  nextAuto: 1n,
  unwritten: 'anything',
});

export const columnIndex = (table: Table, name: string): number => {
  const wanted = name.toLowerCase();
  return table.definition.columns.findIndex((column) => column.name.toLowerCase() === wanted);
};

export const primaryKey = ({ definition }: Table): Key | undefined =>
  definition.keys.find(({ kind }) => kind === 'primary');

/** The key by which the rows are ordered: the primary one, else the first unique without nulls. */
export function clusteredKey(table: Table): Key | undefined {
  const { columns, keys } = table.definition;
  const isNeverNull = (name: string): boolean =>
    columns.some((column) => column.name === name && !column.isNullable);
  return (
    primaryKey(table) ??
    keys.find((key) => key.kind === 'unique' && key.columns.every(({ name }) => isNeverNull(name)))
  );
}

import type { PlanColumn } from '../bind/context.ts';
import type { Env } from '../dialect.ts';
import type { Column } from '../storage/model.ts';
import type { SqlType } from '../values.ts';

/** The default of a column that comes from a query. */
function selectedDefault(
  env: Env,
  type: SqlType,
  isNullable: boolean,
): Pick<Column, 'defaultValue' | 'defaultText'> {
  const isPlain = ['integer', 'decimal', 'double'].includes(type.family);
  const isShort = type.family === 'text' && /char$/.test(type.name);
  if (isNullable || !env.dialect.keysForeignKeys || !(isPlain || isShort)) {
    return { defaultValue: undefined, defaultText: '' };
  }
  const value = isPlain ? 0n : '';
  return { defaultValue: { kind: 'literal', value, type, start: 0, end: 0 }, defaultText: '' };
}

/** A column that comes from a query. */
export function selectedColumn(env: Env, { name, type, isNullable, origin }: PlanColumn): Column {
  const source = origin && env.catalog.schemas.get(origin.schema)?.tables.get(origin.table);
  const own = source?.definition.columns.find((each) => each.name === origin?.name);
  const column = { name, type, isNullable, generated: undefined, comment: '' };
  const flags = { isAutoIncrement: false, onUpdateNow: false };
  if (own?.isAutoIncrement === false && env.dialect.keysForeignKeys) {
    const { defaultValue, defaultText } = own;
    return { ...column, ...flags, defaultValue, defaultText };
  }
  return { ...column, ...flags, ...selectedDefault(env, type, isNullable) };
}

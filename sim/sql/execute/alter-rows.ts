import { bindExpression } from '../bind/expressions.ts';
import { createScope } from '../bind/scope.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Column, Table, TableDefinition } from '../storage/model.ts';
import { latest } from '../storage/rows.ts';
import { textOf, type Value } from '../values.ts';
import type { Draft } from './alter-draft.ts';
import { clashError, findClash, verifyChecks, verifyParents } from './constraints.ts';
import { withGenerated } from './generated.ts';
import { createQueryBinder } from './queries.ts';
import { storeValue } from './stored-values.ts';

/** The values of a column that is new: its default, or what its type is when it is empty. */
function fillOf(env: Env, column: Column, hasRows: boolean): Value {
  if (column.defaultValue !== undefined) {
    const context = createQueryBinder(env).expressions(createScope([], undefined), 'list');
    const value = bindExpression(context, column.defaultValue).eval(frameOf([], undefined));
    return value === null ? null : env.dialect.semantics.store(value, column, 1, env.warn, '');
  }
  if (column.isNullable) return null;
  const empty = env.dialect.emptyValue(column);
  // A strict session refuses a day that is none, if there is a row that would have it.
  const isDay = column.type.family === 'date' || column.type.family === 'datetime';
  if (!isDay || !hasRows || empty === null) return empty;
  return env.dialect.semantics.store(textOf(empty), column, 1, env.warn, '');
}

/** Gives a table its new definition and each row what that wants, or fails and leaves it. */
export function rebuild(env: Env, table: Table, draft: Draft, definition: TableDefinition): void {
  const fills = draft.columns.map((column) =>
    draft.sources.get(column.name)?.kind === 'new'
      ? fillOf(env, column, table.rows.length > 0)
      : null,
  );
  const { semantics } = env.dialect;
  let number = 0;
  const next: Table = { ...table, definition, rows: [], keys: new Map() };
  const convert = (values: readonly Value[], row: number): readonly Value[] => {
    const plain = draft.columns.map((column, i) => {
      const source = draft.sources.get(column.name);
      if (source?.kind !== 'old') {
        return column.isAutoIncrement ? BigInt(row) : (fills[i] ?? null);
      }
      const value = values[source.index] ?? null;
      const isLax = !semantics.isStrict();
      return value === null ? null : storeValue(env, value, column, row, isLax, definition.name);
    });
    return withGenerated(env, next, plain, row);
  };
  const fresh = table.rows.map((row) => {
    number++;
    const versions = row.versions.map(({ values, by }) => ({
      by,
      values: values && convert(values, number),
    }));
    return { ...row, versions };
  });
  next.rows = fresh;
  for (const row of fresh) {
    const values = latest(row, env.transaction);
    if (values === undefined) continue;
    draft.columns.forEach((column, i) => {
      if (values[i] === null && !column.isNullable) {
        throw new SqlFailure(env.dialect.errors.nullInColumn(column.name, draft.name));
      }
    });
    const clash = findClash(env, next, values, row);
    if (clash !== undefined) throw clashError(env, next, clash.key, values);
    verifyChecks(env, next, values);
    verifyParents(env, next, values);
  }
  table.definition = definition;
  table.rows = fresh;
  table.keys = new Map();
  table.unwritten = 'anything';
}

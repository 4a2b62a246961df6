import { bindExpression } from '../bind/expressions.ts';
import { truthOf } from '../bind/logic.ts';
import { frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { type ForeignKeyClash, SqlFailure } from '../errors.ts';
import { compareForOrder } from '../operate/compare.ts';
import type { ForeignKey, Key, StoredRow, Table } from '../storage/model.ts';
import { changeRow, clashOf, current, rowsWith } from '../storage/rows.ts';
import { columnIndex } from '../storage/table.ts';
import { textOf, type Value } from '../values.ts';
import { columnContext } from './generated.ts';

type Row = readonly Value[];

const pick = (table: Table, values: Row, columns: readonly string[]): Value[] =>
  columns.map((name) => values[columnIndex(table, name)] ?? null);

export const uniqueKeys = (table: Table): readonly Key[] =>
  table.definition.keys.filter(({ kind }) => kind === 'primary' || kind === 'unique');

/** The first key in which another row has the same values. */
export function findClash(
  env: Env,
  table: Table,
  values: Row,
  own: StoredRow | undefined,
): { key: Key; row: StoredRow } | undefined {
  for (const key of uniqueKeys(table)) {
    const row = clashOf(env.dialect.semantics, table, key, values, own, env.transaction);
    if (row !== undefined) return { key, row };
  }
  return undefined;
}

export function clashError(env: Env, table: Table, key: Key, values: Row): SqlFailure {
  const columns = key.columns.map(({ name }) => name);
  const texts = pick(table, values, columns).map((value) => (value === null ? '' : textOf(value)));
  const about = { table: table.definition.name, key: key.name, columns, values: texts };
  return new SqlFailure(env.dialect.errors.duplicateKey(about));
}

/** CHECK constraints: false is refused, unknown is not. */
export function verifyChecks(env: Env, table: Table, values: Row): void {
  const { checks, columns, name } = table.definition;
  for (const check of checks) {
    if (!check.isEnforced) continue;
    const context = columnContext(env, table.schema, { name, columns });
    const result = bindExpression(context, check.expr).eval(frameOf(values, undefined));
    if (truthOf(env, result) === false) {
      throw new SqlFailure(env.dialect.errors.checkFailed(check.name, name, table.schema, values));
    }
  }
}

const parentOf = (env: Env, foreignKey: ForeignKey): Table | undefined =>
  env.catalog.schemas.get(foreignKey.schema)?.tables.get(foreignKey.table);

function clashOfForeignKey(table: Table, key: ForeignKey, values: Row): ForeignKeyClash {
  return {
    schema: table.schema,
    table: table.definition.name,
    name: key.name,
    columns: key.columns,
    parentSchema: key.schema,
    parent: key.table,
    parentColumns: key.parentColumns,
    values: values.map((value) => (value === null ? '' : textOf(value))),
    rule: rules(key),
  };
}

function rules({ onDelete, onUpdate }: ForeignKey): string {
  const one = (event: string, action: string): string =>
    action === 'no action' ? '' : ` ON ${event} ${action.toUpperCase()}`;
  return one('DELETE', onDelete) + one('UPDATE', onUpdate);
}

const checksForeignKeys = (env: Env): boolean => env.session.fact('foreign_key_checks') !== 0n;

/** A row that points to a parent needs it to be there. */
export function verifyParents(env: Env, table: Table, values: Row): void {
  if (!checksForeignKeys(env)) return;
  const { semantics, errors } = env.dialect;
  for (const key of table.definition.foreignKeys) {
    const wanted = pick(table, values, key.columns);
    if (wanted.some((value) => value === null)) continue;
    const parent = parentOf(env, key);
    const isThere =
      parent !== undefined &&
      rowsWith(semantics, parent, key.parentColumns, wanted, env.transaction).length > 0;
    const isOwn =
      parent === table &&
      pick(table, values, key.parentColumns).every(
        (value, i) => compareForOrder(semantics, value, wanted[i] ?? null) === 0,
      );
    if (!isThere && !isOwn) {
      throw new SqlFailure(errors.noParent(clashOfForeignKey(table, key, wanted)));
    }
  }
}

/** The foreign keys that point to a table. */
export function childrenKeys(env: Env, table: Table): { child: Table; key: ForeignKey }[] {
  return [...env.catalog.schemas.values()].flatMap(({ tables }) =>
    [...tables.values()].flatMap((child) =>
      child.definition.foreignKeys
        .filter(
          ({ schema, table: name }) => schema === table.schema && name === table.definition.name,
        )
        .map((key) => ({ child, key })),
    ),
  );
}

/**
 * What a change of a parent does to the rows that point to it: they forbid it, go with it, follow
 * it, or point to nothing. `after` is undefined for a deletion.
 */
export function followChildren(env: Env, table: Table, before: Row, after: Row | undefined): void {
  if (!checksForeignKeys(env)) return;
  const { semantics, errors } = env.dialect;
  for (const { child, key } of childrenKeys(env, table)) {
    const old = pick(table, before, key.parentColumns);
    const next = after && pick(table, after, key.parentColumns);
    const isSame = next?.every(
      (value, i) => compareForOrder(semantics, value, old[i] ?? null) === 0,
    );
    if (isSame === true || old.some((value) => value === null)) continue;
    const action = after === undefined ? key.onDelete : key.onUpdate;
    for (const row of rowsWith(semantics, child, key.columns, old, env.transaction)) {
      const values = current(row, env.transaction);
      if (values === undefined) continue;
      if (action === 'no action' || action === 'restrict') {
        throw new SqlFailure(errors.hasChildren(clashOfForeignKey(child, key, old)));
      }
      const replaced =
        action === 'cascade' && after === undefined
          ? undefined
          : values.map((value, index) => {
              const at = key.columns.findIndex((name) => columnIndex(child, name) === index);
              if (at < 0) return value;
              return action === 'set null' ? null : (next?.[at] ?? null);
            });
      if (replaced === undefined) followChildren(env, child, values, undefined);
      changeRow(semantics, child, row, replaced, env.transaction);
    }
  }
}

/** Whether other tables point to this one. */
/** The tables that refer to one. */
export const childrenOf = (env: Env, table: Table): Table[] =>
  childrenKeys(env, table).map(({ child }) => child);

export const isReferenced = (
  env: Env,
  table: Table,
  besides: ReadonlySet<Table> = new Set(),
): ForeignKeyClash | undefined => {
  const found = childrenKeys(env, table).find(
    ({ child }) => child !== table && !besides.has(child),
  );
  if (found === undefined || !checksForeignKeys(env)) return undefined;
  return clashOfForeignKey(found.child, found.key, []);
};

import type { ColumnSpec, CreateTable } from '../ast.ts';
import type { PlanColumn } from '../bind/context.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Schema, TableDefinition } from '../storage/model.ts';
import { insertRow } from '../storage/rows.ts';
import { createTable } from '../storage/table.ts';
import { done, type Outcome } from './outcome.ts';
import { createQueryBinder } from './queries.ts';
import { selectedColumn } from './selected-columns.ts';
import { raiseAuto } from './stored-values.ts';
import {
  addCheck,
  addColumnParts,
  addForeignKey,
  addKey,
  columnOf,
  type Draft,
  verifyGenerated,
} from './table-parts.ts';
import { baseTable, lookUp, schemaName, schemaOf } from './tables.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A column of the primary key that says that it may be null. */
function refuseNulls(
  env: Env,
  specs: readonly ColumnSpec[],
  isKey: (name: string) => boolean,
): void {
  const isWrong = specs.some(
    ({ name, isNullable, isPrimary }) => isNullable === true && (isPrimary || isKey(name)),
  );
  const error = isWrong ? env.dialect.errors.nullablePrimaryKey() : undefined;
  if (error !== undefined) throw new SqlFailure(error);
}

function definitionOf(
  env: Env,
  statement: CreateTable,
  selected: readonly PlanColumn[],
): TableDefinition {
  const { errors } = env.dialect;
  const primary = statement.keys.find(({ kind }) => kind === 'primary');
  const isInPrimary = (name: string): boolean =>
    primary?.columns.some((column) => same(column.name, name)) ?? false;
  const schema = schemaName(env, statement.table);
  const options = env.dialect.tableOptions(
    statement.options,
    env.catalog.schemas.get(schema)?.options ?? {},
  );
  const draft: Draft = {
    name: statement.table.name,
    schema,
    columns: statement.columns.map((spec) => {
      const column = columnOf(spec, isInPrimary(spec.name));
      return { ...column, type: env.dialect.inherited(column.type, options) };
    }),
    keys: [],
    foreignKeys: [],
    checks: [],
  };
  refuseNulls(env, statement.columns, isInPrimary);
  const own = new Set(draft.columns.map(({ name }) => name.toLowerCase()));
  for (const column of selected) {
    if (own.has(column.name.toLowerCase())) continue;
    draft.columns.push(selectedColumn(env, column));
  }
  draft.columns.forEach(({ name }, i) => {
    const isTwice = draft.columns.findIndex((column) => same(column.name, name)) < i;
    if (isTwice) throw new SqlFailure(errors.duplicateColumn(name));
  });
  if (draft.columns.length === 0) throw new SqlFailure(errors.noColumns());
  for (const spec of statement.columns) addColumnParts(env, draft, spec);
  for (const key of statement.keys) addKey(env, draft, key);
  for (const foreignKey of statement.foreignKeys) addForeignKey(env, draft, foreignKey);
  for (const check of statement.checks) addCheck(env, draft, check, '');
  verifyGenerated(env, draft);
  env.dialect.verifyTable({ ...draft, options });
  return {
    name: draft.name,
    columns: draft.columns,
    keys: draft.keys,
    foreignKeys: draft.foreignKeys,
    checks: draft.checks,
    options,
    isTemporary: statement.isTemporary,
    createdEpochMs: env.nowEpochMs,
  };
}

function existing(env: Env, statement: CreateTable): boolean {
  if (lookUp(env, statement.table) === undefined) return false;
  const error = env.dialect.errors.tableExists(statement.table.name);
  if (!statement.ifNotExists) throw new SqlFailure(error);
  env.warn('Note', error.code, error.message);
  return true;
}

/** `create table`. */
export function executeCreateTable(env: Env, statement: CreateTable): Outcome {
  const schema: Schema = schemaOf(env, schemaName(env, statement.table));
  if (existing(env, statement)) return done('CREATE TABLE');
  if (statement.like !== undefined) {
    const { definition } = baseTable(env, statement.like, 'LIKE');
    const copy = {
      ...definition,
      name: statement.table.name,
      foreignKeys: [],
      createdEpochMs: env.nowEpochMs,
    };
    schema.tables.set(copy.name, createTable(schema.name, copy));
    return done('CREATE TABLE');
  }
  const plan = statement.query && createQueryBinder(env).bind(statement.query, undefined);
  const table = createTable(schema.name, definitionOf(env, statement, plan?.columns ?? []));
  const first = statement.options.auto_increment;
  if (first !== undefined) table.nextAuto = BigInt(first);
  const rows = plan?.rows(undefined) ?? [];
  const offset = table.definition.columns.length - (plan?.columns.length ?? 0);
  schema.tables.set(table.definition.name, table);
  for (const row of rows) {
    const values = [...Array(offset).fill(null), ...row];
    insertRow(env.dialect.semantics, table, values, env.transaction);
    raiseAuto(table, values);
  }
  return done(plan === undefined ? 'CREATE TABLE' : 'SELECT', rows.length, {
    matched: rows.length,
  });
}

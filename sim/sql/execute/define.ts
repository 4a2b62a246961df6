import type {
  CheckSpec,
  ColumnSpec,
  CreateTable,
  ForeignKeySpec,
  KeySpec,
  Statement,
  TableName,
} from '../ast.ts';
import type { PlanColumn } from '../bind/context.ts';
import type { Env } from '../dialect.ts';
import { type SqlError, SqlFailure } from '../errors.ts';
import { createSchema } from '../storage/catalog.ts';
import type {
  Check,
  Column,
  ForeignKey,
  Key,
  Schema,
  Table,
  TableDefinition,
} from '../storage/model.ts';
import { insertRow } from '../storage/rows.ts';
import { createTable } from '../storage/table.ts';
import { type SqlType, typeOf } from '../values.ts';
import { childrenKeys, isReferenced } from './constraints.ts';
import { verifyNames } from './generated.ts';
import { raiseAuto } from './insert.ts';
import { done, type Outcome } from './outcome.ts';
import { createQueryBinder } from './select.ts';
import { baseTable, lookUp, schemaName, schemaOf } from './tables.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What a column is, from how it was written. */
export function columnOf(spec: ColumnSpec, isInPrimary: boolean): Column {
  const isSerial = /serial$/.test(spec.type.name);
  const type = isSerial
    ? typeOf('integer', spec.type.name === 'serial' ? 'int' : 'bigint')
    : spec.type;
  return {
    name: spec.name,
    type,
    isNullable: isInPrimary || spec.isPrimary || isSerial ? false : (spec.isNullable ?? true),
    defaultValue: spec.defaultValue,
    defaultText: spec.defaultText,
    isAutoIncrement: spec.isAutoIncrement,
    onUpdateNow: spec.onUpdateNow,
    comment: spec.comment,
    generated: spec.generated,
  };
}

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
function selectedColumn(env: Env, { name, type, isNullable, origin }: PlanColumn): Column {
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

interface Draft {
  readonly name: string;
  readonly schema: string;
  readonly columns: Column[];
  readonly keys: Key[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: Check[];
}

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

export function addKey(env: Env, draft: Draft, spec: KeySpec): void {
  const { errors } = env.dialect;
  const names = spec.columns.map(({ name }) => {
    const column = draft.columns.find((each) => same(each.name, name));
    if (column === undefined) throw new SqlFailure(errors.unknownKeyColumn(name));
    return column.name;
  });
  if (spec.kind === 'primary' && draft.keys.some(({ kind }) => kind === 'primary')) {
    throw new SqlFailure(errors.multiplePrimaryKeys(draft.name));
  }
  const covered = draft.keys.findIndex(
    (each) =>
      each.isImplicit && each.columns.every((column, i) => same(column.name, names[i] ?? '')),
  );
  if (covered >= 0) draft.keys.splice(covered, 1);
  const taken = new Set(draft.keys.map(({ name }) => name));
  const hasOwnName = spec.kind !== 'primary' && spec.name !== '';
  const name = hasOwnName ? spec.name : env.dialect.keyName(draft.name, names, spec.kind, taken);
  if (taken.has(name)) throw new SqlFailure(errors.duplicateKeyName(name));
  const columns = names.map((each, i) => ({
    name: each,
    isDescending: spec.columns[i]?.isDescending ?? false,
    prefix: spec.columns[i]?.prefix ?? 0,
  }));
  const key: Key = { kind: spec.kind, name, columns, isImplicit: false };
  if (spec.kind === 'primary') {
    draft.columns.forEach((column, i) => {
      if (names.includes(column.name)) draft.columns[i] = { ...column, isNullable: false };
    });
    draft.keys.unshift(key);
    return;
  }
  // Unique keys stand before the others.
  const at = draft.keys.findIndex(({ kind }) => kind !== 'primary' && kind !== 'unique');
  if (spec.kind === 'unique' && at >= 0) draft.keys.splice(at, 0, key);
  else draft.keys.push(key);
}

export function addForeignKey(env: Env, draft: Draft, spec: ForeignKeySpec): void {
  const { errors } = env.dialect;
  for (const name of spec.columns) {
    if (!draft.columns.some((column) => same(column.name, name))) {
      throw new SqlFailure(errors.unknownKeyColumn(name));
    }
  }
  const schema = spec.parent.schema === '' ? draft.schema : spec.parent.schema;
  const isSelf = schema === draft.schema && spec.parent.name === draft.name;
  const parent = env.catalog.schemas.get(schema)?.tables.get(spec.parent.name);
  const isUnchecked = env.session.fact('foreign_key_checks') === 0n;
  if (parent === undefined && !isSelf && !isUnchecked)
    throw new SqlFailure(errors.noSuchKeyTable(spec.parent.name));
  const parentKeys = isSelf ? draft.keys : (parent?.definition.keys ?? []);
  const primary = parentKeys.find(({ kind }) => kind === 'primary');
  const parentColumns =
    spec.parentColumns.length > 0
      ? spec.parentColumns
      : (primary?.columns.map(({ name }) => name) ?? []);
  const isKeyed = parentKeys.some((key) =>
    parentColumns.every((name, i) => same(key.columns[i]?.name ?? '', name)),
  );
  const name =
    spec.name === ''
      ? env.dialect.foreignKeyName(draft.name, spec.columns, draft.foreignKeys)
      : spec.name;
  const { columns, onDelete, onUpdate } = spec;
  const key = { name, columns, schema, table: spec.parent.name, parentColumns, onDelete, onUpdate };
  const own = isSelf ? draft.columns : parent?.definition.columns;
  env.dialect.verifyForeignKey(key, draft.columns, own);
  if (!isKeyed && own !== undefined)
    throw new SqlFailure(errors.parentWithoutKey(name, spec.parent.name));
  draft.foreignKeys.push(key);
  if (env.dialect.keysForeignKeys) addKeyOf(draft, spec);
}

/** The index that a foreign key needs, unless another one does its work. */
function addKeyOf(draft: Draft, spec: ForeignKeySpec): void {
  const covers = (key: Key): boolean =>
    spec.columns.every((column, i) => same(key.columns[i]?.name ?? '', column));
  const before = draft.keys.findIndex(covers);
  const isReplaced = draft.keys[before]?.isImplicit === true;
  if (before >= 0 && !isReplaced) return;
  if (isReplaced) draft.keys.splice(before, 1);
  const columns = spec.columns.map((name) => ({ name, isDescending: false, prefix: 0 }));
  const name = spec.name === '' ? (spec.columns[0] ?? '') : spec.name;
  draft.keys.push({ kind: 'index', name, columns, isImplicit: true });
}

export function addCheck(env: Env, draft: Draft, spec: CheckSpec, column: string): void {
  const { dialect, catalog } = env;
  const own = draft.checks.map(({ name }) => name);
  const name = spec.name === '' ? dialect.checkName(draft.name, column, own) : spec.name;
  const others = [...(catalog.schemas.get(draft.schema)?.tables.values() ?? [])]
    .filter(({ definition }) => definition.name !== draft.name)
    .flatMap(({ definition }) => definition.checks.map((check) => check.name));
  const taken = dialect.keysForeignKeys ? [...own, ...others] : own;
  if (taken.some((each) => same(each, name)))
    throw new SqlFailure(dialect.errors.duplicateCheck(name));
  const { expr, text, isEnforced } = spec;
  const refusal = (wrong: string): SqlError => dialect.errors.unknownCheckColumn(wrong, name);
  verifyNames(env, draft.schema, draft, expr, refusal);
  draft.checks.push({ name, expr, text, isEnforced });
}

/** Columns that are worked out from others need these to be there. */
export function verifyGenerated(env: Env, draft: Draft): void {
  for (const { generated } of draft.columns) {
    if (generated === undefined) continue;
    const { unknownGeneratedColumn } = env.dialect.errors;
    verifyNames(env, draft.schema, draft, generated.expr, unknownGeneratedColumn);
  }
}

/** A column's own key, parent and condition. */
export function addColumnParts(env: Env, draft: Draft, spec: ColumnSpec): void {
  const columns = [{ name: spec.name, isDescending: false, prefix: 0 }];
  if (spec.isPrimary) addKey(env, draft, { kind: 'primary', name: '', columns });
  if (spec.isUnique) addKey(env, draft, { kind: 'unique', name: '', columns });
  if (spec.check !== undefined) addCheck(env, draft, spec.check, spec.name);
  // MySQL before 9 reads REFERENCES of a column and forgets it.
  if (spec.references !== undefined && env.dialect.keepsColumnReferences) {
    addForeignKey(env, draft, spec.references);
  }
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

/** The foreign keys that point to tables which are dropped with all that depends on them. */
function dropDependents(env: Env, tables: readonly Table[]): void {
  const children = tables
    .flatMap((table) => childrenKeys(env, table))
    .filter(({ child }) => !tables.includes(child));
  if (children.length === 0) return;
  const names = children.map(
    ({ child, key }) => `constraint ${key.name} on table ${child.definition.name}`,
  );
  const told = env.dialect.errors.cascades(names);
  if (told === undefined) return;
  env.warn('Note', told.code, told.message, told.detail);
  for (const { child, key } of children) {
    const { foreignKeys } = child.definition;
    const rest = foreignKeys.filter((each) => each.name !== key.name);
    child.definition = { ...child.definition, foreignKeys: rest };
    child.unwritten = 'anything';
  }
}

/** `drop table` and `drop view`. */
export function executeDropTable(
  env: Env,
  statement: Extract<Statement, { kind: 'drop table' }>,
): Outcome {
  const { errors } = env.dialect;
  const isView = statement.what === 'view';
  const missing: string[] = [];
  const kind = statement.what;
  const found: { schema: Schema; name: string; table: Table | undefined }[] = [];
  for (const name of statement.tables) {
    const schema = schemaOf(env, schemaName(env, name));
    const table = schema.tables.get(name.name);
    const isThere = isView ? schema.views.has(name.name) : table !== undefined;
    const isOther = isView ? table !== undefined : schema.views.has(name.name);
    const wrong = isOther
      ? errors.wrongKind(name.name, isView ? 'table' : 'view', schema.name)
      : undefined;
    if (wrong !== undefined) throw new SqlFailure(wrong);
    if (isThere) found.push({ schema, name: name.name, table });
    else missing.push(`${schema.name}.${name.name}`);
  }
  if (missing.length > 0) {
    if (!statement.ifExists) throw new SqlFailure(errors.cannotDropTables(missing, kind));
    for (const name of missing) {
      const error = errors.cannotDropTables([name], kind);
      env.warn('Note', error.code, errors.skippedTable(name, kind).message);
    }
  }
  const dropped = new Set(found.flatMap(({ table }) => (table === undefined ? [] : [table])));
  if (statement.isCascading) {
    dropDependents(env, [...dropped]);
  }
  for (const table of dropped) {
    const clash = isReferenced(env, table, dropped);
    if (clash !== undefined) throw new SqlFailure(errors.dropReferenced(clash));
  }
  for (const { schema, name } of found) {
    if (isView) schema.views.delete(name);
    else schema.tables.delete(name);
  }
  return done(isView ? 'DROP VIEW' : 'DROP TABLE');
}

/** What is said of a view to alter that is none. */
function wrongView({ dialect }: Env, schema: Schema, { name, start }: TableName): SqlError {
  const { errors } = dialect;
  const isTable = schema.tables.has(name);
  const wrong = isTable ? errors.wrongKind(name, 'table', schema.name) : undefined;
  return wrong ?? errors.unknownTable(schema.name, name, start);
}

/** `create view`. */
export function executeCreateView(
  env: Env,
  statement: Extract<Statement, { kind: 'create view' }>,
): Outcome {
  const { table, orReplace, isAlter, columns, query, text } = statement;
  const { errors } = env.dialect;
  const schema = schemaOf(env, schemaName(env, table));
  const isThere = schema.views.has(table.name);
  if (isAlter && !isThere) throw new SqlFailure(wrongView(env, schema, table));
  const clash =
    schema.tables.has(table.name) && orReplace ? wrongView(env, schema, table) : undefined;
  if (clash !== undefined) throw new SqlFailure(clash);
  const isTaken = schema.tables.has(table.name) || (isThere && !orReplace && !isAlter);
  if (isTaken) throw new SqlFailure(errors.tableExists(table.name));
  const plan = createQueryBinder(env).bind(query, undefined);
  if (columns.length > 0 && columns.length !== plan.columns.length) {
    throw new SqlFailure(errors.viewColumns());
  }
  const names = plan.columns.map(({ name }, i) => columns[i] ?? name);
  const twice = names.find((name, i) => names.findIndex((each) => same(each, name)) < i);
  if (twice !== undefined) throw new SqlFailure(errors.duplicateColumn(twice));
  const fact = (name: string): string => {
    const value = env.session.fact(name);
    return typeof value === 'string' ? value : '';
  };
  schema.views.set(table.name, {
    name: table.name,
    columns: names,
    query,
    text,
    selected: plan.columns.map(({ name }) => name),
    described: plan.columns.map((column, i) => ({
      ...selectedColumn(env, column),
      name: names[i] ?? column.name,
    })),
    algorithm: statement.algorithm,
    security: statement.security,
    check: statement.check,
    definer: statement.definer === '' ? fact('current_user') : statement.definer,
    charset: fact('character_set_client'),
    collation: fact('collation_connection'),
  });
  return done('CREATE VIEW');
}

export function executeCreateDatabase(
  env: Env,
  { name, ifNotExists, options }: Extract<Statement, { kind: 'create database' }>,
): Outcome {
  const { schemas } = env.catalog;
  if (schemas.has(name) || env.catalog.isVirtual(name)) {
    const error = env.dialect.errors.databaseExists(name);
    if (!ifNotExists) throw new SqlFailure(error);
    env.warn('Note', error.code, error.message);
    return done('CREATE DATABASE', 1);
  }
  schemas.set(name, createSchema(name, env.dialect.tableOptions(options, {})));
  return done('CREATE DATABASE', 1);
}

export function executeDropDatabase(
  env: Env,
  { name, ifExists }: Extract<Statement, { kind: 'drop database' }>,
): Outcome {
  const { errors } = env.dialect;
  const schema = env.catalog.schemas.get(name);
  if (schema === undefined) {
    const error = errors.cannotDropDatabase(name);
    if (!ifExists) throw new SqlFailure(error);
    env.warn('Note', error.code, error.message);
    return done('DROP DATABASE');
  }
  env.catalog.schemas.delete(name);
  return done('DROP DATABASE', schema.tables.size + schema.views.size);
}

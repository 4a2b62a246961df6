import type { CheckSpec, ColumnSpec, ForeignKeySpec, KeySpec } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { type SqlError, SqlFailure } from '../errors.ts';
import type { Check, Column, ForeignKey, Key } from '../storage/model.ts';
import { typeOf } from '../values.ts';
import { verifyNames } from './generated.ts';

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

/** A table that is being defined. */
export interface Draft {
  readonly name: string;
  readonly schema: string;
  readonly columns: Column[];
  readonly keys: Key[];
  readonly foreignKeys: ForeignKey[];
  readonly checks: Check[];
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

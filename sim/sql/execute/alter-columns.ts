import type { AlterAction, ColumnPlace } from '../ast.ts';
import { columnsIn } from '../bind/names.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Column } from '../storage/model.ts';
import { type Draft, edit, indexOf, uses } from './alter-draft.ts';
import { inherited } from './alter-texts.ts';
import { addColumnParts, columnOf } from './table-parts.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function place(
  env: Env,
  draft: Draft,
  column: Column,
  where: ColumnPlace,
  otherwise: number,
): void {
  const at =
    where.kind === 'first'
      ? 0
      : where.kind === 'after'
        ? indexOf(env, draft, where.name) + 1
        : otherwise;
  draft.columns.splice(at, 0, column);
}

/** ADD COLUMN, with the key, the parent and the condition that the column brings. */
export function addColumn(
  env: Env,
  draft: Draft,
  { column: spec, place: where, ifNotExists }: Extract<AlterAction, { kind: 'add column' }>,
): void {
  if (draft.columns.some(({ name }) => same(name, spec.name))) {
    const error = env.dialect.errors.duplicateColumn(spec.name);
    if (!ifNotExists) throw new SqlFailure(error);
    env.warn('Note', error.code, error.message);
    return;
  }
  draft.sources.set(spec.name, { kind: 'new' });
  place(env, draft, inherited(env, draft, columnOf(spec, false)), where, draft.columns.length);
  addColumnParts(env, draft, spec);
}

function renameIn(draft: Draft, from: string, to: string): void {
  draft.keys = draft.keys.map((key) => ({
    ...key,
    columns: key.columns.map((column) =>
      same(column.name, from) ? { ...column, name: to } : column,
    ),
  }));
  draft.foreignKeys = draft.foreignKeys.map((key) => ({
    ...key,
    columns: key.columns.map((name) => (same(name, from) ? to : name)),
  }));
}

/** CHANGE COLUMN and MODIFY COLUMN: the column anew, with the values it had. */
export function changeColumn(
  env: Env,
  draft: Draft,
  { name, column: spec, place: where }: Extract<AlterAction, { kind: 'change column' }>,
): void {
  const index = indexOf(env, draft, name);
  const before = draft.columns[index] as Column;
  const source = draft.sources.get(before.name);
  const isInPrimary = draft.keys.some(
    (key) => key.kind === 'primary' && key.columns.some((column) => column.name === before.name),
  );
  draft.columns.splice(index, 1);
  if (draft.columns.some((column) => same(column.name, spec.name))) {
    throw new SqlFailure(env.dialect.errors.duplicateColumn(spec.name));
  }
  draft.sources.delete(before.name);
  if (source !== undefined) draft.sources.set(spec.name, source);
  renameIn(draft, before.name, spec.name);
  place(env, draft, inherited(env, draft, columnOf(spec, isInPrimary)), where, index);
  addColumnParts(env, draft, spec);
}

/** DROP COLUMN: its keys get shorter, or go with it. */
export function dropColumn(env: Env, draft: Draft, name: string, ifExists: boolean): void {
  const index = draft.columns.findIndex((column) => same(column.name, name));
  if (index < 0) {
    if (ifExists) return;
    throw new SqlFailure(env.dialect.errors.cannotDrop(name, draft.name));
  }
  if (draft.columns.length === 1) throw new SqlFailure(env.dialect.errors.lastColumn());
  refuseNeeded(env, draft, name);
  draft.columns.splice(index, 1);
  draft.keys = draft.keys
    .map((key) => ({ ...key, columns: key.columns.filter((column) => !same(column.name, name)) }))
    .filter(({ columns }) => columns.length > 0);
}

/** A column that a foreign key, a check or another column needs stays as it is called. */
function refuseNeeded(env: Env, draft: Draft, name: string): void {
  const { errors } = env.dialect;
  const dependent = draft.columns.find(({ generated }) => generated && uses(generated.expr, name));
  if (dependent !== undefined) throw new SqlFailure(errors.generatedFrom(name));
  const foreignKey = draft.foreignKeys.find(({ columns }) =>
    columns.some((column) => same(column, name)),
  );
  const needed = foreignKey && errors.neededColumn(name, foreignKey.name);
  if (needed !== undefined) throw new SqlFailure(needed);
  // A check of this column alone goes with it.
  draft.checks = draft.checks.filter(({ expr }) =>
    columnsIn(expr).some((each) => !same(each, name)),
  );
  const check = draft.checks.find(({ expr }) => uses(expr, name));
  const checked = check && errors.neededByCheck(name, check.name);
  if (checked !== undefined) throw new SqlFailure(checked);
}

/** RENAME COLUMN, in the keys of the table too. */
export function renameColumn(
  env: Env,
  draft: Draft,
  action: Extract<AlterAction, { kind: 'rename column' }>,
): void {
  const index = indexOf(env, draft, action.name);
  const before = (draft.columns[index] as Column).name;
  if (draft.columns.some(({ generated }) => generated && uses(generated.expr, before))) {
    throw new SqlFailure(env.dialect.errors.generatedFrom(before));
  }
  if (draft.columns.some((column, i) => i !== index && same(column.name, action.to))) {
    throw new SqlFailure(env.dialect.errors.duplicateColumn(action.to));
  }
  const source = draft.sources.get(before);
  draft.sources.delete(before);
  if (source !== undefined) draft.sources.set(action.to, source);
  renameIn(draft, before, action.to);
  edit(draft, index, { name: action.to });
}

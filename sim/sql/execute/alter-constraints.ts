import type { AlterAction } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Key, Table } from '../storage/model.ts';
import type { Draft } from './alter-draft.ts';
import { childrenKeys } from './constraints.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Takes a key or a foreign key away by its name. */
export function dropNamed(
  env: Env,
  draft: Draft,
  name: string,
  from: 'keys' | 'foreignKeys',
): void {
  const { errors } = env.dialect;
  const isNamed = (each: { readonly name: string }): boolean => same(each.name, name);
  if (!draft[from].some(isNamed)) throw new SqlFailure(errors.cannotDrop(name, draft.name));
  if (from === 'keys') draft.keys = draft.keys.filter((each) => !isNamed(each));
  else draft.foreignKeys = draft.foreignKeys.filter((each) => !isNamed(each));
}

/** DROP CONSTRAINT and DROP CHECK. */
export function dropConstraint(
  env: Env,
  draft: Draft,
  { name, what }: Extract<AlterAction, { kind: 'drop constraint' }>,
): void {
  const isNamed = (each: { readonly name: string }): boolean => same(each.name, name);
  const isThere =
    draft.checks.some(isNamed) ||
    (what === 'constraint' && (draft.foreignKeys.some(isNamed) || draft.keys.some(isNamed)));
  if (!isThere) {
    throw new SqlFailure(env.dialect.errors.unknownConstraint(name, draft.name, what));
  }
  draft.checks = draft.checks.filter((each) => !isNamed(each));
  if (what === 'check') return;
  draft.foreignKeys = draft.foreignKeys.filter((each) => !isNamed(each));
  draft.keys = draft.keys.filter((each) => !isNamed(each));
}

/** RENAME INDEX. */
export function renameKey(
  env: Env,
  draft: Draft,
  { name, to }: Extract<AlterAction, { kind: 'rename key' }>,
): void {
  const at = draft.keys.findIndex((key) => same(key.name, name));
  const key = draft.keys[at];
  if (key === undefined) throw new SqlFailure(env.dialect.errors.unknownKey(name, draft.name));
  if (draft.keys.some((each) => each !== key && same(each.name, to))) {
    throw new SqlFailure(env.dialect.errors.duplicateKeyName(to));
  }
  draft.keys[at] = { ...key, name: to };
}

/** An index stays while a foreign key of this table, or one that points to it, needs it. */
export function verifyNeededKeys(env: Env, table: Table, draft: Draft): void {
  const { errors } = env.dialect;
  const gone = table.definition.keys.filter(
    (key) => !draft.keys.some(({ kind, name }) => kind === key.kind && same(name, key.name)),
  );
  if (gone.length === 0) return;
  const own = draft.foreignKeys.map(({ columns }) => columns);
  const others = childrenKeys(env, table).map(({ key }) => key.parentColumns);
  for (const columns of [...own, ...others]) {
    const covers = (key: Key): boolean =>
      columns.every((column, i) => same(key.columns[i]?.name ?? '', column));
    const lost = gone.find(covers);
    const needed = lost && errors.neededIndex(lost.name);
    if (needed !== undefined && !draft.keys.some(covers)) throw new SqlFailure(needed);
  }
}

/** The types of columns that foreign keys tie together still agree. */
export function verifyTies(env: Env, table: Table, draft: Draft): void {
  const { schemas } = env.catalog;
  for (const key of draft.foreignKeys) {
    const isSelf = key.schema === table.schema && key.table === table.definition.name;
    const parent = schemas.get(key.schema)?.tables.get(key.table)?.definition.columns;
    env.dialect.verifyForeignKey(key, draft.columns, isSelf ? draft.columns : parent);
  }
  for (const { child, key } of childrenKeys(env, table)) {
    if (child !== table) env.dialect.verifyForeignKey(key, child.definition.columns, draft.columns);
  }
}

/** ALTER CHECK: whether it holds from now on. */
export function enforceCheck(
  env: Env,
  draft: Draft,
  action: Extract<AlterAction, { kind: 'enforce check' }>,
): void {
  const { name, isEnforced } = action;
  const at = draft.checks.findIndex((check) => same(check.name, name));
  const check = draft.checks[at];
  if (check === undefined) {
    throw new SqlFailure(env.dialect.errors.unknownConstraint(name, draft.name, 'check'));
  }
  draft.checks[at] = { ...check, isEnforced };
}

import type { Statement } from '../ast.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Schema, Table } from '../storage/model.ts';
import { childrenKeys, isReferenced } from './constraints.ts';
import { done, type Outcome } from './outcome.ts';
import { schemaName, schemaOf } from './tables.ts';

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

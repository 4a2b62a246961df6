import type { Statement, TableRef } from '../ast.ts';
import { createScope } from '../bind/scope.ts';
import type { Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { StoredRow } from '../storage/model.ts';
import { changeRow, current } from '../storage/rows.ts';
import type { Value } from '../values.ts';
import { childrenOf, followChildren, isReferenced } from './constraints.ts';
import { done, type Outcome } from './outcome.ts';
import { refuseOwnReads } from './own-reads.ts';
import { createQueryBinder } from './queries.ts';
import { baseTable, schemaName } from './tables.ts';
import { deleteThrough } from './views.ts';
import { findFrames, rowFinder, type Target, targetOf } from './written-rows.ts';

type Row = readonly Value[];
type Delete = Extract<Statement, { kind: 'delete' }>;

/** `delete`. */
export function executeDelete(env: Env, given: Delete): Outcome {
  const statement = deleteThrough(env, given);
  refuseOwnReads(env, statement.table, [statement.where]);
  const own: TableRef = { kind: 'table', table: statement.table, alias: statement.alias };
  const schema = statement.using?.kind === 'join' ? '' : schemaName(env, statement.table);
  if (schema !== '') env.session.check('DELETE', schema, statement.table.name);
  if (statement.using === undefined) baseTable(env, statement.table, 'DELETE');
  const binder = createQueryBinder(env);
  const foldsNames = env.dialect.lexis.foldsNames;
  const joined: TableRef =
    statement.using === undefined
      ? own
      : foldsNames
        ? {
            kind: 'join',
            how: 'inner',
            left: own,
            right: statement.using,
            on: undefined,
            using: [],
            isNatural: false,
          }
        : statement.using;
  const from = binder.tablesToWrite(joined);
  const scope = createScope(from.sources, undefined);
  const targets = [statement.table, ...statement.others].map(({ name, start }, i) => {
    const target = targetOf(from, i === 0 ? statement.alias : name);
    if (target === undefined)
      throw new SqlFailure(env.dialect.errors.unknownTable('', name, start));
    return target;
  });
  const returning =
    statement.returning.length > 0 ? binder.list(statement.returning, from) : undefined;
  const frames = findFrames(env, (clause) => binder.expressions(scope, clause), from, statement);
  const returned: Row[] = [];
  let deleted = 0;
  for (const target of targets) {
    for (const frame of deleteFrames(env, target, frames)) {
      deleted++;
      if (returning !== undefined) {
        returned.push(returning.values.map((value) => value.eval(frame)));
      }
    }
  }
  const outcome = done('DELETE', deleted, { matched: deleted });
  if (returning === undefined || outcome.kind !== 'done') return outcome;
  return { ...outcome, returned: { kind: 'rows', columns: returning.columns, rows: returned } };
}

/** Deletes the rows of one table that were found; answers where. */
function deleteFrames(env: Env, target: Target, frames: readonly Frame[]): Frame[] {
  const find = rowFinder(target.table);
  const seen = new Set<StoredRow>();
  return frames.filter((frame) => {
    const row = find(frame.row[target.rowIdAt] ?? null);
    if (row === undefined || seen.has(row)) return false;
    const before = current(row, env.transaction);
    if (before === undefined) return false;
    seen.add(row);
    followChildren(env, target.table, before, undefined);
    changeRow(env.dialect.semantics, target.table, row, undefined, env.transaction);
    return true;
  });
}

/** `truncate`: the table is empty and counts from 1 again; this cannot be undone. */
export function executeTruncate(
  env: Env,
  statement: Extract<Statement, { kind: 'truncate' }>,
): Outcome {
  const tables = new Set(statement.tables.map((name) => baseTable(env, name, 'TRUNCATE')));
  if (statement.isCascading) {
    for (const table of tables) {
      for (const child of childrenOf(env, table)) {
        if (tables.has(child)) continue;
        tables.add(child);
        env.warn('Note', 0, `truncate cascades to table "${child.definition.name}"`);
      }
    }
  }
  for (const table of tables) {
    const clash = isReferenced(env, table, tables);
    if (clash !== undefined) throw new SqlFailure(env.dialect.errors.truncateReferenced(clash));
    for (const row of table.rows) current(row, env.transaction);
    table.rows = [];
    table.keys = new Map();
    if (statement.restarts) table.nextAuto = 1n;
    table.unwritten = 'anything';
  }
  return done('TRUNCATE TABLE');
}

import type { Assignment, Statement, TableRef } from '../ast.ts';
import type { BindContext } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { createScope, findColumn } from '../bind/scope.ts';
import { type Bound, type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { compareForOrder } from '../operate/compare.ts';
import type { Column, StoredRow, Table } from '../storage/model.ts';
import { changeRow, current, lock } from '../storage/rows.ts';
import { columnIndex } from '../storage/table.ts';
import { temporal } from '../temporal.ts';
import type { Value } from '../values.ts';
import {
  clashError,
  findClash,
  followChildren,
  verifyChecks,
  verifyParents,
} from './constraints.ts';
import { type FromPlan, ROW_ID } from './from-plan.ts';
import { refuseGenerated, withGenerated } from './generated.ts';
import { done, type Outcome } from './outcome.ts';
import { refuseOwnReads } from './own-reads.ts';
import { createQueryBinder, type QueryBinder } from './queries.ts';
import { defaultOf, emptied, raiseAuto, storeValue, verifyNulls } from './stored-values.ts';
import { baseTable } from './tables.ts';
import { updateThrough } from './views.ts';
import { findFrames, rowFinder, type Target, targetOf } from './written-rows.ts';

type Row = readonly Value[];
type Update = Extract<Statement, { kind: 'update' }>;

interface Change {
  readonly index: number;
  readonly value: Bound | 'default';
  readonly target: Target;
}

function bindAssignments(
  env: Env,
  context: BindContext,
  from: FromPlan,
  assignments: readonly Assignment[],
): Change[] {
  const { errors } = env.dialect;
  return assignments.map(({ column, table: alias, value, start }) => {
    const owner = from.sources.find(
      (source) =>
        (alias === '' || source.alias.toLowerCase() === alias.toLowerCase()) &&
        source.columns.at(-1)?.name === ROW_ID &&
        source.columns.some(({ name }) => name.toLowerCase() === column.toLowerCase()),
    );
    const target = owner && targetOf(from, owner.alias);
    if (target === undefined) {
      findColumn(env, context.scope, { schema: '', table: alias, name: column, start }, 'list');
      const name = targetOf(from, '')?.table.definition.name ?? '';
      const full = alias === '' ? column : `${alias}.${column}`;
      throw new SqlFailure(errors.unknownTargetColumn(full, name));
    }
    const index = columnIndex(target.table, column);
    const bound = value.kind === 'default' ? 'default' : bindExpression(context, value);
    return { index, value: bound, target };
  });
}

/** A value as UPDATE stores it; nulls that a lax session may not have become empty. */
function changedValue(env: Env, value: Value, column: Column, row: number, table: string): Value {
  const isLax = !env.dialect.semantics.isStrict();
  if (value !== null) return storeValue(env, value, column, row, isLax, table);
  if (column.isNullable || !isLax) return null;
  return emptied(env, column, env.dialect.errors.notNull(column.name, '', []));
}

function updatedRow(
  env: Env,
  binder: QueryBinder,
  changes: readonly Change[],
  target: Target,
  frame: Frame,
  row: number,
): Row {
  const { semantics } = env.dialect;
  const { columns, name } = target.table.definition;
  const width = columns.length;
  const all = [...frame.row];
  const next = all.slice(target.offset, target.offset + width);
  for (const { index, value, target: owner } of changes) {
    if (owner.table !== target.table) continue;
    const column = columns[index];
    if (column === undefined) continue;
    const seen = semantics.assignsInOrder ? frameOf(all, undefined) : frame;
    const result = value === 'default' ? (defaultOf(binder, column) ?? null) : value.eval(seen);
    if (value !== 'default') refuseGenerated(env, target.table, column);
    const stored = changedValue(env, result, column, row, name);
    next[index] = stored;
    all[target.offset + index] = stored;
  }
  return withGenerated(env, target.table, next, row);
}

/** Whether nothing changes: of text every byte counts, whatever its collation. */
const sameRow = (env: Env, a: Row, b: Row): boolean => {
  const exact = env.dialect.semantics.collated('binary');
  return a.every((value, i) => compareForOrder(exact, value, b[i] ?? null) === 0);
};

function stamped(env: Env, table: Table, values: Row, changes: readonly Change[]): Row {
  return values.map((value, i) => {
    const column = table.definition.columns[i];
    const isSet = changes.some(({ index, target }) => index === i && target.table === table);
    if (!column?.onUpdateNow || isSet) return value;
    return temporal('datetime', Math.floor(env.nowEpochMs / 1000) * 1000, column.type.scale);
  });
}

/** Changes the rows of one table of an UPDATE. */
function updateTarget(
  env: Env,
  binder: QueryBinder,
  changes: readonly Change[],
  target: Target,
  frames: readonly Frame[],
  returning: readonly Bound[] | undefined,
): { matched: number; affected: number; returned: Row[]; written: Row[] } {
  const { table } = target;
  const find = rowFinder(table);
  const seen = new Set<StoredRow>();
  const returned: Row[] = [];
  const written: Row[] = [];
  let [matched, affected] = [0, 0];
  for (const [i, frame] of frames.entries()) {
    const row = find(frame.row[target.rowIdAt] ?? null);
    if (row === undefined || seen.has(row)) continue;
    seen.add(row);
    const before = current(row, env.transaction);
    if (before === undefined) continue;
    matched++;
    const plain = updatedRow(env, binder, changes, target, frame, i + 1);
    if (sameRow(env, before, plain) && env.dialect.semantics.assignsInOrder) {
      lock(row, env.transaction);
      continue;
    }
    const after = stamped(env, table, plain, changes);
    verifyNulls(env, table, after);
    verifyChecks(env, table, after);
    const clash = findClash(env, table, after, row);
    if (clash !== undefined) throw clashError(env, table, clash.key, after);
    verifyParents(env, table, after);
    followChildren(env, table, before, after);
    changeRow(env.dialect.semantics, table, row, after, env.transaction);
    raiseAuto(table, after);
    affected++;
    written.push(after);
    if (returning === undefined) continue;
    const shown = [...frame.row];
    shown.splice(target.offset, after.length, ...after);
    returned.push(returning.map((value) => value.eval(frameOf(shown, undefined))));
  }
  return { matched, affected, returned, written };
}

/** `update`. */
export function executeUpdate(env: Env, given: Update): Outcome {
  const { statement, verify } = updateThrough(env, given);
  if (statement.from.kind === 'table') {
    const values = statement.assignments.map(({ value }) => value);
    refuseOwnReads(env, statement.from.table, [statement.where, ...values]);
  }
  const binder = createQueryBinder(env);
  const joined: TableRef =
    statement.using === undefined
      ? statement.from
      : {
          kind: 'join',
          how: 'inner',
          left: statement.from,
          right: statement.using,
          on: undefined,
          using: [],
          isNatural: false,
        };
  const from = binder.tablesToWrite(joined);
  const scope = createScope(from.sources, undefined);
  const changes = bindAssignments(
    env,
    binder.expressions(scope, 'list'),
    from,
    statement.assignments,
  );
  for (const { target } of changes) {
    env.session.check('UPDATE', target.table.schema, target.table.definition.name);
  }
  const first = targetOf(from, '');
  if (first === undefined && statement.from.kind === 'table') {
    baseTable(env, statement.from.table, 'UPDATE');
  }
  const returning =
    statement.returning.length > 0 ? binder.list(statement.returning, from) : undefined;
  const frames = findFrames(env, (clause) => binder.expressions(scope, clause), from, statement);
  const targets = [...new Map(changes.map(({ target }) => [target.table, target])).values()];
  let matched = 0;
  let affected = 0;
  const returned: Row[] = [];
  for (const target of targets) {
    const tally = updateTarget(env, binder, changes, target, frames, returning?.values);
    matched += tally.matched;
    affected += tally.affected;
    returned.push(...tally.returned);
    verify(target.table, tally.written);
  }
  const outcome = done('UPDATE', affected, { matched });
  if (returning === undefined || outcome.kind !== 'done') return outcome;
  return { ...outcome, returned: { kind: 'rows', columns: returning.columns, rows: returned } };
}

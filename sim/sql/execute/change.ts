import type { Assignment, OrderItem, Statement, TableRef } from '../ast.ts';
import type { BindContext } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { truthOf } from '../bind/logic.ts';
import { createScope, findColumn } from '../bind/scope.ts';
import { type Bound, type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { asDouble, compareForOrder, numberOf } from '../operate/compare.ts';
import type { Column, StoredRow, Table } from '../storage/model.ts';
import { changeRow, current, lock } from '../storage/rows.ts';
import { columnIndex } from '../storage/table.ts';
import { temporal } from '../temporal.ts';
import type { Value } from '../values.ts';
import {
  childrenOf,
  clashError,
  findClash,
  followChildren,
  isReferenced,
  verifyChecks,
  verifyParents,
} from './constraints.ts';
import type { FromPlan } from './from.ts';
import { ROW_ID } from './from.ts';
import { refuseGenerated, withGenerated } from './generated.ts';
import { defaultOf, emptied, raiseAuto, storeValue, verifyNulls } from './insert.ts';
import { done, type Outcome } from './outcome.ts';
import { refuseOwnReads } from './own-reads.ts';
import { createQueryBinder, type QueryBinder } from './select.ts';
import { baseTable, schemaName } from './tables.ts';
import { deleteThrough, updateThrough } from './views.ts';

type Row = readonly Value[];
type Update = Extract<Statement, { kind: 'update' }>;
type Delete = Extract<Statement, { kind: 'delete' }>;

/** The rows that a WHERE finds among those that are to be written, in order. */
function findFrames(
  env: Env,
  context: (clause: 'where' | 'order' | 'limit') => BindContext,
  from: FromPlan,
  statement: Pick<Update, 'where' | 'orderBy' | 'limit'>,
): Frame[] {
  const where = statement.where && bindExpression(context('where'), statement.where);
  const keys = statement.orderBy.map(({ expr, isDescending }: OrderItem) => ({
    key: bindExpression(context('order'), expr),
    isDescending,
  }));
  const limit = statement.limit && bindExpression(context('limit'), statement.limit);
  const frames = from
    .rows(undefined)
    .map((row) => frameOf(row, undefined))
    .filter((frame) => where === undefined || truthOf(env, where.eval(frame)) === true);
  const sorted =
    keys.length === 0
      ? frames
      : [...frames].sort((a, b) => {
          for (const { key, isDescending } of keys) {
            const order = compareForOrder(env.dialect.semantics, key.eval(a), key.eval(b));
            if (order !== 0) return isDescending ? -order : order;
          }
          return 0;
        });
  const most = limit?.eval(frameOf([], undefined)) ?? null;
  if (most === null) return sorted;
  return sorted.slice(0, asDouble(numberOf(env.dialect.semantics, most, env.warn)));
}

/** One table of a statement that writes, and where its row id stands. */
interface Target {
  readonly table: Table;
  readonly offset: number;
  readonly rowIdAt: number;
}

function targetOf(from: FromPlan, alias: string): Target | undefined {
  const real = from.sources.filter(({ columns }) => columns.at(-1)?.name === ROW_ID);
  const at = real.findIndex(
    (source) => alias === '' || source.alias.toLowerCase() === alias.toLowerCase(),
  );
  const source = real[at];
  const table = from.tables[at];
  if (source === undefined || table === undefined) return undefined;
  return { table, offset: source.offset, rowIdAt: source.offset + source.columns.length - 1 };
}

const storedRow = (table: Table, id: Value): StoredRow | undefined =>
  table.rows.find((row) => BigInt(row.id) === id);

/** Finds rows by id, fast for many. */
function rowFinder(table: Table): (id: Value) => StoredRow | undefined {
  let byId: Map<bigint, StoredRow> | undefined;
  return (id) => {
    byId ??= new Map(table.rows.map((row) => [BigInt(row.id), row]));
    return typeof id === 'bigint' ? (byId.get(id) ?? storedRow(table, id)) : undefined;
  };
}

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

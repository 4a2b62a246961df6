import type { Select } from '../ast.ts';
import type { Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { current, lock } from '../storage/rows.ts';
import { LockWait } from '../storage/transaction.ts';
import type { Value } from '../values.ts';
import type { FromPlan } from './from-plan.ts';
import { visibleRows } from './tables.ts';

type Row = readonly Value[];

/** Locks the rows that a locking read of one table has found, and answers those that it got. */
export function lockRows(
  env: Env,
  from: FromPlan,
  frames: Frame[],
  onLocked: Select['onLocked'],
): Frame[] {
  const [table] = from.tables;
  if (table === undefined || from.tables.length !== 1) return frames;
  const wanted = new Set(frames.map(({ row }) => row));
  const passed = new Set<Row>();
  for (const { row, values } of visibleRows(env, table)) {
    if (!wanted.has(values)) continue;
    try {
      current(row, env.transaction);
    } catch (error) {
      if (!(error instanceof LockWait) || onLocked === 'wait') throw error;
      if (onLocked === 'nowait') throw new SqlFailure(env.dialect.errors.lockedRow());
      passed.add(values);
      continue;
    }
    lock(row, env.transaction);
  }
  return passed.size === 0 ? frames : frames.filter(({ row }) => !passed.has(row));
}

import type { AggregateSlot } from '../bind/context.ts';
import type { Bound, Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { SqlType, Value } from '../values.ts';
import { aggregatesOf } from './grouping.ts';
import { rowKey, sortRows } from './ordering.ts';

/** A row of WITH ROLLUP, and how many of the grouped expressions still have a value in it. */
export interface RolledUp {
  readonly frame: Frame;
  readonly depth: number;
}

/**
 * Groups with a total behind each prefix of the grouped expressions, and one over all. Rows are in
 * the order of the groups, as MySQL sorts for it; `columns` are the places of grouped columns in a
 * row, which are null in totals.
 */
export function rollUp(
  env: Env,
  frames: readonly Frame[],
  groups: readonly Bound[],
  columns: readonly (number | undefined)[],
  slots: readonly AggregateSlot[],
  outer: Frame | undefined,
): RolledUp[] {
  if (frames.length === 0) return [];
  const keys = groups.map((key) => ({ key, isDescending: false, nulls: undefined }));
  const evaluated = frames.map((frame) => ({ frame, values: groups.map((g) => g.eval(frame)) }));
  const sorted = sortRows(env, evaluated, keys, ({ values }) => values);
  const typesAt = (i: number): SqlType[] => groups.slice(i, i + 1).map(({ type }) => type);
  const members: Frame[][] = groups.map(() => []);
  const all: Frame[] = [];
  const rows: RolledUp[] = [];
  const total = (of: readonly Frame[], depth: number): void => {
    const row: Value[] = [...(of[0]?.row ?? [])];
    for (const column of columns.slice(depth)) if (column !== undefined) row[column] = null;
    rows.push({ frame: { row, aggregates: aggregatesOf(env, slots, of), outer }, depth });
  };
  const close = (from: number): void => {
    for (let level = groups.length - 1; level >= from; level--) {
      total(members[level] as Frame[], level + 1);
      members[level] = [];
    }
  };
  let before: readonly Value[] | undefined;
  for (const { frame, values } of sorted) {
    const changed =
      before === undefined
        ? groups.length
        : values.findIndex(
            (_value, i) =>
              rowKey(env, [values[i] ?? null], typesAt(i)) !==
              rowKey(env, [before?.[i] ?? null], typesAt(i)),
          );
    if (before !== undefined && changed >= 0) close(changed);
    for (const list of members) list.push(frame);
    all.push(frame);
    before = values;
  }
  close(0);
  total(all, 0);
  return rows;
}

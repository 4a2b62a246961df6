import type { PlanColumn } from '../bind/context.ts';
import type { Bound } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { semanticsOf } from '../operate/collate.ts';
import { compareForOrder, keyOf } from '../operate/compare.ts';
import type { SqlType, Value } from '../values.ts';

type Row = readonly Value[];

/** One key of an order. */
export interface SortKey {
  readonly key: Bound;
  readonly isDescending: boolean;
  readonly nulls: 'first' | 'last' | undefined;
}

/** Sorts by keys that were evaluated before. */
export function sortRows<T>(
  env: Env,
  rows: T[],
  keys: readonly SortKey[],
  valuesOf: (row: T) => Row,
): T[] {
  if (keys.length === 0) return rows;
  const { semantics } = env.dialect;
  const rules = keys.map(({ key }) => semanticsOf(semantics, key.type));
  return [...rows].sort((a, b) => {
    const [left, right] = [valuesOf(a), valuesOf(b)];
    for (const [i, { isDescending, nulls }] of keys.entries()) {
      const [x, y] = [left[i] ?? null, right[i] ?? null];
      if (x === null && y === null) continue;
      const nullsFirst =
        nulls === undefined ? semantics.nullsFirst !== isDescending : nulls === 'first';
      if (x === null || y === null) return (x === null) === nullsFirst ? -1 : 1;
      const order = compareForOrder(rules[i] ?? semantics, x, y);
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  });
}

/** Rows with the same text are equal; `types` are those of their values. */
export const rowKey = (env: Env, row: Row, types: readonly SqlType[]): string => {
  const { semantics } = env.dialect;
  return row
    .map((value, i) => {
      const type = typeof value === 'string' ? types[i] : undefined;
      return keyOf(type === undefined ? semantics : semanticsOf(semantics, type), value);
    })
    .join('\u0001');
};

export function distinct(env: Env, rows: readonly Row[], columns: readonly PlanColumn[]): Row[] {
  const types = columns.map(({ type }) => type);
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = rowKey(env, row, types);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

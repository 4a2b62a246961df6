import type { SqlType, Value } from './values.ts';

/** What an expression is evaluated on: one row, and the rows of the queries around it. */
export interface Frame {
  readonly row: readonly Value[];
  /** The results of the query's aggregates, when it has groups. */
  readonly aggregates: readonly Value[];
  readonly outer: Frame | undefined;
}

/** An expression whose names are resolved. */
export interface Bound {
  readonly type: SqlType;
  readonly isNullable: boolean;
  eval(frame: Frame): Value;
  /** The column that it is, when it is nothing else. */
  readonly origin: Origin | undefined;
  /** What it always is; undefined when that depends on the row. */
  readonly fixed: Value | undefined;
}

/** Where a column of a result comes from. */
export interface Origin {
  readonly schema: string;
  readonly table: string;
  readonly alias: string;
  readonly name: string;
}

export const bound = (
  type: SqlType,
  isNullable: boolean,
  evaluate: (frame: Frame) => Value,
): Bound => ({ type, isNullable, eval: evaluate, origin: undefined, fixed: undefined });

export const constant = (value: Value, type: SqlType): Bound => ({
  ...bound(type, value === null, () => value),
  fixed: value,
});

export const frameOf = (row: readonly Value[], outer: Frame | undefined): Frame => ({
  row,
  aggregates: [],
  outer,
});

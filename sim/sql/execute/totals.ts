import type { Expr, Select } from '../ast.ts';
import type { AggregateSlot } from '../bind/context.ts';
import type { Bound, Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { Value } from '../values.ts';
import type { FromPlan } from './from-plan.ts';
import { groupingOf, placeOf } from './groups.ts';
import { rollUp } from './rollup.ts';

/** The totals of WITH ROLLUP, and which grouped expressions have no value in each. */
export interface Totals {
  /** GROUPING of some of the grouped expressions. */
  grouping(args: readonly Expr[]): Bound;
  /** Groups rows, with a total behind each group of groups. */
  rolledUp(
    frames: readonly Frame[],
    groups: readonly Bound[],
    slots: readonly AggregateSlot[],
    outer: Frame | undefined,
  ): Frame[];
  /** The value of an expression in a row: null where the row is a total over it. */
  valueOf(item: Bound, frame: Frame): Value;
}

/** Creates what a select remembers of its totals. */
export function createTotals(env: Env, select: Select, from: FromPlan): Totals {
  const depths = new WeakMap<Frame, number>();
  const summed = new WeakMap<Frame, ReadonlySet<Bound>>();
  return {
    grouping: (args) => groupingOf(env, select, args, depths),
    rolledUp(frames, groups, slots, outer) {
      const places = groups.map((each) => placeOf(from, each));
      const rows = rollUp(env, frames, groups, places, slots, outer);
      for (const { frame, depth } of rows) {
        summed.set(frame, new Set(groups.slice(depth)));
        depths.set(frame, depth);
      }
      return rows.map(({ frame }) => frame);
    },
    valueOf: (item, frame) => (summed.get(frame)?.has(item) === true ? null : item.eval(frame)),
  };
}

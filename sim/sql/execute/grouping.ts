import type { AggregateSlot } from '../bind/context.ts';
import type { Bound, Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { Value } from '../values.ts';
import { rowKey, sortRows } from './ordering.ts';

/** Puts rows into groups, each with the results of the aggregates over its rows. */
export function group(
  env: Env,
  frames: readonly Frame[],
  groups: readonly Bound[],
  slots: readonly AggregateSlot[],
  outer: Frame | undefined,
): Frame[] {
  const byKey = new Map<string, Frame[]>();
  const types = groups.map(({ type }) => type);
  if (groups.length === 0) byKey.set('', []);
  for (const frame of frames) {
    const key = rowKey(
      env,
      groups.map((each) => each.eval(frame)),
      types,
    );
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [frame]);
    else known.push(frame);
  }
  return [...byKey.values()].map((members) => ({
    row: members[0]?.row ?? [],
    aggregates: aggregatesOf(env, slots, members),
    outer,
  }));
}

/** The results of all aggregates over some rows. */
export const aggregatesOf = (
  env: Env,
  slots: readonly AggregateSlot[],
  members: readonly Frame[],
): Value[] => slots.map((slot) => aggregate(env, slot, members));

function aggregate(env: Env, slot: AggregateSlot, members: readonly Frame[]): Value {
  const accumulator = slot.create();
  const seen = new Set<string>();
  const types = slot.args.map(({ type }) => type);
  const keys = slot.orderBy.map((item) => ({ ...item, nulls: undefined }));
  const ordered = sortRows(env, [...members], keys, (frame) =>
    keys.map(({ key }) => key.eval(frame)),
  );
  for (const frame of ordered) {
    const values = slot.args.map((arg) => arg.eval(frame));
    if (slot.isDistinct) {
      const key = rowKey(env, values, types);
      if (seen.has(key)) continue;
      seen.add(key);
    }
    accumulator.add(values);
  }
  return accumulator.result();
}

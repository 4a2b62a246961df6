import type { Partition, WindowSlot } from '../bind/context.ts';
import type { Frame } from '../bound.ts';
import type { Env } from '../dialect.ts';
import type { Value } from '../values.ts';
import { rowKey, sortRows } from './ordering.ts';

/**
 * Works out window functions over the rows of a query. Rows come out in the order of the last
 * window that had to sort them, as from servers that sort for each window.
 */
export function withWindows(env: Env, frames: Frame[], slots: readonly WindowSlot[]): Frame[] {
  let rows: readonly Frame[] = frames;
  const results = new Map<Frame, Value[]>(frames.map((frame) => [frame, [...frame.aggregates]]));
  for (const slot of slots) {
    const sorted = sortedFor(env, rows, slot);
    for (const partition of partitionsOf(env, sorted, slot)) {
      partition.frames.forEach((frame, at) => {
        const values = results.get(frame) as Value[];
        while (values.length <= slot.index) values.push(null);
        values[slot.index] = slot.valueAt(partition, at);
      });
    }
    rows = sorted;
  }
  return rows.map((frame) => ({ ...frame, aggregates: results.get(frame) ?? [] }));
}

function sortedFor(env: Env, frames: readonly Frame[], slot: WindowSlot): Frame[] {
  const parts = slot.partitionBy.map((key) => ({ key, isDescending: false, nulls: undefined }));
  const keys = [...parts, ...slot.orderBy];
  const evaluated = frames.map((frame) => ({
    frame,
    values: keys.map(({ key }) => key.eval(frame)),
  }));
  return sortRows(env, evaluated, keys, ({ values }) => values).map(({ frame }) => frame);
}

function partitionsOf(env: Env, sorted: readonly Frame[], slot: WindowSlot): Partition[] {
  const groups = new Map<string, Frame[]>();
  for (const frame of sorted) {
    const key = rowKey(
      env,
      slot.partitionBy.map((each) => each.eval(frame)),
      slot.partitionBy.map(({ type }) => type),
    );
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [frame]);
    else known.push(frame);
  }
  return [...groups.values()].map((frames) => {
    const keys = frames.map((frame) =>
      rowKey(
        env,
        slot.orderBy.map(({ key }) => key.eval(frame)),
        slot.orderBy.map(({ key }) => key.type),
      ),
    );
    const firstPeer: number[] = [];
    const lastPeer: number[] = Array(frames.length).fill(0);
    for (const [i, key] of keys.entries()) {
      firstPeer.push(i > 0 && keys[i - 1] === key ? (firstPeer[i - 1] ?? 0) : i);
    }
    for (let i = frames.length - 1; i >= 0; i--) {
      lastPeer[i] = keys[i + 1] === keys[i] && i + 1 < frames.length ? (lastPeer[i + 1] ?? i) : i;
    }
    return { frames, firstPeer, lastPeer };
  });
}

import type { RunningMachine } from '../../session/engine.ts';

type Statechart = RunningMachine['chart'];

export interface ChartBox {
  readonly path: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether it has states inside, and is drawn around them. */
  readonly isGroup: boolean;
}

export interface ChartLine {
  readonly from: string;
  readonly to: string;
  /** Every event that goes this way. */
  readonly on: readonly string[];
  readonly path: string;
  /** Where its words stand. */
  readonly at: { readonly x: number; readonly y: number };
}

export interface ChartScene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly ChartBox[];
  readonly lines: readonly ChartLine[];
}

const BOX = { width: 118, height: 30 };
const GAP = { x: 26, y: 34 };
const PAD = 16;
const GROUP_PAD = 9;
const GROUP_HEAD = 18;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const isInside = (path: string, group: string): boolean => path.startsWith(`${group}.`);

/** The innermost states that an arrow's end stands for. */
const leavesOf = (path: string, leaves: readonly string[]): readonly string[] =>
  leaves.filter((leaf) => leaf === path || isInside(leaf, path));

/** How many steps each innermost state is from where the machine begins. */
function depthsOf({ states, arrows }: Statechart, leaves: readonly string[]): Map<string, number> {
  const isFirst = (path: string): boolean => {
    const state = states.find((one) => one.path === path);
    if (state === undefined) return true;
    return state.isInitial && (state.parent === '' || isFirst(state.parent));
  };
  const start = leaves.filter(isFirst);
  const depths = new Map(start.map((leaf) => [leaf, 0]));
  const pending = [...start];
  for (let at = pending.shift(); at !== undefined; at = pending.shift()) {
    const here = at;
    for (const arrow of arrows) {
      if (!leavesOf(arrow.from, leaves).includes(here)) continue;
      for (const to of leavesOf(arrow.to, leaves).slice(0, 1)) {
        if (depths.has(to)) continue;
        depths.set(to, (depths.get(here) ?? 0) + 1);
        pending.push(to);
      }
    }
  }
  return depths;
}

/** The rows of states: each group in rows of its own, so that nothing else stands in its box. */
function rowsOf(chart: Statechart, leaves: readonly string[]): string[][] {
  const depths = depthsOf(chart, leaves);
  const last = Math.max(0, ...depths.values()) + 1;
  const depthOf = (leaf: string): number => depths.get(leaf) ?? last;
  const blocks = new Map<string, string[]>();
  for (const leaf of leaves) {
    const [top = leaf] = leaf.split('.');
    const block = top === leaf ? '' : top;
    blocks.set(block, [...(blocks.get(block) ?? []), leaf]);
  }
  const rows = [...blocks.values()].flatMap((block) => {
    const own = new Map<number, string[]>();
    for (const leaf of block) own.set(depthOf(leaf), [...(own.get(depthOf(leaf)) ?? []), leaf]);
    return [...own].map(([depth, row]) => ({ depth, row, first: Math.min(...block.map(depthOf)) }));
  });
  const isGrouped = (row: readonly string[]): boolean => row[0]?.includes('.') === true;
  const start = ({ row, depth, first }: (typeof rows)[number]): number =>
    isGrouped(row) ? first : depth + 0.5;
  return rows.sort((a, b) => start(a) - start(b) || a.depth - b.depth).map(({ row }) => row);
}

function placeLeaves(chart: Statechart, leaves: readonly string[], perRow: number): ChartBox[] {
  const wrapped = rowsOf(chart, leaves).flatMap((row) => {
    const parts: string[][] = [];
    for (let i = 0; i < row.length; i += perRow) parts.push(row.slice(i, i + perRow));
    return parts;
  });
  return wrapped.flatMap((row, index) =>
    row.map((path, column) => ({
      path,
      name: nameOf(path),
      x: PAD + column * (BOX.width + GAP.x),
      y: PAD + GROUP_HEAD + index * (BOX.height + GAP.y),
      ...BOX,
      isGroup: false,
    })),
  );
}

/** A box around the states inside another. */
function around(path: string, inside: readonly ChartBox[]): ChartBox {
  const left = Math.min(...inside.map(({ x }) => x)) - GROUP_PAD;
  const top = Math.min(...inside.map(({ y }) => y)) - GROUP_HEAD;
  const right = Math.max(...inside.map(({ x, width }) => x + width)) + GROUP_PAD;
  const bottom = Math.max(...inside.map(({ y, height }) => y + height)) + GROUP_PAD;
  const size = { x: left, y: top, width: right - left, height: bottom - top };
  return { path, name: nameOf(path), ...size, isGroup: true };
}

const middleX = ({ x, width }: ChartBox): number => x + width / 2;

/** A line from box to box: down and up along the sides, sideways between neighbours. */
function lineBetween(from: ChartBox, to: ChartBox, on: readonly string[]): ChartLine {
  const ends = { from: from.path, to: to.path, on };
  const [x1, x2] = [middleX(from), middleX(to)];
  if (from === to) {
    const [x, y] = [from.x + from.width, from.y + from.height / 2];
    const path = `M${x} ${y - 6}c16 -6 16 18 0 12`;
    return { ...ends, path, at: { x: x + 8, y } };
  }
  if (Math.abs(from.y - to.y) < 4) {
    const isRight = x2 > x1;
    const [sx, ex] = isRight ? [from.x + from.width, to.x] : [from.x, to.x + to.width];
    const y = from.y + from.height / 2 + (isRight ? -4 : 4);
    const bend = Math.abs(ex - sx) > GAP.x + 2 ? 26 : 0;
    const path = `M${sx} ${y}Q${(sx + ex) / 2} ${y - bend} ${ex} ${y}`;
    return { ...ends, path, at: { x: (sx + ex) / 2, y: y - bend / 2 - 4 } };
  }
  const isDown = to.y > from.y;
  const [sy, ey] = isDown ? [from.y + from.height, to.y] : [from.y, to.y + to.height];
  const shift = isDown ? -8 : 8;
  const middle = (sy + ey) / 2;
  const path = `M${x1 + shift} ${sy}C${x1 + shift} ${middle} ${x2 + shift} ${middle} ${x2 + shift} ${ey}`;
  return { ...ends, path, at: { x: (x1 + x2) / 2 + shift, y: middle } };
}

/** Where a statechart's states and arrows go, in a picture about `width` pixels wide. */
export function layOutChart(chart: Statechart, width: number): ChartScene {
  const parents = new Set(chart.states.map(({ parent }) => parent));
  const leaves = chart.states.map(({ path }) => path).filter((path) => !parents.has(path));
  const perRow = Math.max(1, Math.floor((width - 2 * PAD + GAP.x) / (BOX.width + GAP.x)));
  const placed = placeLeaves(chart, leaves, perRow);
  const groups = chart.states
    .filter(({ path }) => parents.has(path))
    .map(({ path }) =>
      around(
        path,
        placed.filter((box) => isInside(box.path, path)),
      ),
    );
  const boxes = [...groups, ...placed];
  const byPath = new Map(boxes.map((box) => [box.path, box]));
  const ways = new Map<string, string[]>();
  for (const { from, to, on } of chart.arrows) {
    const key = `${from} ${to}`;
    ways.set(key, [...(ways.get(key) ?? []), on]);
  }
  const lines = [...ways].flatMap(([key, on]) => {
    const [from, to] = key.split(' ').map((path) => byPath.get(path));
    return from === undefined || to === undefined ? [] : [lineBetween(from, to, on)];
  });
  return {
    width: Math.max(0, ...boxes.map((box) => box.x + box.width)) + PAD,
    height: Math.max(0, ...boxes.map((box) => box.y + box.height)) + PAD,
    boxes,
    lines,
  };
}

import { assignCells } from './cells.ts';
import { linksOf, routesOf } from './links.ts';
import type {
  Box,
  Cards,
  PlacedClaim,
  PlacedNode,
  PlacedPod,
  PlacedShelf,
  Scene,
} from './scene.ts';
import type { ServiceSummary } from './services.ts';
import { keepSame } from './share.ts';
import type { PodSummary, Summary } from './summary.ts';
import { titleAmong } from './titles.ts';

/** More pods than this are drawn as squares. */
const MOST_CARDS = 36;
/** And cards again when there are no more than these, so that a rollout does not flip them. */
const FEW_SQUARES = 24;
const GAP = 10;
const PAD = 8;
/** Between claims and the board that they stand on. */
const BOARD_GAP = 3;
const SERVICE = { width: 168, height: 38 };
/** In one line, no wider than its name needs beside the count. */
const SNUG_SERVICE = { height: 24, letter: 6.6, rest: 84, least: 114, most: 200 };
/** The title of the place of pods that wait. */
const LEAST_WAITING = 150;
/** Of the name of a shelf: about this for each letter, and for the word before it. */
const NAME = { letter: 6.2, word: 60 };

const FULL = {
  /** Names of sets in the course are whole in it; longer ones are cut in their middle. */
  podWidth: 170,
  podHeight: 54,
  claimWidth: 110,
  claimHeight: 34,
  /** The name of a shelf, below its claims. */
  shelfName: 20,
  node: 150,
  gap: GAP,
  header: 28,
  /** Between the Services and the nodes, so that the lines can be told apart. */
  routeGap: 26,
  /** Between the nodes and the claims: here their lines change columns. */
  linkGap: 18,
};
/** Cards of two lines. */
const SNUG: Sizes = {
  ...FULL,
  podHeight: 34,
  claimHeight: 28,
  shelfName: 16,
  gap: 6,
  header: 24,
  routeGap: 18,
  linkGap: 12,
};
/** Two lines, and claims that are squares. */
const TIGHT: Sizes = { ...SNUG, claimWidth: 28, claimHeight: 24 };
const COMPACT: Sizes = {
  ...FULL,
  podWidth: 28,
  podHeight: 24,
  claimWidth: 28,
  claimHeight: 24,
  node: 118,
  gap: 4,
};
type Sizes = typeof FULL;

/** In which cell of its node a pod stood, by `node uid`. */
type Cells = ReadonlyMap<string, number>;

/** Whole rows of cells of at least `least` pixels, enough for `count`, in `box`. */
function grid(
  count: number,
  box: { x: number; y: number; width: number },
  size: { least: number; height: number; gap: number; isStretched: boolean },
): { cells: Box[]; height: number } {
  const most = Math.max(1, Math.floor((box.width + size.gap) / (size.least + size.gap)));
  const perRow = size.isStretched ? Math.min(most, Math.max(1, count)) : most;
  const width = size.isStretched ? (box.width - (perRow - 1) * size.gap) / perRow : size.least;
  const rows = Math.ceil(count / perRow);
  const cells = Array.from({ length: rows * perRow }, (_, index) => ({
    x: box.x + (index % perRow) * (width + size.gap),
    y: box.y + Math.floor(index / perRow) * (size.height + size.gap),
    width,
    height: size.height,
  }));
  return { cells, height: rows === 0 ? 0 : rows * (size.height + size.gap) - size.gap };
}

/** Boxes of these widths side by side, in as many rows as they need. */
function flow(
  widths: readonly number[],
  box: { readonly y: number; readonly width: number; readonly height: number },
): Box[] {
  let [x, y] = [0, box.y];
  return widths.map((wanted) => {
    const width = Math.min(wanted, box.width);
    if (x > 0 && x + width > box.width) [x, y] = [0, y + box.height + GAP];
    const place = { x, y, width, height: box.height };
    x += width + GAP;
    return place;
  });
}

/** The Services, side by side at the top. */
function placeServices(
  services: readonly ServiceSummary[],
  width: number,
  sizes: Sizes,
  isSnug: boolean,
) {
  const { letter, rest, least, most } = SNUG_SERVICE;
  const needed = (one: ServiceSummary): number =>
    Math.min(most, Math.max(least, titleAmong(one, services).length * letter + rest));
  const widths = services.map((one) => (isSnug ? needed(one) : SERVICE.width));
  const height = isSnug ? SNUG_SERVICE.height : SERVICE.height;
  const places = flow(widths, { y: 2, width, height });
  const placed = services.map((service, index) => ({ service, ...(places[index] as Box) }));
  const last = places.at(-1);
  return {
    services: placed,
    bottom: last === undefined ? 0 : last.y - 2 + height + sizes.routeGap,
  };
}

/** The pods of a node, or of none, in the cells that they have had there. */
function placePods(pods: readonly PodSummary[], cells: readonly Box[], last: Cells): PlacedPod[] {
  const uids = pods.map(({ uid }) => uid);
  const before = new Map(
    pods.flatMap(({ uid, node }) => {
      const cell = last.get(`${node} ${uid}`);
      return cell === undefined ? [] : [[uid, cell] as const];
    }),
  );
  return assignCells(uids, before, cells.length).map((cell, index) => ({
    pod: pods[index] as PodSummary,
    cell,
    ...(cells[cell] as Box),
  }));
}

function placeNodes(
  summary: Summary,
  area: { readonly top: number; readonly width: number },
  sizes: Sizes,
  isCompact: boolean,
  last: Cells,
) {
  const { top, width } = area;
  const columns = Math.min(
    Math.max(1, summary.nodes.length),
    Math.max(1, Math.floor((width + GAP) / (sizes.node + GAP))),
  );
  const nodeWidth = (width - (columns - 1) * GAP) / columns;
  const nodes: PlacedNode[] = [];
  const pods: PlacedPod[] = [];
  const podsOf = new Map(summary.nodes.map(({ name }) => [name, [] as PodSummary[]]));
  for (const pod of summary.pods) podsOf.get(pod.node)?.push(pod);
  let y = top;
  for (let first = 0; first < summary.nodes.length; first += columns) {
    const row = summary.nodes.slice(first, first + columns).map((node, column) => {
      const own = podsOf.get(node.name) ?? [];
      const x = column * (nodeWidth + GAP);
      const inner = { x: x + PAD, y: y + sizes.header, width: nodeWidth - 2 * PAD };
      const least = isCompact ? sizes.podWidth : Math.min(sizes.podWidth, inner.width);
      const size = { least, height: sizes.podHeight, gap: sizes.gap, isStretched: !isCompact };
      // A lone card is as wide as one of many would be, so that cards do not change size.
      const { cells, height } = grid(own.length, inner, size);
      pods.push(...placePods(own, cells, last));
      const inside = Math.max(height, sizes.podHeight);
      return { node, podCount: own.length, x, height: sizes.header + inside + PAD };
    });
    const height = Math.max(...row.map((box) => box.height));
    for (const { node, podCount, x } of row) {
      nodes.push({ node, podCount, x, y, width: nodeWidth, height });
    }
    y += height + GAP;
  }
  return { nodes, pods, bottom: y };
}

/** The claims by what they belong to, side by side as far as there is room. */
function placeShelves(summary: Summary, top: number, width: number, sizes: Sizes) {
  const shelves: PlacedShelf[] = [];
  const claims: PlacedClaim[] = [];
  let [x, y, rowHeight] = [0, top, 0];
  for (const group of new Set(summary.claims.map((claim) => claim.group))) {
    const own = summary.claims.filter((claim) => claim.group === group);
    const needed = Math.max(
      own.length * (sizes.claimWidth + sizes.gap) - sizes.gap,
      group.length * NAME.letter + NAME.word,
    );
    const shelfWidth = Math.min(needed + 2 * PAD, width);
    if (x > 0 && x + shelfWidth > width) [x, y, rowHeight] = [0, y + rowHeight + GAP, 0];
    const inner = { x: x + PAD, y, width: shelfWidth - 2 * PAD };
    const size = {
      least: sizes.claimWidth,
      height: sizes.claimHeight,
      gap: sizes.gap,
      isStretched: false,
    };
    const { cells, height } = grid(own.length, inner, size);
    for (const [index, claim] of own.entries()) claims.push({ claim, ...(cells[index] as Box) });
    // Lines come from above: the board and its name are below, where they cross nothing.
    const boardY = y + height + BOARD_GAP;
    shelves.push({ group, x, y: boardY, width: shelfWidth, height: sizes.shelfName });
    x += shelfWidth + GAP;
    rowHeight = Math.max(rowHeight, height + BOARD_GAP + sizes.shelfName);
  }
  const bottom = y + (rowHeight === 0 ? 0 : rowHeight + GAP);
  return { shelves, claims, bottom, end: { x, y } };
}

/** Where `count` pods wait: beside the last claims where there is room, else below all. */
function waitingBox(
  count: number,
  after: { readonly bottom: number; readonly end: { readonly x: number; readonly y: number } },
  width: number,
  sizes: Sizes,
): Pick<Box, 'x' | 'y' | 'width'> {
  const needed = count * (sizes.podWidth + sizes.gap) - sizes.gap + 2 * PAD;
  const isBeside = after.end.x > 0 && after.end.x + Math.max(needed, LEAST_WAITING) <= width;
  if (!isBeside) return { x: 0, y: after.bottom, width };
  return { ...after.end, width: width - after.end.x };
}

const NOTHING_YET: Scene = {
  width: 0,
  height: 0,
  isCompact: false,
  isSnug: false,
  isTight: false,
  nodes: [],
  pods: [],
  waiting: undefined,
  shelves: [],
  claims: [],
  links: [],
  services: [],
  routes: [],
};

/** What stands where it stood in `last` and says the same is the same object again. */
function shareScene(scene: Scene, last: Scene): Scene {
  return {
    ...scene,
    nodes: keepSame(last.nodes, scene.nodes, ({ node }) => node.uid),
    pods: keepSame(last.pods, scene.pods, ({ pod }) => pod.uid),
    shelves: keepSame(last.shelves, scene.shelves, ({ group }) => group),
    claims: keepSame(last.claims, scene.claims, ({ claim }) => claim.uid),
    links: keepSame(last.links, scene.links, ({ id }) => id),
    services: keepSame(last.services, scene.services, ({ service }) => service.uid),
    routes: keepSame(last.routes, scene.routes, ({ id }) => id),
  };
}

/**
 * Where everything goes in a picture `width` pixels wide: the Services, the nodes with their pods,
 * below them the claims by ordinal, and last the pods that are on no node, so that what comes and
 * goes moves nothing else. For the same reason a pod keeps the cell that it had in `last`.
 */
export function layOut(
  summary: Summary,
  width: number,
  last: Scene = NOTHING_YET,
  cards: Cards = 'full',
): Scene {
  const isCompact = summary.pods.length > (last.isCompact ? FEW_SQUARES : MOST_CARDS);
  const isSnug = cards !== 'full' && !isCompact;
  const isTight = cards === 'tight' && !isCompact;
  const sizes = isCompact ? COMPACT : isTight ? TIGHT : isSnug ? SNUG : FULL;
  const cellsBefore: Cells = new Map(
    last.pods.map(({ pod, cell }) => [`${pod.node} ${pod.uid}`, cell]),
  );
  const placed = placeServices(summary.services, width, sizes, isSnug);
  const area = { top: placed.bottom, width };
  const onNodes = placeNodes(summary, area, sizes, isCompact, cellsBefore);
  const shelved = placeShelves(summary, onNodes.bottom - GAP + sizes.linkGap, width, sizes);
  const names = new Set(summary.nodes.map((node) => node.name));
  const unplaced = summary.pods.filter((pod) => !names.has(pod.node));
  const box = waitingBox(unplaced.length, shelved, width, sizes);
  const inner = { x: box.x + PAD, y: box.y + sizes.header, width: box.width - 2 * PAD };
  const size = {
    least: sizes.podWidth,
    height: sizes.podHeight,
    gap: sizes.gap,
    isStretched: false,
  };
  const { cells, height } = grid(unplaced.length, inner, size);
  const places = new Map(
    [...onNodes.pods, ...placePods(unplaced, cells, cellsBefore)].map((one) => [one.pod.uid, one]),
  );
  // In the order of the summary, which is the one that keys and screen readers go through.
  const pods = summary.pods.map(({ uid }) => places.get(uid) as PlacedPod);
  const waiting =
    unplaced.length === 0 ? undefined : { ...box, height: sizes.header + height + PAD };
  const scene: Scene = {
    width,
    isCompact,
    isSnug,
    isTight,
    height: Math.max(shelved.bottom, waiting === undefined ? 0 : waiting.y + waiting.height + GAP),
    nodes: onNodes.nodes,
    pods,
    waiting,
    shelves: shelved.shelves,
    claims: shelved.claims,
    links: linksOf(pods, shelved.claims, {
      fromY: onNodes.bottom - GAP,
      toY: onNodes.bottom - GAP + sizes.linkGap,
    }),
    services: placed.services,
    routes: routesOf(placed.services, pods, placed.bottom),
  };
  return shareScene(scene, last);
}

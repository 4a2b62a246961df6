import { assignCells } from './cells.ts';
import type { ServiceSummary } from './services.ts';
import { keepSame } from './share.ts';
import type { ClaimSummary, NodeSummary, PodSummary, Summary } from './summary.ts';

/** Pixels. The picture is as wide as its pane and as high as it needs. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedPod extends Box {
  readonly pod: PodSummary;
  /** Its cell within its node, counted from 0. */
  readonly cell: number;
}
export interface PlacedClaim extends Box {
  readonly claim: ClaimSummary;
}
export interface PlacedNode extends Box {
  readonly node: NodeSummary;
  readonly podCount: number;
}
export interface PlacedShelf extends Box {
  /** '' for claims that belong to no ordinal. */
  readonly group: string;
}
export interface PlacedService extends Box {
  readonly service: ServiceSummary;
}
/** A line from the middle of one thing's edge to the middle of another's. */
export interface Link {
  readonly id: string;
  /** The pod's uid. */
  readonly pod: string;
  /** The uid of the claim or Service at its other end. */
  readonly other: string;
  /** False for an endpoint that does not answer. */
  readonly isReady: boolean;
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

export interface Scene {
  readonly width: number;
  /** Whether the last one had another width. */
  readonly isResized: boolean;
  readonly height: number;
  /** Cards that show everything, or squares with no more than the ordinal. */
  readonly isCompact: boolean;
  readonly nodes: readonly PlacedNode[];
  readonly pods: readonly PlacedPod[];
  /** Where pods wait that are on no node; undefined when none does. */
  readonly waiting: Box | undefined;
  readonly shelves: readonly PlacedShelf[];
  readonly claims: readonly PlacedClaim[];
  /** From pods to their claims. */
  readonly links: readonly Link[];
  readonly services: readonly PlacedService[];
  /** From Services to the pods that they answer with. */
  readonly routes: readonly Link[];
}

/** More pods than this are drawn as squares. */
const MOST_CARDS = 36;
/** And cards again when there are no more than these, so that a rollout does not flip them. */
const FEW_SQUARES = 24;
const GAP = 10;
const PAD = 8;
const HEADER = 28;
const SERVICE = { width: 168, height: 40 };
/** Between the Services and the nodes, so that the lines can be told apart. */
const ROUTE_GAP = 24;
const SECTION_GAP = 6;
/** Of a shelf whose name stands beside what is on it. */
const LOW_HEADER = 14;
/** Room for the name of a shelf. */
const NAME_WIDTH = 240;

const FULL = { podWidth: 128, podHeight: 66, claimWidth: 96, claimHeight: 46, node: 150 };
const COMPACT = { podWidth: 30, podHeight: 30, claimWidth: 30, claimHeight: 30, node: 118 };
type Sizes = typeof FULL;

/** In which cell of its node a pod stood, by `node uid`. */
type Cells = ReadonlyMap<string, number>;

/** Whole rows of cells of at least `least` pixels, enough for `count`, in `box`. */
function grid(
  count: number,
  box: { x: number; y: number; width: number },
  size: { least: number; height: number; isStretched: boolean },
): { cells: Box[]; height: number } {
  const most = Math.max(1, Math.floor((box.width + GAP) / (size.least + GAP)));
  const perRow = size.isStretched ? Math.min(most, Math.max(1, count)) : most;
  const width = size.isStretched ? (box.width - (perRow - 1) * GAP) / perRow : size.least;
  const rows = Math.ceil(count / perRow);
  const cells = Array.from({ length: rows * perRow }, (_, index) => ({
    x: box.x + (index % perRow) * (width + GAP),
    y: box.y + Math.floor(index / perRow) * (size.height + GAP),
    width,
    height: size.height,
  }));
  return { cells, height: rows === 0 ? 0 : rows * (size.height + GAP) - GAP };
}

/** The Services, side by side at the top. */
function placeServices(services: readonly ServiceSummary[], width: number) {
  const least = Math.min(SERVICE.width, width);
  const size = { least, height: SERVICE.height, isStretched: false };
  const { cells, height } = grid(services.length, { x: 0, y: 2, width }, size);
  const placed = services.map((service, index) => ({ service, ...(cells[index] as Box) }));
  return { services: placed, bottom: services.length === 0 ? 0 : height + ROUTE_GAP };
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
      const inner = { x: x + PAD, y: y + HEADER, width: nodeWidth - 2 * PAD };
      const least = isCompact ? sizes.podWidth : Math.min(sizes.podWidth, inner.width);
      const size = { least, height: sizes.podHeight, isStretched: !isCompact };
      // A lone card is as wide as one of many would be, so that cards do not change size.
      const { cells, height } = grid(own.length, inner, size);
      pods.push(...placePods(own, cells, last));
      const inside = Math.max(height, sizes.podHeight);
      return { node, podCount: own.length, x, height: HEADER + inside + PAD };
    });
    const height = Math.max(...row.map((box) => box.height));
    for (const { node, podCount, x } of row) {
      nodes.push({ node, podCount, x, y, width: nodeWidth, height });
    }
    y += height + GAP;
  }
  return { nodes, pods, bottom: y };
}

function placeShelves(summary: Summary, top: number, width: number, sizes: Sizes) {
  const shelves: PlacedShelf[] = [];
  const claims: PlacedClaim[] = [];
  const groups = [...new Set(summary.claims.map((claim) => claim.group))];
  let y = top;
  for (const group of groups) {
    const own = summary.claims.filter((claim) => claim.group === group);
    const needed = own.length * (sizes.claimWidth + GAP) + NAME_WIDTH;
    const header = needed < width ? LOW_HEADER : HEADER;
    const inner = { x: PAD, y: y + header, width: width - 2 * PAD };
    const size = { least: sizes.claimWidth, height: sizes.claimHeight, isStretched: false };
    const { cells, height } = grid(own.length, inner, size);
    for (const [index, claim] of own.entries()) claims.push({ claim, ...(cells[index] as Box) });
    shelves.push({ group, x: 0, y, width, height: header + height + PAD });
    y += header + height + PAD + GAP;
  }
  return { shelves, claims, bottom: y };
}

function linksOf(pods: readonly PlacedPod[], claims: readonly PlacedClaim[]): Link[] {
  const places = new Map(pods.map((placed) => [placed.pod.uid, placed]));
  return claims.flatMap((place) => {
    const pod = places.get(place.claim.pod?.uid ?? '');
    if (pod === undefined) return [];
    const isBelow = pod.y > place.y;
    return [
      {
        id: `${pod.pod.uid} ${place.claim.uid}`,
        pod: pod.pod.uid,
        other: place.claim.uid,
        isReady: true,
        from: { x: pod.x + pod.width / 2, y: isBelow ? pod.y : pod.y + pod.height },
        to: { x: place.x + place.width / 2, y: isBelow ? place.y + place.height : place.y },
      },
    ];
  });
}

/** The middle of the upper edge of a box, where lines from above end. */
const topOf = ({ x, y, width }: Box) => ({ x: x + width / 2, y });
const bottomOf = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height });

function routesOf(services: readonly PlacedService[], pods: readonly PlacedPod[]): Link[] {
  const places = new Map(pods.map((placed) => [placed.pod.uid, placed]));
  return services.flatMap((place) =>
    place.service.endpoints.flatMap(({ pod: uid, isReady }) => {
      const pod = places.get(uid);
      if (pod === undefined) return [];
      const id = `${place.service.uid} ${uid}`;
      const ends = { from: bottomOf(place), to: topOf(pod) };
      return [{ id, pod: uid, other: place.service.uid, isReady, ...ends }];
    }),
  );
}

const NOTHING_YET: Scene = {
  width: 0,
  isResized: true,
  height: 0,
  isCompact: false,
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
export function layOut(summary: Summary, width: number, last: Scene = NOTHING_YET): Scene {
  const isCompact = summary.pods.length > (last.isCompact ? FEW_SQUARES : MOST_CARDS);
  const sizes = isCompact ? COMPACT : FULL;
  const cellsBefore: Cells = new Map(
    last.pods.map(({ pod, cell }) => [`${pod.node} ${pod.uid}`, cell]),
  );
  const placed = placeServices(summary.services, width);
  const area = { top: placed.bottom, width };
  const onNodes = placeNodes(summary, area, sizes, isCompact, cellsBefore);
  const shelved = placeShelves(summary, onNodes.bottom + SECTION_GAP, width, sizes);
  const names = new Set(summary.nodes.map((node) => node.name));
  const unplaced = summary.pods.filter((pod) => !names.has(pod.node));
  const inner = { x: PAD, y: shelved.bottom + HEADER, width: width - 2 * PAD };
  const size = { least: sizes.podWidth, height: sizes.podHeight, isStretched: false };
  const { cells, height } = grid(unplaced.length, inner, size);
  const places = new Map(
    [...onNodes.pods, ...placePods(unplaced, cells, cellsBefore)].map((one) => [one.pod.uid, one]),
  );
  // In the order of the summary, which is the one that keys and screen readers go through.
  const pods = summary.pods.map(({ uid }) => places.get(uid) as PlacedPod);
  const waiting =
    unplaced.length === 0
      ? undefined
      : { x: 0, y: shelved.bottom, width, height: HEADER + height + PAD };
  const scene: Scene = {
    width,
    isResized: width !== last.width,
    isCompact,
    height: shelved.bottom + (waiting === undefined ? 0 : waiting.height + GAP),
    nodes: onNodes.nodes,
    pods,
    waiting,
    shelves: shelved.shelves,
    claims: shelved.claims,
    links: linksOf(pods, shelved.claims),
    services: placed.services,
    routes: routesOf(placed.services, pods),
  };
  return shareScene(scene, last);
}

/** Something of the picture that can be gone to, in pixels of the window. */
export interface Spot {
  readonly kind: 'rollout' | 'service' | 'node' | 'pod' | 'claim';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The arrow keys, and to the ends. */
export type Way = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/** What is off to the side is farther than what is straight on, this many times. */
const ASIDE = 3;

const middle = ({ left, top, width, height }: Spot) => ({
  x: left + width / 2,
  y: top + height / 2,
});
const byPlace = (a: Spot, b: Spot): number => a.top - b.top || a.left - b.left;

function isWithin(inner: Spot, outer: Spot): boolean {
  const { x, y } = middle(inner);
  const { left, top, width } = outer;
  // The head of a node is all of it that can be gone to; its pods stand below, as wide.
  return x >= left && x <= left + width && y >= top;
}

/** The node that a pod stands on: of those above it the nearest. */
const nodeOf = (pod: Spot, nodes: readonly Spot[]): Spot | undefined =>
  nodes.findLast((node) => isWithin(pod, node));

/**
 * The spots as a picture is read: the rollouts as they are given, the Services, each node with its
 * pods, then the pods of none and the claims.
 */
export function inReadingOrder<S extends Spot>(spots: readonly S[]): S[] {
  const of = (kind: Spot['kind']): S[] => spots.filter((spot) => spot.kind === kind);
  const nodes = of('node').sort(byPlace);
  const pods = of('pod').sort(byPlace);
  const claims = of('claim').sort(byPlace);
  // What stands below the claims waits for a node.
  const end = claims[0]?.top ?? Number.POSITIVE_INFINITY;
  const placed = pods.filter((pod) => pod.top < end && nodeOf(pod, nodes) !== undefined);
  const waiting = pods.filter((pod) => !placed.includes(pod));
  return [
    ...of('rollout'),
    ...of('service').sort(byPlace),
    ...nodes.flatMap((node) => [node, ...placed.filter((pod) => nodeOf(pod, nodes) === node)]),
    ...[...waiting, ...claims].sort(byPlace),
  ];
}

/** The nearest one above or below; the nearest straight on wins over one aside. */
function nearest<S extends Spot>(spots: readonly S[], from: S, by: 1 | -1): S | undefined {
  const start = middle(from);
  let best: S | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of spots) {
    const { x, y } = middle(spot);
    const ahead = by * (y - start.y);
    const isPast =
      by === 1 ? spot.top >= from.top + from.height - 1 : spot.top + spot.height <= from.top + 1;
    const distance = ahead + ASIDE * Math.max(0, Math.abs(x - start.x) - spot.width / 2);
    if (!isPast || distance >= least) continue;
    [best, least] = [spot, distance];
  }
  return best;
}

/** Where a key leads from `from`; `from` itself at the end of the way. */
export function whereTo<S extends Spot>(spots: readonly S[], from: S, way: Way): S {
  const all = inReadingOrder(spots);
  const at = all.indexOf(from);
  switch (way) {
    case 'Home':
      return all[0] ?? from;
    case 'End':
      return all.at(-1) ?? from;
    case 'ArrowLeft':
      return all[at - 1] ?? from;
    case 'ArrowRight':
      return all[at + 1] ?? from;
    case 'ArrowUp':
      return nearest(all, from, -1) ?? from;
    case 'ArrowDown':
      return nearest(all, from, 1) ?? from;
  }
}

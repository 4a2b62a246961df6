import type { Box, Link, PlacedClaim, PlacedPod, PlacedService } from './scene.ts';

/** Pods of one column have their lines beside each other. */
const LANES = 5;
const LANE_WIDTH = 6;

const lineOf = ({ x, width, cell }: PlacedPod): number =>
  x + width / 2 + ((cell % LANES) - (LANES - 1) / 2) * LANE_WIDTH;
const middleOf = ({ x, width }: Box): number => x + width / 2;
const byUid = (pods: readonly PlacedPod[]) => new Map(pods.map((spot) => [spot.pod.uid, spot]));

/** From pods to their claims; `between` is the ground where they change columns. */
export function linksOf(
  pods: readonly PlacedPod[],
  claims: readonly PlacedClaim[],
  between: Link['bend'],
): Link[] {
  const places = byUid(pods);
  const rows = [...new Set(claims.map(({ y }) => y))];
  return claims.flatMap((place): Link[] => {
    const pod = places.get(place.claim.pod?.uid ?? '');
    if (pod === undefined) return [];
    const isBelow = pod.y > place.y;
    const from = { x: lineOf(pod), y: isBelow ? pod.y : pod.y + pod.height };
    // Beside the one of the claim above it.
    const x = middleOf(place) + (rows.indexOf(place.y) % LANES) * LANE_WIDTH;
    const to = { x, y: isBelow ? place.y + place.height : place.y };
    const bend = isBelow ? { fromY: from.y, toY: to.y } : between;
    const id = `${pod.pod.uid} ${place.claim.uid}`;
    return [{ id, pod: pod.pod.uid, other: place.claim.uid, isReady: true, from, to, bend }];
  });
}

/** From Services to the pods that they answer with; they bend above `nodesY`. */
export function routesOf(
  services: readonly PlacedService[],
  pods: readonly PlacedPod[],
  nodesY: number,
): Link[] {
  const places = byUid(pods);
  return services.flatMap((place) =>
    place.service.endpoints.flatMap(({ pod: uid, isReady }): Link[] => {
      const pod = places.get(uid);
      if (pod === undefined) return [];
      const from = { x: middleOf(place), y: place.y + place.height };
      const to = { x: lineOf(pod), y: pod.y };
      const bend = { fromY: from.y, toY: nodesY };
      const id = `${place.service.uid} ${uid}`;
      return [{ id, pod: uid, other: place.service.uid, isReady, from, to, bend }];
    }),
  );
}

/** A link as an SVG path. All have the same commands, so that one glides into another. */
export function pathOf({ from, to, bend: { fromY, toY } }: Link): string {
  const middle = (fromY + toY) / 2;
  return `M${from.x} ${from.y}L${from.x} ${fromY}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${toY}L${to.x} ${to.y}`;
}

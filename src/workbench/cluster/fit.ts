import type { Scene } from './scene.ts';

/** How near a picture is that fits by itself: no nearer than it is drawn, and never illegible. */
const NEAR = [1, 0.9, 0.8] as const;
/** In a pane so high it comes nearer, to be read from afar. */
const HIGH_PANE = 640;
const NEARER = [1.5, 1.25] as const;
/** It comes nearer again only when a row more has room, so that a rollout moves nothing. */
const SPARE = 62;

export interface Fitted {
  readonly zoom: number;
  readonly scene: Scene;
  readonly room: number;
}

/**
 * The picture that `sceneAt` gives for the nearest zoom at which it is no higher than `room`
 * (pixels at zoom 1), beside `extra` of its own pixels; the farthest when it is higher at all.
 */
export function nearest(
  sceneAt: (zoom: number) => Scene,
  room: number,
  extra: number,
  last: Fitted | undefined,
): Fitted {
  const before = last?.room === room ? last : undefined;
  if (before !== undefined) {
    const scene = sceneAt(before.zoom);
    if (scene.height === before.scene.height) return { ...before, scene };
  }
  const zooms = room > HIGH_PANE ? [...NEARER, ...NEAR] : NEAR;
  const fits = (zoom: number): boolean => {
    const spare = before !== undefined && zoom > before.zoom ? SPARE : 0;
    return (sceneAt(zoom).height + extra + spare) * zoom <= room;
  };
  const zoom = zooms.find(fits) ?? Math.min(...NEAR);
  return { zoom, scene: sceneAt(zoom), room };
}

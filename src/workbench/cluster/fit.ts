import type { Scene } from './scene.ts';

/** How near a picture is that fits by itself: no nearer than it is drawn, and never illegible. */
const NEAR = [1, 0.9, 0.8] as const;
/** In a pane so high it comes nearer, to be read from afar. */
const HIGH_PANE = 640;
const NEARER = [1.5, 1.25] as const;
/** Squares say less, and are told apart from farther away. */
const FAR = 0.7;

export interface Fitted {
  readonly zoom: number;
  readonly scene: Scene;
  readonly room: number;
}

/**
 * The picture that `layOutAt` gives for the nearest zoom at which it is no higher than `room`
 * (pixels at zoom 1), beside `extra` of its own pixels; the farthest when it is higher at all.
 * While something moves it does not come nearer, so that a rollout does not shake it.
 */
export function nearest(
  layOutAt: (zoom: number) => Scene,
  place: { readonly room: number; readonly extra: number; readonly isAtRest: boolean },
  last: Fitted | undefined,
): Fitted {
  const { room, extra, isAtRest } = place;
  const before = last?.room === room ? last : undefined;
  const scenes = new Map<number, Scene>();
  const sceneAt = (zoom: number): Scene => {
    const scene = scenes.get(zoom) ?? layOutAt(zoom);
    scenes.set(zoom, scene);
    return scene;
  };
  if (before !== undefined && !isAtRest) {
    const scene = sceneAt(before.zoom);
    if (scene.height === before.scene.height) return { ...before, scene };
  }
  const isCompact = sceneAt(1).isCompact;
  const all = [...(room > HIGH_PANE ? NEARER : []), ...NEAR, ...(isCompact ? [FAR] : [])];
  const most = before === undefined || isAtRest ? Number.POSITIVE_INFINITY : before.zoom;
  const zooms = all.filter((zoom) => zoom <= most);
  const fits = (zoom: number): boolean => (sceneAt(zoom).height + extra) * zoom <= room;
  const zoom = zooms.find(fits) ?? Math.min(...all);
  return { zoom, scene: sceneAt(zoom), room };
}

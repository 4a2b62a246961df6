import type { Cards, Scene } from './scene.ts';

/** How near a picture is, and whether its cards say all they can or the same in fewer lines. */
export interface Nearness {
  readonly zoom: number;
  readonly cards: Cards;
}

const full = (zoom: number): Nearness => ({ zoom, cards: 'full' });
const snug = (zoom: number): Nearness => ({ zoom, cards: 'snug' });
const tight = (zoom: number): Nearness => ({ zoom, cards: 'tight' });
/** In a pane so high it comes nearer, to be read from afar. */
const HIGH_PANE = 640;
const NEARER = [full(1.5), full(1.25)];
/** How near a picture is that fits by itself: no nearer than it is drawn, and never illegible. */
const NEAR = [full(1), full(0.9), snug(1), snug(0.9), snug(0.8), tight(0.9), tight(0.8)];
/** Squares have one form, say less, and are told apart from farther away. */
const SQUARES = [full(1), full(0.9), full(0.8), full(0.7)];

export interface Fitted extends Nearness {
  readonly scene: Scene;
  readonly room: number;
}

const rowsOf = ({ nodes }: Scene): number => new Set(nodes.map(({ y }) => y)).size;

/**
 * The picture that `layOutAt` gives for the nearest step at which it is no higher than `room`
 * (pixels at zoom 1), beside `extra` of its own pixels, which either kind of cards has; the
 * farthest when it is higher at all. While something moves it does not come nearer, so that a
 * rollout does not shake it.
 */
export function nearest(
  layOutAt: (nearness: Nearness) => Scene,
  place: {
    readonly room: number;
    readonly extra: (cards: Cards) => number;
    readonly isAtRest: boolean;
  },
  last: Fitted | undefined,
): Fitted {
  const { room, extra, isAtRest } = place;
  const before = last?.room === room ? last : undefined;
  const scenes = new Map<Nearness, Scene>();
  const sceneAt = (step: Nearness): Scene => {
    const scene = scenes.get(step) ?? layOutAt(step);
    scenes.set(step, scene);
    return scene;
  };
  if (before !== undefined && !isAtRest) {
    const scene = layOutAt(before);
    if (scene.height === before.scene.height) return { ...before, scene };
  }
  const first = NEAR[0] as Nearness;
  const all = [...(room > HIGH_PANE ? NEARER : []), ...(sceneAt(first).isCompact ? SQUARES : NEAR)];
  const at = all.findIndex(({ zoom, cards }) => zoom === before?.zoom && cards === before.cards);
  const steps = isAtRest || at < 0 ? all : all.slice(at);
  const rows = rowsOf(sceneAt(first));
  const fits = (step: Nearness): boolean =>
    (sceneAt(step).height + extra(step.cards)) * step.zoom <= room &&
    // Nearer is no gain when nodes no longer stand side by side.
    (step.zoom <= first.zoom || rowsOf(sceneAt(step)) === rows);
  const step = steps.find(fits) ?? (all.at(-1) as Nearness);
  return { ...step, scene: sceneAt(step), room };
}

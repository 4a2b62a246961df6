import type { Change } from '../store/index.ts';
import type { World } from './world.ts';

/** A move of time: on until `isDone()`, which is asked after each due task, or until an instant. */
export interface Move {
  isDone(): boolean;
  readonly untilMs: number;
}

/** What needs moves of time to come to its answer; it goes on when one is made. */
export type Moves<T> = Generator<Move, T, void>;

/** How far moves have come: `part` has to be loaded before they go on. */
export type MovesStep<T> = { readonly made: T } | { readonly part: string } | 'more';

/** Moves that are made as many at a time as their caller has time for. */
export interface MovesInSteps<T> {
  /**
   * Goes on until `isEnough()`, which is asked after each due task. Where it stops for that, or for
   * a part, makes no difference to what comes out.
   */
  goOn(isEnough: () => boolean): MovesStep<T>;
}

/** Creates the steps in which moves are made in a world. */
export function inSteps<T>(world: World, moves: Moves<T>): MovesInSteps<T> {
  let current: IteratorResult<Move, T> | undefined;
  /** Makes a move, or as much of it as there is time for. Answers whether it is made. */
  const make = ({ isDone, untilMs }: Move, isEnough: () => boolean): boolean => {
    let isMet = false;
    const isOver = (): boolean => {
      isMet ||= isDone();
      return isMet || isEnough();
    };
    world.advanceUntil(isOver, Math.max(0, untilMs - world.nowMs()));
    // What was left of the last instant came after the last question.
    return isMet || world.nowMs() >= untilMs || isDone();
  };
  return {
    goOn(isEnough) {
      if (world.missingPart() !== undefined) world.settle();
      for (;;) {
        const part = world.missingPart();
        if (part !== undefined) return { part };
        current ??= moves.next();
        if (current.done === true) return { made: current.value };
        const isMade = make(current.value, isEnough);
        if (world.missingPart() !== undefined) continue;
        if (!isMade) return 'more';
        current = undefined;
      }
    },
  };
}

/** The steps of what is made of the answer. */
export const thenMade = <T, U>(steps: MovesInSteps<T>, to: (made: T) => U): MovesInSteps<U> => ({
  goOn(isEnough) {
    const step = steps.goOn(isEnough);
    return typeof step === 'object' && 'made' in step ? { made: to(step.made) } : step;
  },
});

/** What was made at once of moves for which no part may be missing. */
export function madeAtOnce<T>(steps: MovesInSteps<T>): T {
  const step = steps.goOn(() => false);
  if (typeof step === 'object' && 'made' in step) return step.made;
  throw new Error(typeof step === 'object' ? `there is no part ${step.part}` : 'it stopped');
}

/** Kinds that change all the time by themselves. */
const HEARTBEATS: ReadonlySet<string> = new Set(['Lease', 'Node']);

const hasChange = (changes: readonly Change[], from: number): boolean => {
  for (let i = from; i < changes.length; i++) {
    if (!HEARTBEATS.has(changes[i]?.kind.kind ?? '')) return true;
  }
  return false;
};

/**
 * Moves on until no object has changed for `quietMs` (heartbeats do not count), by `limitMs` at the
 * most. Its answer is whether it became quiet.
 */
export function* untilQuiet(
  world: World,
  changes: () => readonly Change[],
  quietMs: number,
  limitMs: number,
): Moves<boolean> {
  const limitAtMs = world.nowMs() + limitMs;
  let quietFromMs = world.nowMs();
  let seen = changes().length;
  const isChanged = (): boolean => hasChange(changes(), seen);
  for (;;) {
    const doneAtMs = quietFromMs + quietMs;
    yield { isDone: isChanged, untilMs: Math.min(doneAtMs, limitAtMs) };
    if (!isChanged()) return doneAtMs <= limitAtMs;
    seen = changes().length;
    quietFromMs = world.nowMs();
  }
}

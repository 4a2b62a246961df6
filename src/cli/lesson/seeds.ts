import { wordsOf } from '../../../sim/index.ts';
import type { Lesson } from '../../../sim/lesson/index.ts';

/** Where everybody meets the same problems, proofs are about one cluster. */
export const SEED = 1;
/** A value that none of so many learners meets is one that nobody meets. */
const LEARNERS = 100;

/**
 * The learners for whom a lesson is proved: one, or so many that each value of each word that the
 * lesson draws, so each fault, is met by one of them.
 */
export function seedsOf(lesson: Lesson): readonly number[] {
  if (lesson.words === undefined) return [SEED];
  const met = new Map<number, readonly string[]>();
  for (let seed = 1; seed <= LEARNERS; seed++) {
    met.set(
      seed,
      Object.entries(wordsOf(lesson, seed)).map(([word, value]) => `${word}=${value}`),
    );
  }
  const open = new Set([...met.values()].flat());
  const seeds: number[] = [];
  while (open.size > 0) {
    const news = ([, values]: readonly [number, readonly string[]]): number =>
      values.filter((value) => open.has(value)).length;
    const [best] = [...met].reduce((a, b) => (news(b) > news(a) ? b : a));
    seeds.push(best);
    for (const value of met.get(best) ?? []) open.delete(value);
  }
  return seeds;
}

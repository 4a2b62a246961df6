import { expect, test } from 'vitest';
import { wordsOf } from '../../../sim/index.ts';
import { readLessons } from '../lesson-source.ts';
import { seedsOf } from './seeds.ts';

test('an exam is proved for learners who together meet every name, number and fault', async () => {
  const exam = (await readLessons()).find(({ source }) => source.lesson.words !== undefined);
  if (exam === undefined) throw new Error('no lesson has variants');
  const { lesson } = exam.source;
  const valuesOf = (seeds: readonly number[]): string[] => {
    const pairs = seeds.flatMap((seed) => Object.entries(wordsOf(lesson, seed)));
    return [...new Set(pairs.map(([word, value]) => `${word}=${value}`))].sort();
  };
  const all = Array.from({ length: 200 }, (_, at) => at);
  expect(valuesOf(seedsOf(lesson))).toEqual(valuesOf(all));
});

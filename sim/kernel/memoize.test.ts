import { expect, test } from 'vitest';
import { memoize } from './memoize.ts';

test('an object is computed once, an equal one again', () => {
  const seen: number[] = [];
  const double = memoize(({ n }: { readonly n: number }) => {
    seen.push(n);
    return { n: n * 2 };
  });
  const two = { n: 2 };
  expect(double(two)).toBe(double(two));
  expect(double({ n: 2 })).toEqual({ n: 4 });
  expect(seen).toEqual([2, 2]);
});

import { expect, it } from 'vitest';
import { sideBySide } from './side-by-side.ts';

it('puts equal lines beside each other and marks the others', () => {
  expect(sideBySide('a\nb\nc\nd', 'a\nx\nc\nd\ne', 23)).toBe(
    ['a            a', 'b          | x', 'c            c', 'd            d', '           > e'].join(
      '\n',
    ),
  );
  expect(sideBySide('a\nb', 'b', 23)).toBe('a          <\nb            b');
});

it('folds long lines and shows tabs', () => {
  expect(sideBySide('0123456789ab', '\tx', 23)).toBe('0123456789 | →x\nab         |');
});

import { expect, test } from 'vitest';
import { askedText, freeText } from './amounts.ts';

test('amounts stand as manifests write them', () => {
  expect(askedText('Insufficient cpu', 500_000)).toBe('500');
  expect(askedText('Insufficient cpu', 250)).toBe('250m');
  expect(askedText('Insufficient cpu', 1500)).toBe('1500m');
  expect(askedText('Insufficient memory', 2 * 2 ** 30)).toBe('2Gi');
  expect(askedText('Insufficient ephemeral-storage', 1_500_000 * 1024)).toBe('1500000Ki');
  expect(askedText('Insufficient example.com/gpu', 3)).toBe('3');
  expect(askedText('Too many pods', 1)).toBe('1');
});

test('what is left is told in whole mebibytes, and never as less than nothing', () => {
  expect(freeText('Insufficient memory', 7 * 2 ** 30 + 5000)).toBe('7Gi');
  expect(freeText('Insufficient memory', 4096)).toBe('4Ki');
  expect(freeText('Insufficient memory', -5)).toBe('0');
  expect(freeText('Insufficient cpu', 3900)).toBe('3900m');
});

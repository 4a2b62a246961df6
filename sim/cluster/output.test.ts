import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { createOutput } from './output.ts';

const clockAt = (at: { ms: number }) => ({ nowMs: () => at.ms, epochMs: () => at.ms });

test('text is kept in order, and found by its place and by its instant', () => {
  const at = { ms: 0 };
  const output = createOutput(clockAt(at));
  output.add('one ');
  at.ms = 5;
  output.add('two ');
  output.add('');
  output.add('three');
  expect(output.since(6)).toEqual({ start: 6, text: 'o three' });
  expect(output.since(13).text).toBe('');
  expect(output.until(4)).toBe('one ');
  expect(output.until(5)).toBe('one two three');
  expect(output.text()).toBe('one two three');
  expect(output.since(0)).toEqual({ start: 0, text: 'one two three' });
});

test('past the bound the newest part is kept', () => {
  const output = createOutput(clockAt({ ms: 0 }));
  const piece = `${'x'.repeat(99_998)}\n`;
  const count = Math.ceil((LIMITS.scrollbackCharacters * 1.3) / piece.length);
  let all = '';
  for (let i = 0; i < count; i++) {
    output.add(`${i % 10}${piece}`);
    all += `${i % 10}${piece}`;
  }
  expect(output.length()).toBe(all.length);
  const { start, text } = output.since(0);
  expect(start).toBe(all.length - output.text().length);
  expect(output.text().length).toBeLessThan(LIMITS.scrollbackCharacters * 1.25);
  expect(output.text().length).toBeGreaterThanOrEqual(LIMITS.scrollbackCharacters);
  expect(text === all.slice(start)).toBe(true);
  expect(output.text() === text).toBe(true);
});

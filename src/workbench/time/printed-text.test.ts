import { expect, test } from 'vitest';
import { printedText } from './printed-text.ts';

test('of a screen that is drawn again and again the last drawing is told', () => {
  const frames = ['one', 'two'].map((word) => `\x1b[H\x1b[2J\x1b[1m${word}\x1b[m\r\n`);
  expect(printedText(`$ watch date\n\x1b[?1049h${frames.join('')}`)).toBe('two');
  expect(printedText('$ clear\nold\n\x1b[H\x1b[2J\x1b[3J')).toBe('');
});

test('what a program gives back is not there any more', () => {
  expect(printedText('$ x\nbefore\n\x1b[?1049h\x1b[2Jpage\x1b[?1049lafter\n')).toBe(
    'before\nafter',
  );
});

test('of a long output the end is told', () => {
  const lines = Array.from({ length: 300 }, (_, at) => `line ${at}`);
  const told = printedText(`$ seq\n${lines.join('\n')}\n`).split('\n');
  expect(told[0]).toBe('…');
  expect(told.at(-1)).toBe('line 299');
});

import { expect, test } from 'vitest';
import { draw, endsOnOtherScreen, erase, NOTHING_DRAWN, unfinishedLine } from './draw.ts';

const line = (text: string, cursor = text.length) => ({
  ...NOTHING_DRAWN,
  prompt: '$ ',
  text,
  cursor,
});

test('a short line: the cursor stays in its row', () => {
  expect(draw(line('ls', 1), 20)).toBe('$ ls\r\x1b[3C');
  expect(erase(line('ls', 1), 20)).toBe('\r\x1b[K');
});

test('a line that wraps: up again to the row of the cursor', () => {
  expect(draw(line('abcdefghij', 0), 6)).toBe('$ abcdefghij\r\n\x1b[2A\r\x1b[2C');
  expect(erase(line('abcdefghij'), 6)).toBe('\x1b[2A\r\x1b[K\x1b[B\x1b[K\x1b[B\x1b[K\x1b[2A');
});

test('what an unfinished line is', () => {
  expect(unfinishedLine('a\nb\n')).toBe('');
  expect(unfinishedLine('a\nno newline')).toBe('no newline');
  expect(unfinishedLine('50%\r100%')).toBe('100%');
  expect(unfinishedLine('\x1b[H\x1b[2Jleft')).toBe('left');
  expect(unfinishedLine('a\nx\x1b[Ky')).toBe('x\x1b[Ky');
  expect(unfinishedLine('a\nx\x1b[?1049l')).toBe('');
  expect(unfinishedLine('a\n\x1b[32mgreen\x1b[0m')).toBe('\x1b[32mgreen\x1b[0m');
});

test('who has the whole screen at the end of an output', () => {
  expect(endsOnOtherScreen('a', false)).toBe(false);
  expect(endsOnOtherScreen('a', true)).toBe(true);
  expect(endsOnOtherScreen('\x1b[?1049la\x1b[?1049hb', false)).toBe(true);
  expect(endsOnOtherScreen('\x1b[?1049ha\x1b[?1049lb', true)).toBe(false);
});

test('a line of several lines', () => {
  expect(draw(line('for\ndo', 3), 20)).toBe('$ for\ndo\x1b[1A\r\x1b[5C');
  expect(draw(line('a\n'), 20)).toBe('$ a\n\r');
});

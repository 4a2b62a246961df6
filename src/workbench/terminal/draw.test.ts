import { expect, test } from 'vitest';
import { layOutChoices } from './choices.ts';
import { draw, endsOnOtherScreen, erase, NOTHING_DRAWN, unfinishedLine } from './draw.ts';

const line = (text: string, cursor = text.length) => ({
  ...NOTHING_DRAWN,
  prompt: '$ ',
  text,
  cursor,
});

test('a short line: the cursor stays in its row', () => {
  expect(draw(line('ls', 1), 20)).toBe('$ ls\r\x1b[3C');
  expect(erase(line('ls', 1), 20)).toBe('\r\x1b[J');
});

test('a line that wraps: up again to the row of the cursor', () => {
  expect(draw(line('abcdefghij', 0), 6)).toBe('$ abcdefghij\r\n\x1b[2A\r\x1b[2C');
  expect(erase(line('abcdefghij'), 6)).toBe('\x1b[2A\r\x1b[J');
});

test('rows below the line', () => {
  expect(draw({ ...line('g'), below: ['get', 'grep'] }, 20)).toBe(
    '$ g\r\nget\r\ngrep\x1b[2A\r\x1b[3C',
  );
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

test('choices fill rows, and the chosen one is always shown', () => {
  const choices = Array.from({ length: 100 }, (_, i) => ({
    value: `pod/web-${i}`,
    summary: '',
    isFinal: true,
  }));
  const first = layOutChoices(choices, -1, 24);
  expect(first.rows).toHaveLength(8);
  expect(first.rows[0]?.map((cell) => cell.text)).toEqual(['web-0   ', 'web-1   ', 'web-2   ']);
  expect(first.hidden).toBe(76);
  const last = layOutChoices(choices, 99, 24);
  expect(last.rows.flat().filter((cell) => cell.isChosen)).toEqual([
    { text: 'web-99  ', note: '', isChosen: true },
  ]);
});

test('choices that are described stand one a row, and what is too long is cut', () => {
  const choices = [
    { value: 'get', summary: 'shows objects in a table', isFinal: true },
    { value: 'describe', summary: '', isFinal: true },
  ];
  expect(layOutChoices(choices, 0, 24).rows).toEqual([
    [{ text: 'get       ', note: 'shows objects…', isChosen: true }],
    [{ text: 'describe  ', note: '', isChosen: false }],
  ]);
});

test('a line of several lines', () => {
  expect(draw(line('for\ndo', 3), 20)).toBe('$ for\ndo\x1b[1A\r\x1b[5C');
  expect(draw(line('a\n'), 20)).toBe('$ a\n\r');
});

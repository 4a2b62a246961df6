import { expect, test } from 'vitest';
import {
  draw,
  endsOnOtherScreen,
  erase,
  goOn,
  NOTHING_DRAWN,
  readable,
  redraw,
  unfinishedLine,
} from './draw.ts';

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
  expect(draw(line('abcdefghij', 0), 6)).toBe('$ abcdefghij \r\x1b[2A\r\x1b[2C');
  expect(erase(line('abcdefghij'), 6)).toBe('\x1b[2A\r\x1b[K\x1b[B\r\x1b[K\x1b[B\r\x1b[K\x1b[2A\r');
});

test('what is put in or taken out in one place is all that is written', () => {
  expect(redraw(line('ls'), line('lsb'), 20)).toBe('b');
  expect(redraw(line('lsb'), line('ls'), 20)).toBe('\r\x1b[4C\x1b[K');
  expect(redraw(line('ls', 1), line('lxs', 2), 20)).toBe('\x1b[Kxs\r\x1b[4C');
  expect(redraw(line('ls', 1), line('ls', 2), 20)).toBe('\r\x1b[4C');
  expect(redraw(line('ls'), line('ls'), 20)).toBe('');
  expect(redraw(line('kubectl get po'), line('kubectl get pods '), 40)).toBe('ds ');
});

test('over the edge of a row, and back', () => {
  expect(redraw(line('abc'), line('abcd'), 6)).toBe('d \r');
  expect(redraw(line('abcd'), line('abcde'), 6)).toBe('e');
  expect(redraw(line('abcde'), line('abcd'), 6)).toBe('\r\x1b[K');
  expect(redraw(line('abcd'), line('abc'), 6)).toBe(
    '\x1b[1A\r\x1b[5C\x1b[K\x1b[B\r\x1b[K\x1b[1A\r\x1b[5C',
  );
});

test('another line, or another prompt, is written whole', () => {
  expect(redraw(line('ls -l'), line('lsblk'), 20)).toBe('\r\x1b[2C\x1b[Klsblk');
  const searched = { ...line('ls'), prompt: '(search) ' };
  expect(redraw(line('ls'), searched, 20)).toBe('\r\x1b[K(search) ls');
});

test('a character of several signs is never cut', () => {
  expect(redraw(line('e'), line('e\u0301'), 20)).toBe('\r\x1b[2C\x1b[Ke\u0301');
  expect(redraw(line('👩‍👩'), line('👩‍👩‍👧'), 20)).toBe('\r\x1b[2C\x1b[K👩‍👩‍👧');
});

test('a line that was entered stays, and its output goes on behind it', () => {
  expect(goOn(line('ls', 1), '$ ls\nweb.yaml\n', 20)).toBe('\r\x1b[4C\nweb.yaml\n');
  expect(goOn(line('ls'), '$ cat\n', 20)).toBeUndefined();
  expect(goOn(line('abcd'), '$ abcd\n', 6)).toBeUndefined();
  expect(goOn(NOTHING_DRAWN, 'web\n', 20)).toBeUndefined();
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

test('control characters are drawn as their keys, tabs as far as the next stop', () => {
  expect(readable('$ ', 'a\tb', 80)).toBe('a     b');
  expect(readable('$ ', 'echo x\t', 80)).toBe('echo x        ');
  expect(readable('', 'ab\n\tc\x03', 80)).toBe('ab\n        c^C');
});

test('a line of several lines', () => {
  expect(draw(line('for\ndo', 3), 20)).toBe('$ for\ndo\x1b[1A\r\x1b[5C');
  expect(draw(line('a\n'), 20)).toBe('$ a\n');
});

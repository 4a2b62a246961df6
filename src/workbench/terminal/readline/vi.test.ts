import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { keysOf, PIECES, terminalMachine } from '../../../machines/index.ts';
import { createReadline } from './readline.ts';

// What is expected here was printed by bash 5.2 with readline 8.2 in a terminal, after `set -o vi`.

function start(history: readonly string[] = []) {
  const actor = createActor(terminalMachine);
  const submitted: string[] = [];
  actor.on('submit', ({ text }) => submitted.push(text));
  actor.start();
  const keys = {
    bindings: {},
    vi: { insert: {}, command: {} },
    settings: { 'editing-mode': 'vi' },
  };
  const request = { prompt: '$ ', echo: true, history, shell: { start: undefined, keys } };
  actor.send({ type: 'ASKED', request });
  const type = (data: string): void => {
    for (const code of data.match(PIECES) ?? []) {
      if (readline.take(code)) continue;
      for (const key of keysOf(code)) actor.send({ type: 'KEY', key });
    }
  };
  const nothing = (): void => undefined;
  const complete = () => ({ from: 0, choices: [] });
  const size = { columns: () => 80, rows: () => 24 };
  const readline = createReadline({
    ...{ ...size, actor, complete, print: nothing, hold: nothing, release: nothing, type },
  });
  /** Each text is typed by itself, as Esc is. */
  const typeAll = (...texts: readonly string[]): string => {
    for (const text of texts) type(text);
    const { text, cursor } = actor.getSnapshot().context.line;
    return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
  };
  return { typeAll, submitted };
}

const ESC = '\x1b';

test.each([
  ['0', '|echo one-two three'],
  ['b', 'echo one-two |three'],
  ['bb', 'echo one-|two three'],
  ['B', 'echo one-two |three'],
  ['BB', 'echo |one-two three'],
  ['0w', 'echo |one-two three'],
  ['02w', 'echo one|-two three'],
  ['0e', 'ech|o one-two three'],
  ['0E', 'ech|o one-two three'],
  ['hh', 'echo one-two th|ree'],
  ['0fo', 'ech|o one-two three'],
  ['0fo;', 'echo |one-two three'],
  ['0tt', 'echo one|-two three'],
  ['Fo', 'echo one-tw|o three'],
  ['0$', 'echo one-two thre|e'],
  ['x', 'echo one-two thr|e'],
  ['3X', 'echo one-two t|e'],
  ['0x', '|cho one-two three'],
  ['dd', '|'],
  ['D', 'echo one-two thr|e'],
  ['0dw', '|one-two three'],
  ['0dwp', 'oecho| ne-two three'],
  ['bdb', 'echo one-|three'],
  ['0cwls', 'ls| one-two three'],
  ['bCx', 'echo one-two x|'],
  ['0rE', '|Echo one-two three'],
  ['0~', 'E|cho one-two three'],
  ['0xu', 'e|cho one-two three'],
  ['0xxU', '|echo one-two three'],
  ['0x.', '|ho one-two three'],
  ['Ax', 'echo one-two threex|'],
  ['Ix', 'x|echo one-two three'],
  ['0ax', 'ex|cho one-two three'],
  ['ccx', 'x|'],
  ['0ywP', 'echo| echo one-two three'],
  ['0dfo', '| one-two three'],
  ['0Rab', 'ab|ho one-two three'],
  ['0d2w', '|-two three'],
  ['0c2wX', 'X|-two three'],
  ['0to;x', 'ec|o one-two three'],
  ['0d6|', '|one-two three'],
  ['y0P', 'echo one-two threecho one-two thr|ee'],
  ['0maw`ax', '|cho one-two three'],
  ['0maWd`a', '|one-two three'],
  ['0~~uu', 'e|cho one-two three'],
  ['0rXu', 'e|cho one-two three'],
  ['u', 'echo one-two thre|e'],
  ['hh\x14', 'echo one-two trh|ee'],
])('%s after Esc', (keys, expected) => {
  expect(start().typeAll('echo one-two three', ESC, ...keys)).toBe(expected);
});

test('characters are whole ones, and what is quoted is no command', () => {
  expect(start().typeAll('a😀b', ESC, 'h', 'x')).toBe('a|b');
  expect(start().typeAll('中e\u0301', ESC, 'x')).toBe('|中');
  expect(start().typeAll('a\x16', ESC, 'b')).toBe('a\x1bb|');
});

test('the history, and what is sought in it', () => {
  const history = ['ls one', 'echo two', 'ls three'];
  expect(start(history).typeAll('x', ESC, 'k')).toBe('|ls three');
  expect(start(history).typeAll('x', ESC, 'k', 'k', 'j')).toBe('|ls three');
  expect(start(history).typeAll(ESC, '/', 'ls', '\r')).toBe('|ls three');
  expect(start(history).typeAll(ESC, '/', 'ls', '\r', 'n')).toBe('|ls one');
  expect(start(history).typeAll(ESC, '/', 'ls', '\r', 'n', 'N')).toBe('|ls three');
  expect(start(history).typeAll(ESC, 'G')).toBe('|ls one');
});

test('what was inserted is one step of undo, and is made again by a point', () => {
  expect(start().typeAll('ab', ESC, 'A', 'cd', ESC, 'u')).toBe('a|b');
  expect(start().typeAll('ab ', ESC, '.')).toBe('abab| ' + ' ');
  expect(start().typeAll('a', ESC, 'ax', ESC, '.')).toBe('ax|x');
});

test('Enter and Ctrl-D enter the line in either mode, and the next one begins by inserting', () => {
  const { typeAll, submitted } = start();
  typeAll('echo a', ESC, '\r');
  expect(typeAll('hello')).toBe('hello|');
  typeAll('\x04');
  expect(submitted).toEqual(['echo a', 'hello']);
});

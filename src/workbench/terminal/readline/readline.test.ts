import { describe, expect, test, vi } from 'vitest';
import { createActor } from 'xstate';
import {
  type ChoiceList,
  keysOf,
  NEW_SHELL_LINE,
  PIECES,
  terminalMachine,
} from '../../../machines/index.ts';
import { rowsOf } from './listing.ts';
import { createReadline } from './readline.ts';

// What is expected here was printed by bash 5.2 with readline 8.2 in a terminal.

const choicesOf = (from: number, ...values: string[]): ChoiceList => ({
  from,
  choices: values.map((value) => ({ value, summary: '', isFinal: true })),
});

function start(history: string[] = [], choices = choicesOf(0), rows = 24) {
  const actor = createActor(terminalMachine);
  const submitted: string[] = [];
  let shown = '';
  actor.on('submit', ({ text }) => submitted.push(text));
  actor.start();
  const ask = (lines: readonly string[]): void =>
    actor.send({
      type: 'ASKED',
      request: { prompt: '$ ', echo: true, history: lines, shell: NEW_SHELL_LINE },
    });
  ask(history);
  const type = (data: string): void => {
    for (const code of data.match(PIECES) ?? []) {
      if (readline.take(code)) continue;
      for (const key of keysOf(code)) actor.send({ type: 'KEY', key });
    }
  };
  const print = (text: string, isKept: boolean): void => {
    const { line, notice, request } = actor.getSnapshot().context;
    const above = notice.isAlone ? notice.text : (request?.prompt ?? '') + line.text;
    shown += (isKept ? `${above}\n` : '') + text;
  };
  const complete = (): ChoiceList => choices;
  const [hold, release] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const host = { actor, columns: () => 40, rows: () => rows, complete, print, hold, release, type };
  const readline = createReadline(host);
  actor.on('complete', () => actor.send({ type: 'CHOICES', list: choices }));
  actor.on('list', ({ list }) => readline.list(list));
  const line = (): string => {
    const { text, cursor } = actor.getSnapshot().context.line;
    return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
  };
  const notice = (): string => actor.getSnapshot().context.notice.text;
  const onSubmit = (act: () => void): void => void actor.on('submit', act);
  return { actor, type, line, ask, submitted, onSubmit, notice, hold, release, shown: () => shown };
}

test('Alt-< and Alt-> go to the ends of the history, and the line being typed stays', () => {
  const { type, line } = start(['one', 'two', 'three']);
  type('x\x1b<');
  expect(line()).toBe('one|');
  type('\x1b>');
  expect(line()).toBe('x|');
});

describe('numeric arguments', () => {
  test.each([
    ['abc\x1b3\x02X', 'X|abc'],
    ['\x1b3x', 'xxx|'],
    ['\x1b12x', 'xxxxxxxxxxxx|'],
    ['abc\x1b-5x', 'abc|'],
    ['one two three four\x1b2\x1b\x7f\x19', 'one two three four|'],
    ['one two three four\x1b2\x1b\x7f', 'one two |'],
    ['one two\x1b-\x1buX', 'one TWOX|'],
    ['one two three\x01\x1b2\x1bc', 'One Two| three'],
    ['abcdef\x1b-3\x02', 'abcdef|'],
    ['ab\x14', 'ba|'],
    ['abcdef\x02\x02\x02\x1b2\x14', 'abdec|f'],
    ['abc\x1b4\x7fX', 'X|'],
    ['abc\x1b3\x15', '|'],
    ['abc\x1b-1\x0b', '|'],
    ['x\x1b5\x1b[D', '|x'],
    ['\x1b3xyz', 'xxxyz|'],
    ['abcdef\x02\x02\x1b-2\x04', 'ab|ef'],
    ['foo bar\x02\x02\x1b0\x0b', 'foo b|'],
    ['foo bar\x02\x02\x1b-1\x15', '|ar'],
    ['foo bar\x17\x1b0\x19', 'foo bar|'],
    ['abcd\x02\x02\x1b-1\x14', 'ab|cd'],
    ['foo bar baz\x01\x1b2\x1bt', 'bar foo| baz'],
    ['foo bar baz\x01\x1bf\x1bf\x1b-1\x1bt', 'foo bar| baz'],
  ])('%j', (data, expected) => {
    const { type, line, notice } = start();
    type(data);
    expect([line(), notice()]).toEqual([expected, '']);
  });

  test('is shown as long as it is typed', () => {
    const { type, notice } = start();
    type('\x1b-');
    expect(notice()).toBe('(arg: -1) ');
    type('12');
    expect(notice()).toBe('(arg: -12) ');
    type('\x03');
    expect(notice()).toBe('');
  });
});

describe('rare commands', () => {
  test.each([
    ['one two\x17\x15\x18\x15\x1f', 'one two|'],
    ['abc\x17de\x1br', '|'],
    ['one two\x1bt', 'two one|'],
    ['one, two\x01\x1bf\x1bt', 'two, one|'],
    ['one two\x01\x1bu', 'ONE| two'],
    ['ONE TWO\x01\x1bl\x1bc', 'one Two|'],
    ['  abc  def\x1bb\x1b\\', '  abc|def'],
    ['abcab\x01\x1daZ\x1b\x1dbY', 'aY|bcZab'],
    ['one two three\x1bb\0\x1bb\x18\x18X', 'one two X|three'],
    ['a\x11\x01b', 'a\x01b|'],
    ['one two\x1b', 'one two|'],
    ['x\x18(ab\x18)\x18e', 'xabab|'],
    ['FOO\x1bL', 'FOO|'],
    ['FOO\x01\x1bL', 'foo|'],
    ['straße\x01\x1bu', 'STRAßE|'],
    ['a\x16\x1b[A', 'a\x1b[A|'],
    ['foo bar\x02\x02\x1b>\x17', 'foo |ar'],
    ['foo bar\x01\x0b\x1f', 'foo bar|'],
    ['foo bar\x01\x1bd\x1f', 'foo| bar'],
    ['foo bar\x1bb\x1bu\x1f', 'foo bar|'],
    ['foo bar\x17x\x17\x19\x1by\x1f', 'foo |'],
  ])('%j', (data, expected) => {
    const { type, line } = start();
    type(data);
    expect(line()).toBe(expected);
  });

  test('Esc and then a key is the key with Alt', () => {
    const { type, line } = start();
    type('one two');
    for (const code of ['\x1b', 'b', '\x1b', '1', '\x1b', 'b']) type(code);
    expect(line()).toBe('|one two');
    type('\x1b');
    type('frest');
    expect(line()).toBe('onerest| two');
  });

  test.each([
    ['\x12pods\x05', 'get pods -n web|'],
    ['\x12o\x17\x01', '|get pods -n web'],
    ['\x12get\x17\x17\x02', '|get pods -n web'],
    ['\x12o\x12\x12\x06', 'echo o|ne two'],
    ['\x12o\x12\x12\x13\x06', 'echo one two|'],
    ['abco\x02\x12o\x05', 'abco|'],
    ['\x12one\n', 'echo |one two'],
    ['\x12pods\x1bt', 'pods get| -n web'],
    ['\x12pods\x14', 'getp |ods -n web'],
    ['\x12pods\x10', 'echo one two|'],
    ['\x12one\x07x', 'x|'],
  ])('a search takes its keys, and others end it: %j', (data, expected) => {
    const { type, line, submitted } = start(['echo one two', 'get pods -n web']);
    type(data);
    expect([line(), submitted]).toEqual([expected, []]);
  });

  test('arguments of earlier lines', () => {
    const history = ['describe po web-0', 'echo a b'];
    const brought = (data: string): string => {
      const { type, line } = start(history);
      type(data);
      return line();
    };
    expect(brought('x \x1b.')).toBe('x b|');
    expect(brought('x \x1b.\x1b.')).toBe('x web-0|');
    expect(brought('x \x1b. \x1b.')).toBe('x b b|');
    expect(brought('x \x1b.\x1b.\x1b.\x1b.')).toBe('x |');
    expect(brought('\x1b1\x1b.')).toBe('a|');
    expect(brought('\x1b1\x1b.\x1b.')).toBe('po|');
    expect(brought('\x1b-\x1b.')).toBe('a|');
    expect(brought('x \x1b\x19\x1b2\x1b\x19')).toBe('x ab|');
  });

  test('Alt-# enters the line as a comment, C-x C-e to be edited', () => {
    const { type, submitted, ask } = start();
    type('ls\x1b#');
    ask([]);
    type('ls\x18\x05');
    expect(submitted).toEqual(['#ls', 'ls\0edit-and-execute-command\x002\0']);
  });

  test('C-o enters the line and brings the next of the history', () => {
    const { type, submitted, ask, line, onSubmit } = start(['a', 'b', 'c']);
    type('\x10\x10\x10\x0f');
    expect(submitted).toEqual(['a']);
    ask(['a', 'b', 'c', 'a']);
    expect(line()).toBe('b|');
    type('\x0f');
    ask(['a', 'b', 'c', 'a', 'b']);
    expect(line()).toBe('c|');
    onSubmit(() => ask(['a', 'b', 'c', 'a', 'b', 'c']));
    type('\x0f');
    expect(line()).toBe('a|');
  });
});

describe('choices', () => {
  test('are listed down the columns, folders with a slash', () => {
    const names = 'bin/ etc/ games/ include/ lib/ lib64/ libexec/ local/ sbin/ share/ src/';
    const list = choicesOf(0, ...names.split(' ').map((name) => `/usr/${name}`));
    expect(rowsOf(list, '/usr/', 40)).toEqual([
      'bin/     include/ libexec/ share/   ',
      'etc/     lib/     local/   src/     ',
      'games/   lib64/   sbin/    ',
    ]);
    expect(rowsOf(choicesOf(0, 'a\\ b', 'dir1/'), '', 40)).toEqual(['a b   dir1/ ']);
  });

  test('stand one a row with what is said about them, cut to the width', () => {
    const choices = [
      { value: 'get', summary: 'Display one or many resources', isFinal: true },
      { value: 'describe', summary: 'Show details', isFinal: true },
      { value: 'x', summary: '', isFinal: true },
    ];
    expect(rowsOf({ from: 0, choices }, '', 36)).toEqual([
      'describe  (Show details)',
      'get       (Display one or many res…)',
      'x',
    ]);
  });

  test('Tab twice lists them, and the line goes on', () => {
    const { type, line, shown } = start([], choicesOf(3, 'a1', 'a2'));
    type('ls a\t\t');
    expect(shown()).toBe('$ ls a\na1  a2  \n');
    type('1');
    expect(line()).toBe('ls a1|');
    type('\x15ls \x1b*');
    expect(line()).toBe('ls a1 a2 |');
  });

  test('more than a hundred are asked about, and come page by page', () => {
    const many = choicesOf(0, ...Array.from({ length: 120 }, (_, i) => `choice-number-${i}`));
    const { type, shown, notice, line } = start([], many, 11);
    type('choice-number-\t\t');
    expect([shown(), notice()]).toEqual([
      '$ choice-number-\n',
      'Display all 120 possibilities? (y or n)',
    ]);
    type('x');
    expect(notice()).not.toBe('');
    type('y');
    expect(shown().split('\n')).toHaveLength(2 + 10 + 1);
    expect(notice()).toBe('--More--');
    type('\r q');
    expect(shown().split('\n')).toHaveLength(2 + 10 + 1 + 10 + 1);
    expect([notice(), line()]).toEqual(['', 'choice-number-|']);
    type('\x1b?n');
    expect([notice(), line()]).toEqual(['', 'choice-number-|']);
  });
});

describe('a program that reads plain lines', () => {
  const read = (data: string) => {
    const { actor, type, line, submitted, shown } = start();
    const ended: string[] = [];
    actor.on('endOfFile', ({ typed }) => ended.push(typed));
    actor.send({
      type: 'ASKED',
      request: { prompt: '', echo: true, history: '', shell: undefined },
    });
    type(data);
    return { line: line(), submitted, ended, shown: shown() };
  };
  test.each([
    ['abc\x1b[Axyz', 'abc\x1b[Axyz|'],
    ['abc\x1b[D\x7f\x7fX', 'abc\x1bX|'],
    ['ab\x01\x02\x05', 'ab\x01\x02\x05|'],
    ['a b c\x17Z', 'a b Z|'],
    ['abc def--\x17Z', 'abc Z|'],
    ['abc def\x15Z', 'Z|'],
    ['abc\x16\x03d\x16\x15', 'abc\x03d\x15|'],
    ['日本\x7fx', '日x|'],
    ['a\tb', 'a\tb|'],
  ])('%j', (data, expected) => expect(read(data).line).toBe(expected));

  test('Ctrl-D gives it what stands there, Ctrl-R shows that once more', () => {
    expect(read('abc\x04\x04d\r')).toMatchObject({ ended: ['abc', ''], submitted: ['d'] });
    expect(read('abc\x12')).toMatchObject({ line: 'abc|', shown: 'abc\x12\n' });
  });

  test('Ctrl-Z drops the half line, Ctrl-S and Ctrl-Q hold the output', () => {
    expect(read('ab\x1a').line).toBe('|');
    const { actor, type, line, hold, release } = start();
    type('ab\x13');
    expect(hold).not.toHaveBeenCalled();
    type('\x07');
    actor.send({ type: 'BUSY' });
    type('\x13\x13');
    expect([hold.mock.calls.length, release.mock.calls.length]).toEqual([1, 0]);
    type('\x11');
    type('\x13\x03');
    expect([hold.mock.calls.length, release.mock.calls.length]).toEqual([2, 2]);
    expect(line()).toBe('|');
  });
});

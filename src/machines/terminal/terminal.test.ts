import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { endOf, textOf, widthOf } from './cells.ts';
import { type ChoiceList, NEW_SHELL_LINE, type TerminalOrder } from './context.ts';
import { keysOf } from './keys.ts';
import { PASTE_LIMIT, readPaste } from './paste.ts';
import { terminalMachine } from './terminal.machine.ts';

/** A prompt of a shell, which keeps its history itself. */
const shell = (history: readonly string[]) => ({
  prompt: '$ ',
  echo: true,
  history,
  shell: NEW_SHELL_LINE,
});
const SHELL = shell([]);

function start(
  history: string[] = [],
  complete: () => ChoiceList = () => ({ from: 0, choices: [] }),
) {
  const actor = createActor(terminalMachine);
  const orders: TerminalOrder[] = [];
  for (const type of ['submit', 'interrupt', 'endOfFile', 'clearScreen', 'bell', 'list'] as const) {
    actor.on(type, (order) => orders.push(order));
  }
  actor.on('complete', () => actor.send({ type: 'CHOICES', list: complete() }));
  actor.start();
  actor.send({ type: 'ASKED', request: shell(history) });
  const type = (data: string): void => {
    for (const key of keysOf(data)) actor.send({ type: 'KEY', key });
  };
  const line = () => {
    const { text, cursor } = actor.getSnapshot().context.line;
    return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
  };
  return { actor, orders, type, line };
}

describe('editing', () => {
  test.each([
    ['abc\x1b[D\x1b[DX', 'aX|bc'],
    ['abc\x01X', 'X|abc'],
    ['abc\x01\x05X', 'abcX|'],
    ['abc\x7f', 'ab|'],
    ['abc\x01\x1b[3~', '|bc'],
    ['one two three\x17', 'one two |'],
    ['one two three\x17\x17\x19', 'one two three|'],
    ['kubectl get po/web-0\x1b\x7f', 'kubectl get po/web-|'],
    ['my_name\x1b\x7f', 'my_|'],
    ['one two\x1bb\x1bb', '|one two'],
    ['one two\x01\x1bf', 'one| two'],
    ['one two\x01\x1bd', '| two'],
    ['one two\x1bb\x0b', 'one |'],
    ['one two\x1bb\x15', '|two'],
    ['one two\x15\x19\x19', 'one twoone two|'],
    ['中文\x7f', '中|'],
    ['a👩‍👩‍👧b\x1b[D\x7f', 'a|b'],
    ['x\x1b[24~y', 'xy|'],
    ['ab\x1b[D\x04', 'a|'],
    ['one two\x17\x1b[D\x1b[C\x17\x19\x1by', 'two|'],
    ['one two\x17x\x7f\x19\x1b[D\x1by', 'one tw|o'],
    ['one two\x01\x1bd\x1bd\x19', 'one two|'],
    ['one two\x17\x1f', 'one two|'],
    ['abc\x1f', '|'],
    ['a\x1b\rb', 'a\nb|'],
  ])('%j', (data, expected) => {
    const { type, line } = start();
    type(data);
    expect(line()).toBe(expected);
  });

  test('Enter gives the line away and begins a new one', () => {
    const { type, line, orders } = start();
    type('ls -l\rpwd');
    expect(orders).toEqual([{ type: 'submit', text: 'ls -l' }]);
    expect(line()).toBe('pwd|');
  });

  test('Ctrl-D ends input on an empty line only; Ctrl-C drops the line', () => {
    const { type, line, orders } = start();
    type('ab\x03\x04');
    expect(orders).toEqual([
      { type: 'interrupt', typed: 'ab' },
      { type: 'endOfFile', typed: '' },
    ]);
    expect(line()).toBe('|');
  });
});

describe('history', () => {
  test('goes back and forth and keeps the unfinished line', () => {
    const { type, line } = start(['one', 'two']);
    type('dra\x1b[A');
    expect(line()).toBe('two|');
    type('\x1b[A\x1b[A');
    expect(line()).toBe('one|');
    type('\x1b[B\x1b[B');
    expect(line()).toBe('dra|');
  });

  test('is what the shell says; what is changed in it stays until a line is entered', () => {
    const { actor, type, line } = start(['one', 'two']);
    type('\x1b[Ax\x1b[A');
    expect(line()).toBe('one|');
    type('\x1b[B');
    expect(line()).toBe('twox|');
    type('\r');
    actor.send({ type: 'ASKED', request: shell(['one', 'two', 'twox']) });
    type('\x1b[A\x1b[A');
    expect(line()).toBe('two|');
  });

  test('a password is never kept', () => {
    const { actor, type, line } = start(['one']);
    actor.send({
      type: 'ASKED',
      request: { prompt: 'Password: ', echo: false, history: 'a', shell: undefined },
    });
    type('secret\r');
    actor.send({
      type: 'ASKED',
      request: { prompt: '> ', echo: true, history: 'a', shell: undefined },
    });
    type('\x1b[A');
    expect(line()).toBe('|');
  });

  test('each program has its own', () => {
    const { actor, type, line } = start(['ls']);
    actor.send({
      type: 'ASKED',
      request: { prompt: 'mysql> ', echo: true, history: 'mysql', shell: undefined },
    });
    type('select 1;\r\x1b[A');
    expect(line()).toBe('select 1;|');
    type('\x1b[A');
    expect(line()).toBe('select 1;|');
  });

  test('Ctrl-R searches back, again for older ones, and Enter runs', () => {
    const { type, line, orders } = start(['kubectl get pods', 'ls', 'kubectl get sts', 'pwd']);
    type('\x12kube');
    expect(line()).toBe('|kubectl get sts');
    type('\x12');
    expect(line()).toBe('|kubectl get pods');
    type('\r');
    expect(orders).toEqual([{ type: 'submit', text: 'kubectl get pods' }]);
    type('\x12nothing\x07');
    expect(line()).toBe('|');
  });

  test('Ctrl-S searches forth again, and Ctrl-G brings back what stood in the line', () => {
    const { type, line } = start(['get a', 'get b', 'get c']);
    type('mine\x12get\x12\x12');
    expect(line()).toBe('|get a');
    type('\x13');
    expect(line()).toBe('|get b');
    type('\x07');
    expect(line()).toBe('mine|');
  });

  test('what a search found is the place in the history; an empty one looks for the last again', () => {
    const { type, line } = start(['get a', 'get b', 'ls', 'get c']);
    type('\x12get\x12\x1b');
    expect(line()).toBe('|get b');
    type('\x1b[A');
    expect(line()).toBe('get a|');
    type('\x1b[B\x1b[B\x13get');
    expect(line()).toBe('|get c');
    type('\x07\x12\x12');
    expect(line()).toBe('|get b');
  });

  test('a search that gets shorter stays where it is, and one that was given up is forgotten', () => {
    const { type, line } = start(['echo one', 'echo two']);
    type('\x12on\x7f\x7ftw\x05!');
    expect(line()).toBe('echo one!|');
    type('\x15\x12one\x07\x12\x12');
    expect(line()).toBe('|');
  });
});

describe('completion', () => {
  const choice = (value: string, isFinal = true) => ({ value, summary: '', isFinal });
  test('one choice goes in with its space', () => {
    const { type, line } = start([], () => ({ from: 8, choices: [choice('describe')] }));
    type('kubectl de\t');
    expect(line()).toBe('kubectl describe |');
  });

  test('a space is put at the end of the line only', () => {
    const { type, line } = start([], () => ({ from: 3, choices: [choice('other')] }));
    type('ls oth x\x02\x02\t');
    expect(line()).toBe('ls other| x');
  });

  test('several: first what they share, then the bell, then a list', () => {
    const list = { from: 0, choices: [choice('get'), choice('getter')] };
    const { type, line, orders } = start([], () => list);
    type('g\t');
    expect(line()).toBe('get|');
    type('\t');
    expect(orders).toEqual([{ type: 'bell' }]);
    type('\t');
    expect(orders.at(-1)).toEqual({ type: 'list', list });
    type('x\x7f\t');
    expect(orders.at(-1)).toEqual({ type: 'bell' });
  });

  test('none rings the bell', () => {
    const { type, orders } = start();
    type('x\t');
    expect(orders).toEqual([{ type: 'bell' }]);
  });
});

describe('while a program runs', () => {
  test('lines are given away, and what is half typed waits for the prompt', () => {
    const { actor, type, line, orders } = start();
    actor.send({ type: 'BUSY' });
    type('yes\rhal');
    expect(orders).toEqual([{ type: 'submit', text: 'yes' }]);
    actor.send({ type: 'ASKED', request: SHELL });
    expect(line()).toBe('hal|');
  });

  test('Ctrl-C and Ctrl-D reach it', () => {
    const { actor, type, orders } = start();
    actor.send({ type: 'BUSY' });
    type('\x03\x04');
    expect(orders).toEqual([
      { type: 'interrupt', typed: '' },
      { type: 'endOfFile', typed: '' },
    ]);
  });
});

describe('paste', () => {
  test('one line goes into the line, several are shown first, too much is refused', () => {
    expect(readPaste('kubectl get po\r\n')).toEqual({ type: 'text', text: 'kubectl get po' });
    expect(readPaste('a\x1b[31m\nb')).toEqual({ type: 'lines', lines: ['a[31m', 'b'] });
    const size = 10 * 1024 * 1024;
    expect(readPaste('x'.repeat(size))).toEqual({ type: 'too-long', size });
    expect(readPaste('x'.repeat(PASTE_LIMIT)).type).toBe('text');
  });

  test('pasted lines wait until they are run or dropped', () => {
    const { actor, type, line } = start();
    type('ab');
    actor.send({ type: 'PASTE', lines: ['x', 'y'] });
    expect(actor.getSnapshot().value).toBe('reviewing');
    actor.send({ type: 'PASTE_DROP' });
    expect(actor.getSnapshot().matches({ asked: 'typing' })).toBe(true);
    expect(line()).toBe('ab|');
  });
});

test('an output as text is without what had the whole screen and gave it back', () => {
  const page = '\x1b[?1049h\x1b[H\x1b[2Jone\x1b[H\x1b[2Jtwo';
  expect(textOf(`$ less a\n${page}\x1b[?1049l$ \x1b[1mb\x1b[m`)).toBe('$ less a\n$ b');
  expect(textOf(`$ less a\n${page}`)).toBe('$ less a\ntwo');
});

describe('cells', () => {
  test('widths', () => {
    expect(widthOf('abc')).toBe(3);
    expect(widthOf('中文')).toBe(4);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('👩‍👩‍👧')).toBe(2);
  });

  test('wrapping, also of wide characters at the edge', () => {
    expect(endOf('abcd', 5)).toEqual({ row: 0, column: 4 });
    expect(endOf('abcde', 5)).toEqual({ row: 1, column: 0 });
    expect(endOf('abcd中', 5)).toEqual({ row: 1, column: 2 });
    expect(endOf('ab\nc', 5)).toEqual({ row: 1, column: 1 });
    expect(endOf('abcde\nc', 5)).toEqual({ row: 1, column: 1 });
    expect(endOf('\x1b[32mab\x1b[0m', 5)).toEqual({ row: 0, column: 2 });
  });
});

describe('while a program reads keys', () => {
  const reading = () => {
    const started = start();
    const sent: string[] = [];
    started.actor.on('keys', ({ text }) => sent.push(text));
    started.actor.on('suspend', () => sent.push('suspend'));
    started.actor.send({ type: 'BUSY' });
    return { ...started, sent };
  };
  const send = (actor: ReturnType<typeof start>['actor'], ...all: string[]): void => {
    for (const data of all) actor.send({ type: 'SENT', data });
  };

  test('they are its own, and so are those that were typed before', () => {
    const { actor, type, sent, line } = reading();
    type('jj');
    actor.send({ type: 'KEYS_ASKED' });
    send(actor, 'G', '\x1b[A');
    expect(sent).toEqual(['jj', 'G', '\x1b[A']);
    actor.send({ type: 'ASKED', request: SHELL });
    type('ls');
    expect(line()).toBe('ls|');
  });

  test('Ctrl-C and Ctrl-Z are signals all the same', () => {
    const { actor, orders, sent } = reading();
    actor.send({ type: 'KEYS_ASKED' });
    send(actor, '\x03', '\x1a');
    expect(orders).toEqual([{ type: 'interrupt', typed: '' }]);
    expect(sent).toEqual(['', 'suspend']);
  });
});

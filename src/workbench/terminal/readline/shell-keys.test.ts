import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { ALL_PARTS } from '../../../../sim/all-parts.ts';
import { emptyLesson } from '../../../../sim/cluster/empty-lesson.ts';
import { createSession } from '../../../../sim/index.ts';
import { keysOf, PIECES, terminalMachine } from '../../../machines/index.ts';
import { createReadline } from './readline.ts';

// What is expected here was printed by bash 5.2 with readline 8.2 in a terminal.

const TERMINAL = '1';
const FILES = { '/home/learner/a.txt': 'one', '/home/learner/b.txt': 'two' };

/** A shell and the line editor of its terminal. */
function start(files: Readonly<Record<string, string>> = {}) {
  const session = createSession(emptyLesson(1, false, {}), 1, ALL_PARTS);
  for (const [path, content] of Object.entries({ ...FILES, ...files })) {
    session.input({ type: 'save', path, content });
  }
  session.input({ type: 'open', terminal: TERMINAL });
  const actor = createActor(terminalMachine);
  actor.on('submit', ({ text }) => {
    session.input({ type: 'line', terminal: TERMINAL, text });
  });
  actor.start();
  const follow = (): void => {
    session.advance(200);
    const state = session.terminalState(TERMINAL);
    const known = actor.getSnapshot().context.request;
    if (state.type !== 'line') actor.send({ type: 'BUSY' });
    else if (state.request !== known) actor.send({ type: 'ASKED', request: state.request });
  };
  const type = (data: string): void => {
    for (const code of data.match(PIECES) ?? []) {
      if (!readline.take(code)) for (const key of keysOf(code)) actor.send({ type: 'KEY', key });
      follow();
    }
  };
  const complete = (text: string, cursor: number) => session.complete(TERMINAL, text, cursor);
  const none = (): void => undefined;
  const size = { columns: () => 80, rows: () => 24 };
  const host = { actor, ...size, complete, print: none, hold: none, release: none, type };
  const readline = createReadline(host);
  actor.on('complete', ({ text, cursor }) => {
    actor.send({ type: 'CHOICES', list: complete(text, cursor) });
  });
  follow();
  const line = (): string => {
    const { text, cursor } = actor.getSnapshot().context.line;
    return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
  };
  /** What a command prints. */
  const run = (command: string): string => {
    const before = session.output(TERMINAL).length;
    type(`${command}\r`);
    return session.output(TERMINAL).slice(before).replace(/^.*\n/, '');
  };
  return { session, type, line, run };
}

describe('what the shell does for a line', () => {
  test.each([
    ['echo !!\x1b^', 'echo echo "a b"|'],
    ['ls ~/a\x1b&', 'ls /home/learner/a|'],
    ['echo $HOME $(echo hi)\x1b\x05', 'echo /home/learner hi|'],
    ['cat *.txt\x18*', 'cat a.txt b.txt |'],
    ['cat a*t\x1bg', 'cat a.txt |'],
    ['cat *.txt\x1bg', 'cat *.txt|'],
    ['a "b c" d\x1b\x02\x1b\x02X', 'a X|"b c" d'],
    ['abc(def)ghi\x01\x1b\x06', 'abc|(def)ghi'],
    ['a b c\x01\x1b\x04\x1b\x04\x19', 'a b| c'],
    ['ec\x1b[5~', 'ec|ho "a b"'],
    ['\x1bpa b\r', '|echo "a b"'],
    ['x\x1bpzz\r', '|x'],
    ['\x1bpa b\x07x', 'x|'],
    ['echo th\x1b\t', 'echo th|'],
    ['ech\x1b\t', 'echo |'],
    ['echo ~roo\x1b~', 'echo ~root/|'],
    ['echo roo\x1b~', 'echo roo|'],
    ['abc\x1b[1~X\x1b[4~Y', 'XabcY|'],
  ])('%j', (data, expected) => {
    const { type, line } = start();
    type('echo "a b"\r');
    type(data);
    expect(line()).toBe(expected);
  });
});

describe('keys of their own', () => {
  test.each([
    [`bind '"\\C-t": "hi "'`, '\x14x', 'hi x|'],
    [`bind '"\\C-x\\C-t": "T"'`, 'ab\x18\x14', 'abT|'],
    [`bind '"jk": end-of-line'`, 'abcjx\x01jkZ', 'abcjxZ|'],
    [`bind '"\\C-b": kill-whole-line'`, 'abc def\x02x', 'x|'],
    [`bind -x '"\\C-t": READLINE_LINE=new READLINE_POINT=1'`, 'abc\x14X', 'nX|ew'],
    [`bind 'Control-t: "z"'`, '\x14', 'z|'],
    [`bind '" ": magic-space'; true`, '!! b', `bind '" ": magic-space'; true b|`],
    [`bind 'TAB: menu-complete'`, 'cat \t\t', 'cat b.txt|'],
    [`bind 'set completion-ignore-case on'`, 'cat A\t', 'cat a.txt |'],
    [
      `bind '"\\e[A": history-search-backward'`,
      'bin\x1b[A',
      'bin|d \'"\\e[A": history-search-backward\'',
    ],
    [`shopt -s histverify`, '!!\r', 'shopt -s histverify|'],
    [`shopt -s histreedit`, '!zz\r', '!zz|'],
  ])('%s', (command, data, expected) => {
    const { type, line, run } = start();
    run(command);
    type(data);
    expect(line()).toBe(expected);
  });

  test.each([
    [`set -o vi; bind '"jk": vi-movement-mode'`, ['abc', 'jk', '0iX'], 'X|abc'],
    [`set -o vi; bind '"jk": vi-movement-mode'`, ['abj', 'x'], 'abjx|'],
    [`bind -m vi-command '"H": beginning-of-line'; set -o vi`, ['foo', '\x1b', 'HiZ'], 'Z|foo'],
    [`bind -m vi-command '"H": beginning-of-line'`, ['fooH'], 'fooH|'],
    [`bind -m vi-insert '"\\C-a": beginning-of-line'; set -o vi`, ['foo\x01X'], 'X|foo'],
    [`set -o vi; bind '"\\C-o": "hi"'`, ['x\x0fy'], 'xhiy|'],
    [`set -o vi; bind '"\\C-o": "hi"'; set -o emacs`, ['x'], 'x|'],
    [`bind -m emacs-ctlx '"q": "Q!"'`, ['ab\x18qc'], 'abQ!c|'],
    [`bind '"\\C-t": vi-append-mode'`, ['ab\x14c'], 'abc|'],
  ])('keymaps are apart: %s', (command, texts, expected) => {
    const { type, line, run } = start();
    run(command);
    for (const text of texts) type(text);
    expect(line()).toBe(expected);
  });

  test('an init file is read at the start and by C-x C-r, with its conditions', () => {
    const init = '# c\n$if Bash\n"\\C-t": "macro"\n$else\n"\\C-t": "no"\n$endif\n';
    const { type, line, run } = start({ '/home/learner/.inputrc': `${init}Control-b: "b!"\n` });
    type('\x14\x02');
    expect(line()).toBe('macrob!|');
    type('\x15');
    run(`printf '%s\\n' 'Control-b: "new"' 'set nosuch on' > .inputrc`);
    type('\x18\x12\x02');
    expect(line()).toBe('new|');
  });
});

test('bind lists and refuses as readline does', () => {
  const { run } = start();
  expect(run('bind -l | head -2; bind -q yank; bind -q nosuch; bind -q dump-functions')).toBe(
    'abort\naccept-line\nyank can be invoked via "\\C-y".\n' +
      "bash: bind: `nosuch': unknown function name\ndump-functions is not bound to any keys.\n",
  );
  expect(run('bind -p | head -5')).toBe(
    '\n"\\C-g": abort\n"\\C-x\\C-g": abort\n"\\e\\C-g": abort\n"\\C-j": accept-line\n',
  );
  expect(run(`bind '"\\C-xq": "hi\\n"'; bind -s; bind -S; bind -x '"\\C-t": date'; bind -X`)).toBe(
    '"\\C-xq": "hi\\C-j"\n\\C-xq outputs hi\\C-j\n"\\C-t": "date"\n',
  );
  expect(
    run(`bind foo; bind 'set nosuch on'; bind '"a'; bind -x foo; bind -m no; bind -f no`),
  ).toBe(
    'readline: foo: no key sequence terminator\nreadline: nosuch: unknown variable name\n' +
      'readline: "a: no closing `"\' in key binding\n' +
      'bash: bind: foo: first non-whitespace character is not `"\'\n' +
      "bash: bind: `no': invalid keymap name\n" +
      'bash: bind: no: cannot read: No such file or directory\n',
  );
  expect(
    run(
      `set -o vi; bind '"\\C-o": "hi"'; bind -s; bind -m emacs -s; bind -v | sed -n /keymap/p; set -o emacs`,
    ),
  ).toBe('"\\C-o": "hi"\n"\\C-xq": "hi\\C-j"\nset keymap vi-insert\n');
  expect(
    run('bind "set bell-style none"; bind -v | sed -n /bell-s/p; bind -V | sed -n /^bell/p'),
  ).toBe("set bell-style none\nbell-style is set to `none'\n");
});

import { expect, test } from 'vitest';
import { editedLine, plainLine } from './line-request.ts';
import { createProcesses } from './process-table.ts';
import { createQueue } from './queue.ts';
import { createTty } from './tty.ts';

function edited(leave: (master: ReturnType<typeof createTty>['master']) => void) {
  const processes = createProcesses(createQueue(0), new Map());
  const { tty, master } = createTty({ columns: 80, rows: 24 }, () => undefined);
  let answer: string | undefined = 'nothing yet';
  processes.spawn('vi', function* () {
    answer = yield* tty.edit({ path: '/a.yaml', text: 'old' });
    return 0;
  });
  processes.resume();
  const asked = master.state();
  leave(master);
  processes.resume();
  return { asked, answer, after: master.state() };
}

test('the editor gets the text, and the program what was saved', () => {
  expect(edited((master) => master.leaveEditor('new'))).toEqual({
    asked: { type: 'edit', request: { path: '/a.yaml', text: 'old' } },
    answer: 'new',
    after: { type: 'running' },
  });
});

test('an editor that is left without saving answers nothing', () => {
  expect(edited((master) => master.leaveEditor(undefined)).answer).toBeUndefined();
});

test('Ctrl-Z is told, and shown where it does not stand in a line that is edited', () => {
  const signals: string[] = [];
  let shown = '';
  const { tty, master } = createTty({ columns: 80, rows: 24 }, (signal) => signals.push(signal));
  master.onOutput((text) => {
    shown += text;
  });
  master.suspend('');
  const reading = tty.readLine(editedLine('$ ', 'bash'));
  reading.next();
  master.suspend('ls');
  expect([signals, shown]).toEqual([['SIGTSTP', 'SIGTSTP'], '^Z']);
});

test('Ctrl-\\ ends what runs, and means nothing at the prompt of a shell', () => {
  const signals: string[] = [];
  let shown = '';
  const { tty, master } = createTty({ columns: 80, rows: 24 }, (signal) => signals.push(signal));
  master.onOutput((text) => {
    shown += text;
  });
  master.quit('half');
  const asking = tty.readLine({
    ...editedLine('$ ', []),
    shell: { start: undefined, keys: undefined, complete: () => ({ from: 0, choices: [] }) },
  });
  asking.next();
  master.quit('ls');
  expect([signals, shown]).toEqual([['SIGQUIT'], 'half^\\']);
});

test('what is typed ahead shows at once, and again at a prompt whose line is edited', () => {
  let shown = '';
  const { tty, master } = createTty({ columns: 80, rows: 24 }, () => undefined);
  master.onOutput((text) => {
    shown += text;
  });
  const take = (history: string, echo = true): void => {
    const reading = tty.readLine({ ...editedLine('> ', history), echo });
    while (reading.next().done !== true) master.sendLine('a');
  };
  take('');
  master.sendLine('b');
  expect(shown).toBe('> a\nb\n');
  take('');
  master.sendLine('\x1b[A');
  take('mysql');
  expect(shown).toBe('> a\nb\n> ^[[A\n> ^[[A\n');
  shown = '';
  master.sendLine('ahead');
  take('', false);
  expect(shown).toBe('ahead\n> \n');
});

test('what is typed ahead of a program that has the whole screen is not shown', () => {
  let shown = '';
  const { tty, master } = createTty({ columns: 80, rows: 24 }, () => undefined);
  const reading = tty.readLine(plainLine(''));
  while (reading.next().done !== true) master.sendLine('watch');
  tty.write('\x1b[?1049h').next();
  master.onOutput((text) => {
    shown += text;
  });
  master.sendLine('a');
  expect(shown).toBe('');
});

test('Ctrl-D gives a half line to who reads, and twice is the end of input', () => {
  const processes = createProcesses(createQueue(0), new Map());
  const { tty, master } = createTty({ columns: 80, rows: 24 }, () => undefined);
  let shown = '';
  master.onOutput((text) => {
    shown += text;
  });
  const got: (string | undefined)[] = [];
  processes.spawn('cat', function* () {
    got.push(yield* tty.read(), yield* tty.read(), yield* tty.read());
    const request = plainLine('> ');
    got.push(yield* tty.readLine(request), yield* tty.readText(false));
    return 0;
  });
  const type = (act: () => void): void => {
    act();
    processes.resume();
  };
  type(() => master.endOfFile('abc'));
  type(() => master.endOfFile(''));
  type(() => master.sendLine('d\x1b[A'));
  type(() => master.endOfFile('e'));
  type(() => master.sendLine('f'));
  type(() => master.sendLine('hidden'));
  expect(got).toEqual(['abc', undefined, 'd\x1b[A\n', 'ef', 'hidden\n']);
  expect(shown).toBe('abcd^[[A\n> ef\n');
});

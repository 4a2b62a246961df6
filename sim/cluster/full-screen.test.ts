import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../index.ts';

const TAKE = '\x1b[?1049h';
const GIVE = '\x1b[?1049l';
const PAINT = '\x1b[H\x1b[2J';

/** A terminal of ten rows, and what stands on its screen. */
function openTerminal() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const terminal = cluster.openTerminal('main', { columns: 30, rows: 10 });
  const { master } = terminal;
  const settle = (ms = 200): void => void cluster.world.advance(ms);
  settle(1_000);
  const output = (): string => terminal.output();
  /** The last picture of the whole screen. */
  const screen = (): string[] => (output().split(PAINT).at(-1) ?? '').split('\n');
  return {
    master,
    output,
    screen,
    settle,
    type: (line: string) => {
      master.sendLine(line);
      settle();
    },
    press: (keys: string) => {
      master.sendKeys(keys);
      settle();
    },
  };
}

test('less has the whole screen, goes through a text by keys, and gives the screen back', () => {
  const { master, type, press, screen, output } = openTerminal();
  type('seq 100 > n; less n');
  expect(master.state()).toEqual({ type: 'key' });
  expect(output()).toContain(TAKE);
  expect(screen()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '\x1b[7mn\x1b[27m']);
  press(' ');
  expect(screen()[0]).toBe('10');
  expect(screen()[9]).toBe(':');
  press('jj\x1b[B');
  expect(screen()[0]).toBe('13');
  press('b');
  expect(screen()[0]).toBe('4');
  press('d');
  expect(screen()[0]).toBe('8');
  press('G');
  expect(screen()[8]).toBe('100');
  expect(screen()[9]).toBe('\x1b[7m(END)\x1b[27m');
  press('50g');
  expect(screen()[0]).toBe('50');
  press('g/4[0-9]$\r');
  expect(screen()[0]).toBe('\x1b[7m4\x1b[27m\x1b[7m0\x1b[27m');
  press('n');
  expect(screen()[0]).toContain('1');
  press('?zzz\r');
  expect(screen()[9]).toContain('Pattern not found');
  press('\rq');
  expect(output().endsWith(GIVE)).toBe(true);
  expect(master.state().type).toBe('line');
});

test('less shows what comes through a pipe, waits for its end, and is not ended by Ctrl-C', () => {
  const { master, type, press, screen, settle } = openTerminal();
  type('while echo line; do sleep 1; done | less');
  expect(screen()[0]).toBe('line');
  expect(screen()[3]).toBe('~');
  settle(3_000);
  expect(screen()[3]).toBe('line');
  press('G');
  expect(screen()[9]).toContain('Waiting for data');
  master.interrupt('');
  settle();
  expect(master.state()).toEqual({ type: 'key' });
  press('q');
  expect(master.state().type).toBe('line');
});

test('less can be stopped and brought back', () => {
  const { master, type, press, output, settle } = openTerminal();
  type('seq 100 > n; less n');
  master.suspend('');
  settle();
  expect(output()).toMatch(/\[1\]\+ {2}Stopped +less n\n$/);
  expect(master.state().type).toBe('line');
  type('fg');
  expect(master.state()).toEqual({ type: 'key' });
  expect(output().split(TAKE)).toHaveLength(3);
  press('q');
  expect(master.state().type).toBe('line');
});

test('Ctrl-C ends a script with the command that it ends, and not with one that goes on', () => {
  const { master, type, output, settle } = openTerminal();
  type(`sh -c 'sleep 100; echo after'`);
  master.interrupt('');
  settle();
  type('echo $?');
  expect(output()).toMatch(/\^C\n.*\n130\n$/);
  type(`bash -c 'watch -n1 date; echo after'`);
  master.interrupt('');
  settle();
  expect(output()).toMatch(/after\n$/);
});

test('less fits what it shows to a changed screen', () => {
  const { master, type, screen, settle } = openTerminal();
  type('seq -s , 30 | less');
  expect(screen()[0]).toHaveLength(30);
  master.resize(20, 5);
  settle();
  expect(screen()).toHaveLength(5);
  expect(screen()[0]).toHaveLength(20);
});

test('what is no terminal gets the whole text', () => {
  const { type, output } = openTerminal();
  type('seq 100 | less | tail -1');
  expect(output()).toMatch(/^100$/m);
});

test('watch gives the screen back when it is interrupted, and has not failed', () => {
  const { master, type, output, settle, screen } = openTerminal();
  type('watch -n1 echo hello');
  settle(2_000);
  expect(screen()[2]).toBe('hello');
  master.resize(60, 5);
  settle();
  expect(screen()[0]).toHaveLength(60);
  master.interrupt('');
  settle();
  expect(output().endsWith(GIVE)).toBe(true);
  type('echo $?');
  expect(output()).toMatch(/^0$/m);
});

test('read takes single keys, and waits no longer than it was told', () => {
  const { master, type, press, output, settle } = openTerminal();
  type('read -n1 -p "go on? " answer; echo "[$answer]"');
  expect(output().endsWith('go on? ')).toBe(true);
  press('y');
  expect(output()).toMatch(/go on\? y\[y\]\n$/);
  type('read -t 2 -p "quick " answer; echo "[$?]"');
  expect(output().endsWith('quick ')).toBe(true);
  expect(master.state()).toMatchObject({ type: 'line' });
  settle(3_000);
  expect(output()).toMatch(/\[142\]\n$/);
});

test('ls and grep show colours on a terminal and nowhere else', () => {
  const { type, output } = openTerminal();
  type('mkdir d; touch f; ls');
  expect(output()).toContain('\x1b[01;34md\x1b[0m');
  type('echo abc | grep b');
  expect(output()).toContain('a\x1b[01;31m\x1b[Kb\x1b[m\x1b[Kc');
  type('ls | cat; ls > out; cat out');
  expect(output()).toMatch(/\nd\nf\nd\nf\nout\n$/);
});

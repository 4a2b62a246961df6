import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import {
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  createTty,
} from '../kernel/index.ts';
import { createBash, createTools, type ShellHost } from './index.ts';

/** A terminal with a shell on it, and a way to let virtual time pass. */
function openTerminal(files: Readonly<Record<string, string>> = {}) {
  const queue = createQueue(Date.UTC(2026, 0, 1));
  const processes = createProcesses(queue, ALL_PARTS);
  const disk = createMemoryFiles({
    nowEpochMs: () => queue.epochMs(),
    files: { '/home/learner/': '', ...files },
  });
  const host: ShellHost = {
    get commands() {
      return commands;
    },
    processes,
    clock: queue,
    prng: createPrng(1),
    hostname: 'ordinal',
    user: 'learner',
    identity: { uid: 1000, gid: 1000, groups: [1000] },
    isBusybox: false,
    onLine: () => () => undefined,
    onMissing: () => {},
    prompts: { bash: '\\u@\\h:\\w\\$ ', sh: '\\$ ' },
  };
  const commands = createTools(() => host, []);
  const { tty, master } = createTty({ columns: 80, rows: 24 }, (signal) => shell.signal(signal));
  let output = '';
  master.onOutput((text) => {
    output += text;
  });
  const shell = processes.spawn('bash', (self) =>
    createBash(() => host, 'bash').run({
      args: [],
      name: 'bash',
      env: new Map([['HOME', '/home/learner']]),
      directory: '/home/learner',
      files: disk,
      stdin: tty,
      stdout: tty,
      stderr: tty,
      tty,
      self,
    }),
  );
  const advance = (ms: number): void => {
    const end = queue.nowMs() + ms;
    for (;;) {
      processes.resume();
      const next = queue.nextAtMs();
      if (next === undefined || next > end) break;
      queue.runNext();
    }
    queue.moveTo(end);
  };
  const type = (line: string, ms = 1000): string => {
    output = '';
    master.sendLine(line);
    advance(ms);
    return output;
  };
  const interrupt = (typed = ''): string => {
    output = '';
    master.interrupt(typed);
    advance(10);
    return output;
  };
  advance(1);
  return { type, interrupt, advance, master, shell, processes, output: () => output, disk };
}

const PROMPT = 'learner@ordinal:~$ ';

test('a line is echoed with its prompt and runs', () => {
  const terminal = openTerminal();
  expect(terminal.type('echo hi')).toBe(`${PROMPT}echo hi\nhi\n`);
  expect(terminal.master.state()).toMatchObject({ type: 'line', request: { prompt: PROMPT } });
});

test('unfinished input gets a second prompt', () => {
  const terminal = openTerminal();
  terminal.type('for i in 1 2; do');
  expect(terminal.master.state()).toMatchObject({ request: { prompt: '> ' } });
  expect(terminal.type('echo $i; done')).toBe('> echo $i; done\n1\n2\n');
  terminal.type('cat <<E');
  terminal.type('x');
  expect(terminal.type('E')).toBe('> E\nx\n');
});

test('Ctrl-C ends an endless loop, a sleep, a pipeline and a read', () => {
  const terminal = openTerminal();
  for (const line of [
    'while :; do :; done',
    'sleep 100',
    'yes > /dev/null',
    'read x',
    'sleep 100 | cat',
  ]) {
    terminal.type(line);
    expect(terminal.master.state().type === 'line' && line !== 'read x').toBe(false);
    terminal.interrupt();
    expect(terminal.type('echo $?')).toBe(`${PROMPT}echo $?\n130\n`);
  }
  expect(terminal.processes.alive()).toHaveLength(1);
});

test('Ctrl-C at the prompt drops the line', () => {
  const terminal = openTerminal();
  expect(terminal.interrupt('echo ha')).toBe(`${PROMPT}echo ha^C\n`);
  expect(terminal.type('echo $?')).toBe(`${PROMPT}echo $?\n130\n`);
});

test('Ctrl-C in a nested shell leaves the nested shell alive', () => {
  const terminal = openTerminal();
  terminal.type('PS1="in> " bash');
  terminal.type('export PS1="in> "; bash');
  terminal.type('sleep 50');
  terminal.interrupt();
  expect(terminal.type('echo $SHLVL $?')).toContain('3 130');
  terminal.type('exit');
  terminal.type('exit');
  expect(terminal.type('echo $SHLVL')).toBe(
    `${PROMPT.replace(/.*/, 'in> ')}echo $SHLVL\n1\n`.replace('in> ', PROMPT),
  );
});

test('jobs run in the background and are reported', () => {
  const terminal = openTerminal();
  expect(terminal.type('sleep 5 &', 100)).toMatch(/\[1\] \d+\n/);
  expect(terminal.type('jobs', 100)).toContain('[1]+  Running                 sleep 5 &\n');
  terminal.advance(6000);
  expect(terminal.type('', 100)).toContain('[1]+  Done                    sleep 5\n');
});

test('a fork bomb ends with the real message and the shell lives on', () => {
  const terminal = openTerminal();
  const output = terminal.type('f() { f | f & }; f', 20_000);
  expect(output).toContain('fork: Resource temporarily unavailable');
  terminal.advance(60_000);
  expect(terminal.type('echo alive')).toContain('alive\n');
  expect(terminal.processes.alive().length).toBeLessThan(10);
});

test('endless recursion ends with a message', () => {
  const terminal = openTerminal();
  expect(terminal.type('g() { g; }; g')).toContain('maximum function nesting level exceeded');
  expect(terminal.type('echo $?')).toContain('\n1\n');
});

test('history expansion, aliases and .bashrc', () => {
  const terminal = openTerminal({ '/home/learner/.bashrc': "alias ll='echo long'\n" });
  expect(terminal.type('ll x')).toBe(`${PROMPT}ll x\nlong x\n`);
  expect(terminal.type('!!')).toBe(`${PROMPT}!!\nll x\nlong x\n`);
  expect(terminal.type('echo !$')).toContain('\nx\n');
});

test('errors at the prompt carry no line numbers', () => {
  const terminal = openTerminal();
  expect(terminal.type('nosuch')).toContain('\nbash: nosuch: command not found\n');
  expect(terminal.type('echo )')).toContain("bash: syntax error near unexpected token `)'\n");
});

test('end of input leaves the shell', () => {
  const terminal = openTerminal();
  terminal.master.endOfFile();
  terminal.advance(10);
  expect(terminal.shell.exitCode()).toBe(0);
});

test('vi and nano open the editor on the file, and what was saved is in it', () => {
  const terminal = openTerminal({ '/home/learner/a.yaml': 'old\n' });
  terminal.type('vi a.yaml');
  const request = { path: '/home/learner/a.yaml', text: 'old\n' };
  expect(terminal.master.state()).toEqual({ type: 'edit', request });
  terminal.master.leaveEditor('new\n');
  terminal.advance(10);
  expect(terminal.type('cat a.yaml')).toBe(`${PROMPT}cat a.yaml\nnew\n`);
  terminal.type('nano b.txt');
  terminal.master.leaveEditor(undefined);
  expect(terminal.type('ls')).toBe(`${PROMPT}ls\na.yaml\n`);
});

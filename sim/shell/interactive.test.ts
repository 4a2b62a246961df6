import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import {
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  createTty,
} from '../kernel/index.ts';
import { ALL_TOOLS, createBash, createTools, type ShellHost } from './index.ts';

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
    container: undefined,
    busybox: undefined,
    onLine: () => () => undefined,
    adviceFor: () => undefined,
    prompts: { bash: '\\u@\\h:\\w\\$ ', sh: '\\$ ' },
  };
  const commands = createTools(() => host, ALL_TOOLS, []);
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

test.each(['ls', 'x=$(echo a)', '(:)', 'echo a | cat', 'nosuch'])(
  'an endless loop of processes takes the time that they take: %s',
  (command) => {
    const terminal = openTerminal();
    terminal.type(`i=0; while ((i++ < 1000)); do ${command}; done &> /dev/null`, 150);
    expect(terminal.master.state().type).not.toBe('line');
    terminal.advance(2000);
    expect(terminal.master.state().type).toBe('line');
  },
);

test('nothing is suggested for what Ctrl-C has ended', () => {
  const terminal = openTerminal();
  const said: string[] = [];
  terminal.master.onAdvice(({ code }) => said.push(code));
  terminal.type('nosuch');
  expect(said).toHaveLength(1);
  terminal.type('while :; do nosuch; done');
  terminal.interrupt();
  terminal.type('echo $?');
  expect(said).toHaveLength(1);
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

test.each([
  ['g() { g; }; g', 'g: maximum function nesting level exceeded', 1],
  [
    'g() { if true; then { for i in 1; do while true; do ! g; done; done; } 2>&1; fi; }; g',
    'g: maximum function nesting level exceeded',
    1,
  ],
  ['g() { echo $(g); }; g', 'fork: Resource temporarily unavailable', 0],
  ['x=\'eval "$x"\'; eval "$x"', 'eval: maximum eval nesting level exceeded', 1],
  ["echo '. ./x' > x; . ./x", 'eval: maximum eval nesting level exceeded', 1],
])('endless recursion ends with a message: %s', (line, message, status) => {
  const terminal = openTerminal();
  expect(terminal.type(line)).toContain(message);
  expect(terminal.type('echo still $?')).toContain(`\nstill ${status}\n`);
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
  terminal.master.endOfFile('');
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

const OWN = '/home/learner/.bashrc';
/** The history after these lines, without numbers. */
function historyAfter(...lines: string[]): string[] {
  const terminal = openTerminal({ [OWN]: "PS1='$ '\nPS2=''\n" });
  for (const line of lines) terminal.type(line);
  return terminal
    .type('history')
    .split(/^ *\d+ {2}/m)
    .slice(1, -1)
    .map((line) => line.slice(0, -1));
}

test.each([
  [['case x in', 'x) echo 1', 'echo 2 ;;', 'esac'], 'case x in x) echo 1; echo 2 ;; esac'],
  [['f()', '{', 'echo a &&', 'echo b', '}'], 'f() { echo a && echo b; }'],
  [['(echo a', 'echo b)'], '(echo a; echo b)'],
  [['echo a\\', 'b'], 'echo ab'],
  [['a=(1', '2)'], 'a=(1 2)'],
  [['for i', 'in 1 2; do', 'echo $i', 'done'], 'for i in 1 2; do echo $i; done'],
  [['while false; do # hi', 'echo x', '', 'done'], 'while false; do # hi\necho x;  done'],
  [['echo "$(echo a', 'echo b)"'], 'echo "$(echo a\necho b)"'],
  [['cat <<E', 'l', 'E'], 'cat <<E\nl\nE\n'],
  [['if true', 'then cat <<E', 'x', 'E', 'fi'], 'if true; then cat <<E\nx\nE\n fi'],
])('lines of one command are one entry: %j', (lines, entry) => {
  expect(historyAfter(...lines)).toEqual([entry]);
});

test('HISTCONTROL and HISTIGNORE say what is kept', () => {
  expect(
    historyAfter('HISTCONTROL=ignoreboth', ' echo a', 'echo b', 'echo b', 'HISTCONTROL=erasedups'),
  ).toEqual(['HISTCONTROL=ignoreboth', 'echo b', 'HISTCONTROL=erasedups']);
  expect(
    historyAfter('HISTCONTROL=erasedups', 'echo b', 'echo c', 'echo b', 'HISTIGNORE="ls*:&"'),
  ).toEqual(['HISTCONTROL=erasedups', 'echo c', 'echo b', 'HISTIGNORE="ls*:&"']);
  expect(historyAfter('HISTIGNORE="ls*:&"', 'ls x', 'echo d', 'echo d')).toEqual([
    'HISTIGNORE="ls*:&"',
    'echo d',
  ]);
});

test('history is expanded in each line of a command, also behind an open quote', () => {
  expect(historyAfter('echo a', 'for i in 1', 'do !!:0 q', '!nope', 'done')).toEqual([
    'echo a',
    'for i in 1; do echo q; done',
  ]);
  expect(historyAfter("echo 'a", "!! b'")).toEqual(["echo 'a\n!! b'"]);
  expect(historyAfter('echo a', 'echo "', '!! b"')).toEqual(['echo a', 'echo "\necho a b"']);
});

test('fc lists, replaces and edits', () => {
  const { type, master, advance, output } = openTerminal({ [OWN]: "PS1='$ '\n" });
  type('echo a b c');
  expect(type('fc -s a=z')).toBe('$ fc -s a=z\necho z b c\nz b c\n');
  expect(type('fc -l')).toBe('$ fc -l\n1\t echo a b c\n2\t echo z b c\n');
  expect(type('fc -lnr -2')).toBe('$ fc -lnr -2\n\t fc -l\n\t echo z b c\n');
  expect(type('fc -s nope')).toBe('$ fc -s nope\nbash: fc: no command found\n');
  expect(type("EDITOR='sed -i s/a/Q/' fc 1")).toContain('echo Q b c\nQ b c\n');
  type('echo half\0edit-and-execute-command\x009\0');
  const state = master.state();
  expect(state.type === 'edit' && state.request.text).toBe('echo half\n');
  master.leaveEditor('echo whole\n');
  advance(1000);
  expect(output()).toMatch(/echo whole\nwhole\n$/);
  expect(type('history 2')).toMatch(/echo whole\n +\d+ {2}history 2\n$/);
});

test('Ctrl-D ends the line of the prompt, and in the middle of a command the shell', () => {
  const { master, advance, output, type } = openTerminal({ [OWN]: "PS1='$ '\n" });
  master.endOfFile('');
  advance(10);
  expect(output()).toBe('$ \nexit\n');
  const other = openTerminal({ [OWN]: "PS1='$ '\n" });
  other.type('for i in 1');
  other.master.endOfFile('');
  other.advance(10);
  expect(other.output()).toBe(
    '$ for i in 1\n> \nbash: syntax error: unexpected end of file\nexit\n',
  );
  // Nobody asks for a line any more.
  expect(type('x')).toBe('x\n');
});

test('Ctrl-D in an open quote drops what is open, and asks on', () => {
  const { type, master, advance, output } = openTerminal({ [OWN]: "PS1='$ '\n" });
  type('echo "a');
  master.endOfFile('');
  advance(10);
  const lost = '> \nbash: unexpected EOF while looking for matching `"\'\n';
  expect(output()).toBe(`$ echo "a\n${lost}`);
  expect(type('echo b')).toBe('> echo b\nb\n');
  expect(type('echo c')).toBe('$ echo c\nc\n');
});

test('the history is kept in a file, which the next shell begins with', () => {
  const terminal = openTerminal({ [OWN]: "PS1='$ '\nHISTFILE=~/kept\nHISTFILESIZE=4\n" });
  const type = (line: string): string => terminal.type(line).split('\n').slice(1, -1).join('\n');
  type('echo a');
  type('history -a');
  expect(type('cat kept')).toBe('echo a\nhistory -a');
  type('bash');
  expect(type('history')).toBe('    1  echo a\n    2  history -a\n    3  history');
  type('exit');
  expect(type('cat kept')).toBe('echo a\nhistory -a\nhistory\nexit');
  type('history -c');
  type('history -r');
  expect(type('history 2')).toBe('    5  exit\n    6  history 2');
});

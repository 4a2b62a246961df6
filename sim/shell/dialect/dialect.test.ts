import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import {
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  createTty,
  ROOT,
  readerOf,
  writerTo,
} from '../../kernel/index.ts';
import { ALL_TOOLS, createBash, createTools, type ShellHost } from '../index.ts';

/** A `sh` of a BusyBox image or of a Debian one. */
function shellOf(isBusybox: boolean) {
  const queue = createQueue(Date.UTC(2026, 0, 1));
  const processes = createProcesses(queue, ALL_PARTS);
  const disk = createMemoryFiles({
    nowEpochMs: () => queue.epochMs(),
    files: { '/data/f': 'x\n' },
  });
  const host: ShellHost = {
    commands: createTools(() => host, ALL_TOOLS, []),
    processes,
    clock: queue,
    prng: createPrng(1),
    hostname: 'web-0',
    user: 'root',
    identity: ROOT,
    container: undefined,
    busybox: isBusybox ? { minor: 36, isMusl: false } : undefined,
    onLine: () => () => undefined,
    adviceFor: () => undefined,
    prompts: { bash: '', sh: isBusybox ? '\\w \\$ ' : '\\$ ' },
  };
  const { tty, master } = createTty({ columns: 80, rows: 24 }, () => undefined);
  let output = '';
  const stdout = writerTo((text) => {
    output += text;
  });
  master.onOutput((text) => {
    output += text;
  });
  const start = (args: readonly string[], isAtTerminal: boolean) =>
    processes.spawn('sh', (self) =>
      createBash(() => host, 'sh').run({
        args,
        name: 'sh',
        env: new Map(),
        directory: '/',
        files: disk,
        stdin: isAtTerminal ? tty : readerOf(''),
        stdout: isAtTerminal ? tty : stdout,
        stderr: isAtTerminal ? tty : stdout,
        tty: isAtTerminal ? tty : undefined,
        self,
      }),
    );
  const settle = (): void => {
    for (processes.resume(); queue.nextAtMs() !== undefined; processes.resume()) queue.runNext();
  };
  return {
    run(script: string): string {
      output = '';
      const shell = start(['-c', script], false);
      settle();
      return `${output}${shell.exitCode()}`;
    },
    terminal() {
      start([], true);
      settle();
      return (line: string): string => {
        output = '';
        master.sendLine(line);
        settle();
        return output;
      };
    },
  };
}

/** What BusyBox's shell says; from its source, shell/ash.c and coreutils/test.c of 1.36. */
test.each([
  ['foo', 'sh: foo: not found\n127'],
  ['./f', 'sh: ./f: not found\n127'],
  ['/data', 'sh: /data: Permission denied\n126'],
  ['if true; echo; fi', 'sh: syntax error: unexpected "fi" (expecting "then")\n2'],
  ['echo "a', 'sh: syntax error: unterminated quoted string\n2'],
  ['a=(1 2)', 'sh: syntax error: unexpected "("\n2'],
  ['for i in a b; do echo $i', 'sh: syntax error: unexpected end of file (expecting "done")\n2'],
  ['[[ a == a ]] && echo yes', 'yes\n0'],
  ['[ a b ]', 'sh: b: unknown operand\n2'],
  ['[ a == a ] && echo yes', 'yes\n0'],
  ['echo {1..3}', '{1..3}\n0'],
  ['echo -e "a\\tb"', 'a\tb\n0'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it
  ['x=hello; echo ${x:1:2} ${x/l/L}', 'el heLlo\n0'],
  ['cat < nofile; echo $?', "sh: can't open nofile: no such file\n1\n0"],
  ['cd /nope', "sh: cd: line 0: can't cd to /nope: No such file or directory\n2"],
  ['set -u; echo $x; echo no', 'sh: x: parameter not set\n2'],
  ['declare x=1', 'sh: declare: not found\n127'],
  ['function f { echo in; }; f', 'in\n0'],
  ['(echo a; nope) 2>&1 | cat', 'a\nsh: nope: not found\n0'],
  ['for i in a; do echo $i; done 2>/dev/null; { echo b; } 1>&1', 'a\nb\n0'],
  ['ls nofile; true', 'ls: nofile: No such file or directory\n0'],
  [
    'cat nofile data',
    "cat: can't open 'nofile': No such file or directory\ncat: read error: Is a directory\n1",
  ],
  [
    'rm nofile data',
    "rm: can't remove 'nofile': No such file or directory\nrm: 'data' is a directory\n1",
  ],
  [
    'cp nofile x; mv nofile x',
    "cp: can't stat 'nofile': No such file or directory\nmv: can't rename 'nofile': No such file or directory\n1",
  ],
  ['rm -f; echo x | grep -e x; echo x | sed -e s/x/y/; wc -l < /data/f', 'x\ny\n1\n0'],
  ['shift 5; echo $?', '1\n0'],
  [
    "eval 'if'; echo no",
    'sh: eval: line 0: syntax error: unexpected end of file (expecting "then")\n2',
  ],
  ['. nofile; echo no', 'sh: .: line 0: nofile: not found\n2'],
  [
    'kill; kill 99999',
    "sh: you need to specify whom to kill\nsh: can't kill pid 99999: No such process\n1",
  ],
  ['umask xyz', 'sh: umask: line 0: illegal mode: xyz\n2'],
  ['cd data nowhere && pwd', '/data\n0'],
  [
    'tar tf no.tar; tar -C no -cf x.tar y; tar cf x.tar no',
    "tar: can't open 'no.tar': No such file or directory\ntar: can't change directory to 'no': No such file or directory\ntar: no: No such file or directory\ntar: error exit delayed from previous errors\n1",
  ],
  [
    'awk 1 no; awk -f no',
    "awk: no: No such file or directory\nawk: can't open 'no': No such file or directory\n1",
  ],
  ['mkdir data', "mkdir: can't create directory 'data': File exists\n1"],
  [
    'head nofile; tail nofile',
    "head: nofile: No such file or directory\ntail: can't open 'nofile': No such file or directory\n1",
  ],
])('ash: %s', (script, expected) => {
  expect(shellOf(true).run(script)).toBe(expected);
});

/** Recorded from dash 0.5.12 and from the shell of BusyBox 1.36.1. */
test.each([
  ['ash', 'readonly r=1; export r=2; echo no', 'sh: export: line 0: r: is read only\n2'],
  ['ash', 'read 1x; echo $?', "sh: read: '1x': bad variable name\n1\n0"],
  ['ash', 'alias nope; echo $?', 'alias: nope not found\n1\n0'],
  ['ash', 'unalias nope; echo $?', 'unalias: nope not found\n1\n0'],
  ['ash', "printf '%d\\n' abc; echo $?", "sh: invalid number 'abc'\n0\n1\n0"],
  ['ash', '[ 1 -eq x ]; echo $?', 'sh: x: bad number\n2\n0'],
  ['ash', 'fg; echo $?', 'sh: fg: line 0: No current job\n2\n0'],
  ['ash', 'set -Z; echo $?', 'sh: set: line 0: illegal option -Z\n2'],
  ['ash', 'echo $((1/0)); echo no', 'sh: divide by zero\n2'],
  ['ash', 'f() { nope; }; f; echo $?', 'sh: nope: not found\n127\n0'],
  ['ash', "eval 'nope'; echo $?", 'sh: eval: line 0: nope: not found\n127\n0'],
  ['ash', 'command nope; echo $?', 'sh: nope: not found\n127\n0'],
  ['ash', 'cat <""; echo $?', "sh: can't open : no such file\n1\n0"],
  ['ash', 'set -C; echo a >f; echo b >f; echo $?', "sh: can't create f: File exists\n1\n0"],
  ['ash', 'umask xyz; echo $?', 'sh: umask: line 0: illegal mode: xyz\n2\n0'],
  ['ash', 'pwd -Z; echo $?', 'sh: pwd: line 0: illegal option -Z\n2\n0'],
  ['dash', 'readonly r=1; export r=2; echo no', 'sh: 1: export: r: is read only\n2'],
  ['dash', 'cd /nope; echo $?', "sh: 1: cd: can't cd to /nope\n2\n0"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it
  ['dash', 'echo ${x:?}; echo no', 'sh: 1: x: parameter not set or null\n2'],
  ['dash', 'echo $((1 2)); echo no', 'sh: 1: arithmetic expression: expecting EOF: "1 2"\n2'],
  ['dash', 'shift abc; echo $?', 'sh: 1: shift: Illegal number: abc\n2'],
  ['dash', 'trap x NOPE; echo $?', 'trap: NOPE: bad trap\n1\n0'],
  ['dash', "printf '%d\\n' 1x; echo $?", 'sh: 1: printf: 1x: not completely converted\n1\n1\n0'],
  ['dash', '[ 1 -eq x ]; echo $?', 'sh: 1: [: Illegal number: x\n2\n0'],
  ['dash', '[ a b ]; echo $?', 'sh: 1: [: a: unexpected operator\n2\n0'],
  ['dash', 'alias nope; echo $?', 'alias: nope not found\n1\n0'],
  ['dash', 'kill 99999; echo $?', 'sh: 1: kill: No such process\n\n1\n0'],
  ['dash', 'set -C; echo a >f; echo b >f; echo $?', 'sh: 1: cannot create f: File exists\n2\n0'],
  ['dash', "eval ')'; echo no", 'sh: 1: eval: Syntax error: ")" unexpected\n2'],
  ['dash', "eval 'nope'; echo $?", 'sh: 1: eval: nope: not found\n127\n0'],
  ['dash', '. nope; echo no', 'sh: 1: .: nope: not found\n2'],
  ['dash', 'cat <nope; echo $?', 'sh: 1: cannot open nope: No such file\n2\n0'],
  ['dash', 'echo x >/nope/y; echo $?', 'sh: 1: cannot create /nope/y: Directory nonexistent\n2\n0'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it
  ['dash', 'echo ${x!y}; echo no', 'sh: 1: Bad substitution\n2'],
  [
    'dash',
    '{ echo a; } >/nope/y; echo $?',
    'sh: 1: cannot create /nope/y: Directory nonexistent\n2\n0',
  ],
  ['dash', 'command nope; echo $?', 'sh: 1: nope: not found\n127\n0'],
  [
    'ash',
    'echo a > f; gzip f; echo b > f; gzip f; gunzip f.gz; gzip -t f; gunzip f',
    "gzip: can't open 'f.gz': File exists\ngunzip: can't open 'f': File exists\ngzip: invalid magic\ngunzip: f: unknown suffix - ignored\n1",
  ],
  ['ash', "awk 'BEGIN { print 1 / 0 }'", 'awk: cmd. line:1: Division by zero\n1'],
  ['ash', 'mkfifo p; mkfifo p; echo x > p & cat p', 'mkfifo: p: File exists\nx\n0'],
] as const)('%s: %s', (name, script, expected) => {
  expect(shellOf(name === 'ash').run(script)).toBe(expected);
});

test('a Debian’s sh is dash', () => {
  const { run } = shellOf(false);
  expect(run('foo')).toBe('sh: 1: foo: not found\n127');
  expect(run('[[ a == a ]]')).toBe('sh: 1: [[: not found\n127');
  expect(run('echo before\na=(1 2)')).toBe('before\nsh: 2: Syntax error: "(" unexpected\n2');
  expect(run('source /data/f')).toBe('sh: 1: source: not found\n127');
});

test('at a terminal ash names no line, and dash counts those that were typed', () => {
  const ash = shellOf(true).terminal();
  expect(ash('foo')).toBe('/ # foo\nsh: foo: not found\n');
  expect(ash('if fi')).toBe('/ # if fi\nsh: syntax error: unexpected "fi"\n');
  expect(ash('echo $?')).toBe('/ # echo $?\n2\n');
  expect(ash('cd nope')).toBe("/ # cd nope\nsh: cd: can't cd to nope: No such file or directory\n");
  const dash = shellOf(false).terminal();
  expect(dash('foo')).toBe('# foo\nsh: 1: foo: not found\n');
  expect(dash('bar')).toBe('# bar\nsh: 2: bar: not found\n');
  expect(dash('( ; )')).toBe('# ( ; )\nsh: 3: Syntax error: ";" unexpected\n');
  expect(dash('false & wait; jobs')).toBe(
    `# false & wait; jobs\n${'[1] + Done(1)'.padEnd(33)}false\n`,
  );
  expect(dash('sleep 5 & jobs -l')).toMatch(/\n\[1\] \+ \d+ Running {14,}sleep 5\n$/);
});

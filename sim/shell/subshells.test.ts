import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../index.ts';

// What is expected here was printed by bash 5.2.

const { runScript } = createStandardCluster(1, ALL_PARTS);
const run = (script: string): string =>
  runScript({ script, stdin: '', limitMs: 60_000 }).stdout.trimEnd();

test.each([
  ['x=$( (sleep 0.1; echo late) & echo early ); echo $x', 'early late'],
  ['s=$SECONDS; x=$(sleep 2 &); echo $((SECONDS-s))', '2'],
  ['s=$SECONDS; x=$(sleep 2 >/dev/null &); echo $((SECONDS-s))', '0'],
])('a substitution has what everything that it started wrote: %s', (script, expected) => {
  expect(run(script)).toBe(expected);
});

test.each([
  [
    '[ $BASHPID = $(echo $BASHPID) ] || echo other; [ $$ = $(echo $$) ] && echo same',
    'other\nsame',
  ],
  ['x=$(kill -TERM $BASHPID; echo no); echo "[$x] $?"', '[] 143'],
  ['x=$(trap "echo term" TERM; kill -TERM $BASHPID; echo after); echo $x', 'term after'],
  ['for i in 1 2; do x=$(break; echo no); echo "$i [$x]"; done', '1 []\n2 []'],
  ['for i in 1 2; do cat <(break; echo no); echo $i; done', '1\n2'],
])('a substitution is a process of its own: %s', (script, expected) => {
  expect(run(script)).toBe(expected);
});

test.each([
  ['x=$(jobs); echo "$x"', '[1]+  Running                 sleep 3 &'],
  ['x=$(jobs %1 | cat); echo "$x"', '[1]+  Running                 sleep 3 &'],
  ['jobs | cat', '[1]+  Running                 sleep 3 &'],
  ['(jobs); { jobs; } | cat; x=$( (jobs) ); echo "[$x]"', '[]'],
  ['x=$(sleep 1 & jobs -p | wc -l); echo $x', '2'],
  ['x=$(wait; echo $?; jobs); echo $x', '0'],
  ['cat <(jobs)', '[1]+  Running                 sleep 3 &'],
])('substitutions and a piped jobs know the jobs of their shell: %s', (script, expected) => {
  expect(run(`sleep 3 & ${script}; kill %1`)).toBe(expected);
});

test.each([
  ['RANDOM=42; x=$(echo $RANDOM $RANDOM); echo $RANDOM $RANDOM', '17772 26794'],
  ['RANDOM=42; (RANDOM=7; echo $RANDOM); echo $RANDOM', '19344\n17772'],
])('random numbers of a subshell take none from its shell: %s', (script, expected) => {
  expect(run(script)).toBe(expected);
});

// The descriptors are where bash puts them: 63 to read from, 60 to write to.
test.each([
  ['x=$(head -1 <&63); echo $x', 'hi'],
  ['head -1 <&63 | cat; echo end', 'end'],
  ['(head -1 <&63); echo end', 'end'],
])('only a substitution reaches a coprocess: %s', (script, expected) => {
  expect(run(`coproc cat; echo hi >&60; ${script}; kill $COPROC_PID`)).toBe(expected);
});

test('who ignores SIGPIPE is told that nobody reads', () => {
  const told = (command: string): string => {
    const script = `trap '' PIPE; { sleep 0.1; ${command}; echo $? >&2; } | true`;
    return runScript({ script, stdin: '', limitMs: 60_000 }).stderr;
  };
  expect(told('echo hi')).toBe('bash: line 1: echo: write error: Broken pipe\n1\n');
  expect(told('type ls')).toBe('bash: line 1: type: write error: Broken pipe\n1\n');
  expect(told('yes')).toBe('yes: standard output: Broken pipe\n1\n');
  expect(told('seq 3')).toBe('seq: write error: Broken pipe\n1\n');
  expect(told('echo a | tee /dev/null')).toBe('0\n');
});

test('statuses of what was waited for with all others are forgotten', () => {
  expect(run('(exit 3) & p=$!; wait; wait $p 2> /dev/null; echo $?')).toBe('127');
  expect(run('(exit 3) & p=$!; wait $p; wait $p; echo $?')).toBe('3');
});

test.each([
  ['echo $BASH_SUBSHELL & wait', '1'],
  ["eval 'echo $BASH_SUBSHELL' & wait", '1'],
  ['echo $BASH_SUBSHELL | cat & wait; echo $BASH_SUBSHELL | cat', '1\n0'],
])('a command in the background is a subshell at once, a stage not yet: %s', (script, expected) => {
  expect(run(script)).toBe(expected);
});

test('with localvar_unset what a caller has as its own stays so when it is unset', () => {
  const script = `g() { unset x; }; f() { local x=l; g; echo \${x-unset}; }; x=outer; f; echo $x`;
  expect(run(script)).toBe('outer\nouter');
  expect(run(`shopt -s localvar_unset; ${script}`)).toBe('unset\nouter');
});

test('a substitution says nothing of what signals end', () => {
  const script = `x=$(bash -c 'kill -9 $$'; (kill -9 $BASHPID); echo $?); cat <(kill -9 $BASHPID)
    echo $x`;
  const { stdout, stderr } = runScript({ script, stdin: '', limitMs: 60_000 });
  expect([stdout, stderr]).toEqual(['137\n', '']);
});

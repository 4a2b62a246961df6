import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const run = (script: string) =>
  createStandardCluster(1, ALL_PARTS).runScript({ script, stdin: '', limitMs: 3_600_000 });

const DOUBLING = 'x=a; while true; do x=$x$x; done';

test.each([
  ['a text', DOUBLING],
  ['a list', 'set 1; while true; do set "$@" "$@"; done'],
  ['a text that is added to', 'x=a; while true; do x+=$x; done'],
])('a shell that fills the memory with %s is killed', (_, script) => {
  expect(run(script).exitCode).toBe(137);
});

test('its parent goes on', () => {
  expect(run(`bash -c '${DOUBLING}'; echo $?`).stdout).toBe('137\n');
  expect(run(`(${DOUBLING}) & wait $!; echo $?`).stdout).toBe('137\n');
});

test.each([
  ['awk', `awk 'BEGIN { s = "a"; while (1) s = s s }'`],
  ['sed', 'echo a | sed ":a;s/.*/&&/;ba"'],
  ['sort', 'yes | sort'],
  ['jq', `jq -n 'reduce range(100) as $i ([0]; . + .)'`],
])('%s is killed too', (_, command) => {
  expect(run(`set -o pipefail; ${command} > /dev/null; echo $?`).stdout).toBe('137\n');
});

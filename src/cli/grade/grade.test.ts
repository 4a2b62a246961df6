import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const PROGRAM = path.join(import.meta.dirname, '..', 'grade.ts');
const SOLUTION = path.join(
  import.meta.dirname,
  ...['..', '..', '..', 'lessons', 'statefulsets', '07-scaling', 'solution.sh'],
);
/** The file that the course exports of a learner. */
const progressOf = (lessons: object): string =>
  JSON.stringify({ type: 'ordinal-progress', format: 1, lessons });
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ordinal-grade-'));
  writeFileSync(path.join(folder, 'ann.sh'), readFileSync(SOLUTION));
  writeFileSync(path.join(folder, '=bob, or so.sh'), 'kubectl get pods; exit 7\n');
  writeFileSync(path.join(folder, 'carl.sh'), Buffer.from([0, 255, 254]));
  writeFileSync(path.join(folder, 'eve.sh'), 'rm -rf /; while true; do :; done\n');
  writeFileSync(path.join(folder, 'dora.json'), progressOf({}));
  writeFileSync(path.join(folder, 'notes.txt'), 'not a submission\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const grade = (...args: string[]) => {
  const run = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8' });
  return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
};

test('a folder is graded submission by submission, whatever is wrong with one', () => {
  const { exitCode, stdout, stderr } = grade('statefulsets/scaling', '--folder', folder);
  expect(stdout.split('\n')).toEqual([
    '=bob, or so.sh  0 of 7 tasks met; not met: create, order, up, down, claims, reused, blocked',
    'ann.sh          7 of 7 tasks met',
    'eve.sh          0 of 7 tasks met; the script came to no end and was stopped; ' +
      'not met: create, order, up, down, claims, reused, blocked',
    '',
  ]);
  expect(stderr).toMatch(/carl\.sh cannot be graded: it is binary\n/);
  expect(stderr).toMatch(
    /dora\.json cannot be graded: it has no session of statefulsets\/scaling\n$/,
  );
  expect(exitCode).toBe(3);
}, 240_000);

test('as CSV, a name is never a formula', () => {
  rmSync(path.join(folder, 'eve.sh'), { force: true });
  const { stdout } = grade('statefulsets/scaling', '--folder', folder, '--format', 'csv');
  const [head, bob, ann, carl] = stdout.split('\r\n');
  expect(head).toBe(
    'submission,met,of,points,of points,shown,' +
      'create,order,up,down,claims,reused,blocked,seed,engine,sha256,problem',
  );
  expect(bob).toMatch(/^"'=bob, or so\.sh",0,7(,0){10},1,1,[0-9a-f]{64},$/);
  expect(ann).toMatch(/^ann\.sh,7,7,0,0,0(,1){7},1,1,[0-9a-f]{64},$/);
  expect(carl).toMatch(/^carl\.sh,{16}.*binary$/);
}, 240_000);

test('a grade says what it was made from, and comes out the same again', () => {
  const again = () => grade('statefulsets/scaling', '--script', SOLUTION, '--format', 'json');
  const { exitCode, stdout } = again();
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    submission: 'solution.sh',
    lesson: 'statefulsets/scaling',
    engine: '1',
    seed: 1,
    ok: true,
  });
  expect(again().stdout).toBe(stdout);
}, 240_000);

test('a session is judged as the learner left it, and says where help was taken', () => {
  const line = (atMs: number, text: string) => ({
    atMs,
    input: { type: 'line', terminal: '1', text },
  });
  const log = {
    engine: '1',
    lesson: 'statefulsets/scaling',
    seed: 7,
    endedAtMs: 400_000,
    inputs: [
      { atMs: 0, input: { type: 'open', terminal: '1' } },
      { atMs: 10, input: { type: 'assisted', task: 'create' } },
      ...readFileSync(SOLUTION, 'utf8')
        .trimEnd()
        .split('\n')
        .map((text) => line(20, text)),
    ],
  };
  const kept = { session: { format: 2, log, digest: '' }, progress: null, answers: {}, aside: [] };
  const file = path.join(folder, 'finn.json');
  writeFileSync(file, progressOf({ 'statefulsets/scaling': kept }));
  const { exitCode, stdout } = grade('statefulsets/scaling', '--progress', file);
  expect(stdout).toMatch(/7 of 7 tasks met, was shown how in 1\n$/);
  expect(exitCode).toBe(0);
}, 240_000);

test.each([
  [['statefulsets/none', '--script', SOLUTION], "no lesson 'statefulsets/none'; there are:"],
  [['statefulsets/scaling'], 'give --script FILE, --progress FILE or --folder DIR'],
  [['statefulsets/scaling', '--script', 'no-such.sh'], 'cannot read no-such.sh'],
  [['statefulsets/scaling', '--folder', import.meta.dirname], 'ends in .sh or .json'],
  [['statefulsets/scaling', '--format', 'xml'], '--format is one of text, json, csv'],
])(
  '%j is refused',
  (args, message) => {
    const { exitCode, stderr } = grade(...args);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  },
  60_000,
);

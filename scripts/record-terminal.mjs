// Records test/conformance/terminal anew from a real bash 5.2 at a terminal, by `script` of
// util-linux:
//   node scripts/record-terminal.mjs [FILE]
// Each session is a new shell in a new empty directory, which is its home. A line is sent as it is,
// `^C` and the like as the key; what was printed until STEP_MS later is its answer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { normalize } from '../test/terminal-normalize.mjs';

const file = path.resolve(process.argv[2] ?? 'test/conformance/terminal/job-control.json');
const STEP_MS = 450;
const KEYS = { '^C': '\x03', '^D': '\x04', '^Z': '\x1a', '^\\': '\x1c' };

async function record({ title, lines }) {
  const home = mkdtempSync(path.join(tmpdir(), 'terminal-'));
  const shell = 'stty columns 300; exec bash --noprofile --norc -i';
  const child = spawn('/usr/bin/script', ['-qfc', shell, '/dev/null'], {
    cwd: home,
    env: {
      HOME: home,
      PS1: '$ ',
      TERM: 'xterm',
      LC_ALL: 'C.UTF-8',
      INPUTRC: '/dev/null',
      PATH: '/usr/bin:/bin',
    },
  });
  let text = '';
  child.stdout.on('data', (data) => {
    text += data;
  });
  await sleep(1500);
  const answers = [];
  for (const line of lines) {
    text = '';
    child.stdin.write(KEYS[line] ?? `${line}\n`);
    await sleep(STEP_MS);
    answers.push(normalize(text.replaceAll(home, '/home/learner')));
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  // Its shell hears of that, and may write its history yet.
  await sleep(STEP_MS);
  rmSync(home, { recursive: true, force: true });
  return { title, steps: lines.map((line, i) => [line, answers[i]]) };
}

const { sessions, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
const recorded = await Promise.all(
  sessions.map(({ title, steps }) => record({ title, lines: steps.map(([line]) => line) })),
);
writeFileSync(file, `${JSON.stringify({ ...rest, sessions: recorded }, undefined, 1)}\n`);

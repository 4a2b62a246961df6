// Records test/conformance/shell anew from the real programs, on Debian 12 (bash 5.2.15,
// coreutils 9.1, grep 3.8, sed 4.9, mawk 1.3.4, jq 1.6, diffutils, findutils, bsdextrautils,
// bsdmainutils, xxd), as root:
//   node scripts/record-shell.mjs [FOLDER]
// Each step runs as `bash -c "$cmd"` in a new empty directory, which is its home. What two runs
// do not agree on is told and left as it was.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = path.resolve(process.argv[2] ?? 'test/conformance/shell');
const LIMIT_MS = 20_000;

const runOnce = ({ cmd, files = {}, stdin = '' }) => {
  const home = mkdtempSync(path.join(tmpdir(), 'shell-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), content);
  }
  // Files and no sockets: a bash that reads a socket takes itself for a remote shell.
  const streams = mkdtempSync(path.join(tmpdir(), 'streams-'));
  const at = (name) => path.join(streams, name);
  writeFileSync(at('in'), stdin);
  const stdio = [openSync(at('in'), 'r'), openSync(at('out'), 'w'), openSync(at('err'), 'w')];
  const done = spawnSync('bash', ['-c', cmd], {
    cwd: home,
    env: {
      HOME: home,
      PWD: home,
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      USER: 'root',
      LOGNAME: 'root',
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    },
    stdio,
    timeout: LIMIT_MS,
  });
  for (const stream of stdio) closeSync(stream);
  const text = (name) => readFileSync(at(name), 'utf8').replaceAll(home, '/root');
  const result = { exit: done.status, stdout: text('out'), stderr: text('err') };
  for (const one of [home, streams]) rmSync(one, { recursive: true, force: true });
  return result;
};

process.umask(0o022);
for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
  const file = path.join(folder, name);
  const recording = JSON.parse(readFileSync(file, 'utf8'));
  const steps = recording.steps.map((step) => {
    const [first, second] = [runOnce(step), runOnce(step)];
    if (JSON.stringify(first) === JSON.stringify(second)) return { ...step, ...first };
    process.stdout.write(`${recording.id}: two runs differ: ${step.cmd}\n`);
    return step;
  });
  const lines = steps.map((step) => JSON.stringify(step)).join(',\n');
  const head = JSON.stringify({ ...recording, steps: undefined }).slice(0, -1);
  writeFileSync(file, `${head},\n"steps": [\n${lines}\n]}\n`);
}

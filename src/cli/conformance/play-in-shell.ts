import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { installSystem } from '../../../sim/index.ts';
import {
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  encodeUtf8,
  ROOT,
  readerOf,
  writerTo,
} from '../../../sim/kernel/index.ts';
import {
  ALL_TOOLS,
  createBash,
  createTools,
  DEFAULT_PATH,
  type ShellHost,
} from '../../../sim/shell/index.ts';
import { bugText, type Played, type PlayedStep, type Recording, type Step } from './recording.ts';

const HOME = '/root';
const SEED = 1;
const START_EPOCH_MS = Date.UTC(2026, 10, 23, 8, 0, 0);
/** Virtual time that a script may take, and the steps that it may need for it. */
const STEP_LIMIT_MS = 10 * 60_000;
const DUE_TASKS_LIMIT = 2_000_000;
const TIMED_OUT = 124;
const ENVIRONMENT = new Map([
  ['HOME', HOME],
  ['LC_ALL', 'C.UTF-8'],
  ['LOGNAME', 'root'],
  ['PATH', DEFAULT_PATH],
  ['TZ', 'UTC'],
  ['USER', 'root'],
]);

/** Output as a recording has it: bytes that are no UTF-8 are replacement characters there. */
const recordedText = (text: string): string => new TextDecoder().decode(encodeUtf8(text));

/** Runs one script as `bash -c`, in a new shell on a new computer with these files in its home. */
function runScript(
  cmd: string,
  files: Readonly<Record<string, string>>,
  stdin: string,
): PlayedStep {
  const queue = createQueue(START_EPOCH_MS);
  const processes = createProcesses(queue, ALL_PARTS);
  const disk = createMemoryFiles({
    nowEpochMs: () => queue.epochMs(),
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [`${HOME}/${name}`, content]),
    ),
  });
  const host: ShellHost = {
    commands: createTools(() => host, ALL_TOOLS, []),
    processes,
    clock: queue,
    prng: createPrng(SEED),
    hostname: 'localhost',
    user: 'root',
    identity: ROOT,
    container: undefined,
    busybox: undefined,
    onLine: () => () => {},
    adviceFor: () => undefined,
    prompts: { bash: '\\u@\\h:\\w\\$ ', sh: '\\$ ' },
  };
  installSystem(disk, host.commands.keys());
  const bash = createBash(() => host, 'bash');
  let stdout = '';
  let stderr = '';
  const running = processes.spawn('bash', (self) =>
    bash.run({
      args: ['-c', cmd],
      name: 'bash',
      env: ENVIRONMENT,
      directory: HOME,
      files: disk,
      stdin: readerOf(stdin),
      stdout: writerTo((text) => {
        stdout += text;
      }),
      stderr: writerTo((text) => {
        stderr += text;
      }),
      tty: undefined,
      self,
    }),
  );
  processes.resume();
  for (let tasks = 0; running.exitCode() === undefined && tasks < DUE_TASKS_LIMIT; tasks++) {
    if ((queue.nextAtMs() ?? Number.POSITIVE_INFINITY) > STEP_LIMIT_MS) break;
    queue.runNext();
    processes.resume();
  }
  const exit = running.exitCode() ?? TIMED_OUT;
  return { cmd, exit, stdout: recordedText(stdout), stderr: recordedText(stderr) };
}

/** Plays a recording of the shell: each step is a shell of its own. */
export function playInShell(recording: Recording): Played {
  const bugs: string[] = [];
  const playStep = ({ cmd, files = {}, stdin = '' }: Step, index: number): PlayedStep => {
    if (cmd === undefined) return {};
    try {
      return runScript(cmd, files, stdin);
    } catch (error) {
      bugs.push(bugText(index, error));
      return {};
    }
  };
  return {
    id: recording.id,
    steps: recording.steps.map(playStep),
    trace: [],
    finalObjects: {},
    bugs,
  };
}

import { type Cluster, HOME } from '../../../sim/index.ts';
import type { FileSystem } from '../../../sim/kernel/index.ts';
import { playOnTerminal } from './play-on-terminal.ts';
import {
  clusterFor,
  finalObjectsOf,
  recordedMsOf,
  STEP_LIMIT_MS,
  traceOf,
  waitAfter,
  waitBefore,
} from './recorded-cluster.ts';
import { bugText, type Played, type PlayedStep, type Recording, type Step } from './recording.ts';

/** Servers were up and running before the first judged step of a recording of programs. */
const SCENE_MS = 60_000;

/** The recording's own directory, which it calls by its name. */
const directoryOf = ({ id }: Recording): string => `${HOME}/${id}`;

/** Paths as the recorder wrote them down. */
const asRecorded = (text: string): string => text.replaceAll(`${HOME}/`, './');

/**
 * Runs a step's command in the recording's directory. It has taken at least as long as it took the
 * recorder, for what runs beside.
 */
function runCommand(cluster: Cluster, recording: Recording, step: Step, cmd: string): PlayedStep {
  if (step.tty === true) return playOnTerminal(cluster, cmd, step.typed ?? [], step.note ?? '');
  const startedAtMs = cluster.clock.nowMs();
  const outcome = cluster.runScript({
    script: `cd ${directoryOf(recording)}; ${cmd}`,
    stdin: step.stdin ?? '',
    limitMs: STEP_LIMIT_MS,
  });
  const tookMs = cluster.clock.nowMs() - startedAtMs;
  const recordedMs = recordedMsOf(step);
  if (recordedMs > tookMs) cluster.world.advance(recordedMs - tookMs);
  const { exitCode, stdout, stderr } = outcome;
  return { cmd, exit: exitCode, stdout: asRecorded(stdout), stderr: asRecorded(stderr) };
}

/** Writes a file below the recording's directory, and the folders on the way. */
function writeFile(files: FileSystem, directory: string, name: string, content: string): void {
  const folders = name.split('/').slice(0, -1);
  folders.forEach((_folder, i) => {
    files.makeDirectory(`${directory}/${folders.slice(0, i + 1).join('/')}`);
  });
  const written = files.write(`${directory}/${name}`, content);
  if (!written.ok) throw new Error(`cannot write ${name}: ${written.error}`);
}

function playStep(cluster: Cluster, recording: Recording, step: Step, fromMs: number): PlayedStep {
  for (const [name, content] of Object.entries(step.files ?? {})) {
    writeFile(cluster.files, directoryOf(recording), name, content);
  }
  waitBefore(cluster, step, fromMs);
  if (step.cmd === undefined) return {};
  const fromRv = cluster.view.resourceVersion();
  const played = runCommand(cluster, recording, step, step.cmd);
  waitAfter(cluster, step, fromRv);
  return played;
}

/**
 * Plays a recording of a cluster, or of programs inside one, in a cluster of its own. A bug ends
 * it; what happened until then is kept.
 */
export function playInCluster(recording: Recording): Played {
  const cluster = clusterFor(recording);
  const fromRv = cluster.view.resourceVersion();
  const fromMs = cluster.clock.nowMs();
  cluster.files.makeDirectory(directoryOf(recording));
  const steps: PlayedStep[] = [];
  const bugs: string[] = [];
  let isScene = recording.compare === 'programs';
  for (const step of recording.steps) {
    try {
      if (isScene && step.judge !== 'skip') {
        isScene = false;
        cluster.world.advance(SCENE_MS);
      }
      steps.push(playStep(cluster, recording, step, fromMs));
    } catch (error) {
      bugs.push(bugText(steps.length, error));
      break;
    }
  }
  return {
    id: recording.id,
    steps,
    trace: traceOf(cluster, fromRv, fromMs),
    finalObjects: finalObjectsOf(cluster),
    bugs,
  };
}

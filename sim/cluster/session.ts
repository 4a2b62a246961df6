import { createPrng, type Parts, type TtyState } from '../kernel/index.ts';
import type {
  LoggedInput,
  Session,
  SessionInput,
  SessionLog,
  StartStage,
  TaskState,
  Words,
} from '../lesson/index.ts';
import { causesOf, fillWords, type Lesson, lastRvOf } from '../lesson/index.ts';
import { PRODUCT_NETWORK } from '../net/index.ts';
import { DEFAULT_PROFILE } from '../node/index.ts';
import { standardClass } from './boot.ts';
import { type Cluster, createCluster } from './cluster.ts';
import { type MovesInSteps, madeAtOnce, thenMade } from './moves.ts';
import { type LessonStart, startLesson } from './start.ts';
import { createOutcomes, createTaskBoard } from './task-board.ts';
import { ENGINE_VERSION } from './version.ts';

/** A lesson and the files of the home directory that it starts with, by relative path. */
export interface LessonSource {
  readonly lesson: Lesson;
  readonly files: Readonly<Record<string, string>>;
  /** What is played before the lesson begins. */
  readonly start: readonly StartStage[];
}

/** The state of a terminal that waits to be opened. */
const OPENING: TtyState = { type: 'running' };
const TERMINAL_SIZE = { columns: 100, rows: 30 };

const { startsAtEpochMs: USUAL_START } = DEFAULT_PROFILE;

/**
 * A cluster of three nodes with a default storage class and nothing in it, at rest and ready.
 * `startsAtEpochMs` is the date on its calendar when it boots.
 */
export const createStandardCluster = (
  seed: number,
  parts: Parts,
  startsAtEpochMs = USUAL_START,
): Cluster =>
  createCluster({
    seed,
    nodes: 3,
    storageClasses: [standardClass()],
    objects: [],
    files: {},
    profile: { ...DEFAULT_PROFILE, startsAtEpochMs },
    featureGates: {},
    network: PRODUCT_NETWORK,
    parts,
  });

/** The words that a learner with this seed meets in a lesson. */
export const wordsOf = ({ words }: Lesson, seed: number): Words =>
  words?.(createPrng(seed).split('words')) ?? {};

function begin(
  { lesson, start, files }: LessonSource,
  seed: number,
  parts: Parts,
  startsAtEpochMs = USUAL_START,
): MovesInSteps<LessonStart> {
  const words = wordsOf(lesson, seed);
  return startLesson({
    spec: lesson.cluster,
    stages: fillWords(start, words),
    files: fillWords(files, words),
    words,
    seed,
    parts,
    startsAtEpochMs,
  });
}

/** The cluster of a lesson, at rest and ready. */
export const createLessonCluster = (
  source: LessonSource,
  seed: number,
  parts: Parts,
  startsAtEpochMs = USUAL_START,
): Cluster => madeAtOnce(begin(source, seed, parts, startsAtEpochMs)).cluster;

/**
 * Starts a lesson, in as many steps as its caller likes. The same source, seed and inputs give the
 * same session, byte for byte, whether `parts` holds everything from the start or is filled when
 * something is missing.
 */
export const beginSession = (
  source: LessonSource,
  seed: number,
  parts: Parts,
): MovesInSteps<Session> =>
  thenMade(begin(source, seed, parts), (start) => sessionOf(source, seed, start));

/** The same at once; no part that the start needs may be missing. */
export const createSession = (source: LessonSource, seed: number, parts: Parts): Session =>
  madeAtOnce(beginSession(source, seed, parts));

/** The session of a lesson that begins. */
function sessionOf({ lesson }: LessonSource, seed: number, start: LessonStart): Session {
  const { cluster } = start;
  const inputs: LoggedInput[] = [];
  /** What came while a part was missing. */
  const waiting: SessionInput[] = [];
  const board = createTaskBoard(lesson, start);
  const { world } = cluster;

  const apply = (input: SessionInput): void => {
    if (input.type === 'save') {
      cluster.files.write(input.path, input.content);
      return;
    }
    if (input.type === 'assisted') {
      board.assist(input.task);
      return;
    }
    if (input.type === 'open') {
      cluster.openTerminal(input.terminal, TERMINAL_SIZE);
      return;
    }
    if (input.type === 'close') {
      cluster.terminal(input.terminal).close();
      return;
    }
    const { master } = cluster.terminal(input.terminal);
    if (input.type === 'line') master.sendLine(input.text);
    if (input.type === 'interrupt') master.interrupt(input.typed);
    if (input.type === 'suspend') master.suspend(input.typed);
    if (input.type === 'quit') master.quit(input.typed);
    if (input.type === 'keys') master.sendKeys(input.text);
    if (input.type === 'edited') master.leaveEditor(input.text ?? undefined);
    if (input.type === 'end-of-file') master.endOfFile(input.typed ?? '');
    if (input.type === 'resize') master.resize(input.columns, input.rows);
  };
  /** Lets the world take what it was given, one after the other, while no part is missing. */
  const takeInputs = (): void => {
    if (world.missingPart() !== undefined) world.settle();
    while (waiting.length > 0 && world.missingPart() === undefined) {
      const input = waiting.shift() as SessionInput;
      inputs.push({ atMs: world.nowMs(), input });
      apply(input);
      world.settle();
    }
  };

  const isOpening = (terminal: string): boolean =>
    waiting.some((input) => input.type === 'open' && input.terminal === terminal);

  return {
    view: cluster.view,
    words: start.words,
    beganAtMs: start.beganAtMs,
    nowMs: () => cluster.clock.nowMs(),
    nowEpochMs: () => cluster.clock.epochMs(),
    nextAtMs: () => cluster.world.nextAtMs(),
    missingPart: world.missingPart,
    input(input) {
      waiting.push(input);
      takeInputs();
    },
    advance(ms) {
      takeInputs();
      world.advance(ms);
    },
    advanceUntil(isDone, limitMs) {
      takeInputs();
      return world.advanceUntil(isDone, limitMs);
    },
    terminalState: (id) => (isOpening(id) ? OPENING : cluster.terminal(id).master.state()),
    output: (id) => (isOpening(id) ? '' : cluster.terminal(id).output()),
    outputSince: (id, from) =>
      isOpening(id) ? { start: 0, text: '' } : cluster.terminal(id).outputSince(from),
    outputUntil: (id, atMs) => (isOpening(id) ? '' : cluster.terminal(id).outputUntil(atMs)),
    advice: (id) => (isOpening(id) ? [] : cluster.terminal(id).advice()),
    complete: (terminal, line, cursor) => cluster.terminal(terminal).complete(line, cursor),
    homeFiles: cluster.homeFiles,
    requests: cluster.requests,
    commands: start.commands,
    tasks: board.read,
    predictions: createOutcomes(lesson, start),
    inspection: cluster.inspection,
    log: (): SessionLog => ({
      engine: ENGINE_VERSION,
      lesson: lesson.id,
      seed,
      endedAtMs: cluster.clock.nowMs(),
      inputs: [...inputs],
    }),
    causesOf: (uid) => causesOf(cluster.view.changes(), lastRvOf(cluster.view, uid)),
    onTurn: (listener) => cluster.world.onTurn(listener),
  };
}

/** Virtual time that a graded script may take. */
const SCRIPT_LIMIT_MS = 60 * 60_000;
/**
 * How long nothing must change after the script before the tasks are judged, and the wait for that.
 */
const SETTLE_MS = 5_000;
const SETTLE_LIMIT_MS = 10 * 60_000;

/** How tasks stand after a script, and whether it had to be killed because it came to no end. */
export interface ScriptGrade {
  readonly tasks: readonly TaskState[];
  readonly isKilled: boolean;
}

/**
 * Plays a shell script in a fresh lesson, lets the cluster settle, and judges every task. The
 * script may have the words of the lesson's variant.
 */
export function gradeScript(
  source: LessonSource,
  seed: number,
  script: string,
  parts: Parts,
): ScriptGrade {
  const start = madeAtOnce(begin(source, seed, parts));
  const { cluster } = start;
  const tasks = createTaskBoard(source.lesson, start).read;
  const filled = fillWords(script, start.words);
  const request = { script: filled, stdin: '', limitMs: SCRIPT_LIMIT_MS };
  const { isKilled } = cluster.runScript(request);
  cluster.advanceUntilQuiet(SETTLE_MS, SETTLE_LIMIT_MS);
  return { tasks: tasks(), isKilled };
}

import {
  type CreditState,
  judgePrediction,
  type Lesson,
  type PredictionState,
  type Task,
  type TaskState,
  type Verdict,
  type World,
} from '../lesson/index.ts';
import type { LessonStart } from './start.ts';

/** Tasks may look at the time that has passed: they are judged anew after this at the latest. */
const JUDGED_FOR_MS = 5_000;

/** Keeps what parts of a task have earned: a part that was met once stays met. */
function createCreditBoard({ credits = [] }: Task) {
  const settled = new Map<string, { state: CreditState; verdict: Verdict }>();
  return (world: World): readonly { state: CreditState; verdict: Verdict }[] =>
    credits.map((credit) => {
      const known = settled.get(credit.id);
      if (known !== undefined) return known;
      const verdict = credit.check(world);
      const { id, points } = credit;
      const entry = { state: { id, points, ok: verdict.ok, why: verdict.why }, verdict };
      if (verdict.ok) settled.set(id, entry);
      return entry;
    });
}

/** How the tasks of a lesson stand. */
interface TaskBoard {
  /** A task that was met once stays met. */
  read(): readonly TaskState[];
  /** The solution of this task was shown. */
  assist(task: string): void;
}

/** Whether something that a check may look at has changed since it was asked last. */
function createNews({ cluster, commands }: LessonStart): () => boolean {
  let seen = '';
  return () => {
    const lastRequest = cluster.requests().at(-1)?.atMs ?? 0;
    const span = Math.floor(cluster.clock.nowMs() / JUDGED_FOR_MS);
    const now = `${span} ${cluster.view.resourceVersion()} ${commands().length} ${lastRequest}`;
    const isNew = now !== seen;
    seen = now;
    return isNew;
  };
}

/**
 * Keeps the tasks' answers. They are judged when they are read and after each turn, so that it does
 * not depend on who looks when what was met for a moment.
 */
export function createTaskBoard(lesson: Lesson, start: LessonStart): TaskBoard {
  const hasNews = createNews(start);
  const assisted = new Set<string>();
  const settled = new Map<string, TaskState>();
  const boards = new Map(lesson.tasks.map((task) => [task.id, createCreditBoard(task)]));
  let states: readonly TaskState[] = [];
  const judge = (): readonly TaskState[] => {
    if (!hasNews()) return states;
    const world = start.look();
    states = lesson.tasks.map((task) => {
      const known = settled.get(task.id);
      if (known !== undefined) return known;
      const credits = boards.get(task.id)?.(world) ?? [];
      const open = credits.find(({ verdict }) => !verdict.ok) ?? credits.at(-1);
      const verdict = open?.verdict ?? task.check(world);
      const wrongTurns = task.wrongTurns.filter((turn) => turn.isTaken(world)).map(({ id }) => id);
      const state: TaskState = {
        id: task.id,
        ...verdict,
        metAtMs: verdict.ok ? start.cluster.clock.nowMs() : undefined,
        wrongTurns: verdict.ok ? [] : wrongTurns,
        credits: credits.map((credit) => credit.state),
        isAssisted: false,
      };
      if (verdict.ok) settled.set(task.id, state);
      return state;
    });
    return states;
  };
  start.cluster.world.onTurn(judge);
  return {
    read: () => judge().map((task) => ({ ...task, isAssisted: assisted.has(task.id) })),
    assist: (task) => void assisted.add(task),
  };
}

/** Keeps what became of predictions, judged likewise: one that is decided stays so. */
export function createOutcomes(lesson: Lesson, start: LessonStart) {
  const hasNews = createNews(start);
  const decided = new Map<string, PredictionState>();
  let states: readonly PredictionState[] = [];
  const judge = (): readonly PredictionState[] => {
    if (!hasNews()) return states;
    const world = start.look();
    states = lesson.predictions.map((prediction) => {
      const state = decided.get(prediction.id) ?? judgePrediction(prediction, world);
      if (state.outcome !== undefined) decided.set(prediction.id, state);
      return state;
    });
    return states;
  };
  start.cluster.world.onTurn(judge);
  return judge;
}

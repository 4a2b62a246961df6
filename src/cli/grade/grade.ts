import { ALL_PARTS } from '../../../sim/all-parts.ts';
import {
  ENGINE_VERSION,
  gradeScript,
  type LessonSource,
  replaySession,
  type ScriptGrade,
  wordsOf,
} from '../../../sim/index.ts';
import { fillWords, type Points, pointsOf, type TaskState } from '../../../sim/lesson/index.ts';
import { enReasons } from '../../i18n/reasons.en.ts';
import { sayWhy } from '../../i18n/why.ts';
import type { LessonTexts } from '../lesson-source.ts';
import type { Submission, Work } from './submission.ts';

/** What a part of a task has earned. */
export interface GradedCredit {
  readonly id: string;
  readonly text: string;
  readonly points: number;
  readonly ok: boolean;
}

/** How one task stands, in words. */
export interface GradedTask {
  readonly id: string;
  readonly title: string;
  readonly ok: boolean;
  /** Whether the course showed the learner how. */
  readonly isAssisted: boolean;
  readonly why: string;
  /** None in a lesson without points. */
  readonly credits: readonly GradedCredit[];
}

/** The grade of a submission, and all that another needs to come to the same one. */
export interface Grade {
  readonly submission: string;
  /** Of the submission's text, in hexadecimal. */
  readonly sha256: string;
  readonly lesson: string;
  readonly engine: string;
  readonly seed: number;
  readonly ok: boolean;
  /** Whether the script came to no end and was killed; the tasks were judged after that. */
  readonly isKilled: boolean;
  /** Of 0 in a lesson without points. */
  readonly points: Points;
  readonly tasks: readonly GradedTask[];
}

/** Why a task stands as it does, and what the known wrong turns mean. */
function sentenceOf(state: TaskState, texts: LessonTexts): string {
  const { why = {}, wrong = {} } = texts.tasks[state.id] ?? {};
  const reason = sayWhy(state.why, why, enReasons);
  if (state.ok) return reason;
  const feedback = state.wrongTurns.flatMap((id) => wrong[id] ?? []);
  return feedback.length === 0 ? reason : `${reason}. ${feedback.join(' ')}`;
}

function gradedTask(state: TaskState, texts: LessonTexts): GradedTask {
  const { title = state.id, credits = {} } = texts.tasks[state.id] ?? {};
  return {
    id: state.id,
    title,
    ok: state.ok,
    isAssisted: state.isAssisted,
    why: sentenceOf(state, texts),
    credits: state.credits.map(({ id, points, ok }) => ({
      id,
      text: credits[id] ?? id,
      points,
      ok,
    })),
  };
}

/** Plays a learner's work in a fresh lesson; a session is judged as the learner left it. */
function play(source: LessonSource, work: Work, seed: number): ScriptGrade {
  if (work.type === 'script') return gradeScript(source, seed, work.text, ALL_PARTS);
  const replay = replaySession(source, work.log, ALL_PARTS);
  if (replay.type === 'missing') throw new Error(`the simulator has no part ${replay.part}`);
  return { tasks: replay.session.tasks(), isKilled: false };
}

/**
 * Judges every task. `scriptSeed` says whose variant of the lesson a script is for; a session has
 * its own.
 */
export function gradeSubmission(
  source: LessonSource,
  texts: LessonTexts,
  { name, work, sha256 }: Submission,
  scriptSeed: number,
): Grade {
  const { lesson } = source;
  const seed = work.type === 'session' ? work.log.seed : scriptSeed;
  const { tasks: states, isKilled } = play(source, work, seed);
  const filled = fillWords(texts, wordsOf(lesson, seed));
  const tasks = states.map((state) => gradedTask(state, filled));
  return {
    submission: name,
    sha256,
    lesson: lesson.id,
    engine: ENGINE_VERSION,
    seed,
    ok: tasks.every(({ ok }) => ok),
    isKilled,
    points: pointsOf(states),
    tasks,
  };
}

import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { ENGINE_VERSION, gradeScript, type LessonSource, wordsOf } from '../../../sim/index.ts';
import { fillWords, type Points, pointsOf, type TaskState } from '../../../sim/lesson/index.ts';
import { enReasons } from '../../i18n/reasons.en.ts';
import { sayWhy } from '../../i18n/why.ts';
import type { LessonTexts } from '../lesson-source.ts';
import type { Submission } from './submission.ts';

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
    why: sentenceOf(state, texts),
    credits: state.credits.map(({ id, points, ok }) => ({
      id,
      text: credits[id] ?? id,
      points,
      ok,
    })),
  };
}

/** Plays a submission in a fresh lesson of the variant that `seed` gives, and judges every task. */
export function gradeSubmission(
  source: LessonSource,
  texts: LessonTexts,
  submission: Submission,
  seed: number,
): Grade {
  const { lesson } = source;
  const states = gradeScript(source, seed, submission.script, ALL_PARTS);
  const filled = fillWords(texts, wordsOf(lesson, seed));
  const tasks = states.map((state) => gradedTask(state, filled));
  return {
    submission: submission.name,
    sha256: submission.sha256,
    lesson: lesson.id,
    engine: ENGINE_VERSION,
    seed,
    ok: tasks.every(({ ok }) => ok),
    points: pointsOf(states),
    tasks,
  };
}

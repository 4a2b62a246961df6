import type { StartStage } from '../../sim/lesson/index.ts';
import type { Dictionary, Locale } from '../i18n/index.ts';

/** The texts of one task, from the head of the lesson's page. */
export interface TaskTexts {
  readonly title: string;
  readonly hints: readonly string[];
  readonly why: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, string>>;
  /** What the points of a task are given for. */
  readonly credits: Readonly<Record<string, string>>;
}

/** What a lesson's page carries for its script. */
export interface LessonData {
  /** `statefulsets/scaling` */
  readonly lesson: string;
  /** `statefulsets/07-scaling`: the folder of its `lesson.ts`. */
  readonly module: string;
  readonly locale: Locale;
  /** The page's own texts: the terminal needs them before any other script is there. */
  readonly texts: Dictionary;
  /** The files of the home directory at the start, by their path from there. */
  readonly files: Readonly<Record<string, string>>;
  /** What is played before the lesson begins. */
  readonly start: readonly StartStage[];
  /** What the terminal shows when the lesson begins: the shell's prompt and nothing else. */
  readonly prompt: string;
  readonly tasks: Readonly<Record<string, TaskTexts>>;
  /** The lesson after this one, if there is one. */
  readonly next: { readonly title: string; readonly url: string } | null;
  /** The page with all lessons. */
  readonly home: string;
  /** How long an average learner takes. */
  readonly minutes: number;
}

/** Reads the lesson's data out of its page. */
export function readLessonData(page: Document): LessonData {
  const element = page.getElementById('lesson-data');
  if (element === null) throw new Error('this page has no lesson-data');
  return JSON.parse(element.textContent ?? '') as LessonData;
}

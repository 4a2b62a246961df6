import path from 'node:path';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { gradeScript, wordsOf } from '../../../sim/index.ts';
import { fillWords, type TaskState } from '../../../sim/lesson/index.ts';
import { type LessonPageSource, readLessonPage } from '../../prose/lesson-page.ts';
import { splitCommands } from '../../prose/split-commands.ts';
import {
  type LessonFolder,
  type LessonTexts,
  readFolder,
  readPageText,
  readTexts,
} from '../lesson-source.ts';
import { seedsOf } from './seeds.ts';

export const LANGUAGES = ['en', 'zh-cn'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface PageSubject {
  readonly language: Language;
  readonly file: string;
  readonly source: string;
  readonly page: LessonPageSource;
  readonly texts: LessonTexts;
}

/** A lesson with all that is proved about it. */
export interface Subject extends LessonFolder {
  readonly pages: readonly PageSubject[];
  readonly solution: string;
  /** The commands of the solution. */
  readonly steps: readonly string[];
  readonly alternatives: readonly (readonly [name: string, script: string])[];
  readonly wrong: readonly (readonly [name: string, script: string])[];
  /** The text of `sources.md`; '' when there is none. */
  readonly sources: string;
  /** Whose clusters are proved: one, or some of a lesson that has variants. */
  readonly seeds: readonly number[];
  /** How the tasks stand after a script in a fresh lesson; each script is played once a seed. */
  grade(script: string, seed: number): readonly TaskState[];
  /** Ids of all lessons of all courses, `statefulsets/scaling`. */
  readonly allIds: readonly string[];
}

const readPage = (directory: string, language: Language): PageSubject => {
  const file = `${language}.mdx`;
  const source = readPageText(directory, language);
  const texts = readTexts(directory, language);
  return { language, file, source, page: readLessonPage(source), texts };
};

function createGrader({ source }: LessonFolder): Subject['grade'] {
  const known = new Map<string, readonly TaskState[]>();
  return (script, seed) => {
    const key = `${seed} ${script}`;
    const states = known.get(key) ?? gradeScript(source, seed, script, ALL_PARTS).tasks;
    known.set(key, states);
    return states;
  };
}

/** Reads all that lies beside a lesson. */
export function subjectOf(folder: LessonFolder, allIds: readonly string[]): Subject {
  const { directory } = folder;
  const files = readFolder(directory);
  const solution = files['solution.sh'] ?? '';
  return {
    ...folder,
    pages: LANGUAGES.map((language) => readPage(directory, language)),
    solution,
    steps: splitCommands(solution),
    alternatives: Object.entries(readFolder(path.join(directory, 'alternatives'))),
    wrong: Object.entries(readFolder(path.join(directory, 'wrong'))),
    sources: files['sources.md'] ?? '',
    seeds: seedsOf(folder.source.lesson),
    grade: createGrader(folder),
    allIds,
  };
}

/** The text of a script, or of a step of one, as a learner with this seed would type it. */
export const typedAs = ({ source }: LessonFolder, text: string, seed: number): string =>
  fillWords(text, wordsOf(source.lesson, seed));

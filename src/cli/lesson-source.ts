import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { LessonSource } from '../../sim/index.ts';
import type { Lesson, StartStage } from '../../sim/lesson/index.ts';
import { importMistake, LessonMistake } from './lesson-mistake.ts';

/** The texts of a task in one language, from the head of the lesson's page. */
export interface TaskTexts {
  readonly title: string;
  readonly hints: readonly string[];
  readonly why: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, string>>;
  /** What the points of a task are given for. */
  readonly credits: Readonly<Record<string, string>>;
}

export interface PredictionTexts {
  readonly question: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly because: string;
  /** What must be there before it can be played out; '' when nothing is. */
  readonly needs: string;
}

export interface QuestionTexts {
  readonly question: string;
  readonly choices: Readonly<Record<string, { readonly text: string; readonly because: string }>>;
}

export interface LessonTexts {
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly tasks: Readonly<Record<string, TaskTexts>>;
  readonly predictions: Readonly<Record<string, PredictionTexts>>;
  readonly questions: Readonly<Record<string, QuestionTexts>>;
}

/** A lesson with everything that lies beside it. */
export interface LessonFolder {
  readonly source: LessonSource;
  /** Absolute. */
  readonly directory: string;
}

const LESSONS = path.join(import.meta.dirname, '..', '..', 'lessons');

/** Relative paths and contents of the files below a folder, in path order. */
export function readFolder(directory: string): Record<string, string> {
  const files: Record<string, string> = {};
  if (!existsSync(directory)) return files;
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(directory, name);
    if (statSync(file).isFile()) files[name.split(path.sep).join('/')] = readFileSync(file, 'utf8');
  }
  return files;
}

const readScript = (directory: string, name: string): string => {
  const file = path.join(directory, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

async function importLesson(file: string): Promise<Lesson> {
  const loaded = await import(file).catch((error: unknown) => {
    throw importMistake(file, error);
  });
  const { lesson } = loaded as { lesson?: Lesson };
  if (lesson !== undefined) return lesson;
  throw new LessonMistake(file, 0, 'does not export a `lesson`');
}

/** The text of a page; every lesson has one in each language. */
export function readPageText(directory: string, language: 'en' | 'zh-cn'): string {
  const file = path.join(directory, `${language}.mdx`);
  if (!existsSync(file)) throw new LessonMistake(file, 0, 'is missing');
  return readFileSync(file, 'utf8');
}

/** Reads the head of a page; its first line is the second of the file. */
function parseHead(file: string, head: string): LessonTexts {
  try {
    return parse(head) as LessonTexts;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line ?? 0;
    const [message = ''] = error.message.split(' at line ');
    throw new LessonMistake(file, line + 1, `the head is no YAML: ${message}`);
  }
}

/** Reads a lesson; `previous` is the one before it in its course. */
async function readLesson(
  directory: string,
  previous: LessonFolder | undefined,
): Promise<LessonFolder> {
  const lesson = await importLesson(path.join(directory, 'lesson.ts'));
  const shared = readFolder(path.join(directory, '..', 'files'));
  const files = { ...shared, ...readFolder(path.join(directory, 'files')) };
  const goesOn = lesson.start === 'previous' && previous !== undefined;
  const before: readonly StartStage[] = goesOn
    ? [
        ...previous.source.start,
        { files: previous.source.files, script: readScript(previous.directory, 'solution.sh') },
      ]
    : [];
  const script = readScript(directory, 'start.sh');
  const start = script === '' ? before : [...before, { files, script }];
  return { source: { lesson, files, start }, directory };
}

/** Every lesson, in the order of its folders. */
export async function readLessons(): Promise<readonly LessonFolder[]> {
  const folders: LessonFolder[] = [];
  for (const course of readdirSync(LESSONS).sort()) {
    if (!statSync(path.join(LESSONS, course)).isDirectory()) continue;
    let previous: LessonFolder | undefined;
    for (const name of readdirSync(path.join(LESSONS, course)).sort()) {
      const directory = path.join(LESSONS, course, name);
      if (!existsSync(path.join(directory, 'lesson.ts'))) continue;
      previous = await readLesson(directory, previous);
      folders.push(previous);
    }
  }
  return folders;
}

/** The texts of a lesson in one language: the head of `<language>.mdx`. */
export function readTexts(directory: string, language: 'en' | 'zh-cn'): LessonTexts {
  const text = readPageText(directory, language);
  const head = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? '';
  const whole = parseHead(path.join(directory, `${language}.mdx`), head);
  const { tasks = {}, predictions = {}, questions = {}, ...rest } = whole;
  const filled = Object.entries(tasks).map(([id, task]) => {
    const { why = {}, wrong = {}, credits = {} } = task;
    const texts: TaskTexts = { ...task, why, wrong, credits };
    return [id, texts] as const;
  });
  const foretold = Object.entries(predictions).map(([id, texts]) => {
    const { choices = {}, needs = '' } = texts;
    return [id, { ...texts, choices, needs }] as const;
  });
  return {
    ...rest,
    tasks: Object.fromEntries(filled),
    predictions: Object.fromEntries(foretold),
    questions,
  };
}

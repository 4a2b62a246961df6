import { wordsOf } from '../../../sim/index.ts';
import { type Prediction, wordsIn } from '../../../sim/lesson/index.ts';
import { lineOf, type Problem } from './problem.ts';
import { SEED } from './seeds.ts';
import type { Language, PageSubject, Subject } from './subject.ts';

/** Hints go from a nudge to nearly the answer. */
const HINT_TIERS = 3;
const SECTIONS: Readonly<Record<Language, readonly string[]>> = {
  en: ['In production', 'In short', 'Check yourself'],
  'zh-cn': ['在生产环境中', '小结', '自测'],
};
/** Official documentation: of Kubernetes and of what the lessons run on it. */
const OFFICIAL = /^https:\/\/(kubernetes\.io|dev\.mysql\.com|etcd\.io|coredns\.io)\//;

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

const sorted = (ids: Iterable<string>): string[] => [...ids].sort();

/** A lesson without tasks is a free cluster: it has no solution, and no questions. */
export const isFree = ({ source }: Subject): boolean => source.lesson.tasks.length === 0;

/** An exam has points. It says nothing beforehand, so it asks for no prediction. */
export const isExam = ({ source }: Subject): boolean =>
  source.lesson.tasks.some(({ credits = [] }) => credits.length > 0);

/** Words of a variant stand in the texts of tasks only, and each of them is drawn. */
function wordProblems(subject: Subject, { file, source, page, texts }: PageSubject): Problem[] {
  const { lesson } = subject.source;
  const known = wordsOf(lesson, SEED);
  const inTasks = wordsIn(JSON.stringify(texts.tasks));
  const unknown = lesson.words === undefined ? [] : inTasks.filter((name) => !(name in known));
  const elsewhere = wordsIn(JSON.stringify([page.prose, texts.predictions, texts.questions]));
  const misplaced = elsewhere.filter((name) => name in known);
  return [
    ...unknown.map((name) => ({
      file,
      line: lineOf(source, `[[${name}]]`),
      message: `[[${name}]] is none of the words that lesson.ts draws`,
    })),
    ...misplaced.map((name) => ({
      file,
      line: lineOf(source, `[[${name}]]`),
      message: `[[${name}]] can stand in the texts of tasks only`,
    })),
  ];
}

function taskProblems(subject: Subject, { file, source, texts }: PageSubject): Problem[] {
  const { tasks } = subject.source.lesson;
  const problems: Problem[] = [];
  const add = (id: string, message: string): void => {
    problems.push({ file, line: lineOf(source, `\n  ${id}:`) + 1, message });
  };
  const ids = tasks.map(({ id }) => id);
  if (!sameList(Object.keys(texts.tasks), ids)) {
    add('tasks', `has the tasks ${Object.keys(texts.tasks)}; lesson.ts has ${ids}`);
  }
  for (const { id, wrongTurns, credits = [] } of tasks) {
    const { hints = [], wrong = {}, credits: named = {} } = texts.tasks[id] ?? {};
    if (hints.length !== HINT_TIERS) {
      add(id, `task ${id} has ${hints.length} hints; ${HINT_TIERS} are needed`);
    }
    const parts = credits.map((credit) => credit.id);
    if (!sameList(Object.keys(named).sort(), [...parts].sort())) {
      add(id, `task ${id} has credits for ${Object.keys(named)}; lesson.ts has ${parts}`);
    }
    const turns = wrongTurns.map((turn) => turn.id);
    if (!sameList(sorted(Object.keys(wrong)), sorted(turns))) {
      add(id, `task ${id} has feedback for ${Object.keys(wrong)}; lesson.ts has ${turns}`);
    }
  }
  return problems;
}

/** What a prediction has texts for. */
function choicesOf(prediction: Prediction): readonly string[] {
  if ('choices' in prediction) return prediction.choices;
  return 'items' in prediction ? prediction.items : [];
}

function quizProblems(subject: Subject, { file, source, page, texts }: PageSubject): Problem[] {
  const { predictions, questions } = subject.source.lesson;
  const problems: Problem[] = [];
  const add = (text: string, message: string): void => {
    problems.push({ file, line: lineOf(source, text), message });
  };
  for (const prediction of predictions) {
    const { id } = prediction;
    const choices = choicesOf(prediction);
    const known = Object.keys(texts.predictions[id]?.choices ?? {});
    if (!sameList(sorted(known), sorted(choices))) {
      add(`${id}:`, `prediction ${id} has the choices ${known}; lesson.ts has ${choices}`);
    }
    if (!page.predictions.includes(id)) add(`${id}:`, `prediction ${id} is shown nowhere`);
    if ('playOut' in prediction && (texts.predictions[id]?.needs ?? '') === '') {
      add(`${id}:`, `prediction ${id} does not say what it \`needs\` to be played out`);
    }
  }
  for (const { id, choices, right } of questions) {
    const known = Object.keys(texts.questions[id]?.choices ?? {});
    if (!sameList(sorted(known), sorted(choices))) {
      add(`${id}:`, `question ${id} has the choices ${known}; lesson.ts has ${choices}`);
    }
    if (!choices.includes(right)) add(`${id}:`, `question ${id} has no choice ${right}`);
  }
  // A free cluster asks for nothing.
  if (isFree(subject)) return problems;
  if (predictions.length === 0 && !isExam(subject)) add('', 'has no prediction');
  if (questions.length < 2) add('', `has ${questions.length} questions; two or three are needed`);
  if (!page.hasQuestions) add('', 'shows its questions nowhere: <Questions />');
  return problems;
}

function linkProblems(subject: Subject, { file, page }: PageSubject): Problem[] {
  const own = subject.source.lesson.id;
  const problems = page.links.flatMap(({ target, line }): Problem[] => {
    if (target.startsWith('https://')) {
      return URL.canParse(target) ? [] : [{ file, line, message: `${target} is not an address` }];
    }
    const { pathname } = new URL(target, `https://x/${own}/`);
    const id = pathname.replace(/^\/|\/$/g, '');
    const isThere = subject.allIds.includes(id) && pathname.endsWith('/');
    return isThere ? [] : [{ file, line, message: `${target} leads to no lesson` }];
  });
  if (page.links.some(({ target }) => OFFICIAL.test(target))) return problems;
  return [...problems, { file, line: 0, message: 'has no link to the official documentation' }];
}

function sectionProblems({ file, page, language }: PageSubject): Problem[] {
  const texts = page.headings.map(({ text }) => text);
  return SECTIONS[language]
    .filter((section) => !texts.includes(section))
    .map((section) => ({ file, line: 0, message: `has no section “${section}”` }));
}

/** The texts of every task, prediction and question are there; links lead somewhere. */
export const proveTexts = (subject: Subject): Problem[] =>
  subject.pages.flatMap((page) => [
    ...taskProblems(subject, page),
    ...wordProblems(subject, page),
    ...quizProblems(subject, page),
    ...linkProblems(subject, page),
    ...(isFree(subject) ? [] : sectionProblems(page)),
  ]);

/** What a page makes its reader do, as text that two languages must share. */
const outline = ({ page }: PageSubject): { line: number; text: string }[] =>
  page.steps.map((step) =>
    step.type === 'play'
      ? { line: step.line, text: `play ${step.command}` }
      : {
          line: step.block.from,
          text: `${step.block.language} ${step.block.marks.join(' ')}\n${step.block.code}`,
        },
  );

/** Both languages have the same commands, printed blocks, predictions and number of sections. */
export function proveLanguages({ pages }: Subject): Problem[] {
  const [first, ...others] = pages;
  if (first === undefined) return [];
  const wanted = outline(first);
  return others.flatMap((page): Problem[] => {
    const { file } = page;
    const own = outline(page);
    const at = wanted.findIndex(({ text }, index) => own[index]?.text !== text);
    if (at >= 0 || own.length !== wanted.length) {
      const { line = 0 } = own[at < 0 ? wanted.length : at] ?? {};
      const other = wanted[at]?.line ?? 0;
      return [{ file, line, message: `has another block here than ${first.file}:${other}` }];
    }
    if (!sameList(page.page.predictions, first.page.predictions)) {
      return [{ file, line: 0, message: `shows other predictions than ${first.file}` }];
    }
    const [ours, theirs] = [page.page.headings.length, first.page.headings.length];
    if (ours === theirs) return [];
    return [{ file, line: 0, message: `has ${ours} headings, ${first.file} has ${theirs}` }];
  });
}

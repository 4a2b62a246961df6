import { enReasons } from '../../i18n/reasons.en.ts';
import { sayWhy } from '../../i18n/why.ts';
import { lineOf, type Problem } from './problem.ts';
import { isFree } from './prove-texts.ts';
import type { Subject } from './subject.ts';

/** Tasks that a script leaves open, each with why. */
const openTasks = (subject: Subject, script: string): string[] =>
  subject
    .grade(script)
    .flatMap(({ id, ok, why }) => (ok ? [] : [`${id} (${sayWhy(why, enReasons)})`]));

const openProblem = (file: string, open: readonly string[]): Problem[] =>
  open.length === 0 ? [] : [{ file, line: 0, message: `leaves open: ${open.join('; ')}` }];

/** The solution meets every task. */
export const proveSolution = (subject: Subject): Problem[] =>
  openProblem('solution.sh', openTasks(subject, subject.solution));

/** Nothing is met before the learner has done anything. */
export const proveStart = (subject: Subject): Problem[] =>
  subject
    .grade('')
    .flatMap(({ id, ok }) =>
      ok
        ? [{ file: 'lesson.ts', line: 0, message: `task ${id} is met before anything is done` }]
        : [],
    );

/** There are two other ways at least, and each meets every task. */
export function proveAlternatives(subject: Subject): Problem[] {
  const problems = subject.alternatives.flatMap(([name, script]) =>
    openProblem(`alternatives/${name}`, openTasks(subject, script)),
  );
  if (isFree(subject) || subject.alternatives.length >= 2) return problems;
  const message = `has ${subject.alternatives.length} other ways to the goal; two are needed`;
  return [...problems, { file: 'alternatives', line: 0, message }];
}

/** No step of the solution is needless. */
export const proveSteps = (subject: Subject): Problem[] =>
  subject.steps.flatMap((step, at) => {
    const rest = subject.steps.filter((_, index) => index !== at).join('\n');
    if (openTasks(subject, rest).length > 0) return [];
    const line = lineOf(subject.solution, step);
    return [{ file: 'solution.sh', line, message: `every task is met without «${step}»` }];
  });

/** Each wrong answer fails and is told so in words of its own. */
export function proveWrongAnswers(subject: Subject): Problem[] {
  const problems = subject.wrong.flatMap(([name, script]) => {
    const file = `wrong/${name}`;
    const [taskId = '', turn = ''] = name.replace(/\.sh$/, '').split('.');
    const task = subject.grade(script).find(({ id }) => id === taskId);
    if (task === undefined) return [{ file, line: 0, message: `there is no task ${taskId}` }];
    if (task.ok) return [{ file, line: 0, message: `meets the task ${taskId}` }];
    if (task.wrongTurns.includes(turn)) return [];
    const told = task.wrongTurns.join(', ') || 'nothing';
    return [{ file, line: 0, message: `is told ${told}, not ${turn}` }];
  });
  const shown = new Set(subject.wrong.map(([name]) => name.replace(/\.sh$/, '')));
  const turns = subject.source.lesson.tasks.flatMap(({ id, wrongTurns }) =>
    wrongTurns.map((turn) => `${id}.${turn.id}`),
  );
  const unshown = turns.filter((turn) => !shown.has(turn));
  const missing = unshown.map((turn) => ({
    file: 'lesson.ts',
    line: 0,
    message: `the wrong turn ${turn} needs a script wrong/${turn}.sh that takes it`,
  }));
  const unsourced = turns.filter((turn) => !subject.sources.includes(turn));
  const sourceless = unsourced.map((turn) => ({
    file: 'sources.md',
    line: 0,
    message: `says nothing of where people take the wrong turn ${turn}`,
  }));
  return [...problems, ...missing, ...sourceless];
}

/** Every reason that a check gives has a sentence. */
export function proveReasons(subject: Subject): Problem[] {
  const texts = subject.pages[0]?.texts;
  const scripts = ['', subject.solution, ...subject.wrong.map(([, script]) => script)];
  const unknown = scripts.flatMap((script) =>
    subject.grade(script).flatMap(({ id, why }) => {
      const known = { ...enReasons, ...texts?.tasks[id]?.why };
      return why.code in known ? [] : [why.code];
    }),
  );
  return [...new Set(unknown)].map((code) => ({
    file: 'en.mdx',
    line: 0,
    message: `the reason ${code} has no sentence: neither here nor in the dictionary`,
  }));
}

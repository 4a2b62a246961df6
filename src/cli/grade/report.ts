import type { Points } from '../../../sim/lesson/index.ts';
import type { Grade, GradedCredit, GradedTask } from './grade.ts';

const pointsText = ({ earned, of }: Points): string => `${earned} of ${of} points`;

const KILLED = 'the script came to no end and was stopped';

const metOf = ({ tasks }: Grade): number => tasks.filter(({ ok }) => ok).length;

const earnedBy = (credits: readonly GradedCredit[]): Points => ({
  earned: credits.reduce((sum, { ok, points }) => sum + (ok ? points : 0), 0),
  of: credits.reduce((sum, { points }) => sum + points, 0),
});

function taskLines({ title, ok, isAssisted, why, credits }: GradedTask): string[] {
  const earned = credits.length === 0 ? '' : `  ${pointsText(earnedBy(credits))}`;
  return [
    `${ok ? 'met    ' : 'not met'}  ${title}${earned}${isAssisted ? '  (was shown how)' : ''}`,
    `         ${why}`,
    ...credits.map((credit) => {
      const got = `${credit.ok ? credit.points : 0}/${credit.points}`;
      return `           ${got.padEnd(5)}  ${credit.text}`;
    }),
  ];
}

const assistedIn = ({ tasks }: Grade): number =>
  tasks.filter(({ isAssisted }) => isAssisted).length;

const tally = (grade: Grade): string => {
  const total = grade.points.of > 0 ? `, ${pointsText(grade.points)}` : '';
  const shown = assistedIn(grade) > 0 ? `, was shown how in ${assistedIn(grade)}` : '';
  const killed = grade.isKilled ? `; ${KILLED}` : '';
  return `${metOf(grade)} of ${grade.tasks.length} tasks met${total}${shown}${killed}`;
};

/** A grade for a person to read, task by task. */
export const textOf = (grade: Grade): string =>
  [...grade.tasks.flatMap(taskLines), tally(grade)].map((line) => `${line}\n`).join('');

/** A grade on one line, beside the name of the submission. */
export const lineOf = (grade: Grade, width: number): string => {
  const missed = grade.tasks.filter(({ ok }) => !ok).map(({ id }) => id);
  const what = missed.length === 0 ? '' : `; not met: ${missed.join(', ')}`;
  return `${grade.submission.padEnd(width)}  ${tally(grade)}${what}\n`;
};

/** A grade on one line of JSON. Points are told only where a lesson has some. */
export function jsonOf(grade: Grade): string {
  const { points, tasks, ...rest } = grade;
  const told = tasks.map(({ title: _, credits, ...task }) =>
    credits.length === 0 ? task : { ...task, points: earnedBy(credits), credits },
  );
  return `${JSON.stringify({ ...rest, ...(points.of > 0 ? { points } : {}), tasks: told })}\n`;
}

/** A field of a CSV record (RFC 4180); what a spreadsheet would take for a formula stays text. */
const csvField = (text: string): string => {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};
const csvRecord = (fields: readonly (string | number)[]): string =>
  `${fields.map((field) => csvField(String(field))).join(',')}\r\n`;

/** The first record of a CSV file of grades; the tasks are those of the lesson, in order. */
export const csvHead = (taskIds: readonly string[]): string =>
  csvRecord([
    'submission',
    'met',
    'of',
    'points',
    'of points',
    'shown',
    ...taskIds,
    'seed',
    'engine',
    'sha256',
    'problem',
  ]);

/** The record of one grade: 1 for a task that is met, else 0. */
export const csvOf = (grade: Grade): string =>
  csvRecord([
    grade.submission,
    metOf(grade),
    grade.tasks.length,
    grade.points.earned,
    grade.points.of,
    assistedIn(grade),
    ...grade.tasks.map(({ ok }) => (ok ? 1 : 0)),
    grade.seed,
    grade.engine,
    grade.sha256,
    grade.isKilled ? KILLED : '',
  ]);

/** The record of a submission that could not be graded. */
export const csvProblem = (
  submission: string,
  taskIds: readonly string[],
  message: string,
): string =>
  csvRecord([submission, '', '', '', '', '', ...taskIds.map(() => ''), '', '', '', message]);

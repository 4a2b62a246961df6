import { readFileSync } from 'node:fs';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { gradeScript, type LessonSource, wordsOf } from '../../sim/index.ts';
import { fillWords, type Points, pointsOf, type TaskState } from '../../sim/lesson/index.ts';
import { enReasons } from '../i18n/reasons.en.ts';
import { sayWhy } from '../i18n/why.ts';
import { parseArguments } from './arguments.ts';
import { type LessonFolder, type LessonTexts, readLessons, readTexts } from './lesson-source.ts';

const FORMATS = ['text', 'json'];
/** A grade depends on the lesson, the script and this alone. */
const USUAL_SEED = 1;

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; message: string };

function readScript(file: string): Read<string> {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file);
    if (bytes.includes(0))
      return { ok: false, message: `${file} is not a shell script: it is binary` };
    return { ok: true, value: bytes.toString('utf8') };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `cannot read ${file}: ${reason}` };
  }
}

async function findLesson(id: string): Promise<Read<LessonFolder>> {
  const folders = await readLessons();
  const found = folders.find(({ source }) => source.lesson.id === id);
  if (found !== undefined) return { ok: true, value: found };
  const known = folders.map(({ source }) => source.lesson.id).join(', ');
  return { ok: false, message: `no lesson '${id}'; there are: ${known}` };
}

/** Why a task stands as it does, and what the known wrong turns mean. */
function sentenceOf(state: TaskState, texts: LessonTexts): string {
  const { why = {}, wrong = {} } = texts.tasks[state.id] ?? {};
  const reason = sayWhy(state.why, why, enReasons);
  if (state.ok) return reason;
  const feedback = state.wrongTurns.flatMap((id) => wrong[id] ?? []);
  return feedback.length === 0 ? reason : `${reason}. ${feedback.join(' ')}`;
}

interface Options {
  readonly format: string;
  readonly seed: number;
}

const pointsText = ({ earned, of }: Points): string => `${earned} of ${of} points`;

/** What a task has earned, and for what, as far as it has points. */
function creditsOf({ id, credits }: TaskState, texts: LessonTexts) {
  if (credits.length === 0) return {};
  const named = credits.map((credit) => ({
    id: credit.id,
    text: texts.tasks[id]?.credits[credit.id] ?? credit.id,
    points: credit.points,
    ok: credit.ok,
  }));
  return { points: pointsOf([{ credits }]), credits: named };
}

function grade(source: LessonSource, read: LessonTexts, script: string, options: Options): number {
  const { format, seed } = options;
  const { lesson } = source;
  const words = wordsOf(lesson, seed);
  const states = gradeScript(source, seed, script, ALL_PARTS);
  const texts = fillWords(read, words);
  const tasks = states.map((state) => ({
    id: state.id,
    ok: state.ok,
    why: sentenceOf(state, texts),
    ...creditsOf(state, texts),
  }));
  const ok = tasks.every((task) => task.ok);
  const points = pointsOf(states);
  const hasPoints = points.of > 0;
  if (format === 'json') {
    const whole = { lesson: lesson.id, ok, ...(hasPoints ? { seed, points } : {}), tasks };
    process.stdout.write(`${JSON.stringify(whole)}\n`);
    return ok ? 0 : 1;
  }
  for (const task of tasks) {
    const title = texts.tasks[task.id]?.title ?? task.id;
    const mark = task.ok ? 'met    ' : 'not met';
    const earned = task.points === undefined ? '' : `  ${pointsText(task.points)}`;
    process.stdout.write(`${mark}  ${title}${earned}\n         ${task.why}\n`);
    for (const credit of task.credits ?? []) {
      const got = `${credit.ok ? credit.points : 0}/${credit.points}`;
      process.stdout.write(`           ${got.padEnd(5)}  ${credit.text}\n`);
    }
  }
  const count = tasks.filter((task) => task.ok).length;
  const total = hasPoints ? `, ${pointsText(points)}` : '';
  process.stdout.write(`${count} of ${tasks.length} tasks met${total}\n`);
  return ok ? 0 : 1;
}

async function main(): Promise<number> {
  const refuse = (message: string): number => {
    process.stderr.write(`${message}\n`);
    return 2;
  };
  const parsed = parseArguments(
    {
      name: 'npm run -s grade --',
      summary: 'Plays a shell script in a fresh lesson and tells how each task stands.',
      operands: ['LESSON'],
      flags: {
        script: { value: 'FILE', summary: 'the script; - reads standard input' },
        format: { value: 'text|json', summary: 'text unless given' },
        seed: { value: 'NUMBER', summary: 'whose variant of the lesson; 1 unless given' },
      },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) return refuse(parsed.message);
  const { operands, flags } = parsed.value;
  const format = flags.format ?? 'text';
  if (!FORMATS.includes(format)) return refuse(`--format is text or json, not '${format}'`);
  const seed = Number(flags.seed ?? USUAL_SEED);
  if (!Number.isInteger(seed) || seed < 0) {
    return refuse(`--seed is a whole number, not '${flags.seed}'`);
  }
  if (flags.script === undefined) return refuse('--script FILE is missing');
  const lesson = await findLesson(operands[0] ?? '');
  if (!lesson.ok) return refuse(lesson.message);
  const script = readScript(flags.script);
  if (!script.ok) return refuse(script.message);
  const { source, directory } = lesson.value;
  return grade(source, readTexts(directory, 'en'), script.value, { format, seed });
}

process.exitCode = await main();

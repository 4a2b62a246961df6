import { readFileSync } from 'node:fs';
import { ALL_PARTS } from '../../sim/all-parts.ts';
import { gradeScript, type LessonSource } from '../../sim/index.ts';
import type { TaskState } from '../../sim/lesson/index.ts';
import { enReasons } from '../i18n/reasons.en.ts';
import { sayWhy } from '../i18n/why.ts';
import { parseArguments } from './arguments.ts';
import { type LessonFolder, type LessonTexts, readLessons, readTexts } from './lesson-source.ts';

const FORMATS = ['text', 'json'];
/** A grade depends on the lesson and the script alone: everybody gets the same cluster. */
const SEED = 1;

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

function grade(source: LessonSource, texts: LessonTexts, script: string, format: string): number {
  const states = gradeScript(source, SEED, script, ALL_PARTS);
  const tasks = states.map((state) => ({
    id: state.id,
    ok: state.ok,
    why: sentenceOf(state, texts),
  }));
  const ok = tasks.every((task) => task.ok);
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ lesson: source.lesson.id, ok, tasks })}\n`);
    return ok ? 0 : 1;
  }
  for (const task of tasks) {
    const title = texts.tasks[task.id]?.title ?? task.id;
    process.stdout.write(`${task.ok ? 'met    ' : 'not met'}  ${title}\n         ${task.why}\n`);
  }
  const count = tasks.filter((task) => task.ok).length;
  process.stdout.write(`${count} of ${tasks.length} tasks met\n`);
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
      },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) return refuse(parsed.message);
  const { operands, flags } = parsed.value;
  const format = flags.format ?? 'text';
  if (!FORMATS.includes(format)) return refuse(`--format is text or json, not '${format}'`);
  if (flags.script === undefined) return refuse('--script FILE is missing');
  const lesson = await findLesson(operands[0] ?? '');
  if (!lesson.ok) return refuse(lesson.message);
  const script = readScript(flags.script);
  if (!script.ok) return refuse(script.message);
  const { source, directory } = lesson.value;
  return grade(source, readTexts(directory, 'en'), script.value, format);
}

process.exitCode = await main();

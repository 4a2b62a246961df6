import path from 'node:path';
import type { Lesson } from '../../sim/lesson/index.ts';
import { parseArguments } from './arguments.ts';
import { type Grade, gradeSubmission } from './grade/grade.ts';
import { csvHead, csvOf, csvProblem, jsonOf, lineOf, textOf } from './grade/report.ts';
import { type Read, readSubmission, type Submission, submissionFiles } from './grade/submission.ts';
import { tellMistakes } from './lesson-mistake.ts';
import { type LessonFolder, readLessons, readTexts } from './lesson-source.ts';

const FORMATS = ['text', 'json', 'csv'];
/** A grade depends on the lesson, the submission and this alone. */
const USUAL_SEED = 1;

async function findLesson(id: string): Promise<Read<LessonFolder>> {
  const folders = await readLessons();
  const found = folders.find(({ source }) => source.lesson.id === id);
  if (found !== undefined) return { ok: true, value: found };
  const known = folders.map(({ source }) => source.lesson.id).join(', ');
  return { ok: false, message: `no lesson '${id}'; there are: ${known}` };
}

type Grader = (submission: Submission) => Grade;

function gradeOne(file: string, lesson: string, grade: Grader, format: string): number {
  const submission = readSubmission(file, lesson);
  if (!submission.ok) return refuse(submission.message);
  const told = grade(submission.value);
  const taskIds = told.tasks.map(({ id }) => id);
  const show = { text: textOf, json: jsonOf, csv: (g: Grade) => csvHead(taskIds) + csvOf(g) };
  process.stdout.write(show[format as keyof typeof show](told));
  return told.ok ? 0 : 1;
}

/** One submission must not cost the others their grade, whatever is wrong with it. */
function tryGrade(file: string, lesson: string, grade: Grader): Read<Grade> {
  const submission = readSubmission(file, lesson);
  if (!submission.ok) return submission;
  try {
    return { ok: true, value: grade(submission.value) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, message: `the simulator stopped at ${file}: ${reason}` };
  }
}

/** Grades each submission of a folder and tells each when it is there; 3 if some cannot be. */
function gradeFolder(folder: string, { id, tasks }: Lesson, grade: Grader, format: string): number {
  const files = submissionFiles(folder);
  if (!files.ok) return refuse(files.message);
  const width = Math.max(...files.value.map((file) => path.basename(file).length));
  const show = { text: (g: Grade) => lineOf(g, width), json: jsonOf, csv: csvOf };
  const taskIds = tasks.map((task) => task.id);
  if (format === 'csv') process.stdout.write(csvHead(taskIds));
  let problems = 0;
  for (const file of files.value) {
    const graded = tryGrade(file, id, grade);
    if (graded.ok) {
      process.stdout.write(show[format as keyof typeof show](graded.value));
      continue;
    }
    problems++;
    process.stderr.write(`${graded.message}\n`);
    if (format !== 'csv') continue;
    process.stdout.write(csvProblem(path.basename(file), taskIds, graded.message));
  }
  return problems === 0 ? 0 : 3;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}

async function main(): Promise<number> {
  const parsed = parseArguments(
    {
      name: 'npm run -s grade --',
      summary: 'Plays submissions in a fresh lesson and tells how each task stands.',
      operands: ['LESSON'],
      flags: {
        script: { value: 'FILE', summary: 'a shell script; - reads standard input' },
        progress: { value: 'FILE', summary: 'what a learner exported from the course (.json)' },
        folder: { value: 'DIR', summary: 'all files of a folder that end in .sh or .json' },
        format: { value: FORMATS.join('|'), summary: 'text unless given; json is a line each' },
        seed: { value: 'NUMBER', summary: 'whose variant of the lesson; 1 unless given' },
      },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) return refuse(parsed.message);
  const { operands, flags } = parsed.value;
  const { script, progress, folder, format = 'text' } = flags;
  if (!FORMATS.includes(format)) {
    return refuse(`--format is one of ${FORMATS.join(', ')}, not '${format}'`);
  }
  const seed = Number(flags.seed ?? USUAL_SEED);
  if (!Number.isInteger(seed) || seed < 0) {
    return refuse(`--seed is a whole number, not '${flags.seed}'`);
  }
  const given = [script, progress, folder].filter((value) => value !== undefined);
  if (given.length !== 1) return refuse('give --script FILE, --progress FILE or --folder DIR');
  if (progress !== undefined && !progress.endsWith('.json')) {
    return refuse(`--progress is a file that ends in .json, not '${progress}'`);
  }
  const lesson = await findLesson(operands[0] ?? '');
  if (!lesson.ok) return refuse(lesson.message);
  const { source, directory } = lesson.value;
  const texts = readTexts(directory, 'en');
  const grade: Grader = (submission) => gradeSubmission(source, texts, submission, seed);
  return folder === undefined
    ? gradeOne(script ?? progress ?? '-', source.lesson.id, grade, format)
    : gradeFolder(folder, source.lesson, grade, format);
}

process.exitCode = await tellMistakes(main);

import path from 'node:path';
import { parseArguments } from './arguments.ts';
import { lengthOf } from './lesson/length.ts';
import { proofs } from './lesson/proofs.ts';
import { regenerate } from './lesson/prove-page.ts';
import { readabilityOf } from './lesson/readability.ts';
import { type Subject, subjectOf } from './lesson/subject.ts';
import { tellMistakes } from './lesson-mistake.ts';
import { readLessons } from './lesson-source.ts';

/** Commands of the random session. */
const COMMANDS = 1_000;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Lessons whose id or folder is or ends with `name`. */
async function findSubjects(name: string): Promise<Subject[]> {
  const folders = await readLessons();
  const ids = folders.map(({ source }) => source.lesson.id);
  return folders
    .filter(({ source, directory }) => {
      const folder = path.basename(directory);
      const { id } = source.lesson;
      return (
        id === name || id.endsWith(`/${name}`) || folder === name || folder.startsWith(`${name}-`)
      );
    })
    .map((folder) => subjectOf(folder, ids));
}

/** Runs the proofs of one lesson and prints what is wrong. Returns the number of problems. */
function check(subject: Subject, sessions: number): number {
  const folder = path.relative(process.cwd(), subject.directory);
  say(subject.source.lesson.id);
  let count = 0;
  for (const { name, prove } of proofs(COMMANDS, sessions)) {
    const problems = prove(subject);
    say(`  ${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${name}`);
    for (const { file, line, message } of problems) {
      const place = line > 0 ? `${folder}/${file}:${line}` : `${folder}/${file}`;
      say(`        ${place}: ${message.replaceAll('\n', '\n        ')}`);
    }
    count += problems.length;
  }
  for (const page of subject.pages) {
    const { words, grade } = readabilityOf(page);
    const measure = page.language === 'en' ? 'words, reading grade' : 'characters, a sentence';
    say(`  ${page.file}: ${words} ${measure} ${grade.toFixed(1)}`);
  }
  const { minutes, words, commands, waitingS } = lengthOf(subject);
  const parts = `${words} words with questions, ${commands} commands, ${waitingS} s of waiting`;
  say(`  about ${Math.round(minutes)} minutes: ${parts}`);
  return count;
}

async function main(): Promise<number> {
  const parsed = parseArguments(
    {
      name: 'npm run -s lesson:check --',
      summary: 'Proves a lesson, and says in which file and line what is wrong.',
      operands: ['LESSON'],
      flags: {
        write: { value: '', summary: 'write what is printed now into the pages first' },
        random: { value: 'NUMBER', summary: 'how many random sessions are played; 1 unless given' },
      },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) {
    process.stderr.write(`${parsed.message}\n`);
    return 2;
  }
  const [name = ''] = parsed.value.operands;
  const isWriting = parsed.value.flags.write !== undefined;
  const sessions = Number(parsed.value.flags.random ?? 1);
  if (!Number.isInteger(sessions) || sessions < 1) {
    process.stderr.write(`--random is a whole number, not '${parsed.value.flags.random}'\n`);
    return 2;
  }
  const subjects = await findSubjects(name);
  if (isWriting) for (const subject of subjects) say(`${regenerate(subject)} blocks rewritten`);
  const written = isWriting ? await findSubjects(name) : subjects;
  if (subjects.length === 0) {
    process.stderr.write(`no lesson '${name}'; \`npm run -s lessons\` lists them\n`);
    return 2;
  }
  const count = written.reduce((sum, subject) => sum + check(subject, sessions), 0);
  say(count === 0 ? 'proved' : `${count} problems`);
  return count === 0 ? 0 : 1;
}

process.exitCode = await tellMistakes(main);

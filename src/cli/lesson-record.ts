import { readFileSync } from 'node:fs';
import path from 'node:path';
import { enteredLines, type SessionLog } from '../../sim/lesson/index.ts';
import { splitCommands } from '../prose/split-commands.ts';
import { parseArguments } from './arguments.ts';
import { type Draft, draftOf } from './lesson/draft.ts';
import { openLesson } from './lesson/play-page.ts';
import { SEED } from './lesson/seeds.ts';
import { tellMistakes } from './lesson-mistake.ts';
import { readLessons } from './lesson-source.ts';

/** The lines that a session's log says were typed. */
const linesOfLog = (log: SessionLog): string =>
  enteredLines(log)
    .map(({ text }) => text)
    .join('\n');

/** The commands of a script, or of a session that was exported from the page. */
function readCommands(file: string): string[] {
  const text = readFileSync(file === '-' ? 0 : file, 'utf8');
  return splitCommands(file.endsWith('.json') ? linesOfLog(JSON.parse(text) as SessionLog) : text);
}

function show({ commands, differences, checks }: Draft): string {
  const blocks = commands.map(({ command, printed }) => {
    const output = printed.trimEnd();
    const block = `\`\`\`sh\n${command}\n\`\`\`\n`;
    return output === '' ? block : `${block}\n\`\`\`text\n${output}\n\`\`\`\n`;
  });
  const used = [...new Set(checks.map((check) => check.slice(0, check.indexOf('('))))].sort();
  const tasks = checks.map(
    (check, at) => `    { id: 'step-${at + 1}', check: ${check}, wrongTurns: [] },`,
  );
  return [
    '# What changed',
    ...differences.map((line) => `- ${line}`),
    '',
    '# Tasks for lesson.ts',
    ...(used.length === 0
      ? []
      : [`import { ${used.join(', ')} } from '../../../sim/lesson/index.ts';`]),
    ...tasks,
    '',
    '# Blocks for the page',
    '',
    ...blocks,
  ].join('\n');
}

async function main(): Promise<number> {
  const refuse = (message: string): number => {
    process.stderr.write(`${message}\n`);
    return 2;
  };
  const parsed = parseArguments(
    {
      name: 'npm run -s lesson:record --',
      summary: 'Plays commands in a lesson and drafts its tasks, checks and printed blocks.',
      operands: ['LESSON'],
      flags: { script: { value: 'FILE', summary: 'a script, or a session as .json; - is stdin' } },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) return refuse(parsed.message);
  const [name = ''] = parsed.value.operands;
  const folder = (await readLessons()).find(({ source, directory }) => {
    const { id } = source.lesson;
    return id === name || id.endsWith(`/${name}`) || path.basename(directory) === name;
  });
  if (folder === undefined) return refuse(`no lesson '${name}'; \`npm run -s lessons\` lists them`);
  const file = parsed.value.flags.script ?? path.join(folder.directory, 'solution.sh');
  const session = openLesson(folder.source, SEED);
  process.stdout.write(show(draftOf(session, readCommands(file))));
  return 0;
}

process.exitCode = await tellMistakes(main);

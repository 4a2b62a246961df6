import { parseArguments } from './arguments.ts';
import { tellMistakes } from './lesson-mistake.ts';
import { readLessons, readTexts } from './lesson-source.ts';

async function main(): Promise<number> {
  const parsed = parseArguments(
    {
      name: 'npm run -s lessons --',
      summary: 'Lists the courses and their lessons with their tasks.',
      operands: [],
      flags: { json: { value: '', summary: 'as one JSON object' } },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) {
    process.stderr.write(`${parsed.message}\n`);
    return 2;
  }
  const courses = new Map<
    string,
    { id: string; title: string; tasks: { id: string; title: string }[] }[]
  >();
  for (const { source, directory } of await readLessons()) {
    const { id, tasks } = source.lesson;
    const texts = readTexts(directory, 'en');
    const [course = ''] = id.split('/');
    const entry = {
      id,
      title: texts.title,
      tasks: tasks.map((task) => ({ id: task.id, title: texts.tasks[task.id]?.title ?? '' })),
    };
    courses.set(course, [...(courses.get(course) ?? []), entry]);
  }
  const listed = [...courses].map(([id, lessons]) => ({ id, lessons }));
  if (parsed.value.flags.json !== undefined) {
    process.stdout.write(`${JSON.stringify({ courses: listed })}\n`);
    return 0;
  }
  for (const { id, lessons } of listed) {
    process.stdout.write(`${id}\n`);
    for (const lesson of lessons) {
      process.stdout.write(`  ${lesson.id}  ${lesson.title}\n`);
      for (const task of lesson.tasks) process.stdout.write(`    ${task.id}  ${task.title}\n`);
    }
  }
  return 0;
}

process.exitCode = await tellMistakes(main);

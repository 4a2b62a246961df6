import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArguments } from './arguments.ts';
import { newLesson } from './lesson/templates.ts';

const LESSONS = path.join(import.meta.dirname, '..', '..', 'lessons');
const NAME = /^([a-z][a-z0-9-]*)\/(?:(\d{2})-)?([a-z][a-z0-9-]*)$/;

/** The number behind the last lesson of a course. */
function nextNumber(course: string): string {
  const numbers = readdirSync(path.join(LESSONS, course)).map((name) => Number.parseInt(name, 10));
  const last = Math.max(0, ...numbers.filter((number) => !Number.isNaN(number)));
  return String(last + 1).padStart(2, '0');
}

function main(): number {
  const refuse = (message: string): number => {
    process.stderr.write(`${message}\n`);
    return 2;
  };
  const parsed = parseArguments(
    {
      name: 'npm run -s lesson:new --',
      summary: 'Makes a lesson that is complete but for its content.',
      operands: ['COURSE/NAME'],
      flags: { title: { value: 'TEXT', summary: 'what stands above its page' } },
    },
    process.argv.slice(2),
  );
  if (!parsed.ok) return refuse(parsed.message);
  const [name = ''] = parsed.value.operands;
  const [, course, given, slug] = NAME.exec(name) ?? [];
  if (course === undefined || slug === undefined) {
    return refuse(`'${name}' is not COURSE/NAME or COURSE/NN-NAME, in small letters`);
  }
  if (!existsSync(path.join(LESSONS, course))) {
    mkdirSync(path.join(LESSONS, course), { recursive: true });
    const words = `title: ${course}\n  summary: What the course is about.`;
    writeFileSync(
      path.join(LESSONS, course, 'course.yaml'),
      `order: 9\nen:\n  ${words}\nzh-cn:\n  ${words}\n`,
    );
  }
  const folder = path.join(LESSONS, course, `${given ?? nextNumber(course)}-${slug}`);
  if (existsSync(folder)) return refuse(`${path.relative(process.cwd(), folder)} exists already`);
  const files = newLesson(`${course}/${slug}`, parsed.value.flags.title ?? slug);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  process.stdout.write(
    `made ${path.relative(process.cwd(), folder)}\n` +
      `see it with \`npm run dev\`, prove it with \`npm run lesson:check -- ${slug}\`\n`,
  );
  return 0;
}

process.exitCode = main();

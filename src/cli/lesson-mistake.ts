import path from 'node:path';

/** Something in a lesson's folder that keeps it from being read; told with its file and line. */
export class LessonMistake extends Error {
  constructor(file: string, line: number, message: string) {
    const place = path.relative(process.cwd(), file);
    super(`${line > 0 ? `${place}:${line}` : place}: ${message}`);
  }
}

/** What kept Node from loading a module, with the line if Node has told it. */
export function importMistake(file: string, error: unknown): LessonMistake {
  const { stack = '', message } = error instanceof Error ? error : new Error(String(error));
  const [, at = '0'] = /^file:\/\/\S*?:(\d+)(?::\d+)?$/m.exec(stack.split('\n')[0] ?? '') ?? [];
  return new LessonMistake(file, Number(at), message.split('\n')[0] ?? '');
}

/** Runs a program; a lesson that cannot be read is told, and is no fault of the program. */
export async function tellMistakes(main: () => Promise<number>): Promise<number> {
  try {
    return await main();
  } catch (error) {
    if (!(error instanceof LessonMistake)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

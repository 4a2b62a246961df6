import type { Program, Reader } from '../../kernel/index.ts';
import { eachLine } from './inputs.ts';
import type { Tool } from './tool.ts';

/** Lines of standard input that are taken one at a time, for the answers to several questions. */
export interface Answers {
  /** Asks, and answers whether the next line says yes. At the end of input it does not. */
  ask(question: string): Program<boolean>;
}

export function createAnswers(t: Tool): Answers {
  let pending = '';
  let isOver = false;
  const reader: Reader = {
    *read() {
      if (pending !== '') {
        const part = pending;
        pending = '';
        return part;
      }
      if (isOver) return undefined;
      const part = yield* t.context.stdin.read();
      isOver = part === undefined;
      return part;
    },
  };
  return {
    *ask(question) {
      yield* t.context.stderr.write(question);
      let answer = '';
      const one: Reader = {
        *read() {
          const part = yield* reader.read();
          if (part === undefined) return undefined;
          const end = part.indexOf('\n') + 1;
          if (end === 0) return part;
          pending = part.slice(end);
          return part.slice(0, end);
        },
      };
      // biome-ignore lint/correctness/useYield: it only takes the line
      yield* eachLine(one, '\n', function* (line) {
        answer = line;
        return false;
      });
      return /^\s*[yY]/.test(answer);
    },
  };
}

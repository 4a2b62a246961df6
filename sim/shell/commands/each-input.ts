import { type Program, readAll } from '../../kernel/index.ts';
import type { Message } from '../words/gnu.ts';
import { openInput } from './inputs.ts';
import type { Tool } from './tool.ts';

/** Reads every operand (or standard input) in turn; reports those that cannot be opened. */
export function* eachInput(
  context: Tool,
  use: (text: string, name: string) => Program<void>,
  describe: (name: string, error: string) => Message | string = (name, error) => [
    'unreadable',
    name,
    error,
  ],
): Program<number> {
  const names = context.args.operands.length === 0 ? ['-'] : context.args.operands;
  let status = 0;
  for (const name of names) {
    const opened = openInput(context, name);
    if (!opened.ok) {
      yield* context.err(describe(name, opened.error));
      status = 1;
      continue;
    }
    yield* use(yield* readAll(opened.reader), name);
  }
  return status;
}

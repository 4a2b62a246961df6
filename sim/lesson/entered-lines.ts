import type { SessionLog } from './session.ts';

/** What a line editor sends that wants something of its shell has this in it, and no line has. */
const ORDER_MARK = '\0';

/** The lines that were entered in a session, with their terminals, in their order. */
export const enteredLines = ({ inputs }: SessionLog) =>
  inputs.flatMap(({ input, atMs }, at) =>
    input.type === 'line' && !input.text.includes(ORDER_MARK)
      ? [{ at, atMs, terminal: input.terminal, text: input.text }]
      : [],
  );

import { isOrder } from '../kernel/index.ts';
import type { SessionLog } from './session.ts';

/** The lines that were entered in a session, with their terminals, in their order. */
export const enteredLines = ({ inputs }: SessionLog) =>
  inputs.flatMap(({ input, atMs }, at) =>
    input.type === 'line' && !isOrder(input.text)
      ? [{ at, atMs, terminal: input.terminal, text: input.text }]
      : [],
  );

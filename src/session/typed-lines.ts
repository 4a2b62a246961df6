import { enteredLines, type SessionLog } from '../../sim/lesson/index.ts';

/** What was typed in a session, without empty lines. */
export const typedLines = (log: SessionLog): readonly string[] =>
  enteredLines(log).flatMap(({ text }) => (text === '' ? [] : [text]));

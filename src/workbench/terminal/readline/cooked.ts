import { type Line, replaceFrom } from '../../../machines/index.ts';
import type { Editing } from './editing.ts';
import type { ReadlineHost } from './host.ts';

/** The keys of a terminal while a program reads plain lines, as `cat` does. */
export interface Cooked {
  /** Takes one key; false for those that mean the same at a prompt. */
  take(code: string): boolean;
}

const replaced = (line: Line, text: string): Line =>
  replaceFrom({ ...line, cursor: line.text.length }, 0, text);

/** A line without its last word and what is behind it. Models `eraser` of Linux's n_tty.c. */
const withoutWord = (text: string): string => text.replace(/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u, '');

/** Keys whose meaning is the same as at a prompt: Enter, end of file, and those of signals. */
const SAME: ReadonlySet<string> = new Set(['\r', '\n', '\x03', '\x04', '\x1a', '\x1c', '\x7f']);

/**
 * Creates it for one terminal. All keys but a few go into the line as they are sent, and show as
 * `^[[A`. Models the line discipline of Linux, n_tty.c, as `stty sane` sets it.
 */
export function createCooked(host: ReadlineHost): Cooked {
  const { actor } = host;
  let isQuoted = false;
  const change = (edit: (line: Line) => Line): void => {
    const { line, history } = actor.getSnapshot().context;
    const changed: Editing = { line: edit(line), history };
    actor.send({ type: 'EDITED', ...changed });
  };
  const add = (code: string): void => change((line) => replaced(line, line.text + code));
  /** Shows the line once more, below itself. */
  const reprint = (): void => {
    const { text } = actor.getSnapshot().context.line;
    add('\x12');
    host.print('', true);
    change((line) => replaced(line, text));
  };
  const commands: Readonly<Record<string, () => void>> = {
    '\x15': () => change((line) => replaced(line, '')),
    '\x17': () => change((line) => replaced(line, withoutWord(line.text))),
    '\x12': reprint,
    '\x16': () => {
      isQuoted = true;
    },
  };
  return {
    take(code) {
      const wasQuoted = isQuoted;
      isQuoted = false;
      if (!wasQuoted && SAME.has(code)) return false;
      const command = wasQuoted ? undefined : commands[code];
      if (command === undefined) add(code);
      else command();
      return true;
    },
  };
}

import {
  type Choice,
  type ChoiceList,
  type History,
  type Line,
  replaceFrom,
} from '../../../machines/index.ts';
import type { ReadlineHost } from './host.ts';

/** Completions of the word at the cursor that Tab does not usually offer. */
export interface Choosing {
  /** Those of the word as if it stood behind `head`. */
  as(head: string): ChoiceList;
  /** Words of earlier lines that begin as it does. */
  fromHistory(history: History): ChoiceList;
  /** The line with the next of the possible words in it, or the one before. */
  next(line: Line, by: number): Line | undefined;
  /** The line with all of them between braces. */
  inBraces(line: Line): Line | undefined;
}

const plain = (value: string): Choice => ({ value, summary: '', isFinal: true });

const commonStart = (values: readonly string[]): string => {
  let start = values[0] ?? '';
  for (const value of values) while (!value.startsWith(start)) start = start.slice(0, -1);
  return start;
};

/** Creates it for one terminal. */
export function createChoosing(host: ReadlineHost): Choosing {
  /** The round of `menu-complete` that goes on while the line is what it left. */
  let round: { line: Line; from: number; values: readonly string[]; at: number } | undefined;

  const wordAt = (text: string, cursor: number): number =>
    cursor - (/\S*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);
  const lineNow = (): Line => host.actor.getSnapshot().context.line;
  const possible = ({ text, cursor }: Line): ChoiceList => host.complete(text, cursor);
  return {
    as(head) {
      const { text, cursor } = lineNow();
      const start = wordAt(text, cursor);
      const word = text.slice(start, cursor);
      const { from, choices } = host.complete(head + word, head.length + word.length);
      return { from: from - head.length + start, choices };
    },
    fromHistory({ lines }) {
      const { text, cursor } = lineNow();
      const from = wordAt(text, cursor);
      const word = text.slice(from, cursor);
      const words = lines.flatMap((line) => line.split(/\s+/));
      const fitting = new Set(words.filter((one) => one !== '' && one.startsWith(word)));
      return { from, choices: [...fitting].map(plain) };
    },
    next(line, by) {
      if (round === undefined || round.line !== line) {
        const { from, choices } = possible(line);
        if (choices.length === 0) return undefined;
        const values = choices.map(({ value }) => value).toSorted();
        round = { line, from, values: [...values, line.text.slice(from, line.cursor)], at: -1 };
        if (by < 0) round.at = 0;
      }
      const { values, from } = round;
      const at = (round.at + by + values.length) % values.length;
      const made = replaceFrom(line, from, values[at] ?? '');
      round = { line: made, from, values, at };
      return made;
    },
    inBraces(line) {
      const { from, choices } = possible(line);
      const values = choices.map(({ value }) => value.replace(/\/$/, ''));
      const start = commonStart(values);
      if (values.length === 0) return undefined;
      const rest = values.map((value) => value.slice(start.length)).join(',');
      return replaceFrom(line, from, values.length === 1 ? `${start} ` : `${start}{${rest}} `);
    },
  };
}

import * as history from './history.ts';
import type { Key } from './keys.ts';
import { EMPTY_LINE, insert, type Line, lineAfter, replaceFrom } from './line.ts';

/** Stands where the prompt would; `isAlone` when it takes the place of the line, too. */
export interface Notice {
  readonly text: string;
  readonly isAlone: boolean;
}

export const NO_NOTICE: Notice = { text: '', isAlone: false };

/** What a program asks for: as the simulator's terminal says it. */
export interface LineRequest {
  readonly prompt: string;
  readonly echo: boolean;
  /** The lines themselves, or whose they are. */
  readonly history: string | readonly string[];
  /** What a shell adds, which may be asked to do something with the line. */
  readonly shell: ShellLine | undefined;
}

interface ShellLine {
  readonly start: { readonly text: string; readonly cursor: number } | undefined;
  readonly keys: LineKeys | undefined;
}

/** The line of a shell in which nothing stands and nothing was bound. */
export const NEW_SHELL_LINE: ShellLine = { start: undefined, keys: undefined };

/** What the shell has bound to keys, by the codes that they send. */
export type KeyBindings = Readonly<
  Record<string, { readonly type: 'function' | 'macro' | 'command'; readonly text: string }>
>;

/** What it has bound in the mode of emacs and in those of vi, and its settings of readline. */
interface LineKeys {
  readonly bindings: KeyBindings;
  readonly vi: { readonly insert: KeyBindings; readonly command: KeyBindings };
  readonly settings: Readonly<Record<string, string>>;
}

export interface Choice {
  readonly value: string;
  readonly summary: string;
  readonly isFinal: boolean;
}

/** Choices for the part of the line from `from` to the cursor. */
export interface ChoiceList {
  readonly from: number;
  readonly choices: readonly Choice[];
}

export type TerminalEvent =
  /** A program asks for a line. */
  | { readonly type: 'ASKED'; readonly request: LineRequest }
  /** No line is asked for: a program runs. What is typed is kept for the next who asks. */
  | { readonly type: 'BUSY' }
  /** A program reads keys one by one; those that were typed for a line are for it. */
  | { readonly type: 'KEYS_ASKED' }
  /** What the terminal sent while keys are asked for. */
  | { readonly type: 'SENT'; readonly data: string }
  | { readonly type: 'KEY'; readonly key: Key }
  /** Text that goes into the line as it is. */
  | { readonly type: 'INSERT'; readonly text: string }
  /** Replaces the line: a command of the lesson is typed in. */
  | { readonly type: 'REPLACE'; readonly text: string }
  /** Several lines were pasted: they are shown before they run. */
  | { readonly type: 'PASTE'; readonly lines: readonly string[] }
  | { readonly type: 'PASTE_RUN' }
  | { readonly type: 'PASTE_DROP' }
  /** A command of readline that comes later has changed the line, and the place in its history. */
  | { readonly type: 'EDITED'; readonly line: Line; readonly history: history.History }
  /** What such a command asks or says, in place of the prompt; '' when it is done. */
  | { readonly type: 'NOTICE'; readonly notice: Notice }
  /** The answer to an emitted `complete`. */
  | { readonly type: 'CHOICES'; readonly list: ChoiceList };

/** What the host of the machine has to do. */
export type TerminalOrder =
  | { readonly type: 'submit'; readonly text: string }
  /** `typed` is the half of a line that is dropped with it. */
  | { readonly type: 'interrupt'; readonly typed: string }
  /** `typed` likewise, but at a prompt the line stays. */
  | { readonly type: 'suspend'; readonly typed: string }
  /** `typed` likewise. */
  | { readonly type: 'quit'; readonly typed: string }
  /** `typed` likewise: a program that reads plain lines is given that half. */
  | { readonly type: 'endOfFile'; readonly typed: string }
  | { readonly type: 'keys'; readonly text: string }
  | { readonly type: 'complete'; readonly text: string; readonly cursor: number }
  /** Several choices that go no further: Tab once more shows them. */
  | { readonly type: 'list'; readonly list: ChoiceList }
  | { readonly type: 'clearScreen' }
  | { readonly type: 'bell' };

export interface TerminalContext {
  readonly request: LineRequest | undefined;
  readonly line: Line;
  readonly history: history.History;
  /** Those that requests only name. */
  readonly histories: Readonly<Record<string, history.History>>;
  readonly search: Search;
  /** The line that the last Tab could not complete; as long as it is still that, another lists. */
  readonly ambiguous: Line | undefined;
  readonly notice: Notice;
  readonly pasted: readonly string[];
}

interface Search {
  readonly query: string;
  readonly isFound: boolean;
  /** Towards older lines, or newer ones. */
  readonly by: 1 | -1;
  /** What the last search was for: an empty one looks for it again. */
  readonly last: string;
  /** The line, and the history, as they were when the search began. */
  readonly before: Line;
  readonly place: history.History;
}

export const NO_SEARCH: Search = {
  query: '',
  isFound: true,
  by: 1,
  last: '',
  before: EMPTY_LINE,
  place: history.historyOf([]),
};

/** Whose lines are asked for, when the page keeps them; '' when the program does, or nobody. */
const historyName = ({ request }: TerminalContext): string =>
  typeof request?.history === 'string' ? request.history : '';

/** The history of a request, as it is when the line is asked for. */
export const historyFor = (
  { histories }: TerminalContext,
  { history: wanted }: LineRequest,
): history.History =>
  typeof wanted === 'string'
    ? (histories[wanted] ?? history.historyOf([]))
    : history.historyOf(wanted);

/** Keeps a line that was entered, unless its program does that; the history is at its end again. */
export function kept(context: TerminalContext): Partial<TerminalContext> {
  const name = historyName(context);
  const { lines } = context.history;
  if (name === '' || context.request?.echo === false) return { history: history.historyOf(lines) };
  const remembered = history.remember(context.history, context.line.text);
  return { history: remembered, histories: { ...context.histories, [name]: remembered } };
}

/**
 * The line with choice `at` of the list in place of what was typed, and a space behind it at the
 * end of the line. Models append_to_match of readline's complete.c.
 */
export function withChoice(before: Line, list: ChoiceList, at: number): Line {
  const choice = list.choices[at];
  if (choice === undefined) return before;
  const isFollowed = choice.isFinal && before.cursor === before.text.length;
  const completed = replaceFrom(before, list.from, choice.value);
  return isFollowed ? insert(completed, ' ') : completed;
}

export const commonPrefix = (values: readonly string[]): string => {
  let prefix = values[0] ?? '';
  for (const value of values) while (!value.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
};

/**
 * Looks for `query` from the cursor on, or from `skipped` characters behind it; where it is found
 * becomes the place in the history.
 */
export const searchFor = (
  { search, history: lines, line }: TerminalContext,
  query: string,
  by: 1 | -1,
  skipped = 0,
) => {
  const from = { at: lines.at, index: line.cursor - by * skipped };
  const found = history.search(lines, query, from, by);
  if (found === undefined) return { search: { ...search, query, by, isFound: query === '' } };
  const isSame = found.at === lines.at;
  return {
    search: { ...search, query, by, isFound: true },
    history: { ...lines, at: found.at },
    line: { ...(isSame ? line : lineAfter(line, found.text)), cursor: found.index },
  };
};

import * as history from './history.ts';
import type { Key } from './keys.ts';
import { EMPTY_LINE, type Line, lineAfter, replaceFrom } from './line.ts';

/** What a program asks for: as the simulator's terminal says it. */
export interface LineRequest {
  readonly prompt: string;
  readonly echo: boolean;
  readonly history: string;
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
  /** Lines that were taken, for the history that requests name so. */
  | { readonly type: 'REMEMBER'; readonly history: string; readonly lines: readonly string[] }
  /** The answer to an emitted `complete`. */
  | { readonly type: 'CHOICES'; readonly list: ChoiceList };

/** What the host of the machine has to do. */
export type TerminalOrder =
  | { readonly type: 'submit'; readonly text: string }
  /** `typed` is the half of a line that is dropped with it. */
  | { readonly type: 'interrupt'; readonly typed: string }
  /** `typed` likewise, but at a prompt the line stays. */
  | { readonly type: 'suspend'; readonly typed: string }
  | { readonly type: 'endOfFile' }
  | { readonly type: 'keys'; readonly text: string }
  | { readonly type: 'complete'; readonly text: string; readonly cursor: number }
  | { readonly type: 'clearScreen' }
  | { readonly type: 'bell' };

export interface TerminalContext {
  readonly request: LineRequest | undefined;
  readonly line: Line;
  /** By the `history` of requests. */
  readonly histories: Readonly<Record<string, history.History>>;
  readonly search: Search;
  /**
   * The last Alt-.: how far back it went, where the word went in, and the line that it made; as
   * long as that is still the line, another one goes further back.
   */
  readonly argument:
    | { readonly back: number; readonly from: number; readonly line: Line }
    | undefined;
  readonly choices: (ChoiceList & { readonly chosen: number; readonly before: Line }) | undefined;
  readonly pasted: readonly string[];
}

interface Search {
  readonly query: string;
  readonly at: number;
  readonly isFound: boolean;
  readonly by: 1 | -1;
  /** The line as it was when the search began. */
  readonly before: Line;
}

export const NO_SEARCH: Search = { query: '', at: 0, isFound: true, by: 1, before: EMPTY_LINE };

export const historyName = (context: TerminalContext): string => context.request?.history ?? '';
export const currentHistory = (context: TerminalContext): history.History =>
  context.histories[historyName(context)] ?? history.historyOf([]);

export const withHistory = (
  context: TerminalContext,
  changed: history.History,
): TerminalContext['histories'] => ({ ...context.histories, [historyName(context)]: changed });

/** The line with choice `at` of the list in place of what was typed. */
export function withChoice(before: Line, list: ChoiceList, at: number): Line {
  const choice = list.choices[at];
  if (choice === undefined) return before;
  return replaceFrom(before, list.from, choice.value + (choice.isFinal ? ' ' : ''));
}

export const commonPrefix = (values: readonly string[]): string => {
  let prefix = values[0] ?? '';
  for (const value of values) while (!value.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
};

export const searchFor = (
  context: TerminalContext,
  query: string,
  from: number,
  by: 1 | -1 = 1,
) => {
  const { search } = context;
  const found = history.search(currentHistory(context), query, from, by);
  if (found === undefined) return { search: { ...search, query, by, isFound: query === '' } };
  return {
    search: { ...search, query, by, at: found.at, isFound: true },
    line: { ...lineAfter(context.line, found.text), cursor: found.text.indexOf(query) },
  };
};

/** Puts the last word of an earlier line in; again: of the one before, in its place. */
export function bringArgument(context: TerminalContext): Partial<TerminalContext> {
  const { line } = context;
  const argument = context.argument?.line === line ? context.argument : undefined;
  const back = argument === undefined ? 0 : argument.back + 1;
  const from = argument?.from ?? line.cursor;
  const word = history.lastArgument(currentHistory(context), back);
  if (word === undefined) return {};
  const brought = replaceFrom(line, from, word);
  return { line: brought, argument: { back, from, line: brought } };
}

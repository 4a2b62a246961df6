import { assign, emit, setup } from 'xstate';
import * as history from './history.ts';
import type { Key, KeyName } from './keys.ts';
import { EMPTY_LINE, edit, insert, type Line, lineOf, replaceFrom } from './line.ts';

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
  | { readonly type: 'endOfFile' }
  | { readonly type: 'complete'; readonly text: string; readonly cursor: number }
  | { readonly type: 'clearScreen' }
  | { readonly type: 'bell' };

export interface TerminalContext {
  readonly request: LineRequest | undefined;
  readonly line: Line;
  /** By the `history` of requests. */
  readonly histories: Readonly<Record<string, history.History>>;
  readonly search: { readonly query: string; readonly at: number; readonly isFound: boolean };
  readonly choices: (ChoiceList & { readonly chosen: number; readonly before: Line }) | undefined;
  readonly pasted: readonly string[];
}

const NO_SEARCH = { query: '', at: 0, isFound: true };

const historyName = (context: TerminalContext): string => context.request?.history ?? '';
const currentHistory = (context: TerminalContext): history.History =>
  context.histories[historyName(context)] ?? history.historyOf([]);

const withHistory = (
  context: TerminalContext,
  changed: history.History,
): TerminalContext['histories'] => ({ ...context.histories, [historyName(context)]: changed });

/** The line with choice `at` of the list in place of what was typed. */
function withChoice(before: Line, list: ChoiceList, at: number): Line {
  const choice = list.choices[at];
  if (choice === undefined) return before;
  return replaceFrom(before, list.from, choice.value + (choice.isFinal ? ' ' : ''));
}

const commonPrefix = (values: readonly string[]): string => {
  let prefix = values[0] ?? '';
  for (const value of values) while (!value.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
};

const searchFor = (context: TerminalContext, query: string, from: number) => {
  const found = history.search(currentHistory(context), query, from);
  if (found === undefined) {
    return { search: { query, at: context.search.at, isFound: query === '' } };
  }
  const cursor = found.text.indexOf(query);
  return {
    search: { query, at: found.at, isFound: true },
    line: { ...context.line, text: found.text, cursor },
  };
};

const keyIs = ({ event }: { event: TerminalEvent }, params: { name: KeyName }): boolean =>
  event.type === 'KEY' && event.key.type === 'key' && event.key.name === params.name;

const is = (name: KeyName) => ({ type: 'keyIs', params: { name } }) as const;

/**
 * One terminal of the page: what a key means depends on whether a line is asked for, searched,
 * chosen
 * from a list, or a program runs. Effects are emitted as `TerminalOrder`s.
 */
export const terminalMachine = setup({
  types: {
    context: {} as TerminalContext,
    events: {} as TerminalEvent,
    emitted: {} as TerminalOrder,
  },
  guards: {
    keyIs,
    isText: ({ event }) => event.type === 'KEY' && event.key.type === 'text',
    isLineEmpty: ({ context }) => context.line.text === '',
    isAsked: ({ context }) => context.request !== undefined,
    isShowingWhole: ({ context, event }) => {
      if (event.type !== 'CHOICES') return false;
      const { from, choices } = event.list;
      const typed = context.line.text.slice(from, context.line.cursor);
      const prefix = commonPrefix(choices.map((choice) => choice.value));
      return choices.length > 1 && !(prefix.length > typed.length && prefix.startsWith(typed));
    },
  },
  actions: {
    rememberRequest: assign({
      request: ({ event }) => (event.type === 'ASKED' ? event.request : undefined),
    }),
    forgetRequest: assign({ request: undefined }),
    editLine: assign({
      line: ({ context, event }) => {
        if (event.type === 'INSERT') return insert(context.line, event.text);
        if (event.type === 'REPLACE') return lineOf(event.text, context.line.killed);
        if (event.type !== 'KEY') return context.line;
        if (event.key.type === 'text') return insert(context.line, event.key.text);
        return edit(context.line, event.key.name) ?? context.line;
      },
    }),
    deleteForward: assign({ line: ({ context }) => edit(context.line, 'delete') ?? context.line }),
    emitSubmit: emit(({ context }) => ({ type: 'submit' as const, text: context.line.text })),
    rememberLine: assign(({ context }) => {
      const isSecret = context.request?.echo === false || historyName(context) === '';
      if (isSecret) return {};
      const remembered = history.remember(currentHistory(context), context.line.text);
      return { histories: withHistory(context, remembered) };
    }),
    clearLine: assign({ line: ({ context }) => ({ ...EMPTY_LINE, killed: context.line.killed }) }),
    emitInterrupt: emit(({ context }) => ({
      type: 'interrupt' as const,
      typed: context.line.text,
    })),
    rememberLines: assign(({ context, event }) => {
      if (event.type !== 'REMEMBER') return {};
      const known = context.histories[event.history] ?? history.historyOf([]);
      const changed = event.lines.reduce(history.remember, known);
      return { histories: { ...context.histories, [event.history]: changed } };
    }),
    emitEndOfFile: emit({ type: 'endOfFile' }),
    emitClearScreen: emit({ type: 'clearScreen' }),
    emitBell: emit({ type: 'bell' }),
    emitComplete: emit(({ context }) => ({
      type: 'complete' as const,
      text: context.line.text,
      cursor: context.line.cursor,
    })),
    moveInHistory: assign(({ context }, params: { readonly by: 1 | -1 }) => {
      const moved = history.move(currentHistory(context), params.by, context.line.text);
      if (moved === undefined) return {};
      return {
        line: lineOf(moved.text, context.line.killed),
        histories: withHistory(context, moved.history),
      };
    }),
    beginSearch: assign({ search: NO_SEARCH }),
    searchMore: assign(({ context, event }) => {
      if (event.type !== 'KEY' || event.key.type !== 'text') return {};
      return searchFor(context, context.search.query + event.key.text, 0);
    }),
    searchLess: assign(({ context }) => searchFor(context, context.search.query.slice(0, -1), 0)),
    searchOlder: assign(({ context }) =>
      searchFor(context, context.search.query, context.search.at + 1),
    ),
    insertCompletion: assign(({ context, event }) => {
      if (event.type !== 'CHOICES') return {};
      const { from, choices } = event.list;
      if (choices.length === 1) return { line: withChoice(context.line, event.list, 0) };
      const prefix = commonPrefix(choices.map((choice) => choice.value));
      return { line: replaceFrom(context.line, from, prefix) };
    }),
    openChoices: assign(({ context, event }) =>
      event.type === 'CHOICES'
        ? { choices: { ...event.list, chosen: -1, before: context.line } }
        : {},
    ),
    choose: assign(({ context }, params: { readonly by: 1 | -1 }) => {
      const { choices } = context;
      if (choices === undefined) return {};
      const count = choices.choices.length;
      const start = choices.chosen === -1 && params.by === -1 ? 0 : choices.chosen;
      const chosen = (start + params.by + count) % count;
      return {
        choices: { ...choices, chosen },
        line: withChoice(choices.before, choices, chosen),
      };
    }),
    undoChoice: assign(({ context }) =>
      context.choices === undefined ? {} : { line: context.choices.before },
    ),
    closeChoices: assign({ choices: undefined }),
    keepPaste: assign({
      pasted: ({ event }) => (event.type === 'PASTE' ? event.lines : []),
    }),
    dropPaste: assign({ pasted: [] }),
  },
}).createMachine({
  id: 'terminal',
  context: {
    request: undefined,
    line: EMPTY_LINE,
    histories: {},
    search: NO_SEARCH,
    choices: undefined,
    pasted: [],
  },
  initial: 'running',
  on: {
    PASTE: { target: '.reviewing', actions: 'keepPaste' },
    REMEMBER: { actions: 'rememberLines' },
  },
  states: {
    running: {
      on: {
        ASKED: { target: 'asked', actions: 'rememberRequest' },
        INSERT: { actions: 'editLine' },
        REPLACE: { actions: 'editLine' },
        KEY: [
          { guard: is('enter'), actions: ['emitSubmit', 'clearLine'] },
          { guard: is('interrupt'), actions: ['emitInterrupt', 'clearLine'] },
          {
            guard: ({ context, event }) =>
              keyIs({ event }, { name: 'end-of-file' }) && context.line.text === '',
            actions: 'emitEndOfFile',
          },
          { guard: is('clear-screen'), actions: 'emitClearScreen' },
          { guard: 'isText', actions: 'editLine' },
          { actions: 'editLine' },
        ],
      },
    },
    asked: {
      initial: 'typing',
      on: {
        ASKED: { actions: 'rememberRequest' },
        BUSY: { target: 'running', actions: ['forgetRequest', 'closeChoices'] },
        INSERT: { target: '.typing', actions: 'editLine' },
        REPLACE: { target: '.typing', actions: 'editLine' },
      },
      states: {
        typing: {
          entry: 'closeChoices',
          on: {
            KEY: [
              { guard: is('enter'), actions: ['emitSubmit', 'rememberLine', 'clearLine'] },
              { guard: is('tab'), actions: 'emitComplete' },
              { guard: is('search'), target: 'searching', actions: 'beginSearch' },
              { guard: is('interrupt'), actions: ['emitInterrupt', 'clearLine'] },
              {
                guard: ({ context, event }) =>
                  keyIs({ event }, { name: 'end-of-file' }) && context.line.text === '',
                actions: 'emitEndOfFile',
              },
              { guard: is('end-of-file'), actions: 'deleteForward' },
              { guard: is('up'), actions: { type: 'moveInHistory', params: { by: 1 } } },
              { guard: is('down'), actions: { type: 'moveInHistory', params: { by: -1 } } },
              { guard: is('clear-screen'), actions: 'emitClearScreen' },
              { actions: 'editLine' },
            ],
            CHOICES: [
              { guard: 'isShowingWhole', target: 'choosing', actions: 'openChoices' },
              {
                guard: ({ event }) => event.list.choices.length > 0,
                actions: 'insertCompletion',
              },
              { actions: 'emitBell' },
            ],
          },
        },
        searching: {
          on: {
            KEY: [
              { guard: 'isText', actions: 'searchMore' },
              { guard: is('backspace'), actions: 'searchLess' },
              { guard: is('search'), actions: 'searchOlder' },
              {
                guard: is('enter'),
                target: 'typing',
                actions: ['emitSubmit', 'rememberLine', 'clearLine'],
              },
              { guard: is('interrupt'), target: 'typing', actions: ['emitInterrupt', 'clearLine'] },
              { guard: is('abort'), target: 'typing', actions: 'clearLine' },
              { guard: is('escape'), target: 'typing' },
              { target: 'typing', actions: 'editLine' },
            ],
          },
        },
        choosing: {
          on: {
            KEY: [
              { guard: is('tab'), actions: { type: 'choose', params: { by: 1 } } },
              { guard: is('down'), actions: { type: 'choose', params: { by: 1 } } },
              { guard: is('shift-tab'), actions: { type: 'choose', params: { by: -1 } } },
              { guard: is('up'), actions: { type: 'choose', params: { by: -1 } } },
              { guard: is('escape'), target: 'typing', actions: 'undoChoice' },
              {
                guard: ({ context, event }) =>
                  keyIs({ event }, { name: 'enter' }) && context.choices?.chosen !== -1,
                target: 'typing',
              },
              {
                guard: is('enter'),
                target: 'typing',
                actions: ['emitSubmit', 'rememberLine', 'clearLine'],
              },
              { guard: is('interrupt'), target: 'typing', actions: ['emitInterrupt', 'clearLine'] },
              { target: 'typing', actions: 'editLine' },
            ],
          },
        },
      },
    },
    reviewing: {
      on: {
        ASKED: { actions: 'rememberRequest' },
        BUSY: { actions: 'forgetRequest' },
        PASTE_RUN: [
          { guard: 'isAsked', target: 'asked', actions: 'dropPaste' },
          { target: 'running', actions: 'dropPaste' },
        ],
        PASTE_DROP: [
          { guard: 'isAsked', target: 'asked', actions: 'dropPaste' },
          { target: 'running', actions: 'dropPaste' },
        ],
      },
    },
  },
});

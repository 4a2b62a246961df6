import { assign, emit, setup } from 'xstate';
import {
  bringArgument,
  commonPrefix,
  currentHistory,
  historyName,
  NO_SEARCH,
  searchFor,
  type TerminalContext,
  type TerminalEvent,
  type TerminalOrder,
  withChoice,
  withHistory,
} from './context.ts';
import * as history from './history.ts';
import type { KeyName } from './keys.ts';
import { EMPTY_LINE, edit, insert, lineAfter, replaceFrom, typeIn } from './line.ts';

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
        if (event.type === 'REPLACE') return lineAfter(context.line, event.text);
        if (event.type !== 'KEY') return context.line;
        if (event.key.type === 'text') return typeIn(context.line, event.key.text);
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
    clearLine: assign({ line: ({ context }) => lineAfter(context.line, '') }),
    commentOut: assign({ line: ({ context }) => lineAfter(context.line, `#${context.line.text}`) }),
    bringArgument: assign(({ context }) => bringArgument(context)),
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
    emitSuspend: emit(({ context }) => ({ type: 'suspend' as const, typed: context.line.text })),
    emitTyped: emit(({ context }) => ({ type: 'keys' as const, text: context.line.text })),
    emitSent: emit(({ event }) => ({
      type: 'keys' as const,
      text: event.type === 'SENT' ? event.data : '',
    })),
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
        line: lineAfter(context.line, moved.text),
        histories: withHistory(context, moved.history),
      };
    }),
    moveToEnd: assign(({ context }, params: { readonly end: 'oldest' | 'newest' }) => {
      const { line } = context;
      const moved = history.moveToEnd(currentHistory(context), params.end, line.text);
      return {
        line: lineAfter(line, moved.text),
        histories: withHistory(context, moved.history),
      };
    }),
    beginSearch: assign({ search: ({ context }) => ({ ...NO_SEARCH, before: context.line }) }),
    endSearch: assign({ line: ({ context }) => context.search.before }),
    searchMore: assign(({ context, event }) => {
      if (event.type !== 'KEY' || event.key.type !== 'text') return {};
      return searchFor(context, context.search.query + event.key.text, 0);
    }),
    searchLess: assign(({ context }) => searchFor(context, context.search.query.slice(0, -1), 0)),
    searchOlder: assign(({ context }) =>
      searchFor(context, context.search.query, context.search.at + 1),
    ),
    searchNewer: assign(({ context }) =>
      searchFor(context, context.search.query, Math.max(0, context.search.at - 1), -1),
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
    argument: undefined,
    choices: undefined,
    pasted: [],
  },
  initial: 'running',
  on: {
    PASTE: { target: '.reviewing', actions: 'keepPaste' },
    KEYS_ASKED: {
      target: '.keyed',
      actions: ['emitTyped', 'clearLine', 'forgetRequest', 'closeChoices'],
    },
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
          { guard: is('suspend'), actions: ['emitSuspend', 'clearLine'] },
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
    keyed: {
      on: {
        ASKED: { target: 'asked', actions: 'rememberRequest' },
        BUSY: 'running',
        KEYS_ASKED: {},
        SENT: [
          { guard: ({ event }) => event.data === '\x03', actions: 'emitInterrupt' },
          { guard: ({ event }) => event.data === '\x1a', actions: 'emitSuspend' },
          { actions: 'emitSent' },
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
              { guard: is('suspend'), actions: 'emitSuspend' },
              {
                guard: ({ context, event }) =>
                  keyIs({ event }, { name: 'end-of-file' }) && context.line.text === '',
                actions: 'emitEndOfFile',
              },
              { guard: is('end-of-file'), actions: 'deleteForward' },
              { guard: is('last-argument'), actions: 'bringArgument' },
              {
                guard: is('comment'),
                actions: ['commentOut', 'emitSubmit', 'rememberLine', 'clearLine'],
              },
              { guard: is('oldest'), actions: { type: 'moveToEnd', params: { end: 'oldest' } } },
              { guard: is('newest'), actions: { type: 'moveToEnd', params: { end: 'newest' } } },
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
              { guard: is('search-forth'), actions: 'searchNewer' },
              {
                guard: is('enter'),
                target: 'typing',
                actions: ['emitSubmit', 'rememberLine', 'clearLine'],
              },
              { guard: is('interrupt'), target: 'typing', actions: ['emitInterrupt', 'clearLine'] },
              { guard: is('abort'), target: 'typing', actions: 'endSearch' },
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

import { assign, emit, setup } from 'xstate';
import {
  commonPrefix,
  historyFor,
  kept,
  NO_NOTICE,
  NO_SEARCH,
  searchFor,
  type TerminalContext,
  type TerminalEvent,
  type TerminalOrder,
  withChoice,
} from './context.ts';
import * as history from './history.ts';
import type { KeyName } from './keys.ts';
import { EMPTY_LINE, edit, insert, lineAfter, replaceFrom, started, typeIn } from './line.ts';

const keyIs = ({ event }: { event: TerminalEvent }, params: { name: KeyName }): boolean =>
  event.type === 'KEY' && event.key.type === 'key' && event.key.name === params.name;

/** Whether there are several choices, and what was typed is already all that they share. */
function isAmbiguous({ context, event }: { context: TerminalContext; event: TerminalEvent }) {
  if (event.type !== 'CHOICES') return false;
  const { from, choices } = event.list;
  const typed = context.line.text.slice(from, context.line.cursor);
  const prefix = commonPrefix(choices.map((choice) => choice.value));
  return choices.length > 1 && !(prefix.length > typed.length && prefix.startsWith(typed));
}

const is = (name: KeyName) => ({ type: 'keyIs', params: { name } }) as const;

/**
 * One terminal of the page: what a key means depends on whether a line is asked for or searched, or
 * a program runs. Effects are emitted as `TerminalOrder`s.
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
  },
  actions: {
    rememberRequest: assign(({ context, event }) =>
      event.type === 'ASKED'
        ? {
            request: event.request,
            history: historyFor(context, event.request),
            line: started(context.line, event.request.shell?.start),
          }
        : {},
    ),
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
    rememberLine: assign(({ context }) => kept(context)),
    // A shell does not notice Ctrl-\ while a line is typed; other programs end by it.
    dropUnlessShell: assign(({ context }) =>
      context.request?.shell === undefined ? { line: lineAfter(context.line, '') } : {},
    ),
    clearLine: assign({ line: ({ context }) => lineAfter(context.line, '') }),
    emitInterrupt: emit(({ context }) => ({
      type: 'interrupt' as const,
      typed: context.line.text,
    })),
    takeEdit: assign(({ event }) =>
      event.type === 'EDITED' ? { line: event.line, history: event.history } : {},
    ),
    takeNotice: assign(({ event }) => (event.type === 'NOTICE' ? { notice: event.notice } : {})),
    emitSuspend: emit(({ context }) => ({ type: 'suspend' as const, typed: context.line.text })),
    emitQuit: emit(({ context }) => ({ type: 'quit' as const, typed: context.line.text })),
    emitTyped: emit(({ context }) => ({ type: 'keys' as const, text: context.line.text })),
    emitSent: emit(({ event }) => ({
      type: 'keys' as const,
      text: event.type === 'SENT' ? event.data : '',
    })),
    emitEndOfFile: emit(({ context }) => ({
      type: 'endOfFile' as const,
      typed: context.line.text,
    })),
    emitClearScreen: emit({ type: 'clearScreen' }),
    emitBell: emit({ type: 'bell' }),
    emitList: emit(({ event }) => ({
      type: 'list' as const,
      list: event.type === 'CHOICES' ? event.list : { from: 0, choices: [] },
    })),
    emitComplete: emit(({ context }) => ({
      type: 'complete' as const,
      text: context.line.text,
      cursor: context.line.cursor,
    })),
    moveInHistory: assign(({ context }, params: { readonly by: 1 | -1 }) => {
      const { line } = context;
      const moved = history.goTo(context.history, context.history.at + params.by, line.text);
      if (moved === undefined) return {};
      return { line: lineAfter(line, moved.text), history: moved.history };
    }),
    beginSearch: assign(({ context }, params: { readonly by: 1 | -1 }) => {
      const { line, search } = context;
      const { at, edits } = context.history;
      const place = { ...context.history, edits: { ...edits, [at]: line.text } };
      const begun = { by: params.by, last: search.query || search.last, before: line, place };
      return { history: place, search: { ...NO_SEARCH, ...begun } };
    }),
    // What was given up is not looked for again.
    endSearch: assign(({ context }) => ({
      line: context.search.before,
      history: context.search.place,
      search: { ...context.search, query: '' },
    })),
    searchMore: assign(({ context, event }) => {
      if (event.type !== 'KEY' || event.key.type !== 'text') return {};
      const { query, by } = context.search;
      return searchFor(context, query + event.key.text, by);
    }),
    searchLess: assign(({ context }) => {
      const { query, by } = context.search;
      return searchFor(context, query.slice(0, -1), by);
    }),
    searchNext: assign(({ context }, params: { readonly by: 1 | -1 }) => {
      const { query, last } = context.search;
      if (query === '') return searchFor(context, last, params.by);
      return searchFor(context, query, params.by, 1);
    }),
    insertCompletion: assign(({ context, event }) => {
      if (event.type !== 'CHOICES') return {};
      const { from, choices } = event.list;
      if (choices.length === 1) return { line: withChoice(context.line, event.list, 0) };
      const prefix = commonPrefix(choices.map((choice) => choice.value));
      return { line: replaceFrom(context.line, from, prefix) };
    }),
    keepAmbiguous: assign({ ambiguous: ({ context }) => context.line }),
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
    history: history.historyOf([]),
    histories: {},
    search: NO_SEARCH,
    ambiguous: undefined,
    notice: NO_NOTICE,
    pasted: [],
  },
  initial: 'running',
  on: {
    PASTE: { target: '.reviewing', actions: 'keepPaste' },
    KEYS_ASKED: {
      target: '.keyed',
      actions: ['emitTyped', 'clearLine', 'forgetRequest'],
    },
    NOTICE: { actions: 'takeNotice' },
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
          { guard: is('quit'), actions: ['emitQuit', 'clearLine'] },
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
          { guard: ({ event }) => event.data === '\x1c', actions: 'emitQuit' },
          { actions: 'emitSent' },
        ],
      },
    },
    asked: {
      initial: 'typing',
      on: {
        ASKED: { actions: 'rememberRequest' },
        BUSY: { target: 'running', actions: 'forgetRequest' },
        INSERT: { target: '.typing', actions: 'editLine' },
        REPLACE: { target: '.typing', actions: 'editLine' },
        EDITED: { target: '.typing', actions: 'takeEdit' },
      },
      states: {
        typing: {
          on: {
            KEY: [
              { guard: is('enter'), actions: ['emitSubmit', 'rememberLine', 'clearLine'] },
              { guard: is('tab'), actions: 'emitComplete' },
              {
                guard: is('search'),
                target: 'searching',
                actions: { type: 'beginSearch', params: { by: 1 } },
              },
              {
                guard: is('search-forth'),
                target: 'searching',
                actions: { type: 'beginSearch', params: { by: -1 } },
              },
              { guard: is('interrupt'), actions: ['emitInterrupt', 'clearLine'] },
              { guard: is('suspend'), actions: ['emitSuspend', 'dropUnlessShell'] },
              { guard: is('quit'), actions: ['emitQuit', 'dropUnlessShell'] },
              {
                guard: ({ context, event }) =>
                  keyIs({ event }, { name: 'end-of-file' }) &&
                  (context.line.text === '' || context.request?.history === ''),
                actions: ['emitEndOfFile', 'clearLine'],
              },
              { guard: is('end-of-file'), actions: 'deleteForward' },
              { guard: is('up'), actions: { type: 'moveInHistory', params: { by: 1 } } },
              { guard: is('down'), actions: { type: 'moveInHistory', params: { by: -1 } } },
              { guard: is('clear-screen'), actions: 'emitClearScreen' },
              { actions: 'editLine' },
            ],
            CHOICES: [
              {
                guard: ({ context, event }) =>
                  context.ambiguous === context.line && isAmbiguous({ context, event }),
                actions: 'emitList',
              },
              { guard: isAmbiguous, actions: ['keepAmbiguous', 'emitBell'] },
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
              { guard: is('search'), actions: { type: 'searchNext', params: { by: 1 } } },
              { guard: is('search-forth'), actions: { type: 'searchNext', params: { by: -1 } } },
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

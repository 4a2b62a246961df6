import { assign, emit, fromPromise, setup } from 'xstate';
import type { SessionLog } from '../session/index.ts';

export interface BootContext {
  readonly problem: string;
}

/** Where a session is to go on from. */
export interface Onward {
  readonly log: SessionLog;
  /** Called when what goes on is there, and before anything of it is kept. */
  onMade(): void;
}

export type BootEvent =
  /** The simulator threw: a bug of ours. */
  | { readonly type: 'FAULT'; readonly problem: string }
  /** The learner wants the lesson from its start. */
  | { readonly type: 'RESET' }
  /** The learner goes on with another log: a branch, or a command undone. */
  | { readonly type: 'GO_ON'; readonly to: Onward }
  /** The lesson is played elsewhere, or another session is to be opened. */
  | { readonly type: 'REOPEN' };

export type BootOrder =
  | { readonly type: 'play' }
  | { readonly type: 'restart' }
  | { readonly type: 'goOn'; readonly to: Onward }
  | { readonly type: 'leave' }
  | { readonly type: 'showFailure'; readonly problem: string };

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The life of a lesson's page: it loads, opens a session, plays, and may stop at a fault. `load`
 * brings the code, `open` the session, which may take until another tab lets go of the lesson; a
 * host keeps what they bring and does what is ordered.
 */
export const createBootMachine = (load: () => Promise<void>, open: () => Promise<void>) =>
  setup({
    types: {
      context: {} as BootContext,
      events: {} as BootEvent,
      emitted: {} as BootOrder,
    },
    actors: {
      load: fromPromise(load),
      open: fromPromise(open),
    },
    actions: {
      emitPlay: emit({ type: 'play' }),
      emitRestart: emit({ type: 'restart' }),
      emitLeave: emit({ type: 'leave' }),
      emitFailure: emit(({ context }) => ({
        type: 'showFailure' as const,
        problem: context.problem,
      })),
      keepProblem: assign({
        problem: ({ event }) => (event.type === 'FAULT' ? event.problem : ''),
      }),
    },
  }).createMachine({
    id: 'boot',
    context: { problem: '' },
    initial: 'loading',
    states: {
      loading: {
        invoke: {
          src: 'load',
          onDone: 'opening',
          onError: {
            target: 'failed',
            actions: [assign({ problem: ({ event }) => textOf(event.error) }), 'emitFailure'],
          },
        },
      },
      opening: {
        invoke: {
          src: 'open',
          onDone: { target: 'playing', actions: 'emitPlay' },
          onError: {
            target: 'failed',
            actions: [assign({ problem: ({ event }) => textOf(event.error) }), 'emitFailure'],
          },
        },
        on: { REOPEN: { target: 'opening', reenter: true } },
      },
      playing: {
        on: {
          RESET: { target: 'playing', reenter: true, actions: 'emitRestart' },
          GO_ON: {
            target: 'playing',
            reenter: true,
            actions: emit(({ event }) => ({ type: 'goOn' as const, to: event.to })),
          },
          FAULT: { target: 'stopped', actions: ['keepProblem', 'emitFailure'] },
          REOPEN: { target: 'opening', actions: 'emitLeave' },
        },
      },
      stopped: {
        on: {
          RESET: { target: 'playing', actions: 'emitRestart' },
          FAULT: {},
          GO_ON: {},
          REOPEN: { target: 'opening', actions: 'emitLeave' },
        },
      },
      failed: {},
    },
  });

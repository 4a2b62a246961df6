import { assign, emit, fromPromise, setup } from 'xstate';
import type { SessionLog } from '../session/index.ts';

/** Everything that a lesson's page needs from elsewhere before it can start. */
export interface BootContext<Loaded> {
  readonly loaded: Loaded | undefined;
  readonly problem: string;
}

export type BootEvent =
  /** The simulator threw: a bug of ours. */
  | { readonly type: 'FAULT'; readonly problem: string }
  /** The learner wants the lesson from its start. */
  | { readonly type: 'RESET' }
  /** The learner goes on with another log: a branch, or a command undone. */
  | { readonly type: 'GO_ON'; readonly log: SessionLog };

export type BootOrder =
  | { readonly type: 'play' }
  | { readonly type: 'restart' }
  | { readonly type: 'goOn'; readonly log: SessionLog }
  | { readonly type: 'showFailure'; readonly problem: string };

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The life of a lesson's page: it loads, plays, and may stop at a fault. `load` brings what has
 * to be
 * loaded; a host does what is ordered.
 */
export const createBootMachine = <Loaded>(load: () => Promise<Loaded>) =>
  setup({
    types: {
      context: {} as BootContext<Loaded>,
      events: {} as BootEvent,
      emitted: {} as BootOrder,
    },
    actors: { load: fromPromise(load) },
    actions: {
      emitPlay: emit({ type: 'play' }),
      emitRestart: emit({ type: 'restart' }),
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
    context: { loaded: undefined, problem: '' },
    initial: 'loading',
    states: {
      loading: {
        invoke: {
          src: 'load',
          onDone: {
            target: 'playing',
            actions: [assign({ loaded: ({ event }) => event.output }), 'emitPlay'],
          },
          onError: {
            target: 'failed',
            actions: [assign({ problem: ({ event }) => textOf(event.error) }), 'emitFailure'],
          },
        },
      },
      playing: {
        on: {
          RESET: { target: 'playing', reenter: true, actions: 'emitRestart' },
          GO_ON: {
            target: 'playing',
            reenter: true,
            actions: emit(({ event }) => ({ type: 'goOn' as const, log: event.log })),
          },
          FAULT: { target: 'stopped', actions: ['keepProblem', 'emitFailure'] },
        },
      },
      stopped: {
        on: {
          RESET: { target: 'playing', actions: 'emitRestart' },
          FAULT: {},
          GO_ON: {},
        },
      },
      failed: {},
    },
  });

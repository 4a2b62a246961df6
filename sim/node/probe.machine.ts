import { assign, setup } from 'xstate';

export interface ProbeInput {
  readonly firstMs: number;
  readonly periodMs: number;
  readonly timeoutMs: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  /** What counts before the first verdict: readiness starts as failed, liveness as passed. */
  readonly isPassing: boolean;
}

export interface ProbeContext extends ProbeInput {
  /** Equal answers in a row, the last one included. */
  readonly successes: number;
  readonly failures: number;
  readonly message: string;
}

export type ProbeEvent =
  | { readonly type: 'SUCCESS' }
  | { readonly type: 'FAILURE'; readonly message: string }
  /** Ask now, whatever the period says. */
  | { readonly type: 'ASK' };

const probeSetup = setup({
  types: {} as { context: ProbeContext; input: ProbeInput; events: ProbeEvent },
  actions: {
    probe: () => {},
    abandon: () => {},
    recordUnhealthy: () => {},
    report: () => {},
    countSuccess: assign(({ context }) => ({ successes: context.successes + 1, failures: 0 })),
    countFailure: assign(({ context, event }) => ({
      failures: context.failures + 1,
      successes: 0,
      message: event.type === 'FAILURE' ? event.message : context.message,
    })),
    countTimeout: assign(({ context }) => ({
      failures: context.failures + 1,
      successes: 0,
      message: `command timed out: context deadline exceeded`,
    })),
    pass: assign({ isPassing: true }),
    fail: assign({ isPassing: false }),
  },
  guards: {
    passesNow: ({ context }) => !context.isPassing && context.successes >= context.successThreshold,
    failsNow: ({ context }) => context.failures >= context.failureThreshold,
  },
  // XState's pure functions, which tests ask, also start a throw-away actor without input, in which
  // a missing delay means "at once": this machine would then run in circles for ever. NaN is a
  // number, so it waits.
  delays: {
    first: ({ context }) => Number(context.firstMs),
    period: ({ context }) => Number(context.periodMs),
    timeout: ({ context }) => Number(context.timeoutMs),
  },
});

/**
 * One probe of one running container. `report` is called when its verdict is reached: each time
 * that it begins to pass, and for every failure at or over the threshold. Models
 * pkg/kubelet/prober/worker.go.
 */
export const probeMachine = probeSetup.createMachine({
  id: 'probe',
  initial: 'Delayed',
  context: ({ input }) => ({ ...input, successes: 0, failures: 0, message: '' }),
  states: {
    Delayed: {
      after: { first: { target: 'Probing' } },
      on: { ASK: {} },
    },
    Probing: {
      entry: 'probe',
      after: {
        timeout: {
          target: 'Failed',
          actions: ['abandon', 'countTimeout', 'recordUnhealthy'],
        },
      },
      on: {
        SUCCESS: { target: 'Succeeded', actions: 'countSuccess' },
        FAILURE: { target: 'Failed', actions: ['countFailure', 'recordUnhealthy'] },
        ASK: {},
      },
    },
    Succeeded: {
      always: { guard: 'passesNow', target: 'Waiting', actions: ['pass', 'report'] },
      after: { period: { target: 'Probing' } },
      on: { ASK: { target: 'Probing' } },
    },
    Failed: {
      always: { guard: 'failsNow', target: 'Waiting', actions: ['fail', 'report'] },
      after: { period: { target: 'Probing' } },
      on: { ASK: { target: 'Probing' } },
    },
    Waiting: {
      after: { period: { target: 'Probing' } },
      on: { ASK: { target: 'Probing' } },
    },
  },
});

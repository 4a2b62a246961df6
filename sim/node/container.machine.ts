import { assign, setup } from 'xstate';
import type { Pull } from './profile.ts';

/** How a run ended. */
export interface Exit {
  readonly exitCode: number;
  readonly reason: 'Completed' | 'Error' | 'OOMKilled' | 'StartError';
  readonly message: string;
}

/** What a start takes: the image, then the runtime. */
export interface StartPlan {
  readonly pull: Pull;
  readonly startMs: number;
  /** Whether a `postStart` hook stands between the start and Running. */
  readonly hasPostStart: boolean;
  /** Why its configuration is refused; ''. */
  readonly refusal: string;
}

export interface ContainerInput {
  readonly restartPolicy: 'Always' | 'OnFailure' | 'Never';
  readonly restartMs: number;
  readonly retryMs: number;
  readonly idleStopMs: number;
  readonly backOffFirstMs: number;
  readonly backOffMaxMs: number;
}

export interface ContainerContext extends ContainerInput {
  readonly plan: StartPlan;
  /** Of the last run. */
  readonly exit: Exit | undefined;
  /** Why the `postStart` hook of the last run failed; '' when it did not. */
  readonly hookFailure: string;
  /** Ends since the back-off was last reset. */
  readonly ends: number;
  readonly failedPulls: number;
  readonly graceMs: number;
  /** The pod ends: nothing is started any more. */
  readonly isStopping: boolean;
}

export type ContainerEvent =
  /** The pod worker wants it to run. */
  | { readonly type: 'START' }
  | { readonly type: 'PREPARED'; readonly plan: StartPlan }
  /** A hook ended; `failure` is '' or why it failed, `graceMs` what is left to end the run. */
  | { readonly type: 'HOOK_DONE'; readonly failure: string; readonly graceMs: number }
  /** Those that have to end before it have ended. */
  | { readonly type: 'TURN'; readonly graceMs: number }
  /** The main program ended; `isLongRun` resets the back-off. */
  | { readonly type: 'EXITED'; readonly exit: Exit; readonly isLongRun: boolean }
  /** Ends this run (liveness, a changed definition); the restart policy decides what follows. */
  | { readonly type: 'RESTART'; readonly graceMs: number }
  /** The definition changed while nothing runs: try at once. */
  | { readonly type: 'REFRESH' }
  /** The pod ends. */
  | { readonly type: 'STOP'; readonly graceMs: number };

const NO_PLAN: StartPlan = {
  pull: { type: 'present' },
  startMs: 0,
  hasPostStart: false,
  refusal: '',
};
/** What is left to a program for its end, however long its hook took. */
export const LEAST_GRACE_MS = 2_000;

/** `base` doubled `times` times, at most `max`. */
const doubled = (base: number, times: number, max: number): number =>
  Math.min(max, base * 2 ** Math.min(times, 30));

const containerSetup = setup({
  types: {} as { context: ContainerContext; input: ContainerInput; events: ContainerEvent },
  actions: {
    prepare: () => {},
    recordPulling: () => {},
    recordPulled: () => {},
    recordPresent: () => {},
    recordPullFailed: () => {},
    recordPullBackOff: () => {},
    recordConfigError: () => {},
    recordCrashBackOff: () => {},
    recordImageRefused: () => {},
    run: () => {},
    runPostStart: () => {},
    recordPostStartFailed: () => {},
    beginProbes: () => {},
    recordKilling: () => {},
    runPreStop: () => {},
    askTurn: () => {},
    signalStop: () => {},
    signalKill: () => {},
    report: () => {},
    keepPlan: assign(({ event }) => (event.type === 'PREPARED' ? { plan: event.plan } : {})),
    keepExit: assign(({ context, event }) =>
      event.type === 'EXITED'
        ? { exit: event.exit, ends: (event.isLongRun ? 0 : context.ends) + 1 }
        : {},
    ),
    keepGrace: assign(({ event }) => ('graceMs' in event ? { graceMs: event.graceMs } : {})),
    leaveLeastGrace: assign({ graceMs: LEAST_GRACE_MS }),
    keepHookFailure: assign(({ event }) =>
      event.type === 'HOOK_DONE' ? { hookFailure: event.failure } : {},
    ),
    forgetHookFailure: assign({ hookFailure: '' }),
    countFailedPull: assign(({ context }) => ({ failedPulls: context.failedPulls + 1 })),
    forgetFailedPulls: assign({ failedPulls: 0 }),
    beginStopping: assign({ isStopping: true }),
  },
  guards: {
    isPresent: ({ context }) => context.plan.pull.type === 'present',
    isInvalid: ({ context }) =>
      context.plan.pull.type === 'failed' && context.plan.pull.error.reason === 'InvalidImageName',
    isNeverPulled: ({ context }) =>
      context.plan.pull.type === 'failed' && context.plan.pull.error.reason === 'ErrImageNeverPull',
    failsToPull: ({ context }) => context.plan.pull.type === 'failed',
    isFinal: ({ context }) =>
      context.isStopping ||
      context.restartPolicy === 'Never' ||
      (context.restartPolicy === 'OnFailure' && context.exit?.exitCode === 0),
    isFirstEnd: ({ context }) => context.ends <= 1,
    hasRun: ({ context }) => context.exit !== undefined,
    hasPostStart: ({ context }) => context.plan.hasPostStart,
    isRefused: ({ context }) => context.plan.refusal !== '',
    isHookFailed: ({ event }) => event.type === 'HOOK_DONE' && event.failure !== '',
  },
  delays: {
    pull: ({ context }) => (context.plan.pull.type === 'present' ? 0 : context.plan.pull.delayMs),
    start: ({ context }) => context.plan.startMs,
    retry: ({ context }) => context.retryMs,
    sync: ({ context }) => context.backOffFirstMs,
    restart: ({ context }) => context.restartMs,
    idleStop: ({ context }) => context.idleStopMs,
    grace: ({ context }) => context.graceMs,
    pullBackOff: ({ context }) =>
      Math.max(
        0,
        doubled(context.backOffFirstMs, context.failedPulls - 1, context.backOffMaxMs) -
          context.retryMs,
      ),
    crashBackOff: ({ context }) =>
      Math.max(
        0,
        doubled(context.backOffFirstMs, context.ends - 2, context.backOffMaxMs) - context.restartMs,
      ),
  },
});

/**
 * A container on a node. Its states are the words that `kubectl get pods` prints; `Created` shows
 * as ContainerCreating or PodInitializing. Models pkg/kubelet/kuberuntime and pkg/kubelet/images.
 */
export const containerMachine = containerSetup.createMachine({
  id: 'container',
  initial: 'Created',
  context: ({ input }) => ({
    ...input,
    plan: NO_PLAN,
    exit: undefined,
    hookFailure: '',
    ends: 0,
    failedPulls: 0,
    graceMs: 0,
    isStopping: false,
  }),
  states: {
    Created: {
      on: {
        START: { target: 'ContainerCreating' },
        REFRESH: {},
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    ContainerCreating: {
      entry: 'prepare',
      on: {
        PREPARED: { target: 'ImageCheck', actions: 'keepPlan' },
        REFRESH: {},
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    CreateContainerConfigError: {
      entry: ['recordConfigError', 'report'],
      after: { sync: { actions: 'prepare' } },
      on: {
        PREPARED: { target: 'ImageCheck', actions: 'keepPlan' },
        REFRESH: { actions: 'prepare' },
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    ImageCheck: {
      always: [
        { guard: 'isPresent', target: 'Starting', actions: 'recordPresent' },
        { guard: 'isInvalid', target: 'InvalidImageName' },
        { guard: 'isNeverPulled', target: 'ErrImageNeverPull' },
        { target: 'Pulling' },
      ],
    },
    InvalidImageName: {
      entry: ['recordImageRefused', 'report'],
      after: { pullBackOff: { target: 'ContainerCreating' } },
      on: {
        REFRESH: { target: 'ContainerCreating' },
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    ErrImageNeverPull: {
      entry: ['recordImageRefused', 'report'],
      after: { pullBackOff: { target: 'ContainerCreating' } },
      on: {
        REFRESH: { target: 'ContainerCreating' },
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    Pulling: {
      entry: 'recordPulling',
      after: {
        pull: [
          { guard: 'failsToPull', target: 'ErrImagePull', actions: 'countFailedPull' },
          { target: 'Starting', actions: ['recordPulled', 'forgetFailedPulls'] },
        ],
      },
      on: {
        REFRESH: { target: 'ContainerCreating' },
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    ErrImagePull: {
      entry: ['recordPullFailed', 'report'],
      after: { retry: { target: 'ImagePullBackOff' } },
      on: {
        REFRESH: { target: 'ContainerCreating' },
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    ImagePullBackOff: {
      entry: ['recordPullBackOff', 'report'],
      after: { pullBackOff: { actions: 'prepare' } },
      on: {
        PREPARED: { target: 'ImageCheck', actions: 'keepPlan' },
        REFRESH: { target: 'ContainerCreating' },
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    Starting: {
      always: { guard: 'isRefused', target: 'CreateContainerConfigError' },
      after: {
        start: [
          { guard: 'hasPostStart', target: 'PostStart' },
          { target: 'Running', actions: ['forgetHookFailure', 'run'] },
        ],
      },
      on: {
        REFRESH: { target: 'ContainerCreating' },
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    // The program runs already, but nobody is told before the hook is done.
    PostStart: {
      entry: ['forgetHookFailure', 'run', 'runPostStart'],
      on: {
        HOOK_DONE: [
          {
            guard: 'isHookFailed',
            target: 'Stopping',
            actions: ['keepHookFailure', 'keepGrace', 'recordPostStartFailed'],
          },
          { target: 'Running' },
        ],
        EXITED: { target: 'Terminated', actions: 'keepExit' },
        RESTART: { target: 'Stopping', actions: 'keepGrace' },
        STOP: { target: 'Stopping', actions: ['keepGrace', 'beginStopping'] },
        REFRESH: {},
      },
    },
    Running: {
      entry: ['beginProbes', 'report'],
      on: {
        EXITED: { target: 'Terminated', actions: 'keepExit' },
        RESTART: { target: 'Stopping', actions: 'keepGrace' },
        STOP: { target: 'Stopping', actions: ['keepGrace', 'beginStopping'] },
        REFRESH: {},
      },
    },
    Stopping: {
      initial: 'PreStop',
      entry: 'recordKilling',
      on: {
        EXITED: { target: 'Terminated', actions: 'keepExit' },
        RESTART: {},
        REFRESH: {},
      },
      states: {
        PreStop: {
          entry: 'runPreStop',
          after: { grace: { target: 'Signalled', actions: 'leaveLeastGrace' } },
          on: {
            HOOK_DONE: { target: 'Waiting', actions: 'keepGrace' },
            STOP: { target: 'PreStop', reenter: true, actions: ['keepGrace', 'beginStopping'] },
          },
        },
        Waiting: {
          entry: 'askTurn',
          after: { grace: { target: 'Signalled', actions: 'leaveLeastGrace' } },
          on: {
            TURN: { target: 'Signalled', actions: 'keepGrace' },
            STOP: { target: 'Waiting', reenter: true, actions: ['keepGrace', 'beginStopping'] },
          },
        },
        Signalled: {
          entry: 'signalStop',
          after: { grace: { actions: 'signalKill' } },
          on: {
            STOP: { target: 'Signalled', reenter: true, actions: ['keepGrace', 'beginStopping'] },
          },
        },
      },
    },
    Terminated: {
      entry: 'report',
      always: { guard: 'isFinal', target: 'Ended' },
      after: {
        restart: [
          { guard: 'isFirstEnd', target: 'ContainerCreating' },
          { target: 'CrashLoopBackOff' },
        ],
      },
      on: {
        STOP: { target: 'Discarding', actions: 'beginStopping' },
        REFRESH: {},
        RESTART: {},
      },
    },
    CrashLoopBackOff: {
      entry: ['recordCrashBackOff', 'report'],
      after: { crashBackOff: { target: 'ContainerCreating' } },
      on: {
        REFRESH: { target: 'ContainerCreating' },
        RESTART: {},
        STOP: { target: 'Discarding', actions: 'beginStopping' },
      },
    },
    Discarding: {
      entry: 'report',
      after: {
        idleStop: [{ guard: 'hasRun', target: 'Ended' }, { target: 'ContainerStatusUnknown' }],
      },
      on: { STOP: {}, REFRESH: {} },
    },
    Ended: { entry: 'report', on: { STOP: {}, REFRESH: {}, RESTART: {} } },
    ContainerStatusUnknown: { entry: 'report', on: { STOP: {}, REFRESH: {} } },
  },
});

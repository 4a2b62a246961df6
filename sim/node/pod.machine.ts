import { assign, setup } from 'xstate';
import type { VolumeFailure } from './volumes.ts';

export interface PodInput {
  readonly setUpMs: number;
  readonly retryMs: number;
  readonly deleteMs: number;
  readonly tearDownMs: number;
}

/** Why a pod was ended before its containers were done. */
export interface PodFailure {
  readonly reason: string;
  readonly message: string;
}

export interface PodContext extends PodInput {
  readonly phase: 'Succeeded' | 'Failed' | undefined;
  readonly failure: PodFailure | undefined;
  /** The last attempt at its volumes. */
  readonly mountFailure: VolumeFailure | undefined;
  /** How often in a row its volumes could not be mounted. */
  readonly mountFailures: number;
}

export type PodEvent =
  | { readonly type: 'MOUNTED' }
  | { readonly type: 'MOUNT_FAILED'; readonly failure: VolumeFailure }
  /** The next init container may start. */
  | { readonly type: 'NEXT_INIT' }
  /** All init containers are done. */
  | { readonly type: 'INITIALIZED' }
  /** Every container is final. */
  | { readonly type: 'COMPLETED'; readonly phase: 'Succeeded' | 'Failed' }
  /** The node ends it (its deadline is over, it uses too much): it is Failed, whatever it does. */
  | { readonly type: 'FAIL'; readonly failure: PodFailure }
  /** The pod is being deleted; `graceMs` may be sent again, shorter. */
  | { readonly type: 'TERMINATE' }
  /** The pod is gone from the API. */
  | { readonly type: 'REMOVED' };

const MOUNT_FIRST_MS = 500;
const MOUNT_MAX_MS = 122_000;

/**
 * The wait after a failed mount doubles each time; that for a volume that is attached elsewhere
 * does not. Models pkg/util/goroutinemap/exponentialbackoff.
 */
function mountDelayMs({ mountFailure, mountFailures, retryMs }: PodContext): number {
  if (mountFailure?.reason === 'FailedAttachVolume') return retryMs;
  return Math.min(MOUNT_FIRST_MS * 2 ** (mountFailures - 1), MOUNT_MAX_MS);
}

const podSetup = setup({
  types: {} as { context: PodContext; input: PodInput; events: PodEvent },
  actions: {
    mount: () => {},
    recordMountFailed: () => {},
    startNextInit: () => {},
    startContainers: () => {},
    stopContainers: () => {},
    tearDown: () => {},
    deletePod: () => {},
    dropAll: () => {},
    report: () => {},
    recordFailure: () => {},
    keepPhase: assign(({ context, event }) => {
      if (event.type !== 'COMPLETED') return {};
      return { phase: context.failure === undefined ? event.phase : ('Failed' as const) };
    }),
    keepFailure: assign(({ event }) => (event.type === 'FAIL' ? { failure: event.failure } : {})),
    keepMountFailure: assign(({ context, event }) =>
      event.type === 'MOUNT_FAILED'
        ? { mountFailure: event.failure, mountFailures: context.mountFailures + 1 }
        : {},
    ),
  },
  delays: {
    setUp: ({ context }) => context.setUpMs,
    retry: ({ context }) => mountDelayMs(context),
    delete: ({ context }) => context.deleteMs,
    tearDown: ({ context }) => context.tearDownMs,
  },
});

/**
 * A pod worker: from the first look at a pod on its node to its removal. Models
 * pkg/kubelet/pod_workers.go (syncing, terminating, terminated).
 */
export const podMachine = podSetup.createMachine({
  id: 'pod',
  initial: 'Syncing',
  context: ({ input }) => ({
    ...input,
    phase: undefined,
    failure: undefined,
    mountFailure: undefined,
    mountFailures: 0,
  }),
  states: {
    Syncing: {
      initial: 'SettingUp',
      on: {
        FAIL: { target: 'Failing', actions: ['keepFailure', 'recordFailure'] },
        TERMINATE: { target: 'Terminating' },
        REMOVED: { target: 'Gone' },
      },
      states: {
        SettingUp: {
          entry: 'report',
          after: { setUp: { actions: 'mount' } },
          on: {
            MOUNTED: { target: 'Initializing' },
            MOUNT_FAILED: { target: 'MountFailed', actions: 'keepMountFailure' },
          },
        },
        MountFailed: {
          entry: 'recordMountFailed',
          after: { retry: { actions: 'mount' } },
          on: {
            MOUNTED: { target: 'Initializing' },
            MOUNT_FAILED: { target: 'MountFailed', reenter: true, actions: 'keepMountFailure' },
          },
        },
        Initializing: {
          entry: 'startNextInit',
          on: {
            NEXT_INIT: { actions: 'startNextInit' },
            INITIALIZED: { target: 'Running' },
            COMPLETED: { target: '#pod.Terminated', actions: 'keepPhase' },
          },
        },
        Running: {
          entry: 'startContainers',
          on: { COMPLETED: { target: '#pod.Terminated', actions: 'keepPhase' } },
        },
      },
    },
    Failing: {
      entry: ['stopContainers', 'report'],
      on: {
        COMPLETED: { target: 'Terminated', actions: 'keepPhase' },
        TERMINATE: { target: 'Terminating' },
        REMOVED: { target: 'Gone' },
      },
    },
    Terminating: {
      entry: ['stopContainers', 'report'],
      on: {
        TERMINATE: { actions: 'stopContainers' },
        COMPLETED: { target: 'Deleting', actions: 'keepPhase' },
        REMOVED: { target: 'Gone' },
      },
    },
    Terminated: {
      entry: 'report',
      after: { tearDown: { actions: ['tearDown', 'report'] } },
      on: { TERMINATE: { target: 'Deleting' }, REMOVED: { target: 'Gone' } },
    },
    Deleting: {
      entry: ['tearDown', 'report'],
      after: { delete: { actions: 'deletePod' } },
      on: { TERMINATE: {}, REMOVED: { target: 'Gone' } },
    },
    Gone: { entry: 'dropAll', on: { COMPLETED: {}, TERMINATE: {} } },
  },
});

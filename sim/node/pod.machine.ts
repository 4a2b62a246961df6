import { assign, setup } from 'xstate';

export interface PodInput {
  readonly setUpMs: number;
  readonly retryMs: number;
  readonly deleteMs: number;
  readonly tearDownMs: number;
}

export interface PodContext extends PodInput {
  readonly phase: 'Succeeded' | 'Failed' | undefined;
  readonly message: string;
}

export type PodEvent =
  | { readonly type: 'MOUNTED' }
  | { readonly type: 'MOUNT_FAILED'; readonly message: string }
  /** The next init container may start. */
  | { readonly type: 'NEXT_INIT' }
  /** All init containers are done. */
  | { readonly type: 'INITIALIZED' }
  /** Every container is final. */
  | { readonly type: 'COMPLETED'; readonly phase: 'Succeeded' | 'Failed' }
  /** The pod is being deleted; `graceMs` may be sent again, shorter. */
  | { readonly type: 'TERMINATE' }
  /** The pod is gone from the API. */
  | { readonly type: 'REMOVED' };

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
    keepPhase: assign(({ event }) => (event.type === 'COMPLETED' ? { phase: event.phase } : {})),
    keepMessage: assign(({ event }) =>
      event.type === 'MOUNT_FAILED' ? { message: event.message } : {},
    ),
  },
  delays: {
    setUp: ({ context }) => context.setUpMs,
    retry: ({ context }) => context.retryMs,
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
  context: ({ input }) => ({ ...input, phase: undefined, message: '' }),
  states: {
    Syncing: {
      initial: 'SettingUp',
      on: {
        TERMINATE: { target: 'Terminating' },
        REMOVED: { target: 'Gone' },
      },
      states: {
        SettingUp: {
          entry: 'report',
          after: { setUp: { actions: 'mount' } },
          on: {
            MOUNTED: { target: 'Initializing' },
            MOUNT_FAILED: { target: 'MountFailed', actions: 'keepMessage' },
          },
        },
        MountFailed: {
          entry: 'recordMountFailed',
          after: { retry: { actions: 'mount' } },
          on: {
            MOUNTED: { target: 'Initializing' },
            MOUNT_FAILED: { target: 'MountFailed', reenter: true, actions: 'keepMessage' },
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

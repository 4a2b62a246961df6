import { assign, setup } from 'xstate';

export interface NodeInput {
  /** 0: no heartbeats. */
  readonly heartbeatMs: number;
}

export type NodeEvent =
  /** The machine or its kubelet stops: nothing on it moves and nobody hears of it. */
  | { readonly type: 'FAIL' }
  /** It is back. */
  | { readonly type: 'RECOVER' };

/** How often a kubelet renews its lease. */
export const RENEW_MS = 10_000;

const nodeSetup = setup({
  types: {} as { context: NodeInput; input: NodeInput; events: NodeEvent },
  actions: {
    renewLease: () => {},
    postStatus: () => {},
    /** The lease is as old as the last heartbeat, which a silent node has not sent. */
    leaveLease: () => {},
    thaw: () => {},
    beat: assign(({ context }) => ({ heartbeatMs: context.heartbeatMs || RENEW_MS })),
  },
  guards: { beats: ({ context }) => context.heartbeatMs > 0 },
  delays: { heartbeat: ({ context }) => context.heartbeatMs },
});

/**
 * A node's kubelet as a whole. One that was away beats from then on, even when its profile has no
 * heartbeats: who has seen it fail has to see that it lives. Models
 * pkg/kubelet/kubelet_node_status.go.
 */
export const nodeMachine = nodeSetup.createMachine({
  id: 'node',
  initial: 'Starting',
  context: ({ input }) => input,
  states: {
    Starting: { always: { target: 'Ready', actions: ['renewLease'] } },
    Ready: {
      always: { guard: 'beats', target: 'Beating' },
      on: { FAIL: { target: 'NotReady' }, RECOVER: {} },
    },
    Beating: {
      after: { heartbeat: { target: 'Beating', reenter: true, actions: 'renewLease' } },
      on: { FAIL: { target: 'NotReady' }, RECOVER: {} },
    },
    NotReady: {
      entry: 'leaveLease',
      on: {
        FAIL: {},
        RECOVER: { target: 'Ready', actions: ['beat', 'thaw', 'postStatus', 'renewLease'] },
      },
    },
  },
});

import { setup } from 'xstate';

export interface NodeInput {
  /** 0: no heartbeats. */
  readonly heartbeatMs: number;
}

export type NodeEvent =
  /** The machine or its kubelet stops: nothing on it moves and nobody hears of it. */
  | { readonly type: 'FAIL' }
  /** It is back. */
  | { readonly type: 'RECOVER' };

const nodeSetup = setup({
  types: {} as { context: NodeInput; input: NodeInput; events: NodeEvent },
  actions: {
    renewLease: () => {},
    postStatus: () => {},
    freeze: () => {},
    thaw: () => {},
  },
  guards: { beats: ({ context }) => context.heartbeatMs > 0 },
  delays: { heartbeat: ({ context }) => context.heartbeatMs },
});

/** A node's kubelet as a whole. Models pkg/kubelet/kubelet_node_status.go. */
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
      entry: 'freeze',
      on: {
        FAIL: {},
        RECOVER: { target: 'Ready', actions: ['thaw', 'postStatus', 'renewLease'] },
      },
    },
  },
});

// Statecharts are run by steps of our own: they must be those of XState, for every machine here.
import { expect, it } from 'vitest';
import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  assign,
  initialTransition,
  raise,
  setup,
  transition,
} from 'xstate';
import { planOf } from '../sim/kernel/chart-plan.ts';
import { begin, type Order, step } from '../sim/kernel/chart-step.ts';
import { createPrng } from '../sim/kernel/prng.ts';
import { containerMachine } from '../sim/node/container.machine.ts';
import { nodeMachine } from '../sim/node/node.machine.ts';
import { podMachine } from '../sim/node/pod.machine.ts';
import { probeMachine } from '../sim/node/probe.machine.ts';

type Told = { type: string; params?: unknown };

const maze = setup({
  types: {} as { context: { n: number; text: string }; events: { type: string } },
  actions: {
    say: () => {},
    leave: () => {},
    shout: (_, _params: { loud: number }) => {},
    count: assign(({ context }) => ({ n: context.n + 1 })),
    name: assign({ text: ({ event }) => event.type, n: 0 }),
    add: assign(({ context }, params: { by: number }) => ({ n: context.n + params.by })),
    again: raise({ type: 'AGAIN' }),
  },
  guards: {
    isOdd: ({ context }) => context.n % 2 === 1,
    isOver: ({ context }, params: { limit: number }) => context.n > params.limit,
  },
  delays: { soon: ({ context }) => context.n * 10, late: 5000 },
}).createMachine({
  id: 'maze',
  initial: 'hall',
  context: ({ input }) => ({ n: (input as { n: number }).n, text: '' }),
  entry: 'say',
  on: {
    HOME: '.hall',
    EXACT: { target: '.cellar.deep', actions: 'count' },
    NOTE: { actions: ['name', 'again'] },
  },
  states: {
    hall: {
      entry: 'count',
      exit: 'leave',
      after: { soon: { target: 'cellar' }, late: { actions: 'say' }, 7: 'attic' },
      on: {
        UP: [
          { guard: 'isOdd', target: 'attic' },
          { target: 'cellar', actions: 'again' },
        ],
        AGAIN: { actions: { type: 'add', params: { by: 3 } } },
      },
    },
    attic: {
      always: { guard: { type: 'isOver', params: { limit: 9 } }, target: 'hall', actions: 'name' },
      entry: { type: 'shout', params: { loud: 2 } },
      on: {
        UP: { target: 'attic', reenter: true, actions: 'count' },
        SELF: 'attic',
        AGAIN: 'hall',
      },
    },
    cellar: {
      initial: 'stairs',
      entry: 'say',
      exit: ['leave', 'count'],
      after: { late: 'hall' },
      on: {
        UP: 'hall',
        SELF: { target: 'cellar', actions: 'count' },
        ROUND: { target: 'cellar', reenter: true },
        IN: '.deep',
      },
      states: {
        stairs: { on: { IN: 'deep', AGAIN: { target: 'stairs', reenter: true } } },
        deep: {
          initial: 'left',
          entry: 'count',
          exit: 'say',
          states: {
            left: { on: { IN: { guard: 'isOdd', target: 'right' } }, exit: 'leave' },
            right: { always: { guard: 'isOdd', actions: 'count' }, on: { IN: '#maze.attic' } },
          },
        },
      },
    },
  },
});

/** What a host is told, in one form for both. */
function told({ type, params }: { type: string; params?: unknown }): string[] {
  if (type === 'xstate.cancel') return [`cancel ${(params as { sendId: string }).sendId}`];
  if (type !== 'xstate.raise') return [`${type} ${JSON.stringify(params ?? {})}`];
  const { event, id, delay } = params as { event: unknown; id?: string; delay?: number };
  // One without a delay was taken in the step itself.
  return delay === undefined ? [] : [`${id} after ${delay}: ${JSON.stringify(event)}`];
}

function toldBy(order: Order): string {
  if (order.type === 'effect') return `${order.effect.type} ${JSON.stringify(order.effect.params)}`;
  if (order.type === 'cancel') return `cancel ${order.key}`;
  return `${order.key} after ${order.delayMs}: ${JSON.stringify(order.event)}`;
}

const leavesOf = (node: AnyStateMachine['root']): number =>
  Object.values(node.states).reduce((sum, child) => sum + leavesOf(child), 0) ||
  Number(node.type === 'atomic');

/** The events of all delayed transitions. */
const delaysOf = (node: AnyStateMachine['root']): AnyEventObject[] => [
  ...[...node.transitions.keys()]
    .filter((type) => type.startsWith('xstate.after'))
    .map((type) => ({ type })),
  ...Object.values(node.states).flatMap(delaysOf),
];

const WALKS = 40;
const STEPS = 40;

/** Walks both through a machine, by random events; answers how many of its states were seen. */
function walk(machine: AnyStateMachine, input: unknown, own: readonly AnyEventObject[]): number {
  const plan = planOf(machine);
  const events = [...own, ...delaysOf(machine.root)];
  const seen = new Set<string>();
  for (let seed = 0; seed < WALKS; seed++) {
    const prng = createPrng(seed);
    const orders: Order[] = [];
    let [theirs, actions] = initialTransition(machine, input) as [AnyMachineSnapshot, Told[]];
    let ours = begin(plan, input, orders);
    for (let turn = 0; turn < STEPS; turn++) {
      const { value, context } = theirs;
      expect([ours.place.value, ours.context]).toEqual([value, context]);
      expect(orders.map(toldBy)).toEqual(actions.flatMap(told));
      seen.add(JSON.stringify(value));
      // What a state does not name leads nowhere: it is asked for once in a while.
      const isFree = prng.below(10) === 0;
      const named = events.filter(({ type }) => isFree || ours.place.waysOf(type).length > 0);
      const from = named.length === 0 ? events : named;
      const event = from[prng.below(from.length)] as AnyEventObject;
      orders.length = 0;
      [theirs, actions] = transition(machine, theirs, event) as [AnyMachineSnapshot, Told[]];
      ours = step(ours, event, orders);
    }
  }
  return seen.size;
}

const MAZE_EVENTS = ['HOME', 'EXACT', 'NOTE', 'UP', 'AGAIN', 'SELF', 'ROUND', 'IN', 'NOBODYS'];
const exit = { exitCode: 1, reason: 'Error', message: '' };
const prepared = (pull: unknown, hasPostStart = false, refusal = ''): AnyEventObject => ({
  type: 'PREPARED',
  plan: { pull, startMs: 5, hasPostStart, refusal },
});
const CONTAINER_EVENTS: readonly AnyEventObject[] = [
  { type: 'START' },
  { type: 'START' },
  prepared({ type: 'present' }),
  prepared({ type: 'present' }, true),
  prepared({ type: 'pulled', delayMs: 40 }),
  prepared({ type: 'failed', delayMs: 3, error: { reason: 'ErrImagePull', message: 'no' } }),
  prepared({ type: 'failed', delayMs: 3, error: { reason: 'InvalidImageName', message: '' } }),
  prepared({ type: 'failed', delayMs: 3, error: { reason: 'ErrImageNeverPull', message: '' } }),
  prepared({ type: 'present' }, false, 'secret "x" not found'),
  { type: 'HOOK_DONE', failure: '', graceMs: 11 },
  { type: 'HOOK_DONE', failure: 'no', graceMs: 12 },
  { type: 'TURN', graceMs: 13 },
  { type: 'EXITED', exit, isLongRun: false },
  { type: 'EXITED', exit, isLongRun: true },
  { type: 'RESTART', graceMs: 14 },
  { type: 'REFRESH' },
];
const CONTAINER = {
  restartPolicy: 'Always',
  restartMs: 1,
  retryMs: 2,
  idleStopMs: 3,
  backOffFirstMs: 10,
  backOffMaxMs: 300,
};
const THRICE = [...CONTAINER_EVENTS, ...CONTAINER_EVENTS, ...CONTAINER_EVENTS];
const STOP = { type: 'STOP', graceMs: 15 };
const POD_EVENTS: readonly AnyEventObject[] = [
  { type: 'MOUNTED' },
  { type: 'MOUNT_FAILED', failure: { ok: false, reason: 'FailedMount', message: 'no' } },
  { type: 'FAIL', failure: { reason: 'DeadlineExceeded', message: 'no' } },
  { type: 'NEXT_INIT' },
  { type: 'INITIALIZED' },
  { type: 'COMPLETED', phase: 'Failed' },
  { type: 'TERMINATE' },
  { type: 'REMOVED' },
];
const POD = { setUpMs: 1, retryMs: 2, deleteMs: 3, tearDownMs: 4 };
const PROBE_EVENTS = [{ type: 'SUCCESS' }, { type: 'FAILURE', message: 'no' }, { type: 'ASK' }];
const PROBE = {
  firstMs: 1,
  periodMs: 2,
  timeoutMs: 3,
  successThreshold: 2,
  failureThreshold: 2,
  isPassing: false,
};
const NODE_EVENTS = [{ type: 'FAIL' }, { type: 'RECOVER' }];

it.each([
  ['maze', maze, { n: 3 }, MAZE_EVENTS.map((type) => ({ type })), 0],
  // ImageCheck is left at once. One that is never stopped gets to its back-offs, the other ends.
  ['container', containerMachine, CONTAINER, CONTAINER_EVENTS, 4],
  ['stopped container', containerMachine, CONTAINER, [...THRICE, STOP], 2],
  ['pod', podMachine, POD, POD_EVENTS, 0],
  ['probe', probeMachine, PROBE, PROBE_EVENTS, 0],
  ['node', nodeMachine, { heartbeatMs: 1 }, NODE_EVENTS, 2],
  ['silent node', nodeMachine, { heartbeatMs: 0 }, NODE_EVENTS, 1],
])('%s: each step is that of XState', (_name, chart, input, events, unseen) => {
  const machine = chart as AnyStateMachine;
  expect(walk(machine, input, events)).toBeGreaterThanOrEqual(leavesOf(machine.root) - unseen);
});

it('refuses what it does not know', () => {
  const parallel = setup({}).createMachine({ type: 'parallel', states: { a: {}, b: {} } });
  expect(() => planOf(parallel)).toThrow('no host for');
  const wild = setup({}).createMachine({ initial: 'a', states: { a: { on: { '*': 'a' } } } });
  expect(() => planOf(wild)).toThrow('no host for');
});

import { describe, expect, it } from 'vitest';
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  initialTransition,
} from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { createQueue, hostMachine } from '../kernel/index.ts';
import { type ContainerEvent, containerMachine } from './container.machine.ts';
import { notFoundError } from './image.ts';
import { nodeMachine } from './node.machine.ts';
import { podMachine } from './pod.machine.ts';
import { probeMachine } from './probe.machine.ts';
import type { Pull } from './profile.ts';

/** The leaf states of a machine, as `Syncing.Running`; those that are left at once do not count. */
function statesOf(machine: AnyStateMachine): string[] {
  const leaves: string[] = [];
  const walk = (node: AnyStateMachine['root']): void => {
    const children = Object.values(node.states);
    if (children.length === 0) leaves.push(node.path.join('.'));
    for (const child of children) walk(child);
  };
  walk(machine.root);
  return leaves;
}

const pathOf = (value: AnyMachineSnapshot['value']): string =>
  typeof value === 'string'
    ? value
    : Object.entries(value)
        .map(([key, inner]) => `${key}.${pathOf(inner as never)}`)
        .join();

/** The events of all delayed transitions. */
const delaysOf = (node: AnyStateMachine['root']): EventObject[] => [
  ...node.ownEvents.filter((type) => type.startsWith('xstate.after')).map((type) => ({ type })),
  ...Object.values(node.states).flatMap(delaysOf),
];

/** Snapshots that differ in large counters or in texts only count as one. */
const keyOf = ({ value, context }: AnyMachineSnapshot): string =>
  JSON.stringify([value, context], (key, part: unknown) => {
    if (key === 'graceMs' || key === 'message') return undefined;
    if (typeof part === 'number') return Math.min(part, 2);
    return part;
  });

function reachable(
  machine: AnyStateMachine,
  input: unknown,
  events: readonly EventObject[],
): Set<string> {
  const options = {
    input,
    events: [...events, ...delaysOf(machine.root)],
    limit: 40_000,
    serializeState: keyOf,
  };
  const paths = getShortestPaths(machine, options as never);
  return new Set(paths.map(({ state }) => pathOf((state as AnyMachineSnapshot).value)));
}

const CONTAINER = {
  restartPolicy: 'Always',
  restartMs: 1,
  retryMs: 1,
  idleStopMs: 1,
  backOffFirstMs: 1,
  backOffMaxMs: 2,
} as const;
const reference = { repository: 'docker.io/library/a', tag: 'b', digest: '' };
const prepared = (pull: Pull, hasPostStart: boolean, refusal = ''): ContainerEvent => ({
  type: 'PREPARED',
  plan: { pull, startMs: 0, hasPostStart, refusal },
});
const refused = (reason: 'InvalidImageName' | 'ErrImageNeverPull'): ContainerEvent =>
  prepared({ type: 'failed', delayMs: 0, error: { reason, message: '' } }, false);
const EXIT = { exitCode: 1, reason: 'Error', message: '' } as const;
const CONTAINER_EVENTS: readonly ContainerEvent[] = [
  { type: 'START' },
  prepared({ type: 'present' }, false),
  prepared({ type: 'present' }, true),
  prepared({ type: 'pulled', delayMs: 0 }, false),
  prepared({ type: 'failed', delayMs: 0, error: notFoundError(reference) }, false),
  refused('InvalidImageName'),
  refused('ErrImageNeverPull'),
  prepared({ type: 'present' }, false, 'secret "x" not found'),
  { type: 'HOOK_DONE', failure: '', graceMs: 1 },
  { type: 'HOOK_DONE', failure: 'no', graceMs: 1 },
  { type: 'TURN', graceMs: 1 },
  { type: 'EXITED', exit: EXIT, isLongRun: false },
  { type: 'RESTART', graceMs: 1 },
  { type: 'REFRESH' },
  { type: 'STOP', graceMs: 1 },
];
const POD = { setUpMs: 1, retryMs: 1, deleteMs: 1, tearDownMs: 1 };
const POD_EVENTS = [
  { type: 'MOUNTED' },
  { type: 'MOUNT_FAILED', failure: { ok: false, reason: 'FailedMount', message: 'no' } },
  { type: 'FAIL', failure: { reason: 'DeadlineExceeded', message: 'no' } },
  { type: 'NEXT_INIT' },
  { type: 'INITIALIZED' },
  { type: 'COMPLETED', phase: 'Failed' },
  { type: 'TERMINATE' },
  { type: 'REMOVED' },
];
const PROBE = {
  firstMs: 1,
  periodMs: 1,
  timeoutMs: 1,
  successThreshold: 2,
  failureThreshold: 2,
  isPassing: false,
};
const PROBE_EVENTS = [{ type: 'SUCCESS' }, { type: 'FAILURE', message: 'no' }, { type: 'ASK' }];
const NODE_EVENTS = [{ type: 'FAIL' }, { type: 'RECOVER' }];

describe('every state can be reached', () => {
  it.each([
    ['container', containerMachine, CONTAINER, CONTAINER_EVENTS, ['ImageCheck']],
    ['pod', podMachine, POD, POD_EVENTS, []],
    ['probe', probeMachine, PROBE, PROBE_EVENTS, []],
    ['node', nodeMachine, { heartbeatMs: 1 }, NODE_EVENTS, ['Starting', 'Ready']],
    ['silent node', nodeMachine, { heartbeatMs: 0 }, NODE_EVENTS, ['Starting', 'Beating']],
  ])('%s', (_name, machine, input, events, transient) => {
    const found = reachable(machine as AnyStateMachine, input, events);
    const wanted = statesOf(machine).filter((state) => !(transient as string[]).includes(state));
    expect(wanted.filter((state) => !found.has(state))).toEqual([]);
  });
});

describe('an event that a state does not name is a bug', () => {
  it('throws', () => {
    const queue = createQueue(0);
    const container = hostMachine(queue, containerMachine, CONTAINER, () => {});
    expect(() => container.send({ type: 'RESTART', graceMs: 1 })).toThrow(
      'container in "Created" got RESTART',
    );
    const pod = hostMachine(queue, podMachine, POD, () => {});
    expect(() => pod.send({ type: 'INITIALIZED' })).toThrow('got INITIALIZED');
    const probe = hostMachine(queue, probeMachine, PROBE, () => {});
    expect(() => probe.send({ type: 'SUCCESS' })).toThrow('got SUCCESS');
  });

  it('starts every machine without a running actor', () => {
    for (const [machine, input] of [
      [containerMachine, CONTAINER],
      [podMachine, POD],
      [probeMachine, PROBE],
      [nodeMachine, { heartbeatMs: 0 }],
    ] as [AnyStateMachine, unknown][]) {
      const [snapshot] = initialTransition(machine, input);
      expect((snapshot as AnyMachineSnapshot).status).toBe('active');
    }
  });
});

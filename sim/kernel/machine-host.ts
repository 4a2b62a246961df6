import {
  type AnyActorRef,
  type AnyActorScope,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type EventFrom,
  type InputFrom,
  type SnapshotFrom,
} from 'xstate';
import type { Queue, Timer } from './queue.ts';

/** A named action of a machine, as data; its host executes it. */
export interface Effect {
  readonly type: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Hosted<M extends AnyStateMachine> {
  snapshot(): SnapshotFrom<M>;
  /**
   * Sends an event. One that the state neither handles nor names as ignored is a bug and throws.
   */
  send(event: EventFrom<M>): void;
  /** Forgets the machine and its timers. */
  stop(): void;
}

type Emitted = { readonly type: string; readonly params?: unknown };
interface Raise {
  readonly event: { readonly type: string };
  readonly id?: string;
  readonly delay?: number;
}

const actors = new WeakMap<AnyStateMachine, AnyActorRef>();

/** An actor of a machine; nobody reads it, so that one will do for all that are hosted. */
function actorOf(machine: AnyStateMachine, input: unknown): AnyActorRef {
  const actor = actors.get(machine) ?? createActor(machine, { input });
  actors.set(machine, actor);
  return actor;
}

/**
 * What XState's pure functions need around a machine: an actor that is never started, and where
 * actions go. Their short forms (`transition`) make all that anew for every event.
 */
function createScope(
  machine: AnyStateMachine,
  input: unknown,
  actionExecutor: (action: Emitted) => void,
): AnyActorScope {
  const self = actorOf(machine, input);
  const nothing = (): void => {};
  return {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: nothing,
    defer: nothing,
    emit: nothing,
    stopChild: nothing,
    actionExecutor,
  };
}

/**
 * Runs a statechart with XState's pure transition functions: delayed transitions become kernel
 * timers, leaving a state cancels them, and named actions go to `execute` in order. `execute` may
 * send further events; they are taken after the current one (run to completion).
 */
export function hostMachine<M extends AnyStateMachine>(
  queue: Queue,
  machine: M,
  input: InputFrom<M>,
  execute: (effect: Effect, snapshot: SnapshotFrom<M>) => void,
): Hosted<M> {
  const timers = new Map<string, Timer>();
  const pending: EventFrom<M>[] = [];
  let emitted: Emitted[] = [];
  let isBusy = true;
  let isStopped = false;

  const apply = (): void => {
    const actions = emitted;
    emitted = [];
    for (const action of actions) {
      if (action.type === 'xstate.raise') {
        const { event, id, delay = 0 } = action.params as Raise;
        const key = id ?? event.type;
        const due = (): void => {
          timers.delete(key);
          send(event as EventFrom<M>);
        };
        timers.set(key, queue.schedule(Math.round(delay), `${machine.id} ${key}`, due));
      } else if (action.type === 'xstate.cancel') {
        const { sendId } = action.params as { sendId: string };
        const timer = timers.get(sendId);
        if (timer !== undefined) queue.cancel(timer);
        timers.delete(sendId);
      } else {
        execute({ type: action.type, params: (action.params ?? {}) as Effect['params'] }, snapshot);
      }
    }
  };
  const drain = (): void => {
    isBusy = true;
    for (let event = pending.shift(); event !== undefined && !isStopped; event = pending.shift()) {
      assertNamed(machine, snapshot, event);
      snapshot = machine.transition(snapshot, event, scope) as SnapshotFrom<M>;
      apply();
    }
    isBusy = false;
  };
  const send = (event: EventFrom<M>): void => {
    if (isStopped) return;
    pending.push(event);
    if (!isBusy) drain();
  };

  const scope = createScope(machine, input, (action) => emitted.push(action));
  let snapshot = machine.getInitialSnapshot(scope, input) as SnapshotFrom<M>;
  const hosted: Hosted<M> = {
    snapshot: () => snapshot,
    send,
    stop() {
      isStopped = true;
      for (const timer of timers.values()) queue.cancel(timer);
      timers.clear();
    },
  };
  apply();
  drain();
  return hosted;
}

/**
 * Throws unless the current state, or one around it, names the event (a guard may still refuse it).
 */
function assertNamed(machine: AnyStateMachine, snapshot: unknown, event: AnyEventObject): void {
  const { _nodes: nodes, value } = snapshot as AnyMachineSnapshot;
  if (nodes.some((node) => node.transitions.has(event.type))) return;
  throw new Error(`${machine.id} in ${JSON.stringify(value)} got ${event.type}`);
}

import type { AnyEventObject, AnyStateMachine, EventFrom, InputFrom, SnapshotFrom } from 'xstate';
import { type Effect, type Plan, planOf } from './chart-plan.ts';
import { begin, type Order, type Stand, step } from './chart-step.ts';
import type { Queue, Timer } from './queue.ts';

/** Where a machine stands: its state as XState writes it, and what it remembers. */
export interface Snapshot<M extends AnyStateMachine> {
  readonly value: SnapshotFrom<M>['value'];
  readonly context: SnapshotFrom<M>['context'];
  /** Whether the machine is in a state, `'Syncing'` or `{ Syncing: 'Running' }`. */
  matches(wanted: Parameters<SnapshotFrom<M>['matches']>[0]): boolean;
}

export interface Hosted<M extends AnyStateMachine> {
  snapshot(): Snapshot<M>;
  /**
   * Sends an event. One that the state neither handles nor names as ignored is a bug and throws.
   */
  send(event: EventFrom<M>): void;
  /** Forgets the machine and its timers. */
  stop(): void;
}

const plans = new WeakMap<AnyStateMachine, Plan>();

/** A machine's definition is read once, however many run. */
function knownPlan(machine: AnyStateMachine): Plan {
  const plan = plans.get(machine) ?? planOf(machine);
  plans.set(machine, plan);
  return plan;
}

function isIn(value: unknown, wanted: unknown): boolean {
  if (value === wanted) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (typeof wanted === 'string') return wanted in value;
  const states = value as Readonly<Record<string, unknown>>;
  return Object.entries(wanted as object).every(
    ([name, inner]) => name in states && isIn(states[name], inner),
  );
}

const snapshotOf = <M extends AnyStateMachine>({ place, context }: Stand): Snapshot<M> => ({
  value: place.value as Snapshot<M>['value'],
  context: context as Snapshot<M>['context'],
  matches: (wanted) => isIn(place.value, wanted),
});

/**
 * Runs a statechart by the steps that XState's pure transition functions would make: delayed
 * transitions become kernel timers, leaving a state cancels them, and named actions go to
 * `execute` in order. `execute` may send further events; they are taken after the current one (run
 * to completion).
 */
export function hostMachine<M extends AnyStateMachine>(
  queue: Queue,
  machine: M,
  input: InputFrom<M>,
  execute: (effect: Effect) => void,
): Hosted<M> {
  const timers = new Map<string, Timer>();
  const pending: AnyEventObject[] = [];
  let orders: Order[] = [];
  let stand: Stand = begin(knownPlan(machine), input, orders);
  let shown: Snapshot<M> | undefined;
  let isBusy = true;
  let isStopped = false;

  const obey = (): void => {
    const given = orders;
    if (given.length === 0) return;
    orders = [];
    for (const order of given) {
      if (order.type === 'effect') execute(order.effect);
      else if (order.type === 'timer') {
        const { key, event } = order;
        const due = (): void => {
          timers.delete(key);
          send(event);
        };
        const delayMs = Math.round(order.delayMs);
        timers.set(key, queue.schedule(delayMs, `${machine.id} ${key}`, due));
      } else {
        const timer = timers.get(order.key);
        if (timer === undefined) continue;
        queue.cancel(timer);
        timers.delete(order.key);
      }
    }
  };
  const drain = (): void => {
    isBusy = true;
    for (let event = pending.shift(); event !== undefined && !isStopped; event = pending.shift()) {
      if (stand.place.waysOf(event.type).length === 0) {
        const { value } = stand.place;
        throw new Error(`${machine.id} in ${JSON.stringify(value)} got ${event.type}`);
      }
      const next = step(stand, event, orders);
      if (next !== stand) shown = undefined;
      stand = next;
      obey();
    }
    isBusy = false;
  };
  const send = (event: AnyEventObject): void => {
    if (isStopped) return;
    pending.push(event);
    if (!isBusy) drain();
  };

  const hosted: Hosted<M> = {
    snapshot() {
      shown ??= snapshotOf<M>(stand);
      return shown;
    },
    send,
    stop() {
      isStopped = true;
      for (const timer of timers.values()) queue.cancel(timer);
      timers.clear();
    },
  };
  obey();
  drain();
  return hosted;
}

import type { AnyKind, KubeObject, Result } from '../api/index.ts';
import {
  because,
  type Origin,
  type Parts,
  type Prng,
  type Queue,
  type Timer,
  type Why,
} from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import {
  type ApiServer,
  type Change,
  type EventRecorder,
  type EventSource,
  writeAs,
} from '../store/index.ts';
import { type Action, type Controller, NO_KEYS, type View, type Watch } from './controller.ts';
import { CONTROLLERS, type ControllerSet, isWork } from './late-controllers.ts';

/** The scheduler alone records through events.k8s.io. */
const SERIES_RECORDERS: ReadonlySet<string> = new Set(['default-scheduler']);
/** Retries of a failed reconcile. Models workqueue.DefaultControllerRateLimiter. */
const RETRY_BASE_MS = 5;
const RETRY_MAX_MS = 1_000_000;
/** What a request of a controller takes before it sends its next one; one for a status is short. */
const REQUEST_MS = 6;
const STATUS_MS = 2;

export interface RunnerParts {
  readonly queue: Queue;
  readonly server: ApiServer;
  readonly events: EventRecorder;
  readonly prng: Prng;
  readonly controllers: ControllerSet;
  /** What has come of the code that may come later. */
  readonly loaded: Parts;
}

/** The only plumbing of the control plane: watch, dedupe, wait, reconcile, act, retry. */
export interface Runner {
  /**
   * Marks what an object that the cluster was made with makes dirty. Such objects are at rest:
   * those controllers that come with the first work need not see them.
   */
  onBoot(change: Change): void;
  /** Marks what a change makes dirty. */
  onChange(change: Change): void;
  /** Why an object waits, by the controllers' own guards, as things stand now. */
  waitsFor(uid: string): readonly { readonly actor: string; readonly why: Why }[];
}

interface Lane {
  readonly controller: Controller;
  readonly view: View;
  /** When a key is to be reconciled next. */
  readonly due: Map<string, Timer>;
  readonly failures: Map<string, number>;
  /** What each key waited for when it was last reconciled. */
  readonly waits: Map<string, readonly { readonly uid: string; readonly why: Why }[]>;
  /** Keys whose last reconcile still sends requests, and of those the ones that are due again. */
  readonly busy: Set<string>;
  readonly dirty: Map<string, number>;
}

/** The actions of one reconcile that are still to be done. */
interface Run {
  readonly lane: Lane;
  readonly key: string;
  readonly triggerRv: number;
  readonly pending: Action[];
  readonly waits: { uid: string; why: Why }[];
  steps: number;
  /** Requests that are sent together, and how many of them are still to be sent. */
  batch: number;
  left: number;
  /** Of the next actions, those that follow from an answer: they are sent one by one. */
  following: number;
  hasFailed: boolean;
}

/** What is sent several at a time, twice as many each time. Models slowStartBatch. */
const isParallel = ({ type }: Action): boolean => type === 'create' || type === 'delete';

/** How long an action waits for the request before it; 0 for what is no request. */
function requestMs(action: Action): number {
  if (!('object' in action)) return 0;
  return action.type === 'update' && action.subresource === 'status' ? STATUS_MS : REQUEST_MS;
}

const NOBODY: readonly { readonly lane: Lane; readonly watch: Watch }[] = [];

type Watchers = ReadonlyMap<AnyKind, readonly { readonly lane: Lane; readonly watch: Watch }[]>;

/** Who looks at which kind, in the order of the lanes. */
function watchersOf(lanes: readonly Lane[]): Watchers {
  const watchers = new Map<AnyKind, { readonly lane: Lane; readonly watch: Watch }[]>();
  for (const lane of lanes) {
    for (const watch of lane.controller.watches) {
      const others = watchers.get(watch.kind) ?? [];
      watchers.set(watch.kind, [...others, { lane, watch }]);
    }
  }
  return watchers;
}

/** Creates a runner. Reconciles of one controller for one key never overlap. */
export function createRunner(parts: RunnerParts): Runner {
  const { queue, server, controllers, loaded } = parts;
  const laneOf = (controller: Controller): Lane => ({
    controller,
    view: { ...server.view, clock: queue, prng: parts.prng.split(controller.name) },
    due: new Map(),
    failures: new Map(),
    waits: new Map(),
    busy: new Set(),
    dirty: new Map(),
  });
  let lanes = controllers.early.map(laneOf);
  let watchers = watchersOf(lanes);
  let isWhole = false;
  /** Brings the late controllers among those that are there. */
  const complete = (): void => {
    const late = CONTROLLERS.of(loaded);
    if (late === undefined) throw new Error('no controllers yet');
    const known = new Map(lanes.map((lane) => [lane.controller, lane]));
    lanes = controllers.all(late).map((controller) => known.get(controller) ?? laneOf(controller));
    watchers = watchersOf(lanes);
    isWhole = true;
  };

  const enqueue = (lane: Lane, key: string, delayMs: number, triggerRv: number): void => {
    const atMs = queue.nowMs() + delayMs;
    const known = lane.due.get(key);
    if (known !== undefined && known.atMs <= atMs) return;
    if (known !== undefined) queue.cancel(known);
    lane.due.set(key, schedule(lane, key, delayMs, triggerRv));
  };
  /** Apart, because most changes find their key due already: they need no closure. */
  const schedule = (lane: Lane, key: string, delayMs: number, triggerRv: number): Timer =>
    queue.schedule(delayMs, `${lane.controller.name} ${key}`, () => {
      lane.due.delete(key);
      if (lane.busy.has(key)) lane.dirty.set(key, triggerRv);
      else reconcile(lane, key, triggerRv);
    });

  const reconcile = (lane: Lane, key: string, triggerRv: number): void => {
    const run: Run = {
      lane,
      key,
      triggerRv,
      pending: lane.controller.reconcile(key, lane.view),
      waits: [],
      steps: 0,
      batch: 1,
      left: 1,
      following: 0,
      hasFailed: false,
    };
    go(run);
  };

  /** Does the actions of a run in order, requests after those before them are answered. */
  const go = (run: Run): void => {
    const { lane, key, pending } = run;
    for (let next = pending[0]; next !== undefined; next = pending[0]) {
      if (++run.steps > LIMITS.actionsPerReconcile) {
        throw new Error(`${lane.controller.name} ${key}: endless`);
      }
      const durationMs = requestMs(next);
      const isTogether = isParallel(next) && run.following === 0;
      if (durationMs > 0 && (isTogether ? run.left === 0 : run.left < run.batch)) {
        run.batch = isTogether ? run.batch * 2 : 1;
        run.left = run.batch;
        lane.busy.add(key);
        queue.schedule(durationMs, `${lane.controller.name} ${key}`, () => go(run));
        return;
      }
      if (durationMs > 0) run.left -= 1;
      run.following = Math.max(0, run.following - 1);
      pending.shift();
      act(run, next);
    }
    finish(run);
  };

  const act = (run: Run, action: Action): void => {
    const { lane, key, pending, triggerRv } = run;
    const { name } = lane.controller;
    if (action.type === 'again') enqueue(lane, key, action.delayMs, triggerRv);
    else if (action.type === 'wait') {
      run.waits.push({ uid: action.about.metadata.uid, why: action.why });
    } else if (action.type === 'event') record(name, action, triggerRv);
    else {
      const answer = execute(name, action, triggerRv);
      if (answer.ok) {
        const following = action.onSuccess?.(answer.value) ?? [];
        run.following += following.length;
        pending.unshift(...following);
      } else {
        run.hasFailed = true;
        pending.length = 0;
        pending.push(...(action.onFailure?.(answer.status) ?? []));
        run.following = pending.length;
      }
    }
  };

  const finish = ({ lane, key, triggerRv, waits, hasFailed }: Run): void => {
    lane.busy.delete(key);
    lane.waits.set(key, waits);
    if (hasFailed) retry(lane, key, triggerRv);
    else lane.failures.delete(key);
    const dirtyRv = lane.dirty.get(key);
    lane.dirty.delete(key);
    if (dirtyRv !== undefined) reconcile(lane, key, dirtyRv);
  };

  const retry = (lane: Lane, key: string, triggerRv: number): void => {
    const failures = lane.failures.get(key) ?? 0;
    lane.failures.set(key, failures + 1);
    const delayMs = Math.min(RETRY_BASE_MS * 2 ** failures, RETRY_MAX_MS);
    enqueue(lane, key, delayMs, triggerRv);
  };

  const record = (
    actor: string,
    action: Extract<Action, { type: 'event' }>,
    triggerRv: number,
  ): void => {
    const isSeries = SERIES_RECORDERS.has(actor);
    const source: EventSource = {
      component: actor,
      host: '',
      style: isSeries ? 'series' : 'legacy',
    };
    const doing = action.reason === 'Scheduled' ? 'Binding' : 'Scheduling';
    const event = { ...action, fieldPath: '', action: isSeries ? doing : '' };
    parts.events.record(source, event, originOf(actor, because('event'), triggerRv));
  };

  const execute = (
    actor: string,
    action: Extract<Action, { type: 'create' | 'update' | 'delete' }>,
    triggerRv: number,
  ): Result<KubeObject> => {
    const { object } = action;
    const origin = originOf(actor, action.why, triggerRv);
    const kind = server.kindOf(object);
    const { namespace = '', name } = object.metadata;
    if (action.type === 'create') return server.create(kind, object, writeAs(actor), origin);
    if (action.type === 'delete') {
      return server.delete(kind, { namespace, name, subresource: '' }, action.options, origin);
    }
    if (action.subresource === 'binding') {
      const { nodeName = '' } = (object as KubeObject & { spec: { nodeName?: string } }).spec;
      return server.bind(namespace, name, nodeName, false, origin);
    }
    return server.update(kind, object, action.subresource, writeAs(actor), origin);
  };

  const tell = (change: Change): void => {
    for (const { lane, watch } of watchers.get(change.kind) ?? NOBODY) {
      const keys = watch.keys(change, lane.view);
      if (keys === NO_KEYS) continue;
      for (const key of keys) enqueue(lane, key, lane.controller.latencyMs, change.rv);
    }
  };

  return {
    onBoot: tell,
    onChange(change) {
      if (!isWhole && isWork(change)) complete();
      tell(change);
    },
    waitsFor: (uid) =>
      lanes.flatMap(({ controller, waits }) =>
        [...waits.values()]
          .flat()
          .filter((wait) => wait.uid === uid)
          .map(({ why }) => ({ actor: controller.name, why })),
      ),
  };
}

const originOf = (actor: string, why: Why, triggerRv: number): Origin => ({
  actor,
  why,
  triggerRv,
  commandId: 0,
});

import type { KubeObject, Result } from '../api/index.ts';
import { because, type Origin, type Prng, type Queue, type Why } from '../kernel/index.ts';
import { LIMITS } from '../limits.ts';
import {
  type ApiServer,
  type Change,
  type EventRecorder,
  type EventSource,
  writeAs,
} from '../store/index.ts';
import type { Action, Controller, View } from './controller.ts';

/** The scheduler alone records through events.k8s.io. */
const SERIES_RECORDERS: ReadonlySet<string> = new Set(['default-scheduler']);
/** Retries of a failed reconcile. Models workqueue.DefaultControllerRateLimiter. */
const RETRY_BASE_MS = 5;
const RETRY_MAX_MS = 1_000_000;

export interface RunnerParts {
  readonly queue: Queue;
  readonly server: ApiServer;
  readonly events: EventRecorder;
  readonly prng: Prng;
  readonly controllers: readonly Controller[];
}

/** The only plumbing of the control plane: watch, dedupe, wait, reconcile, act, retry. */
export interface Runner {
  /** Marks what a change makes dirty. */
  onChange(change: Change): void;
  /** Why an object waits, by the controllers' own guards, as things stand now. */
  waitsFor(uid: string): readonly { readonly actor: string; readonly why: Why }[];
}

interface Lane {
  readonly controller: Controller;
  readonly view: View;
  readonly due: Map<string, { atMs: number; cancel(): void }>;
  readonly failures: Map<string, number>;
  /** What each key waited for when it was last reconciled. */
  readonly waits: Map<string, readonly { readonly uid: string; readonly why: Why }[]>;
}

/** Creates a runner. Reconciles of one controller for one key never overlap: they are timers. */
export function createRunner(parts: RunnerParts): Runner {
  const { queue, server } = parts;
  const lanes: Lane[] = parts.controllers.map((controller) => ({
    controller,
    view: { ...server.view, clock: queue, prng: parts.prng.split(controller.name) },
    due: new Map(),
    failures: new Map(),
    waits: new Map(),
  }));

  const enqueue = (lane: Lane, key: string, delayMs: number, triggerRv: number): void => {
    const atMs = queue.nowMs() + delayMs;
    const known = lane.due.get(key);
    if (known !== undefined && known.atMs <= atMs) return;
    known?.cancel();
    const timer = queue.schedule(delayMs, `${lane.controller.name} ${key}`, () => {
      lane.due.delete(key);
      reconcile(lane, key, triggerRv);
    });
    lane.due.set(key, { atMs, cancel: () => queue.cancel(timer) });
  };

  const reconcile = (lane: Lane, key: string, triggerRv: number): void => {
    const { controller, view } = lane;
    const waits: { uid: string; why: Why }[] = [];
    const pending = controller.reconcile(key, view);
    let hasFailed = false;
    for (let steps = 0; pending.length > 0; steps++) {
      if (steps > LIMITS.actionsPerReconcile) throw new Error(`${controller.name} ${key}: endless`);
      const action = pending.shift() as Action;
      if (action.type === 'again') enqueue(lane, key, action.delayMs, triggerRv);
      else if (action.type === 'wait') {
        waits.push({ uid: action.about.metadata.uid, why: action.why });
      } else if (action.type === 'event') record(controller.name, action, triggerRv);
      else {
        const answer = execute(controller.name, action, triggerRv);
        if (answer.ok) pending.unshift(...(action.onSuccess?.(answer.value) ?? []));
        else {
          hasFailed = true;
          pending.length = 0;
          pending.push(...(action.onFailure?.(answer.status) ?? []));
        }
      }
    }
    lane.waits.set(key, waits);
    if (hasFailed) retry(lane, key, triggerRv);
    else lane.failures.delete(key);
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
      return server.bind(namespace, name, nodeName, origin);
    }
    return server.update(kind, object, action.subresource, writeAs(actor), origin);
  };

  return {
    onChange(change) {
      for (const lane of lanes) {
        for (const watch of lane.controller.watches) {
          if (watch.kind !== change.kind) continue;
          for (const key of watch.keys(change, lane.view)) {
            enqueue(lane, key, lane.controller.latencyMs, change.rv);
          }
        }
      }
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

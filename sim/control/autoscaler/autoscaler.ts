import {
  type AnyKind,
  type Condition,
  draftOf,
  formatSelector,
  type HorizontalPodAutoscaler,
  type HorizontalPodAutoscalerStatus,
  horizontalPodAutoscalers,
  isEqual,
  type KubeObject,
  type LabelSelector,
  type MetricsSource,
  MODELLED_KINDS,
  milliValue,
  pods,
  resourceOf,
  selects,
  timestamp,
  UNMODELLED_KINDS,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { type Action, type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { eventOf } from '../pod-control.ts';
import { bound, type Memory } from './bounds.ts';
import { type Proposal, proposalOf } from './proposal.ts';
import type { Tolerance } from './replicas.ts';

/** How often an autoscaler looks, also for the first time. */
const PERIOD_MS = 15_000;
/** What is remembered is no older than the longest window that the API allows. */
const MEMORY_MS = 3_600_000;
/** Models the flag --horizontal-pod-autoscaler-tolerance. */
const TOLERANCE = 0.1;
const NO_SCALE = 'the server could not find the requested resource';
const GOT_SCALE = "the HPA controller was able to get the target's current scale";

/** A list that Go never made. */
const NO_METRICS = null as never;

type Target = KubeObject & { spec: { replicas?: number; selector?: LabelSelector } };
type Condition5 = readonly [type: string, status: string, reason: string, message: string];

interface Sync {
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly status: HorizontalPodAutoscalerStatus;
  readonly memory: Memory;
  readonly metrics: MetricsSource | undefined;
  readonly view: View;
}

function setCondition({ status, view }: Sync, [type, state, reason, message]: Condition5): void {
  const { conditions = [] } = status;
  const old = conditions.find((one) => one.type === type);
  const now = timestamp(view.clock.epochMs());
  const lastTransitionTime = old?.status === state ? old.lastTransitionTime : now;
  const fresh = { type, status: state, lastTransitionTime, reason, message } as Condition;
  status.conditions = old
    ? conditions.map((one) => (one === old ? fresh : one))
    : [...conditions, fresh];
}

function report({ autoscaler, status }: Sync): Action[] {
  if (isEqual(status, autoscaler.status)) return [];
  const object: HorizontalPodAutoscaler = { ...autoscaler, status };
  const why = because('autoscaler.status');
  return [{ type: 'update', object, subresource: 'status', why }];
}

/** The target, or why there is none. */
function targetOf({ autoscaler, view }: Sync): Target | string {
  const { apiVersion = '', kind, name } = autoscaler.spec.scaleTargetRef;
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  // Which version is named does not count.
  const found = [...MODELLED_KINDS, ...UNMODELLED_KINDS].find(
    (one: AnyKind) => one.kind === kind && one.group === group,
  );
  if (found === undefined) return `no matches for kind "${kind}" in group "${group}"`;
  if (!found.subresources.includes('scale')) return NO_SCALE;
  const target = view.get(found, autoscaler.metadata.namespace ?? '', name);
  return (target as Target | undefined) ?? `${resourceOf(found)} "${name}" not found`;
}

function missing(sync: Sync, error: string): Action[] {
  const message = `the HPA controller was unable to get the target's current scale: ${error}`;
  setCondition(sync, ['AbleToScale', 'False', 'FailedGetScale', message]);
  return [eventOf(sync.autoscaler, 'Warning', 'FailedGetScale', error), ...report(sync)];
}

/** All autoscalers whose targets have some of the same pods. Models hpaSelectors. */
function rivalsOf(sync: Sync, target: Target): string[] {
  const { autoscaler, view } = sync;
  const { namespace = '' } = autoscaler.metadata;
  const all = view.list(horizontalPodAutoscalers, namespace);
  if (all.length < 2) return [];
  const members = view
    .list(pods, namespace)
    .filter(({ metadata }) => selects(target.spec.selector, metadata.labels));
  const isRival = (other: HorizontalPodAutoscaler): boolean => {
    const found = targetOf({ ...sync, autoscaler: other });
    if (typeof found === 'string') return false;
    return members.some(({ metadata }) => selects(found.spec.selector, metadata.labels));
  };
  return all.filter(isRival).map(keyOf).sort();
}

function ambiguous(sync: Sync, target: Target, rivals: readonly string[]): Action[] {
  const selector = formatSelector(target.spec.selector ?? {});
  const list = rivals.join(' ');
  const text = `pods by selector ${selector} are controlled by multiple HPAs: [${list}]`;
  setCondition(sync, ['ScalingActive', 'False', 'AmbiguousSelector', text]);
  sync.status.currentMetrics = NO_METRICS;
  const { autoscaler } = sync;
  return [
    eventOf(autoscaler, 'Warning', 'AmbiguousSelector', text),
    ...report(sync),
    eventOf(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', text),
  ];
}

/** How far usage may be off, by the autoscaler's own rules or by the cluster's. */
function toleranceOf({ spec }: HorizontalPodAutoscaler): Tolerance {
  const { scaleDown, scaleUp } = spec.behavior ?? {};
  const of = (text: string | undefined): number =>
    text === undefined ? TOLERANCE : milliValue(text) / 1000;
  return { down: of(scaleDown?.tolerance), up: of(scaleUp?.tolerance) };
}

/** Asks all metrics; the one that wants most counts. Models computeReplicasForMetrics. */
function ask(sync: Sync, target: Target, current: number) {
  const { autoscaler, metrics, view } = sync;
  const members = view
    .list(pods, autoscaler.metadata.namespace ?? '')
    .filter(({ metadata }) => selects(target.spec.selector, metadata.labels));
  const specs = autoscaler.spec.metrics ?? [];
  const sight = {
    namespace: autoscaler.metadata.namespace ?? '',
    pods: members,
    current,
    tolerance: toleranceOf(autoscaler),
    nowEpochMs: view.clock.epochMs(),
    metrics,
  };
  const proposals = specs.map((spec) => proposalOf(spec, sight));
  const refused = proposals.filter((one) => !one.ok);
  const valid = proposals.filter((one) => one.ok);
  const best = valid.reduce<(typeof valid)[number] | undefined>(
    (most, one) => (most !== undefined && most.replicas >= one.replicas ? most : one),
    undefined,
  );
  sync.status.currentMetrics = proposals.map((one) => (one.ok ? one.status : { type: '' }));
  // Where one metric is unknown, the others may add pods but not take any away.
  const isSafe = refused.length === 0 || (best !== undefined && best.replicas >= current);
  return { refused, best: isSafe ? best : undefined, count: specs.length };
}

function blind(
  sync: Sync,
  refused: readonly Extract<Proposal, { ok: false }>[],
  count: number,
): Action[] {
  const [first] = refused;
  if (first === undefined) return report(sync);
  const message = `the HPA was unable to compute the replica count: ${first.error}`;
  setCondition(sync, ['ScalingActive', 'False', first.reason, message]);
  const { autoscaler } = sync;
  const text =
    `invalid metrics (${refused.length} invalid out of ${count}), ` +
    `first error is: ${first.failure}`;
  return [
    ...refused.map(({ reason, error }) => eventOf(autoscaler, 'Warning', reason, error)),
    ...report(sync),
    eventOf(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', text),
  ];
}

function rescale(
  sync: Sync,
  target: Target,
  current: number,
  replicas: number,
  reason: string,
): Action[] {
  const { autoscaler, status, memory, view } = sync;
  status.desiredReplicas = replicas;
  if (replicas === current) return report(sync);
  const object = draftOf(target);
  object.spec.replicas = replicas;
  const done = `the HPA controller was able to update the target scale to ${replicas}`;
  const why = because('autoscaler.scale', { target: target.metadata.name, replicas });
  return [
    {
      type: 'update',
      object,
      subresource: 'scale',
      why,
      onFailure: ({ message }) => {
        const text = `the HPA controller was unable to update the target scale: ${message}`;
        setCondition(sync, ['AbleToScale', 'False', 'FailedUpdateScale', text]);
        status.desiredReplicas = autoscaler.status.desiredReplicas;
        const told = `New size: ${replicas}; reason: ${reason}; error: ${message}`;
        return [eventOf(autoscaler, 'Warning', 'FailedRescale', told), ...report(sync)];
      },
      onSuccess: () => {
        memory.scaled.push({ atMs: view.clock.nowMs(), change: replicas - current });
        setCondition(sync, ['AbleToScale', 'True', 'SucceededRescale', done]);
        status.lastScaleTime = timestamp(view.clock.epochMs());
        const text = `New size: ${replicas}; reason: ${reason}`;
        return [eventOf(autoscaler, 'Normal', 'SuccessfulRescale', text), ...report(sync)];
      },
    },
  ];
}

/** Models reconcileAutoscaler. */
function reconcile(sync: Sync): Action[] {
  const { autoscaler, memory, view } = sync;
  const target = targetOf(sync);
  if (typeof target === 'string') return missing(sync, target);
  setCondition(sync, ['AbleToScale', 'True', 'SucceededGetScale', GOT_SCALE]);
  const current = target.spec.replicas ?? 1;
  sync.status.currentReplicas = current;
  if (memory.recommended.length === 0) {
    memory.recommended.push({ atMs: view.clock.nowMs(), replicas: current });
  }
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  if (current === 0 && minReplicas !== 0) {
    sync.status.currentMetrics = NO_METRICS;
    const text = 'scaling is disabled since the replica count of the target is zero';
    setCondition(sync, ['ScalingActive', 'False', 'ScalingDisabled', text]);
    return rescale(sync, target, 0, 0, '');
  }
  const outside = current > maxReplicas ? 'above Spec.MaxReplicas' : 'below Spec.MinReplicas';
  if (current > maxReplicas || current < minReplicas) {
    sync.status.currentMetrics = NO_METRICS;
    const replicas = current > maxReplicas ? maxReplicas : minReplicas;
    return rescale(sync, target, current, replicas, `Current number of replicas ${outside}`);
  }
  const rivals = rivalsOf(sync, target);
  if (rivals.length > 1) return ambiguous(sync, target, rivals);
  const { refused, best, count } = ask(sync, target, current);
  if (best === undefined) return blind(sync, refused, count);
  const found = `the HPA was able to successfully calculate a replica count from ${best.metric}`;
  setCondition(sync, ['ScalingActive', 'True', 'ValidMetricFound', found]);
  const bounded = bound(autoscaler, current, best.replicas, memory, view.clock.nowMs());
  memory.recommended.push({ atMs: view.clock.nowMs(), replicas: best.replicas });
  setCondition(sync, ['AbleToScale', 'True', ...bounded.able]);
  setCondition(sync, ['ScalingLimited', ...bounded.limited]);
  const isUp = bounded.replicas > current;
  const reason = isUp ? `${best.metric} above target` : 'All metrics below target';
  return rescale(sync, target, current, bounded.replicas, reason);
}

function forget({ recommended, scaled }: Memory, nowMs: number): void {
  for (const list of [recommended, scaled]) {
    while ((list[0]?.atMs ?? nowMs) < nowMs - MEMORY_MS) list.shift();
  }
}

/** Scales workloads by what their pods use. Models pkg/controller/podautoscaler. */
export function createAutoscaler(metrics: MetricsSource | undefined): Controller {
  const memories = new Map<string, Memory>();
  return {
    name: 'horizontal-pod-autoscaler',
    latencyMs: PERIOD_MS,
    watches: [{ kind: horizontalPodAutoscalers, keys: ({ object }) => [keyOf(object)] }],
    reconcile(key, view) {
      const { namespace, name } = splitKey(key);
      const autoscaler = view.get(horizontalPodAutoscalers, namespace, name);
      if (autoscaler === undefined) {
        memories.delete(key);
        return [];
      }
      const memory = memories.get(key) ?? { recommended: [], scaled: [] };
      memories.set(key, memory);
      forget(memory, view.clock.nowMs());
      const status = draftOf(autoscaler.status);
      const why = because('autoscaler.period', { seconds: PERIOD_MS / 1000 });
      return [
        { type: 'again', delayMs: PERIOD_MS, why },
        ...reconcile({ autoscaler, status, memory, metrics, view }),
      ];
    },
  };
}

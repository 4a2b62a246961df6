import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../api/index.ts';

/** Models the flag --horizontal-pod-autoscaler-downscale-stabilization. */
const DOWN_WINDOW_MS = 300_000;
/** How far a step up may go without rules of its own. */
const UP_FACTOR = 2;
const UP_LEAST = 4;

/** What was asked for and done lately; the only memory of the autoscaler. */
export interface Memory {
  readonly recommended: { readonly atMs: number; readonly replicas: number }[];
  readonly scaled: { readonly atMs: number; readonly change: number }[];
}

/** A number of replicas, and the conditions that say how it came about. */
export interface Bounded {
  readonly replicas: number;
  readonly able: readonly [reason: string, message: string];
  readonly limited: readonly [status: 'True' | 'False', reason: string, message: string];
}

/** What the metrics ask for, and what there is. */
interface Wish {
  readonly autoscaler: HorizontalPodAutoscaler;
  readonly current: number;
  readonly asked: number;
  readonly memory: Memory;
  readonly nowMs: number;
}

const READY: Bounded['able'] = ['ReadyForNewScale', 'recommended size matches current size'];
const HELD_DOWN: Bounded['able'] = [
  'ScaleDownStabilized',
  'recent recommendations were higher than current one, applying the highest recent recommendation',
];
const HELD_UP: Bounded['able'] = [
  'ScaleUpStabilized',
  'recent recommendations were lower than current one, applying the lowest recent recommendation',
];
const WITHIN = ['DesiredWithinRange', 'the desired count is within the acceptable range'] as const;
const TOO_FEW = [
  'TooFewReplicas',
  'the desired replica count is less than the minimum replica count',
] as const;
const TOO_MANY = [
  'TooManyReplicas',
  'the desired replica count is more than the maximum replica count',
] as const;
const UP_LIMIT = [
  'ScaleUpLimit',
  'the desired replica count is increasing faster than the maximum scale rate',
] as const;
const DOWN_LIMIT = [
  'ScaleDownLimit',
  'the desired replica count is decreasing faster than the maximum scale rate',
] as const;

/**
 * How far one change may go by the rules, from the size at the start of each period. Models
 * calculateScaleUpLimitWithScalingRules and its counterpart.
 */
function limitOf(rules: HPAScalingRules, { current, memory, nowMs }: Wish, sign: 1 | -1): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = (rules.policies ?? []).map(({ type, value, periodSeconds }) => {
    const done = memory.scaled
      .filter(({ atMs }) => atMs > nowMs - periodSeconds * 1000)
      .reduce((sum, { change }) => sum + change, 0);
    const before = current - done;
    if (type === 'Pods') return before + sign * value;
    const share = before * (1 + (sign * value) / 100);
    return sign > 0 ? Math.ceil(share) : Math.trunc(share);
  });
  const isFar = rules.selectPolicy !== 'Min';
  return isFar === sign > 0 ? Math.max(...limits) : Math.min(...limits);
}

/** What was asked for within the last so many milliseconds. */
const recentOf = ({ memory, nowMs }: Wish, windowMs: number): number[] =>
  memory.recommended.filter(({ atMs }) => atMs > nowMs - windowMs).map(({ replicas }) => replicas);

/** Models stabilizeRecommendationWithBehaviors. */
function stabilize(wish: Wish): number {
  const { current, asked, autoscaler } = wish;
  const { scaleUp, scaleDown } = autoscaler.spec.behavior ?? {};
  const downMs = (scaleDown?.stabilizationWindowSeconds ?? DOWN_WINDOW_MS / 1000) * 1000;
  const upMs = (scaleUp?.stabilizationWindowSeconds ?? 0) * 1000;
  const lowest = Math.min(asked, ...recentOf(wish, upMs));
  const highest = Math.max(asked, ...recentOf(wish, downMs));
  return Math.min(Math.max(current, lowest), highest);
}

/** By the rules of the autoscaler. Models normalizeDesiredReplicasWithBehaviors. */
function boundByRules(wish: Wish): Bounded {
  const { autoscaler, current, asked } = wish;
  const { minReplicas = 1, maxReplicas, behavior } = autoscaler.spec;
  const stable = stabilize(wish);
  const able = stable === asked ? READY : asked >= current ? HELD_UP : HELD_DOWN;
  const limited = (replicas: number, why: readonly [string, string]): Bounded => ({
    replicas,
    able,
    limited: [replicas === stable ? 'False' : 'True', ...why],
  });
  if (stable > current) {
    const limit = behavior?.scaleUp ? limitOf(behavior.scaleUp, wish, 1) : maxReplicas;
    const fastest = Math.max(limit, current);
    const most = Math.min(maxReplicas, fastest);
    if (stable > most) return limited(most, maxReplicas > fastest ? UP_LIMIT : TOO_MANY);
  }
  if (stable < current) {
    const limit = behavior?.scaleDown ? limitOf(behavior.scaleDown, wish, -1) : minReplicas;
    const fastest = Math.min(limit, current);
    const least = Math.max(minReplicas, fastest);
    if (stable < least) return limited(least, minReplicas < fastest ? DOWN_LIMIT : TOO_FEW);
  }
  return limited(stable, WITHIN);
}

/** Without rules. Models normalizeDesiredReplicas and convertDesiredReplicasWithRules. */
function boundByDefault(wish: Wish): Bounded {
  const { autoscaler, current, asked } = wish;
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  const stable = Math.max(asked, ...recentOf(wish, DOWN_WINDOW_MS));
  const able = stable === asked ? READY : HELD_DOWN;
  const fastest = Math.max(UP_FACTOR * current, UP_LEAST);
  const most = Math.min(maxReplicas, fastest);
  if (stable < minReplicas) return { replicas: minReplicas, able, limited: ['True', ...TOO_FEW] };
  if (stable > most) {
    const why = maxReplicas > fastest ? UP_LIMIT : TOO_MANY;
    return { replicas: most, able, limited: ['True', ...why] };
  }
  return { replicas: stable, able, limited: ['False', ...WITHIN] };
}

/** Puts what the metrics ask for within the rules; `memory` is that of before. */
export function bound(
  autoscaler: HorizontalPodAutoscaler,
  current: number,
  asked: number,
  memory: Memory,
  nowMs: number,
): Bounded {
  const wish = { autoscaler, current, asked, memory, nowMs };
  return autoscaler.spec.behavior === undefined ? boundByDefault(wish) : boundByRules(wish);
}

import type { HorizontalPodAutoscaler, HPAScalingRules } from '../../api/index.ts';

const DOWN_WINDOW_MS = 300_000;

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

/** How far one change may go by the rules, from the size at the start of each period. */
function limitOf(
  rules: HPAScalingRules,
  current: number,
  memory: Memory,
  nowMs: number,
  sign: 1 | -1,
): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = (rules.policies ?? []).map(({ type, value, periodSeconds }) => {
    const done = memory.scaled
      .filter(({ atMs, change }) => atMs > nowMs - periodSeconds * 1000 && change * sign > 0)
      .reduce((sum, { change }) => sum + change, 0);
    const before = current - done;
    if (type === 'Pods') return before + sign * value;
    const share = before * (1 + (sign * value) / 100);
    return sign > 0 ? Math.ceil(share) : Math.floor(share);
  });
  const isFar = rules.selectPolicy !== 'Min';
  return isFar === sign > 0 ? Math.max(...limits) : Math.min(...limits);
}

/** Keeps what the last minutes asked for, so that a dip does not take pods away at once. */
function stabilize(
  autoscaler: HorizontalPodAutoscaler,
  current: number,
  asked: number,
  memory: Memory,
  nowMs: number,
): number {
  const { behavior } = autoscaler.spec;
  const downMs = (behavior?.scaleDown?.stabilizationWindowSeconds ?? DOWN_WINDOW_MS / 1000) * 1000;
  const upMs = (behavior?.scaleUp?.stabilizationWindowSeconds ?? 0) * 1000;
  const within = (ms: number): number[] =>
    memory.recommended.filter(({ atMs }) => atMs > nowMs - ms).map(({ replicas }) => replicas);
  const highest = Math.max(asked, ...within(downMs));
  const lowest = Math.min(asked, ...within(upMs));
  const up = Math.max(current, lowest);
  return Math.min(up, Math.max(highest, Math.min(current, lowest)));
}

const WITHIN: Bounded['limited'] = [
  'False',
  'DesiredWithinRange',
  'the desired count is within the acceptable range',
];
const TOO_FEW = 'the desired replica count is less than the minimum replica count';
const TOO_MANY = 'the desired replica count is more than the maximum replica count';

/** Puts what the metrics ask for within the rules. Models normalizeDesiredReplicas. */
export function bound(
  autoscaler: HorizontalPodAutoscaler,
  current: number,
  asked: number,
  memory: Memory,
  nowMs: number,
): Bounded {
  const { minReplicas = 1, maxReplicas, behavior } = autoscaler.spec;
  const stable = stabilize(autoscaler, current, asked, memory, nowMs);
  const able: Bounded['able'] =
    stable === asked
      ? ['ReadyForNewScale', 'recommended size matches current size']
      : [
          'ScaleDownStabilized',
          'recent recommendations were higher than current one, ' +
            'applying the highest recent recommendation',
        ];
  const up = behavior?.scaleUp;
  const down = behavior?.scaleDown;
  const upLimit = up ? limitOf(up, current, memory, nowMs, 1) : Math.max(2 * current, 4);
  const downLimit = down ? limitOf(down, current, memory, nowMs, -1) : 0;
  const most = Math.min(maxReplicas, Math.max(upLimit, current));
  const least = Math.max(minReplicas, Math.min(downLimit, current));
  if (stable > most) {
    const reason = most === maxReplicas ? 'TooManyReplicas' : 'ScaleUpLimit';
    const rate = 'the desired replica count is increasing faster than the maximum scale rate';
    const message = most === maxReplicas ? TOO_MANY : rate;
    return { replicas: most, able, limited: ['True', reason, message] };
  }
  if (stable < least) {
    const reason = least === minReplicas ? 'TooFewReplicas' : 'ScaleDownLimit';
    const rate = 'the desired replica count is decreasing faster than the maximum scale rate';
    const message = least === minReplicas ? TOO_FEW : rate;
    return { replicas: least, able, limited: ['True', reason, message] };
  }
  return { replicas: stable, able, limited: WITHIN };
}

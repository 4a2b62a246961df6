import type { Pod } from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';

const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;

/** When the last container of a pod ended, in milliseconds since 1970. Models getFinishedTime. */
export function finishedMs(pod: Pod): number {
  const { containerStatuses = [], conditions = [] } = pod.status;
  const times = containerStatuses.flatMap(({ state }) => state?.terminated?.finishedAt ?? []);
  if (times.length > 0) return Math.max(...times.map((time) => Date.parse(time)));
  const ready = conditions.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  return Date.parse(pod.metadata.deletionTimestamp ?? ready ?? pod.metadata.creationTimestamp);
}

/** What the replacement waits after so many failures in a row. */
export const delayAfter = (failures: number): number =>
  Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);

/**
 * How long a Job still waits before it replaces pods that failed after its last success. Models
 * backoffRecord.getRemainingTime.
 */
export function backoffMs(pods: readonly Pod[], clock: Clock): number {
  const ends = (phase: string): number[] =>
    pods.filter(({ status }) => status.phase === phase).map(finishedMs);
  const lastSuccess = Math.max(0, ...ends('Succeeded'));
  const failures = ends('Failed').filter((ms) => ms > lastSuccess);
  if (failures.length === 0) return 0;
  return Math.max(0, Math.max(...failures) + delayAfter(failures.length) - clock.epochMs());
}

import {
  type DaemonSet,
  type DaemonSetStatus,
  isEqual,
  isPodAvailable,
  isPodReady,
  readySinceMs,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { HASH_LABEL } from './history.ts';
import type { Place } from './place.ts';

function statusOf(
  set: DaemonSet,
  places: readonly Place[],
  hash: string,
  view: View,
): DaemonSetStatus {
  const nowMs = view.clock.epochMs();
  const minReady = set.spec.minReadySeconds ?? 0;
  const wanted = places.filter(({ shouldRun }) => shouldRun);
  const firsts = wanted.flatMap(({ pods }) => pods.slice(0, 1));
  const available = firsts.filter((pod) => isPodAvailable(pod, minReady, nowMs)).length;
  const updated = firsts.filter(({ metadata }) => metadata.labels?.[HASH_LABEL] === hash).length;
  const { collisionCount, conditions } = set.status;
  return {
    currentNumberScheduled: firsts.length,
    numberMisscheduled: places.filter(({ shouldRun, pods }) => !shouldRun && pods.length > 0)
      .length,
    desiredNumberScheduled: wanted.length,
    numberReady: firsts.filter(isPodReady).length,
    observedGeneration: set.metadata.generation ?? 0,
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
    ...(available > 0 ? { numberAvailable: available } : {}),
    ...(wanted.length > available ? { numberUnavailable: wanted.length - available } : {}),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    ...(conditions === undefined ? {} : { conditions }),
  };
}

function whenAvailable(set: DaemonSet, places: readonly Place[], view: View): Action[] {
  const seconds = set.spec.minReadySeconds ?? 0;
  const nowMs = view.clock.epochMs();
  const dueMs = places
    .flatMap(({ pods }) => pods)
    .filter((pod) => !isPodAvailable(pod, seconds, nowMs))
    .flatMap((pod) => readySinceMs(pod) ?? [])
    .map((since) => since + seconds * 1000 - nowMs);
  if (dueMs.length === 0) return [];
  const why = because('daemonset.minReadySeconds', { seconds });
  return [{ type: 'again', delayMs: Math.max(1, Math.min(...dueMs)), why }];
}

/** Writes the status if it changed. Models updateDaemonSetStatus. */
export function report(
  set: DaemonSet,
  places: readonly Place[],
  hash: string,
  view: View,
): Action[] {
  const status = statusOf(set, places, hash, view);
  const again = whenAvailable(set, places, view);
  if (isEqual(status, set.status)) return again;
  const object: DaemonSet = { ...set, status };
  const why = because('daemonset.status');
  return [{ type: 'update', object, subresource: 'status', why }, ...again];
}

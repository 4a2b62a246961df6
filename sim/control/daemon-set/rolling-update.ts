import { type DaemonSet, isPodAvailable, type Pod } from '../../api/index.ts';
import type { Action, View } from '../controller.ts';
import { scaledValue } from '../int-or-percent.ts';
import { isDeleting } from '../meta.ts';
import { HASH_LABEL } from './history.ts';
import type { Place } from './place.ts';
import { createOn, replaceOld } from './placement.ts';
import { report } from './status.ts';

interface Pair {
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
}

/** A node's pod of the new and of an old template; undefined when it has two of one. */
function pairOn(pods: readonly Pod[], hash: string): Pair | undefined {
  const lasting = pods.filter((pod) => !isDeleting(pod));
  const fresh = lasting.filter((pod) => pod.metadata.labels?.[HASH_LABEL] === hash);
  const old = lasting.filter((pod) => pod.metadata.labels?.[HASH_LABEL] !== hash);
  return fresh.length > 1 || old.length > 1 ? undefined : { fresh: fresh[0], old: old[0] };
}

/** Deletes old pods, as many as may be unavailable. */
function replaceInPlace(
  set: DaemonSet,
  places: readonly Place[],
  hash: string,
  most: number,
  isAvailable: (pod: Pod) => boolean,
): Action[] {
  let unavailable = 0;
  const free: Pod[] = [];
  const candidates: Pod[] = [];
  for (const { pods } of places) {
    const pair = pairOn(pods, hash);
    if (pair === undefined || Boolean(pair.fresh) === Boolean(pair.old)) unavailable++;
    else if (pair.fresh !== undefined) unavailable += isAvailable(pair.fresh) ? 0 : 1;
    else if (pair.old !== undefined) (isAvailable(pair.old) ? candidates : free).push(pair.old);
  }
  const room = Math.max(0, most - unavailable);
  return [...free, ...candidates.slice(0, room)].map((pod) => replaceOld(set, pod));
}

/** Makes new pods beside old ones, and ends the old ones when the new ones are available. */
function surge(
  set: DaemonSet,
  places: readonly Place[],
  hash: string,
  most: number,
  isAvailable: (pod: Pod) => boolean,
  whenRefused: () => Action[],
): Action[] {
  let surging = 0;
  const done: Pod[] = [];
  const free: string[] = [];
  const candidates: string[] = [];
  for (const { node, pods } of places) {
    const pair = pairOn(pods, hash);
    if (pair === undefined) surging++;
    else if (pair.old !== undefined && pair.fresh === undefined) {
      (isAvailable(pair.old) ? candidates : free).push(node.metadata.name);
    } else if (pair.old !== undefined && pair.fresh !== undefined) {
      if (isAvailable(pair.fresh)) done.push(pair.old);
      else surging++;
    }
  }
  const room = Math.max(0, most - surging);
  return [
    ...[...free, ...candidates.slice(0, room)].map((node) =>
      createOn(set, node, hash, whenRefused),
    ),
    ...done.map((pod) => replaceOld(set, pod)),
  ];
}

/** Brings pods to the new template within the strategy's bounds. Models rollingUpdate. */
export function roll(set: DaemonSet, places: readonly Place[], hash: string, view: View): Action[] {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return [];
  const wanted = places.filter(({ shouldRun }) => shouldRun);
  const maxSurge = scaledValue(rollingUpdate?.maxSurge, wanted.length, Math.ceil);
  const down = scaledValue(rollingUpdate?.maxUnavailable, wanted.length, Math.ceil);
  const minReady = set.spec.minReadySeconds ?? 0;
  const isAvailable = (pod: Pod): boolean => isPodAvailable(pod, minReady, view.clock.epochMs());
  const concerned = places.filter(({ shouldRun, pods }) => shouldRun || pods.length > 0);
  const whenRefused = (): Action[] => report(set, places, hash, view);
  if (maxSurge > 0) return surge(set, concerned, hash, maxSurge, isAvailable, whenRefused);
  return replaceInPlace(set, concerned, hash, Math.max(1, down), isAvailable);
}

import {
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  type Service,
  type StatefulSet,
  secrets,
  services,
  statefulSets,
} from '../api/index.ts';
import { because, type Why } from '../kernel/index.ts';
import { type PodMoment, podMoments, readyCounts, wantedReplicas } from './history.ts';
import type { Verdict, World } from './lesson.ts';

/** A set by its namespace and name. */
export interface SetName {
  readonly namespace: string;
  readonly set: string;
}

/** A verdict that is met; `atRv` names the change that decided. */
export const met = (why: Why, atRv: number | undefined = undefined): Verdict => ({
  ok: true,
  why,
  atRv,
});

/** A verdict that is not met. */
export const unmet = (why: Why, atRv: number | undefined = undefined): Verdict => ({
  ok: false,
  why,
  atRv,
});

/** The first verdict that is not met; else the last one. `checks` is not empty. */
export function allOf(world: World, checks: readonly ((world: World) => Verdict)[]): Verdict {
  let last: Verdict | undefined;
  for (const check of checks) {
    last = check(world);
    if (!last.ok) return last;
  }
  if (last === undefined) throw new Error('allOf needs a check');
  return last;
}

/** A Service without a cluster IP exists. */
export const headlessServiceExists =
  (namespace: string, name: string) =>
  ({ view }: World): Verdict => {
    const service = view.get<Service>(services, namespace, name);
    if (service === undefined) return unmet(because('service-missing', { namespace, name }));
    return service.spec.clusterIP === 'None'
      ? met(because('service-headless', { name }))
      : unmet(because('service-not-headless', { name }), Number(service.metadata.resourceVersion));
  };

/** A Secret exists and has these keys. */
export const secretHasKeys =
  (namespace: string, name: string, keys: readonly string[]) =>
  ({ view }: World): Verdict => {
    const secret = view.get(secrets, namespace, name);
    if (secret === undefined) return unmet(because('secret-missing', { namespace, name }));
    const missing = keys.find((key) => secret.data?.[key] === undefined);
    return missing === undefined
      ? met(because('secret-complete', { name }))
      : unmet(because('secret-key-missing', { name, key: missing }));
  };

/** At some instant the set was asked for `replicas` pods and had that many ready. */
export const reachedReady =
  ({ namespace, set }: SetName, replicas: number) =>
  (world: World): Verdict => {
    const object = world.view.get<StatefulSet>(statefulSets, namespace, set);
    const wanted = wantedReplicas(world, namespace, set);
    const asked = wanted.find((entry) => entry.replicas === replicas);
    if (asked === undefined) {
      if (object === undefined) return unmet(because('set-missing', { namespace, name: set }));
      const is = object.spec.replicas ?? 1;
      return unmet(because('set-replicas', { name: set, wanted: replicas, is }));
    }
    const counts = readyCounts(podMoments(world, namespace, set));
    const reached = counts.find((count) => count.rv >= asked.rv && count.ready === replicas);
    const already = counts.filter((count) => count.rv < asked.rv).at(-1)?.ready === replicas;
    const decided = reached?.rv ?? (already ? asked.rv : undefined);
    if (decided !== undefined) return met(because('set-ready', { name: set, replicas }), decided);
    const ready = counts.at(-1)?.ready ?? 0;
    return unmet(because('set-not-ready', { name: set, replicas, ready }), asked.rv);
  };

/** Whether pods came one after another: each created only when all before it were ready. */
export const cameInOrder =
  ({ namespace, set }: SetName, replicas: number) =>
  (world: World): Verdict => {
    const ready = new Set<number>();
    const seen = new Set<number>();
    for (const { type, ordinal, rv, name } of podMoments(world, namespace, set)) {
      if (type === 'ready') ready.add(ordinal);
      if (type !== 'created' || ordinal >= replicas || seen.has(ordinal)) continue;
      seen.add(ordinal);
      for (let before = 0; before < ordinal; before++) {
        if (ready.has(before)) continue;
        const predecessor = `${set}-${before}`;
        return unmet(because('created-too-early', { name, predecessor }), rv);
      }
    }
    const missing = [...Array(replicas).keys()].find((ordinal) => !ready.has(ordinal));
    return missing === undefined
      ? met(because('created-in-order', { name: set, replicas }))
      : unmet(because('pod-not-ready-yet', { name: `${set}-${missing}` }));
  };

/**
 * Whether scaling from `from` to `to` took the highest ordinal first, each gone before the next.
 */
export const wentInReverse =
  ({ namespace, set }: SetName, from: number, to: number) =>
  (world: World): Verdict => {
    const asked = scaledDown(world, { namespace, set }, from, to);
    if (asked === undefined) return unmet(because('not-scaled-down', { name: set, from, to }));
    const moments = podMoments(world, namespace, set).filter(({ rv }) => rv > asked);
    let expected = from - 1;
    for (const moment of moments) {
      if (moment.type === 'ending' && moment.ordinal !== expected)
        return outOfOrder(moment, set, expected);
      if (moment.type === 'gone' && moment.ordinal === expected) expected--;
      if (expected < to) return met(because('went-in-reverse', { name: set, from, to }), moment.rv);
    }
    return unmet(because('pod-not-gone-yet', { name: `${set}-${expected}` }), asked);
  };

const outOfOrder = (moment: PodMoment, set: string, expected: number): Verdict =>
  unmet(
    because('ended-out-of-order', { name: moment.name, expected: `${set}-${expected}` }),
    moment.rv,
  );

/**
 * When the way down began from `from` (or more) replicas that ended at `to`, in one step or
 * several.
 */
function scaledDown(
  world: World,
  { namespace, set }: SetName,
  from: number,
  to: number,
): number | undefined {
  const wanted = wantedReplicas(world, namespace, set);
  const top = wanted.findLastIndex(({ replicas }) => replicas >= from);
  const down = top < 0 ? [] : wanted.slice(top + 1);
  return down.some(({ replicas }) => replicas === to) ? down[0]?.rv : undefined;
}

/** The claims of ordinals 0 to `count - 1` exist, are bound, and none was ever deleted. */
export const claimsKept =
  ({ namespace, set }: SetName, template: string, count: number) =>
  ({ view, changes }: World): Verdict => {
    const prefix = `${template}-${set}-`;
    const deleted = changes.find(
      ({ kind, type, object }) =>
        kind === persistentVolumeClaims &&
        type === 'DELETED' &&
        object.metadata.namespace === namespace &&
        object.metadata.name.startsWith(prefix),
    );
    if (deleted !== undefined) {
      return unmet(because('claim-deleted', { name: deleted.object.metadata.name }), deleted.rv);
    }
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const name = `${prefix}${ordinal}`;
      const claim = view.get<PersistentVolumeClaim>(persistentVolumeClaims, namespace, name);
      if (claim?.status.phase !== 'Bound') return unmet(because('claim-missing', { name }));
    }
    return met(because('claims-kept', { count }));
  };

/**
 * The volume of a claim has this path: `/shop` is a database of MySQL in a claim that is mounted at
 * its data directory.
 */
export const claimHolds =
  (namespace: string, claim: string, path: string) =>
  ({ view, isOnVolume }: World): Verdict => {
    const found = view.get<PersistentVolumeClaim>(persistentVolumeClaims, namespace, claim);
    const volume = found?.spec.volumeName ?? '';
    const values = { claim, path };
    return volume !== '' && isOnVolume(volume, path)
      ? met(because('claim-holds', values))
      : unmet(because('claim-lacks', values));
  };

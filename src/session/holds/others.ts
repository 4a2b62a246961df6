// What keeps what is no workload from going on.
import {
  compareQuantities,
  type KubeObject,
  leases,
  MODELLED_KINDS,
  type Namespace,
  type Node,
  type PersistentVolumeClaim,
  type Pod,
  type PodDisruptionBudget,
  pods,
  type ResourceQuota,
  type Service,
  selects,
  storageClasses,
} from '../../../sim/api/index.ts';
import { conditionOf, field, fields, type Hold, hold, type View } from './hold.ts';
import { budgetHolds, isPodReady } from './pods.ts';
import { unreadyHolds } from './workloads.ts';

/** Things in the way that are named; there may be hundreds. */
const MOST_NAMED = 5;

export function serviceHolds(view: View, { metadata, spec }: Service): Hold[] {
  const { selector, type } = spec;
  if (selector === undefined || Object.keys(selector).length === 0 || type === 'ExternalName') {
    return [];
  }
  const own = view
    .list(pods, metadata.namespace ?? '')
    .filter((pod) => selects({ matchLabels: selector }, pod.metadata.labels));
  if (own.some(isPodReady)) return [];
  const code = own.length === 0 ? 'hold.noPods' : 'hold.podsNotReady';
  const said = [field('spec.selector', selector)];
  return [hold(code, { count: own.length }, said), ...unreadyHolds(view, own)];
}

export function budgetHold({ spec, status }: PodDisruptionBudget): Hold[] {
  if (status?.disruptionsAllowed !== 0) return [];
  const { minAvailable, maxUnavailable } = spec;
  const values = { healthy: status.currentHealthy ?? 0, wanted: status.desiredHealthy ?? 0 };
  const said = { 'spec.minAvailable': minAvailable, 'spec.maxUnavailable': maxUnavailable };
  return [hold('hold.budget', values, fields(said))];
}

/** The parts of a quota of which nothing is left. */
export function quotaHolds({ status }: ResourceQuota): Hold[] {
  const { hard = {}, used = {} } = status ?? {};
  return Object.entries(hard).flatMap(([resource, most]) => {
    const taken = used[resource] ?? '0';
    if (compareQuantities(taken, most) < 0) return [];
    const said = { [`status.hard.${resource}`]: most, [`status.used.${resource}`]: taken };
    return [hold('hold.quota', { resource, used: taken, hard: most }, fields(said))];
  });
}

/** A claim that waits for its volume. */
export function claimHold(view: View, { spec, status }: PersistentVolumeClaim): Hold[] {
  if (status?.phase !== 'Pending') return [];
  const { storageClassName: name } = spec;
  const path = 'spec.storageClassName';
  if (name === undefined) return [hold('hold.noClass', {}, [field(path, '—')])];
  const found = view.get(storageClasses, '', name);
  if (found === undefined && name !== '') {
    return [hold('hold.classMissing', { name }, [field(path, name)])];
  }
  if (found?.volumeBindingMode !== 'WaitForFirstConsumer') return [];
  const mode = `${name} ${field('volumeBindingMode', found.volumeBindingMode)}`;
  return [hold('hold.firstConsumer', { name }, [mode])];
}

export function nodeHolds(view: View, { metadata, spec, status }: Node): Hold[] {
  const { name } = metadata;
  const ready = conditionOf(status.conditions, 'Ready');
  const lease = view.get(leases, 'kube-node-lease', name);
  const silent = ready?.status === 'Unknown';
  if (silent) {
    return [
      hold('hold.silent', { node: name }, [
        field('status.conditions[Ready].status', ready.status),
        ...fields({ 'Lease spec.renewTime': lease?.spec.renewTime }),
      ]),
    ];
  }
  if (spec.unschedulable !== true) return [];
  const here = view.list(pods, '').filter((pod) => pod.spec.nodeName === name);
  return [
    hold('hold.cordoned', { node: name }, [field('spec.unschedulable', true)]),
    ...here.flatMap((pod: Pod) => budgetHolds(view, pod)).slice(0, MOST_NAMED),
  ];
}

/** What is still in a namespace that goes. */
export function namespaceHolds(view: View, { metadata }: Namespace): Hold[] {
  if (metadata.deletionTimestamp === undefined) return [];
  return MODELLED_KINDS.filter(({ isNamespaced }) => isNamespaced)
    .flatMap((kind) =>
      view.list(kind, metadata.name).map(({ metadata: { name, finalizers = [] } }) => {
        const values = { kind: kind.kind, name };
        return finalizers.length === 0
          ? hold('hold.inside', values)
          : hold('hold.insideHeld', values, [field('metadata.finalizers', finalizers)]);
      }),
    )
    .sort((a, b) => b.fields.length - a.fields.length)
    .slice(0, MOST_NAMED);
}

export function deletionHolds({ metadata }: KubeObject): Hold[] {
  const { deletionTimestamp, finalizers = [], deletionGracePeriodSeconds: seconds } = metadata;
  if (deletionTimestamp === undefined) return [];
  if (finalizers.length > 0) {
    return [hold('hold.finalizers', {}, [field('metadata.finalizers', finalizers)])];
  }
  if (seconds === undefined || seconds === 0) return [];
  const path = 'metadata.deletionGracePeriodSeconds';
  return [hold('hold.grace', { seconds }, [field(path, seconds)])];
}

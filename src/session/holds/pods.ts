// What keeps a pod from being placed, ready, up to date or gone.
import {
  controllerOf,
  nodes,
  type Pod,
  persistentVolumeClaims,
  podDisruptionBudgets,
  type StatefulSet,
  selects,
  statefulSets,
} from '../../../sim/api/index.ts';
import { containerHolds, sourceHolds } from './containers.ts';
import { conditionOf, field, fields, type Hold, hold, type View } from './hold.ts';

export const isPodReady = ({ status }: Pod): boolean =>
  conditionOf(status.conditions, 'Ready')?.status === 'True';

function claimHolds(view: View, pod: Pod): Hold[] {
  if ((pod.spec.nodeName ?? '') !== '') return [];
  return (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim }): Hold[] => {
    const claim = persistentVolumeClaim?.claimName;
    if (claim === undefined) return [];
    const found = view.get(persistentVolumeClaims, pod.metadata.namespace ?? '', claim);
    const phase = found?.status?.phase ?? 'Pending';
    if (found !== undefined && phase === 'Bound') return [];
    const code = found === undefined ? 'hold.claimMissing' : 'hold.claim';
    const path = `spec.volumes[${name}].persistentVolumeClaim.claimName`;
    const storageClass = found === undefined ? undefined : (found.spec.storageClassName ?? '');
    return [
      hold(code, { claim, phase }, [
        field(path, claim),
        ...fields({ 'spec.storageClassName': storageClass }),
      ]),
    ];
  });
}

/** Why a pod of a set keeps a revision that is not the set's newest. */
function revisionHolds(view: View, pod: Pod): Hold[] {
  const set = view.byUid(controllerOf(pod)?.uid ?? '');
  if (set?.kind !== statefulSets) return [];
  const { spec, status } = set.object as StatefulSet;
  const own = pod.metadata.labels?.['controller-revision-hash'];
  if (status?.updateRevision === undefined || own === status.updateRevision) return [];
  const { type = 'RollingUpdate', rollingUpdate } = spec.updateStrategy ?? {};
  if (type === 'OnDelete') {
    return [hold('hold.onDelete', {}, [field('spec.updateStrategy.type', type)])];
  }
  const partition = rollingUpdate?.partition ?? 0;
  const ordinal = Number(/\d+$/.exec(pod.metadata.name)?.[0] ?? 0);
  if (ordinal >= partition) return [];
  const path = 'spec.updateStrategy.rollingUpdate.partition';
  return [hold('hold.partition', { ordinal, partition }, [field(path, partition)])];
}

/** The budgets that let a pod not be evicted from the node that is being emptied. */
export function budgetHolds(view: View, pod: Pod): Hold[] {
  const { namespace = '', labels } = pod.metadata;
  const node = view.get(nodes, '', pod.spec.nodeName ?? '');
  if (node?.spec.unschedulable !== true) return [];
  return view
    .list(podDisruptionBudgets, namespace)
    .filter(
      ({ spec, status }) => selects(spec.selector, labels) && status?.disruptionsAllowed === 0,
    )
    .map(({ metadata, status }) =>
      hold(
        'hold.protected',
        { pod: pod.metadata.name, budget: metadata.name, node: node.metadata.name },
        [field('status.disruptionsAllowed', status?.disruptionsAllowed)],
        metadata.uid,
      ),
    );
}

/** Its node does not report: nobody knows how the pod is, nor whether it has stopped. */
function lostHolds(view: View, { metadata, spec }: Pod): Hold[] {
  const node = view.get(nodes, '', spec.nodeName ?? '');
  const ready = conditionOf(node?.status.conditions, 'Ready');
  if (node === undefined || ready === undefined || ready.status === 'True') return [];
  const code = metadata.deletionTimestamp === undefined ? 'hold.nodeLost' : 'hold.nodeLostDeleted';
  return [
    hold(code, { node: node.metadata.name }, [
      `${node.metadata.name} ${field('status.conditions[Ready].status', ready.status)}`,
      ...fields({ 'metadata.deletionTimestamp': metadata.deletionTimestamp }),
    ]),
  ];
}

/** It was given to a node that is not there, so nobody starts it. */
function missingNodeHolds(view: View, { spec }: Pod): Hold[] {
  const node = spec.nodeName ?? '';
  if (node === '' || view.get(nodes, '', node) !== undefined) return [];
  return [hold('hold.nodeMissing', { node }, [field('spec.nodeName', node)])];
}

/** The whole pod was stopped: evicted, past its deadline, refused by its node. */
function stoppedHolds({ status }: Pod): Hold[] {
  const { phase, reason, message } = status;
  if (phase !== 'Failed' || reason === undefined) return [];
  return [hold('hold.stopped', { reason }, fields({ 'status.message': message }))];
}

/** What keeps a pod from going on. */
export function podHolds(view: View, pod: Pod): Hold[] {
  const lost = lostHolds(view, pod);
  return [
    ...lost,
    ...missingNodeHolds(view, pod),
    ...stoppedHolds(pod),
    ...claimHolds(view, pod),
    ...sourceHolds(view, pod),
    ...(lost.length > 0 ? [] : containerHolds(pod)),
    ...revisionHolds(view, pod),
    ...budgetHolds(view, pod),
  ];
}

// What keeps an object from going on, read from its fields and those of the objects around it.
import type { AnyKind, KubeObject } from '../../../sim/api/index.ts';
import type { Session } from '../../../sim/lesson/index.ts';
import type { Hold, View } from './hold.ts';
import * as others from './others.ts';
import { podHolds } from './pods.ts';
import * as workloads from './workloads.ts';

export type { Hold } from './hold.ts';
export { isPodReady } from './pods.ts';
export { fieldsOfRule } from './refusal-fields.ts';

/** By the kind of the object; each reads no other kind than its own. */
const BY_KIND: Readonly<Record<string, (view: View, object: never) => Hold[]>> = {
  CronJob: (_, object) => workloads.cronJobHolds(object),
  DaemonSet: workloads.daemonSetHolds,
  Deployment: workloads.deploymentHolds,
  HorizontalPodAutoscaler: (_, object) => workloads.autoscalerHolds(object),
  Job: workloads.jobHolds,
  Namespace: others.namespaceHolds,
  Node: others.nodeHolds,
  PersistentVolumeClaim: others.claimHold,
  Pod: podHolds,
  PodDisruptionBudget: (_, object) => others.budgetHold(object),
  ReplicaSet: workloads.replicaSetHolds,
  ResourceQuota: (_, object) => others.quotaHolds(object),
  Service: others.serviceHolds,
  StatefulSet: workloads.statefulSetHolds,
};

/** What keeps an object from being gone, ready, up to date or answered, with the fields. */
export function holdsOf({ view }: Session, { kind }: AnyKind, object: KubeObject): readonly Hold[] {
  const own = BY_KIND[kind]?.(view, object as never) ?? [];
  // A lost node says better why a deleted pod stays.
  const isLost = own.some(({ why }) => why.code === 'hold.nodeLostDeleted');
  return isLost ? own : [...others.deletionHolds(object), ...own];
}

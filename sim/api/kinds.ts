import { configMaps } from './config-map.ts';
import { controllerRevisions } from './controller-revision.ts';
import { cronJobs } from './cron-job.ts';
import { daemonSets } from './daemon-set.ts';
import { deployments } from './deployment/deployment.ts';
import { endpointSlices } from './endpoint-slice.ts';
import { endpoints } from './endpoints.ts';
import { events } from './event/event.ts';
import { horizontalPodAutoscalers } from './horizontal-pod-autoscaler.ts';
import { jobs } from './job/job.ts';
import type { AnyKind } from './kind.ts';
import { leases } from './lease.ts';
import { limitRanges } from './limit-range.ts';
import { namespaces } from './namespace.ts';
import { nodes } from './node/node.ts';
import { persistentVolumes } from './persistent-volume/persistent-volume.ts';
import { persistentVolumeClaims } from './persistent-volume-claim/persistent-volume-claim.ts';
import { pods } from './pod/pod.ts';
import { podDisruptionBudgets } from './pod-disruption-budget.ts';
import { priorityClasses } from './priority-class.ts';
import { replicaSets } from './replica-set.ts';
import { resourceQuotas } from './resource-quota.ts';
import { secrets } from './secret.ts';
import { services } from './service/service.ts';
import { serviceAccounts } from './service-account.ts';
import { statefulSets } from './stateful-set/stateful-set.ts';
import { storageClasses } from './storage-class.ts';
import { volumeAttachments } from './volume-attachment.ts';

export {
  configMaps,
  controllerRevisions,
  cronJobs,
  daemonSets,
  deployments,
  endpointSlices,
  endpoints,
  events,
  horizontalPodAutoscalers,
  jobs,
  leases,
  limitRanges,
  namespaces,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  podDisruptionBudgets,
  pods,
  priorityClasses,
  replicaSets,
  resourceQuotas,
  secrets,
  serviceAccounts,
  services,
  statefulSets,
  storageClasses,
  volumeAttachments,
};

/** Every kind that the cluster acts upon, in the order of discovery. */
export const MODELLED_KINDS: readonly AnyKind[] = [
  configMaps,
  endpoints,
  events,
  limitRanges,
  namespaces,
  nodes,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
  resourceQuotas,
  secrets,
  serviceAccounts,
  services,
  controllerRevisions,
  daemonSets,
  deployments,
  replicaSets,
  statefulSets,
  horizontalPodAutoscalers,
  cronJobs,
  jobs,
  podDisruptionBudgets,
  storageClasses,
  volumeAttachments,
  priorityClasses,
  leases,
  endpointSlices,
];

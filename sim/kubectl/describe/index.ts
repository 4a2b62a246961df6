import {
  type AnyKind,
  configMaps,
  cronJobs,
  daemonSets,
  deployments,
  endpointSlices,
  endpoints,
  horizontalPodAutoscalers,
  type JsonObject,
  jobs,
  type KubeObject,
  limitRanges,
  namespaces,
  nodes,
  OTHER_VERSIONS,
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
} from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import type { Clock } from '../../kernel/index.ts';
import { createTextCache } from '../output/text-cache.ts';
import { describeBinding, describeRole } from './access.ts';
import { describeConfigMap, describeSecret, describeServiceAccount } from './config.ts';
import { describeDeployment, describeReplicaSet } from './deployment.ts';
import type { Describer } from './describer.ts';
import { describeEndpointSlice, describeEndpoints } from './endpoints.ts';
import { eventsAbout } from './events.ts';
import { describeGeneric } from './generic.ts';
import { describeLimitRange, describeQuota } from './limits.ts';
import { describeNamespace } from './namespace.ts';
import { describeIngress, describeIngressClass, describeNetworkPolicy } from './network.ts';
import { describeNode } from './node.ts';
import {
  describeAttributesClass,
  describeCsiNode,
  describeIpAddress,
  describeServiceCidr,
} from './others.ts';
import { describeVolume } from './persistent-volume.ts';
import { describeClaim } from './persistent-volume-claim.ts';
import { describePod } from './pod.ts';
import { describeAutoscaler, describeBudget, describePriorityClass } from './policy.ts';
import { describeService } from './service.ts';
import { describeSigningRequest } from './signing-request.ts';
import { describeStatefulSet } from './stateful-set.ts';
import { describeStorageClass } from './storage-class.ts';
import { describeCronJob, describeDaemonSet, describeJob } from './workloads.ts';
import { aligned, createWriter } from './writer.ts';

// biome-ignore lint/suspicious/noExplicitAny: each entry takes the objects of its own kind
type Describe = (describer: Describer, object: any) => void;

const DESCRIPTIONS: readonly (readonly [AnyKind, Describe])[] = [
  [pods, describePod],
  [statefulSets, describeStatefulSet],
  [persistentVolumeClaims, describeClaim],
  [persistentVolumes, describeVolume],
  [services, describeService],
  [nodes, describeNode],
  [namespaces, describeNamespace],
  [secrets, describeSecret],
  [configMaps, describeConfigMap],
  [serviceAccounts, describeServiceAccount],
  [storageClasses, describeStorageClass],
  [endpoints, describeEndpoints],
  [endpointSlices, describeEndpointSlice],
  [deployments, describeDeployment],
  [replicaSets, describeReplicaSet],
  [daemonSets, describeDaemonSet],
  [jobs, describeJob],
  [cronJobs, describeCronJob],
  [podDisruptionBudgets, describeBudget],
  [horizontalPodAutoscalers, describeAutoscaler],
  [priorityClasses, describePriorityClass],
  [limitRanges, describeLimitRange],
  [resourceQuotas, describeQuota],
];

/** Descriptions of kinds that nothing acts upon, by group and plural. */
const OTHERS: Readonly<Record<string, Describe>> = {
  '/replicationcontrollers': describeReplicaSet,
  'certificates.k8s.io/certificatesigningrequests': describeSigningRequest,
  'networking.k8s.io/ipaddresses': describeIpAddress,
  'networking.k8s.io/servicecidrs': describeServiceCidr,
  'storage.k8s.io/csinodes': describeCsiNode,
  'storage.k8s.io/volumeattributesclasses': describeAttributesClass,
  'networking.k8s.io/ingressclasses': describeIngressClass,
  'networking.k8s.io/ingresses': describeIngress,
  'networking.k8s.io/networkpolicies': describeNetworkPolicy,
  'rbac.authorization.k8s.io/clusterrolebindings': describeBinding,
  'rbac.authorization.k8s.io/clusterroles': describeRole,
  'rbac.authorization.k8s.io/rolebindings': describeBinding,
  'rbac.authorization.k8s.io/roles': describeRole,
};

/** The descriptions of pods, without their events. */
const PODS = createTextCache();

/** Whether a kind has a description of its own. */
export const isDescribed = (kind: AnyKind): boolean =>
  OTHERS[`${kind.group}/${kind.plural}`] !== undefined ||
  DESCRIPTIONS.some(([of]) => of.group === kind.group && of.plural === kind.plural);

/** The description of one object. */
export function describe(
  client: Client,
  clock: Clock,
  hasEvents: boolean,
  kind: AnyKind,
  object: KubeObject,
): string {
  const make = (): string => describeAnew(client, clock, hasEvents, kind, object);
  // Nothing but the pod itself is told of, unless it ends: then it is told how long that lasts.
  const isOwn = kind === pods && !hasEvents && object.metadata.deletionTimestamp === undefined;
  return isOwn ? PODS.of(object, make) : make();
}

function describeAnew(
  client: Client,
  clock: Clock,
  hasEvents: boolean,
  kind: AnyKind,
  object: KubeObject,
): string {
  const writer = createWriter();
  const describer: Describer = {
    writer,
    client,
    clock,
    hasEvents,
    eventsAbout: (about) => eventsAbout(client, about),
    list: <T extends KubeObject>(of: AnyKind, namespace: string) => {
      const listed = client.list({ kind: of, namespace }, { labelSelector: '', fieldSelector: '' });
      return listed.ok ? ([...listed.value.items] as T[]) : [];
    },
  };
  const found = DESCRIPTIONS.find(([of]) => of.group === kind.group && of.plural === kind.plural);
  const other = OTHERS[`${kind.group}/${kind.plural}`];
  const older = OTHER_VERSIONS.find((one) => one.kind === kind);
  const shown = (older?.toStored(object as unknown as JsonObject) ?? object) as KubeObject;
  (found?.[1] ?? other ?? describeGeneric)(describer, shown);
  return aligned(writer);
}

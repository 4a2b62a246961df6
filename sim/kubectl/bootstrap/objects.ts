import type { JsonObject, KubeObject } from '../../api/index.ts';
import { apiServices } from './api-services.ts';
import { configurations } from './configurations.ts';
import { flowControlObjects } from './flow-control.ts';
import { newObject } from './new-object.ts';
import { rbacObjects } from './rbac.ts';

/** What the objects of a new cluster say about it. */
export interface NewCluster {
  /** When it was made. */
  readonly time: string;
  /** Those that its API server serves itself. */
  readonly apiVersions: readonly string[];
  readonly nodes: readonly KubeObject[];
  readonly caCertificate: string;
}

/** The addresses of Services. Models servicecidrs/controller of pkg/controlplane/controller. */
function serviceCidr(time: string): KubeObject {
  const ready = {
    lastTransitionTime: time,
    message: 'Kubernetes Service CIDR is ready',
    reason: '',
    status: 'True',
    type: 'Ready',
  };
  const rest = { spec: { cidrs: ['10.96.0.0/12'] }, status: { conditions: [ready] } };
  const finalizers = ['networking.k8s.io/service-cidr-finalizer'];
  return newObject('networking.k8s.io/v1', 'ServiceCIDR', '', 'kubernetes', rest, { finalizers });
}

const MIGRATED = 'aws-ebs azure-disk azure-file cinder gce-pd portworx-volume vsphere-volume';

/** What a kubelet says of its drivers: it has none. Models pkg/volume/csi/nodeinfomanager. */
function csiNode({ metadata: { name, uid } }: KubeObject): KubeObject {
  const migrated = MIGRATED.split(' ').map((plugin) => `kubernetes.io/${plugin}`);
  const metadata: JsonObject = {
    annotations: { 'storage.alpha.kubernetes.io/migrated-plugins': migrated.join(',') },
    ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }],
  };
  return newObject('storage.k8s.io/v1', 'CSINode', '', name, { spec: { drivers: null } }, metadata);
}

type Maker = (cluster: NewCluster) => readonly KubeObject[];

const flowControl: Maker = ({ time }) => flowControlObjects(time);

/** What makes the objects of each kind; the same maker may make several. */
const MAKERS: Readonly<Record<string, Maker>> = {
  ClusterRole: rbacObjects,
  ClusterRoleBinding: rbacObjects,
  Role: rbacObjects,
  RoleBinding: rbacObjects,
  FlowSchema: flowControl,
  PriorityLevelConfiguration: flowControl,
  APIService: ({ apiVersions, time }) => apiServices(apiVersions, time),
  ServiceCIDR: ({ time }) => [serviceCidr(time)],
  CSINode: ({ nodes }) => nodes.map(csiNode),
  ConfigMap: configurations,
};

/**
 * What a new cluster has of a kind besides what it runs on, as its components and kubeadm made it,
 * and what is made together with that. Who wants one object does not make all of them.
 */
export function bootstrapObjects(kind: string, cluster: NewCluster): readonly KubeObject[] {
  const made = MAKERS[kind]?.(cluster) ?? [];
  const creationTimestamp = cluster.time;
  return made.map((one) => ({ ...one, metadata: { ...one.metadata, creationTimestamp } }));
}

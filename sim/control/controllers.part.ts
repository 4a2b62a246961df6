import { fillPart } from '../kernel/index.ts';
import { createAutoscaler } from './autoscaler/autoscaler.ts';
import { createCronJobController } from './cron-job/cron-job.ts';
import { createDaemonSetController } from './daemon-set/daemon-set.ts';
import { createDeploymentController } from './deployment/deployment.ts';
import { createEndpointSliceController } from './endpoints/endpoint-slice.ts';
import { createEndpointsController } from './endpoints/endpoints.ts';
import { createGarbageCollector } from './garbage-collector.ts';
import { createJobControllers } from './job/job.ts';
import { CONTROLLERS, type LateControllers } from './late-controllers.ts';
import { createNamespaceController } from './namespace/lifecycle.ts';
import { createTokenSecrets } from './namespace/token-secrets.ts';
import { createPodGarbageCollector } from './node/pod-gc.ts';
import { createTaintEvictionController } from './node/taint-eviction.ts';
import { createDisruptionController } from './pod-disruption-budget.ts';
import { createReplicaSetController } from './replica-set/replica-set.ts';
import { createResourceQuotaController } from './resource-quota.ts';
import { refusalsOf } from './scheduler/refusals.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createStatefulSetController } from './stateful-set/stateful-set.ts';
import {
  createClaimProtection,
  createProvisioner,
  createResizer,
  createVolumeBinder,
  createVolumeExpander,
  createVolumeProtection,
} from './volumes/index.ts';

/** The provisioner of the default StorageClasses, and what it takes to make a volume. */
const PROVISIONER = 'k8s.io/minikube-hostpath';
const PROVISION_MS = 250;
/** A driver whose disks follow their pod to any node and can grow; no class names it at first. */
const CSI_DRIVER = 'hostpath.csi.k8s.io';
const RESIZE_MS = 700;

const create: LateControllers['create'] = ({ featureGates, metrics }, identity) => ({
  tokenSecrets: createTokenSecrets(identity.caCertificate),
  endpointSlices: createEndpointSliceController(),
  endpoints: createEndpointsController(),
  statefulSets: createStatefulSetController({
    MaxUnavailableStatefulSet: featureGates.MaxUnavailableStatefulSet === true,
  }),
  deployments: createDeploymentController(),
  replicaSets: createReplicaSetController(),
  daemonSets: createDaemonSetController(),
  jobs: createJobControllers(),
  cronJobs: createCronJobController(),
  autoscaler: createAutoscaler(metrics),
  volumes: [
    createVolumeBinder(),
    ...[
      ...createProvisioner({
        provisioner: PROVISIONER,
        identity: identity.provisioner,
        delayMs: PROVISION_MS,
        makes: 'directories',
      }),
      ...createProvisioner({
        provisioner: CSI_DRIVER,
        identity: identity.provisioner,
        delayMs: PROVISION_MS,
        makes: 'disks',
      }),
      createResizer(CSI_DRIVER, RESIZE_MS),
    ],
  ],
  scheduler: createScheduler(),
  protection: [createClaimProtection(), createVolumeProtection(), createVolumeExpander()],
  collector: createGarbageCollector(),
  namespaces: createNamespaceController(),
  disruption: createDisruptionController(),
  evictions: [createTaintEvictionController(), createPodGarbageCollector()],
  quotas: createResourceQuotaController(),
});

export const loaded = fillPart(CONTROLLERS, { create, refusalsOf });

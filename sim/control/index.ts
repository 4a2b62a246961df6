import type { MetricsSource } from '../api/index.ts';
import { type Prng, uuid } from '../kernel/index.ts';
import { createAutoscaler } from './autoscaler/autoscaler.ts';
import type { Controller } from './controller.ts';
import { createCronJobController } from './cron-job/cron-job.ts';
import { createDaemonSetController } from './daemon-set/daemon-set.ts';
import { createDeploymentController } from './deployment/deployment.ts';
import { createEndpointSliceController } from './endpoints/endpoint-slice.ts';
import { createEndpointsController } from './endpoints/endpoints.ts';
import { createGarbageCollector } from './garbage-collector.ts';
import { createJobControllers } from './job/job.ts';
import { createNamespaceDefaults } from './namespace/defaults.ts';
import { createNamespaceController } from './namespace/lifecycle.ts';
import { createNodeFarewell, createNodeLifecycleController } from './node/lifecycle.ts';
import { createPodGarbageCollector } from './node/pod-gc.ts';
import { createTaintEvictionController } from './node/taint-eviction.ts';
import { createDisruptionController } from './pod-disruption-budget.ts';
import { createReplicaSetController } from './replica-set/replica-set.ts';
import { createResourceQuotaController } from './resource-quota.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createStatefulSetController } from './stateful-set/stateful-set.ts';
import {
  createClaimProtection,
  createProvisioner,
  createVolumeBinder,
  createVolumeExpander,
  createVolumeProtection,
} from './volumes/index.ts';

export * from './controller.ts';
export * from './runner.ts';
export { type NodeRefusal, refusalsOf } from './scheduler/refusals.ts';

/** The provisioner of the default StorageClasses, and what it takes to make a volume. */
const PROVISIONER = 'k8s.io/minikube-hostpath';
const PROVISION_MS = 250;
/** Nothing in the cluster checks it. */
/** The certificate of the cluster's authority, as everybody finds it in ConfigMaps. */
export const CA_CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nb3JkaW5hbA==\n-----END CERTIFICATE-----\n';

export interface ControllersOptions {
  readonly featureGates: Readonly<Record<string, boolean>>;
  /** For names that tell two clusters apart. */
  readonly prng: Prng;
  /** Undefined in a cluster without a metrics server. */
  readonly metrics: MetricsSource | undefined;
}

/** The control plane: every controller, in the order in which changes are shown to them. */
export function createControllers(options: ControllersOptions): Controller[] {
  const { featureGates, prng, metrics } = options;
  const gates = {
    MaxUnavailableStatefulSet: featureGates.MaxUnavailableStatefulSet === true,
  };
  return [
    ...createNamespaceDefaults(CA_CERTIFICATE),
    createEndpointSliceController(),
    createStatefulSetController(gates),
    createDeploymentController(),
    createReplicaSetController(),
    createDaemonSetController(),
    ...createJobControllers(),
    createCronJobController(),
    createAutoscaler(metrics),
    createVolumeBinder(),
    ...createProvisioner({
      provisioner: PROVISIONER,
      identity: uuid(prng),
      delayMs: PROVISION_MS,
    }),
    createScheduler(),
    createEndpointsController(),
    createClaimProtection(),
    createVolumeProtection(),
    createVolumeExpander(),
    createGarbageCollector(),
    createNamespaceController(),
    createDisruptionController(),
    createNodeLifecycleController(),
    createNodeFarewell(),
    createTaintEvictionController(),
    createPodGarbageCollector(),
    createResourceQuotaController(),
  ];
}

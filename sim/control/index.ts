import { uuid } from '../kernel/index.ts';
import type { Controller } from './controller.ts';
import { createEndpointSliceController } from './endpoints/endpoint-slice.ts';
import { createEndpointsController } from './endpoints/endpoints.ts';
import { createGarbageCollector } from './garbage-collector.ts';
import type { ControllerSet, ControllersOptions, LateControllers } from './late-controllers.ts';
import { createNamespaceDefaults } from './namespace/defaults.ts';
import { createNamespaceController } from './namespace/lifecycle.ts';
import { createNodeFarewell, createNodeLifecycleController } from './node/lifecycle.ts';
import { createPodGarbageCollector } from './node/pod-gc.ts';
import { createTaintEvictionController } from './node/taint-eviction.ts';
import { createReplicaSetController } from './replica-set/replica-set.ts';

export * from './controller.ts';
export { CONTROLLERS, type ControllersOptions } from './late-controllers.ts';
export * from './runner.ts';
export type { NodeRefusal } from './scheduler/refusals.ts';

/**
 * The certificate of the cluster's authority, as everybody finds it in ConfigMaps. Nothing in the
 * cluster checks it.
 */
export const CA_CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nb3JkaW5hbA==\n-----END CERTIFICATE-----\n';

/** The control plane: its controllers, in the order in which changes are shown to them. */
export function createControllers(options: ControllersOptions): ControllerSet {
  const identity = uuid(options.prng);
  const defaults = createNamespaceDefaults(CA_CERTIFICATE);
  const slices = createEndpointSliceController();
  const replicaSets = createReplicaSetController();
  const endpoints = createEndpointsController();
  const owned = [createGarbageCollector(), createNamespaceController()];
  const nodes = [
    createNodeLifecycleController(),
    createNodeFarewell(),
    createTaintEvictionController(),
    createPodGarbageCollector(),
  ];
  return {
    early: [...defaults, slices, replicaSets, endpoints, ...owned, ...nodes],
    all(late: LateControllers): Controller[] {
      const has = late.create(options, identity);
      return [
        ...[...defaults, slices, has.statefulSets, has.deployments, replicaSets],
        ...[has.daemonSets, ...has.jobs, has.cronJobs, has.autoscaler, ...has.volumes],
        ...[has.scheduler, endpoints, ...has.protection, ...owned, has.disruption],
        ...[...nodes, has.quotas],
      ];
    },
  };
}

import { uuid } from '../kernel/index.ts';
import type { Controller } from './controller.ts';
import type { ControllerSet, ControllersOptions, LateControllers } from './late-controllers.ts';
import { createNamespaceDefaults } from './namespace/defaults.ts';
import { createNodeFarewell, createNodeLifecycleController } from './node/lifecycle.ts';

export * from './controller.ts';
export { CONTROLLERS, type ControllersOptions, isWork } from './late-controllers.ts';
export * from './runner.ts';
export type { NodeRefusal } from './scheduler/refusals.ts';

/**
 * The certificate of the cluster's authority, as everybody finds it in ConfigMaps. Clients
 * compare its text.
 */
export const CA_CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nb3JkaW5hbA==\n-----END CERTIFICATE-----\n';

/** The control plane: its controllers, in the order in which changes are shown to them. */
export function createControllers(options: ControllersOptions): ControllerSet {
  const identity = uuid(options.prng);
  const defaults = createNamespaceDefaults(CA_CERTIFICATE);
  const nodes = [createNodeLifecycleController(), createNodeFarewell()];
  return {
    early: [...defaults, ...nodes],
    all(late: LateControllers): Controller[] {
      const has = late.create(options, { provisioner: identity, caCertificate: CA_CERTIFICATE });
      return [
        ...[...defaults, has.tokenSecrets, has.endpointSlices, has.statefulSets],
        ...[has.deployments, has.replicaSets, has.daemonSets, ...has.jobs, has.cronJobs],
        ...[has.autoscaler, ...has.volumes, has.scheduler, has.endpoints, ...has.protection],
        ...[has.collector, has.namespaces, has.disruption, ...nodes, ...has.evictions, has.quotas],
      ];
    },
  };
}

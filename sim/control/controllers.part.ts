import { fillPart } from '../kernel/index.ts';
import { createAutoscaler } from './autoscaler/autoscaler.ts';
import { createCronJobController } from './cron-job/cron-job.ts';
import { createDaemonSetController } from './daemon-set/daemon-set.ts';
import { createDeploymentController } from './deployment/deployment.ts';
import { createJobControllers } from './job/job.ts';
import { CONTROLLERS, type LateControllers } from './late-controllers.ts';
import { createDisruptionController } from './pod-disruption-budget.ts';
import { createResourceQuotaController } from './resource-quota.ts';
import { refusalsOf } from './scheduler/refusals.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createStatefulSetController } from './stateful-set/stateful-set.ts';
import {
  createClaimProtection,
  createProvisioner,
  createVolumeBinder,
  createVolumeExpander,
  createVolumeProtection,
} from './volumes/index.ts';

/** The provisioner of the default StorageClasses, and what it takes to make a volume. */
const PROVISIONER = 'k8s.io/minikube-hostpath';
const PROVISION_MS = 250;

const create: LateControllers['create'] = ({ featureGates, metrics }, identity) => ({
  statefulSets: createStatefulSetController({
    MaxUnavailableStatefulSet: featureGates.MaxUnavailableStatefulSet === true,
  }),
  deployments: createDeploymentController(),
  daemonSets: createDaemonSetController(),
  jobs: createJobControllers(),
  cronJobs: createCronJobController(),
  autoscaler: createAutoscaler(metrics),
  volumes: [
    createVolumeBinder(),
    ...createProvisioner({ provisioner: PROVISIONER, identity, delayMs: PROVISION_MS }),
  ],
  scheduler: createScheduler(),
  protection: [createClaimProtection(), createVolumeProtection(), createVolumeExpander()],
  disruption: createDisruptionController(),
  quotas: createResourceQuotaController(),
});

export const loaded = fillPart(CONTROLLERS, { create, refusalsOf });

import { setPodTemplateDefaults } from '../pod/defaults.ts';
import type { Deployment, DeploymentSpec } from '../types.generated.ts';

const PROGRESS_DEADLINE_SECONDS = 600;

/** Models SetDefaults_Deployment of pkg/apis/apps/v1. */
export function setDeploymentDefaults(deployment: Deployment): void {
  deployment.spec ??= {} as DeploymentSpec;
  deployment.status ??= {};
  const { spec } = deployment;
  spec.replicas ??= 1;
  spec.strategy ??= {};
  spec.strategy.type ||= 'RollingUpdate';
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {};
    spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
    spec.strategy.rollingUpdate.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= PROGRESS_DEADLINE_SECONDS;
  spec.template ??= {};
  setPodTemplateDefaults(spec.template);
}

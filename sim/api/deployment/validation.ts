import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { leadingNumber, validateAtMostAll, validateIntOrPercent } from '../int-or-percent.ts';
import type { JsonObject } from '../object.ts';
import { validateImmutable } from '../object-meta.ts';
import { validateNonNegative } from '../pod/validation/scalars.ts';
import type { FieldError } from '../status.ts';
import type { Deployment, DeploymentSpec } from '../types.generated.ts';
import { validateLastingTemplate, validateWorkloadSelector } from '../workload-validation.ts';

const STRATEGIES = ['Recreate', 'RollingUpdate'];

function validateStrategy({ strategy = {} }: DeploymentSpec): FieldError[] {
  const field = 'spec.strategy';
  const { type = '', rollingUpdate } = strategy;
  if (type === 'Recreate') {
    if (rollingUpdate === undefined) return [];
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    return [fieldErrors.forbidden(`${field}.rollingUpdate`, detail)];
  }
  if (type !== 'RollingUpdate') {
    const shown = goForm('DeploymentStrategy', strategy as unknown as JsonObject);
    return [fieldErrors.unsupported(field, shown, STRATEGIES)];
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const at = `${field}.rollingUpdate.maxUnavailable`;
  const isStuck = leadingNumber(maxUnavailable) === 0 && leadingNumber(maxSurge) === 0;
  return [
    ...validateIntOrPercent(maxUnavailable, at),
    ...validateIntOrPercent(maxSurge, `${field}.rollingUpdate.maxSurge`),
    ...(isStuck
      ? [fieldErrors.invalid(at, maxUnavailable, 'may not be 0 when `maxSurge` is 0')]
      : []),
    ...validateAtMostAll(maxUnavailable, at),
  ];
}

function validateDeadline({ progressDeadlineSeconds, minReadySeconds }: DeploymentSpec) {
  if (progressDeadlineSeconds === undefined) return [];
  const field = 'spec.progressDeadlineSeconds';
  const errors = validateNonNegative(progressDeadlineSeconds, field);
  if (progressDeadlineSeconds <= (minReadySeconds ?? 0)) {
    const detail = 'must be greater than minReadySeconds';
    errors.push(fieldErrors.invalid(field, progressDeadlineSeconds, detail));
  }
  return errors;
}

/** Models ValidateDeploymentSpec. */
export const validateDeployment = ({ spec }: Deployment): FieldError[] => [
  ...validateNonNegative(spec.replicas, 'spec.replicas'),
  ...validateWorkloadSelector(spec.selector, 'deployment'),
  ...validateLastingTemplate(spec.template, spec.selector, 'ReplicaSet'),
  ...validateStrategy(spec),
  ...validateNonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
  ...validateNonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ...validateDeadline(spec),
];

/** The selector is fixed. Models the deployment strategy's ValidateUpdate. */
export const validateDeploymentUpdate = (deployment: Deployment, old: Deployment): FieldError[] => [
  ...validateDeployment(deployment),
  ...validateImmutable('spec.selector', deployment.spec.selector, old.spec.selector),
];

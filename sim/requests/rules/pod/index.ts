import {
  type CronJob,
  type FieldError,
  fieldErrors,
  type KubeObject,
  type Pod,
  type PodSpec,
  type PodTemplateSpec,
} from '../../../api/index.ts';
import type { Rule } from '../rule.ts';
import { containerErrors } from './containers.ts';
import { schedulingErrors } from './scheduling.ts';
import { securityErrors } from './security.ts';
import { specErrors } from './spec.ts';
import { volumeErrors } from './volumes.ts';

// What ValidatePodSpec refuses of fields that hardly any pod has. A controller makes pods only of
// templates that came through here, so nothing else has to ask.

const errorsOfSpec = (spec: PodSpec, field: string): FieldError[] => [
  ...volumeErrors(spec, field),
  ...containerErrors(spec, field),
  ...securityErrors(spec, field),
  ...schedulingErrors(spec, field),
  ...specErrors(spec, field),
];

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** Whether the spec is the stored one, which came through here; of a subresource all is asked. */
const isStored = (pod: Pod, old: KubeObject | undefined): boolean =>
  old !== pod && (old as Pod | undefined)?.spec === pod.spec;

/** Models ValidatePodSpecificAnnotations and the ephemeral containers of ValidatePodCreate. */
function podErrors(pod: Pod, old: KubeObject | undefined): FieldError[] {
  const cost = pod.metadata.annotations?.[DELETION_COST];
  const errors: FieldError[] = [];
  if (cost !== undefined && !/^(0|-?[1-9][0-9]*)$/.test(cost)) {
    const at = `metadata.annotations[${DELETION_COST}]`;
    errors.push(fieldErrors.invalid(at, cost, 'must be a 32bit integer'));
  }
  if (isStored(pod, old)) return errors;
  errors.push(...errorsOfSpec(pod.spec, 'spec'));
  if (old === undefined && (pod.spec.ephemeralContainers?.length ?? 0) > 0) {
    errors.push(fieldErrors.forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  }
  return errors;
}

/** Models the rest of ValidatePodTemplateSpec. */
function templateErrors(template: PodTemplateSpec | undefined, field: string): FieldError[] {
  const spec = template?.spec;
  if (spec === undefined) return [];
  const errors = errorsOfSpec(spec, `${field}.spec`);
  if ((spec.ephemeralContainers?.length ?? 0) === 0) return errors;
  const at = `${field}.spec.ephemeralContainers`;
  return [...errors, fieldErrors.forbidden(at, 'ephemeral containers not allowed in pod template')];
}

const ofWorkload: Rule = (object) => {
  const { spec } = object as KubeObject & { spec?: { template?: PodTemplateSpec } };
  return templateErrors(spec?.template, 'spec.template');
};

const ofCronJob: Rule = (object) =>
  templateErrors(
    (object as CronJob).spec?.jobTemplate?.spec?.template,
    'spec.jobTemplate.spec.template',
  );

/** The rules of pods and of all that has a template of one. */
export const POD_RULES: Readonly<Record<string, Rule>> = {
  Pod: (object, old) => podErrors(object as Pod, old),
  CronJob: ofCronJob,
  DaemonSet: ofWorkload,
  Deployment: ofWorkload,
  Job: ofWorkload,
  ReplicaSet: ofWorkload,
  StatefulSet: ofWorkload,
};

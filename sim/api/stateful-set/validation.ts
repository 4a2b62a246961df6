import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { leadingNumber, validateAtMostAll, validateIntOrPercent } from '../int-or-percent.ts';
import { isEmptySelector, validateLabelSelector } from '../label-selector.ts';
import { dns1123LabelErrors } from '../names.ts';
import { isEqual, type Json, type JsonObject } from '../object.ts';
import { validateClaimSpec } from '../persistent-volume-claim/validation.ts';
import { validateNonNegative } from '../pod/validation/scalars.ts';
import { validatePodTemplate, validateTemplateLabels } from '../pod/validation/template.ts';
import type { FieldError } from '../status.ts';
import type { StatefulSet, StatefulSetSpec } from '../types.generated.ts';

// Models pkg/apis/apps/validation/validation.go.

const RETENTION = ['Retain', 'Delete'];

const MUTABLE = [
  "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',",
  "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'",
].join(' ');

function validateStrategy({ updateStrategy = {} }: StatefulSetSpec): FieldError[] {
  const field = 'spec.updateStrategy';
  const { type, rollingUpdate } = updateStrategy;
  if (type === 'OnDelete') {
    if (rollingUpdate === undefined) return [];
    const shown = goForm('RollingUpdateStatefulSet', rollingUpdate as unknown as JsonObject);
    const detail = "only allowed for updateStrategy 'RollingUpdate'";
    return [fieldErrors.invalid(`${field}.rollingUpdate`, shown, detail)];
  }
  if (type !== 'RollingUpdate') {
    const shown = goForm('StatefulSetUpdateStrategy', updateStrategy as unknown as JsonObject);
    return [fieldErrors.invalid(field, shown, "must be 'RollingUpdate' or 'OnDelete'")];
  }
  const { partition, maxUnavailable } = rollingUpdate ?? {};
  const at = `${field}.rollingUpdate.maxUnavailable`;
  const isZero = maxUnavailable !== undefined && leadingNumber(maxUnavailable) === 0;
  return [
    ...validateNonNegative(partition, `${field}.rollingUpdate.partition`),
    ...validateIntOrPercent(maxUnavailable, at),
    ...(isZero ? [fieldErrors.invalid(at, maxUnavailable, 'cannot be 0')] : []),
    ...validateAtMostAll(maxUnavailable, at),
  ];
}

const validateRetention = ({
  persistentVolumeClaimRetentionPolicy: policy = {},
}: StatefulSetSpec): FieldError[] =>
  (['whenDeleted', 'whenScaled'] as const).flatMap((name) =>
    RETENTION.includes(policy[name] ?? '')
      ? []
      : [
          fieldErrors.unsupported(
            `spec.persistentVolumeClaimRetentionPolicy.${name}`,
            policy[name] ?? '',
            RETENTION,
          ),
        ],
  );

function validateTemplate({ template, volumeClaimTemplates = [] }: StatefulSetSpec): FieldError[] {
  const claims = volumeClaimTemplates.map((claim) => claim.metadata?.name ?? '');
  const errors = validatePodTemplate(template, 'spec.template', claims);
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== 'Always') {
    const field = 'spec.template.spec.restartPolicy';
    errors.push(fieldErrors.unsupported(field, restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in StatefulSet is not Supported';
    errors.push(fieldErrors.forbidden('spec.template.spec.activeDeadlineSeconds', detail));
  }
  return errors;
}

function validateSelector({ selector }: StatefulSetSpec): FieldError[] {
  if (selector === undefined) return [fieldErrors.required('spec.selector')];
  const errors = validateLabelSelector(selector, 'spec.selector');
  if (isEmptySelector(selector)) {
    const detail = 'empty selector is invalid for statefulset';
    errors.push(fieldErrors.invalid('spec.selector', selector as unknown as Json, detail));
  }
  return errors;
}

/** A new set names a Service that could exist. */
export const validateServiceName = ({ spec }: StatefulSet): FieldError[] =>
  (spec.serviceName ? dns1123LabelErrors(spec.serviceName) : []).map((detail) =>
    fieldErrors.invalid('spec.serviceName', spec.serviceName ?? '', detail),
  );

/** Everything but the metadata. */
export function validateStatefulSet({ spec }: StatefulSet): FieldError[] {
  const policy = spec.podManagementPolicy ?? '';
  const isKnown = policy === 'OrderedReady' || policy === 'Parallel';
  return [
    ...(isKnown
      ? []
      : [
          fieldErrors.invalid(
            'spec.podManagementPolicy',
            policy,
            "must be 'OrderedReady' or 'Parallel'",
          ),
        ]),
    ...validateStrategy(spec),
    ...validateRetention(spec),
    ...validateNonNegative(spec.replicas, 'spec.replicas'),
    ...validateNonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...validateNonNegative(spec.ordinals?.start, 'spec.ordinals.start'),
    ...validateSelector(spec),
    ...validateTemplateLabels(spec.template, spec.selector, 'spec.template', ''),
    ...validateTemplate(spec),
    ...(spec.volumeClaimTemplates ?? []).flatMap((claim, i) =>
      validateClaimSpec(claim.spec, `spec.volumeClaimTemplates[${i}].spec`),
    ),
  ];
}

const fixedPart = ({ spec }: StatefulSet): unknown => {
  const {
    replicas: _replicas,
    ordinals: _ordinals,
    template: _template,
    updateStrategy: _strategy,
    revisionHistoryLimit: _limit,
    persistentVolumeClaimRetentionPolicy: _retention,
    minReadySeconds: _seconds,
    ...rest
  } = spec;
  return rest;
};

/** Most of the spec is fixed at creation. Models ValidateStatefulSetUpdate. */
export function validateStatefulSetUpdate(set: StatefulSet, old: StatefulSet): FieldError[] {
  const errors = validateStatefulSet(set);
  if (!isEqual(fixedPart(set), fixedPart(old))) {
    const detail = `updates to statefulset spec for fields other than ${MUTABLE} are forbidden`;
    errors.push(fieldErrors.forbidden('spec', detail));
  }
  return errors;
}

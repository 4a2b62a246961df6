import * as fieldErrors from '../field-errors.ts';
import { draftOf, isEqual } from '../object.ts';
import type { FieldError } from '../status.ts';
import { unifiedDiff } from '../text-diff.ts';
import type { Container, Pod, PodSpec, Toleration } from '../types.generated.ts';
import { podSpecForm } from './go-form.ts';
import { validateOnlyForPod } from './validation/containers.ts';
import { validateGatesOnlyGo } from './validation/gates.ts';
import { validatePodSpec } from './validation/spec.ts';

const MUTABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

const sameCount = (
  now: readonly Container[] | undefined,
  before: readonly Container[] | undefined,
): boolean => (now?.length ?? 0) === (before?.length ?? 0);

const withImages = (containers: Container[] | undefined, from: Container[] | undefined): void => {
  for (const [i, container] of (containers ?? []).entries()) {
    const image = from?.[i]?.image;
    if (image === undefined) delete container.image;
    else container.image = image;
  }
};

/** The new spec with everything that may change set back. */
function setBack(spec: PodSpec, old: PodSpec): PodSpec {
  const munged = draftOf(spec);
  withImages(munged.containers, old.containers);
  withImages(munged.initContainers, old.initContainers);
  const keep = (name: 'activeDeadlineSeconds' | 'tolerations' | 'schedulingGates'): void => {
    if (old[name] === undefined) delete munged[name];
    else Object.assign(munged, { [name]: old[name] });
  };
  keep('activeDeadlineSeconds');
  keep('tolerations');
  keep('schedulingGates');
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && munged.terminationGracePeriodSeconds === 1) {
    munged.terminationGracePeriodSeconds = old.terminationGracePeriodSeconds as number;
  }
  return munged;
}

function validateDeadline(spec: PodSpec, old: PodSpec): FieldError[] {
  const field = 'spec.activeDeadlineSeconds';
  const [now, before] = [spec.activeDeadlineSeconds, old.activeDeadlineSeconds];
  if (before === undefined) return [];
  if (now === undefined) {
    return [
      fieldErrors.invalid(field, null, 'must not update from a positive integer to nil value'),
    ];
  }
  return now > before
    ? [fieldErrors.invalid(field, now, 'must be less than or equal to previous value')]
    : [];
}

/** Models validateOnlyAddedTolerations. */
function validateTolerationsKept(spec: PodSpec, old: PodSpec): FieldError[] {
  const strip = ({ tolerationSeconds: _, ...rest }: Toleration): unknown => rest;
  const isKept = (toleration: Toleration): boolean =>
    spec.tolerations?.some((now) => isEqual(strip(now), strip(toleration))) === true;
  if ((old.tolerations ?? []).every(isKept)) return [];
  const detail = 'existing toleration can not be modified except its tolerationSeconds';
  return [fieldErrors.forbidden('spec.tolerations', detail)];
}

const asJson = (spec: PodSpec): string => JSON.stringify(podSpecForm(spec), null, 1);

/** Models ValidatePodUpdate. */
export function validatePodUpdate(pod: Pod, old: Pod): FieldError[] {
  // What is stored was valid when it came.
  if (pod !== old && isEqual(pod.spec, old.spec)) return [];
  const errors = [...validatePodSpec(pod.spec, 'spec'), ...validateOnlyForPod(pod.spec)];
  const detail = 'pod updates may not add or remove containers';
  if (!sameCount(pod.spec.containers, old.spec.containers)) {
    return [...errors, fieldErrors.forbidden('spec.containers', detail)];
  }
  if (!sameCount(pod.spec.initContainers, old.spec.initContainers)) {
    return [...errors, fieldErrors.forbidden('spec.initContainers', detail)];
  }
  const deadline = validateDeadline(pod.spec, old.spec);
  if (deadline.length > 0) return [...errors, ...deadline];
  errors.push(...validateTolerationsKept(pod.spec, old.spec));
  errors.push(...validateGatesOnlyGo(pod.spec, old.spec));
  const munged = setBack(pod.spec, old.spec);
  if (!isEqual(munged, old.spec)) {
    const diff = unifiedDiff(asJson(old.spec), asJson(munged));
    const text = `pod updates may not change fields other than ${MUTABLE}\n${diff}`;
    errors.push(fieldErrors.forbidden('spec', text));
  }
  return errors;
}

import {
  type Container,
  compareQuantities,
  draftOf,
  type EphemeralContainer,
  type FieldError,
  fieldErrors,
  getPodQOS,
  goForm,
  isEqual,
  isRestartableInitContainer,
  type JsonObject,
  type Pod,
  type ResourceRequirements,
  unifiedDiff,
} from '../../api/index.ts';

const shown = (container: EphemeralContainer): string =>
  JSON.stringify(goForm('EphemeralContainer', container as unknown as JsonObject), null, 1);

/**
 * Ephemeral containers only come; none goes and none changes. Models
 * ValidatePodEphemeralContainersUpdate.
 */
export function ephemeralErrors(pod: Pod, old: Pod): FieldError[] {
  const field = 'spec.ephemeralContainers';
  return (old.spec.ephemeralContainers ?? []).flatMap((before) => {
    const now = pod.spec.ephemeralContainers?.find(({ name }) => name === before.name);
    const what = `existing ephemeral containers "${before.name}" may not be`;
    if (now === undefined) return [fieldErrors.forbidden(field, `${what} removed\n`)];
    if (isEqual(now, before)) return [];
    const diff = unifiedDiff(shown(before), shown(now));
    return [fieldErrors.forbidden(field, `${what} changed\n${diff}`)];
  });
}

const removes = (now: Record<string, string> = {}, before: Record<string, string> = {}): boolean =>
  Object.keys(before).some((name) => now[name] === undefined);

/** Memory limits that may not shrink without a restart. Models validateContainerResize. */
function limitErrors(container: Container, before: ResourceRequirements, field: string) {
  const policy = container.resizePolicy?.find(({ resourceName }) => resourceName === 'memory');
  if ((policy?.restartPolicy ?? 'NotRequired') !== 'NotRequired') return [];
  const [limit, was] = [container.resources?.limits?.memory, before.limits?.memory];
  const refuse = (what: string): FieldError[] => [
    fieldErrors.forbidden(
      `${field}.limits[memory]`,
      `memory limits cannot be ${what} unless resizePolicy is RestartContainer`,
    ),
  ];
  if (limit === undefined) return [];
  if (was === undefined) return refuse('added');
  return compareQuantities(limit, was) < 0 ? refuse('decreased') : [];
}

function containerErrors(
  containers: readonly Container[] = [],
  old: readonly Container[] = [],
  field: string,
): FieldError[] {
  return containers.flatMap((container, i) => {
    const before = old[i]?.resources ?? {};
    const at = `${field}[${i}].resources`;
    const errors: FieldError[] = [];
    if (removes(container.resources?.requests, before.requests)) {
      const detail = 'resource requests cannot be removed';
      errors.push(fieldErrors.forbidden(`${at}.requests`, detail));
    }
    if (removes(container.resources?.limits, before.limits)) {
      errors.push(fieldErrors.forbidden(`${at}.limits`, 'resource limits cannot be removed'));
    }
    return [...errors, ...limitErrors(container, before, at)];
  });
}

/** A container without the resources that may change. */
function fixed(container: Container): Container {
  const draft = draftOf(container);
  delete draft.resizePolicy;
  for (const list of ['requests', 'limits'] as const) {
    const amounts = draft.resources?.[list];
    if (amounts === undefined) continue;
    delete amounts.cpu;
    delete amounts.memory;
    if (Object.keys(amounts).length === 0) delete draft.resources?.[list];
  }
  if (Object.keys(draft.resources ?? {}).length === 0) delete draft.resources;
  return draft;
}

/** Only cpu and memory can be resized. */
function otherErrors(pod: Pod, old: Pod): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (detail: string): number => errors.push(fieldErrors.forbidden('spec', detail));
  for (const [i, container] of pod.spec.containers.entries()) {
    const before = old.spec.containers[i];
    if (before === undefined || isEqual(fixed(container), fixed(before))) continue;
    refuse('only cpu and memory resources are mutable');
  }
  for (const [i, container] of (pod.spec.initContainers ?? []).entries()) {
    const before = old.spec.initContainers?.[i];
    if (before === undefined || isEqual(container, before)) continue;
    if (!isRestartableInitContainer(container)) {
      refuse('resources for non-sidecar init containers are immutable');
    } else if (!isEqual(fixed(container), fixed(before))) {
      refuse('only cpu and memory resources for sidecar containers are mutable');
    }
  }
  return errors;
}

/** What a resize of a running pod may not do. Models ValidatePodResize. */
export function resizeErrors(pod: Pod, old: Pod): FieldError[] {
  const errors: FieldError[] = [];
  if (getPodQOS(pod) !== getPodQOS(old)) {
    const detail = 'Pod QOS Class may not change as a result of resizing';
    errors.push(fieldErrors.invalid('spec', old.status.qosClass ?? '', detail));
  }
  const sidecars = (pod.spec.initContainers ?? []).map((container, i) =>
    isRestartableInitContainer(container) ? container : (old.spec.initContainers?.[i] ?? container),
  );
  return [
    ...errors,
    ...containerErrors(sidecars, old.spec.initContainers, 'spec.initContainers'),
    ...containerErrors(pod.spec.containers, old.spec.containers, 'spec.containers'),
    ...otherErrors(pod, old),
  ];
}

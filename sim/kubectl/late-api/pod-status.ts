import {
  addressErrors,
  type ContainerStatus,
  dns1123SubdomainErrors,
  type FieldError,
  fieldErrors,
  type Json,
  type Pod,
  qualifiedNameErrors,
  validateImmutable,
} from '../../api/index.ts';

const SYSTEM_CONDITIONS = new Set(['PodScheduled', 'Ready', 'Initialized']);

const invalid = (field: string, value: Json, detail: string): FieldError =>
  fieldErrors.invalid(field, value, detail);

/** What has ended and may not run again runs again. Models ValidateContainerStateTransition. */
function transitionErrors(
  now: readonly ContainerStatus[] = [],
  before: readonly ContainerStatus[] = [],
  field: string,
  restartPolicy: string,
): FieldError[] {
  if (restartPolicy === 'Always') return [];
  return before.flatMap((old, i) => {
    const ended = old.state?.terminated;
    if (ended === undefined) return [];
    if (ended.exitCode !== 0 && restartPolicy === 'OnFailure') return [];
    const next = now.find(({ name }) => name === old.name);
    if (next === undefined || next.state?.terminated !== undefined) return [];
    const detail = 'may not be transitioned to non-terminated state';
    return [fieldErrors.forbidden(`${field}[${i}].state`, detail)];
  });
}

/** Models validatePodIPs and validateHostIPs. */
const ipErrors = (ips: readonly { readonly ip?: string }[] = [], field: string): FieldError[] =>
  ips.flatMap(({ ip = '' }, i) =>
    addressErrors(ip).map((detail) => invalid(`${field}[${i}]`, ip, detail)),
  );

/** What a status of a Pod may not be. Models ValidatePodStatusUpdate. */
export function podStatusErrors(pod: Pod, old: Pod): FieldError[] {
  const { status, spec } = pod;
  const before = old.status;
  const restartPolicy = old.spec.restartPolicy ?? 'Always';
  const { nominatedNodeName: nominated = '' } = status;
  const details = nominated === '' ? [] : dns1123SubdomainErrors(nominated);
  const restartable = new Set(
    (spec.initContainers ?? [])
      .filter((container) => container.restartPolicy === 'Always')
      .map(({ name }) => name),
  );
  const initBefore = (before.initContainerStatuses ?? []).map((one) =>
    restartable.has(one.name) ? { ...one, state: {} } : one,
  );
  return [
    ...(status.conditions ?? []).flatMap(({ type }, i) =>
      SYSTEM_CONDITIONS.has(type)
        ? []
        : qualifiedNameErrors(type).map((detail) =>
            // The path is the one that the API server names.
            invalid(`metadata.conditions[${i}].Type`, type, detail),
          ),
    ),
    ...details.map((detail) => invalid('status.nominatedNodeName', nominated, detail)),
    ...validateImmutable('status.qosClass', status.qosClass, before.qosClass),
    ...transitionErrors(
      status.containerStatuses,
      before.containerStatuses,
      'status.containerStatuses',
      restartPolicy,
    ),
    ...transitionErrors(
      status.initContainerStatuses,
      initBefore,
      'status.initContainerStatuses',
      restartPolicy,
    ),
    ...transitionErrors(
      status.ephemeralContainerStatuses,
      before.ephemeralContainerStatuses,
      'status.ephemeralContainerStatuses',
      'Never',
    ),
    ...ipErrors(status.podIPs, 'status.podIPs'),
    ...ipErrors(status.hostIPs, 'status.hostIPs'),
  ];
}

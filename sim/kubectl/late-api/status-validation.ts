import {
  addressErrors,
  compareQuantities,
  dns1123SubdomainErrors,
  type FieldError,
  fieldErrors,
  type Ingress,
  type Job,
  type KubeObject,
  type Namespace,
  type PersistentVolumeClaim,
  type Pod,
  type Service,
} from '../../api/index.ts';
import { jobStatusErrors } from './job-status.ts';
import { podStatusErrors } from './pod-status.ts';
import { ephemeralErrors, resizeErrors } from './pod-subresources.ts';
import { countErrors } from './status-counts.ts';

/** Models ValidateNamespaceStatusUpdate. */
function namespaceErrors({ metadata, status }: Namespace): FieldError[] {
  const [phase, state] =
    metadata.deletionTimestamp === undefined ? ['Active', 'empty'] : ['Terminating', 'not empty'];
  if (status.phase === phase) return [];
  const detail = `may only be '${phase}' if \`deletionTimestamp\` is ${state}`;
  return [fieldErrors.invalid('status.Phase', status.phase ?? '', detail)];
}

/** Models ValidatePersistentVolumeClaimStatusUpdate. */
function claimErrors({ status }: PersistentVolumeClaim): FieldError[] {
  return Object.entries(status.capacity ?? {})
    .filter(([, value]) => compareQuantities(value, '0') < 0)
    .map(([name, value]) =>
      fieldErrors.invalid(`status.capacity[${name}]`, value, 'must be greater than or equal to 0'),
    );
}

interface Entry {
  readonly ip?: string;
  readonly hostname?: string;
}

/** Models ValidateLoadBalancerStatus. */
function balancerErrors(entries: readonly Entry[] = [], mayHaveAny: boolean): FieldError[] {
  const field = 'status.loadBalancer.ingress';
  if (!mayHaveAny && entries.length > 0) {
    const detail = 'may only be used when `spec.type` is "LoadBalancer"';
    return [fieldErrors.forbidden(field, detail)];
  }
  return entries.flatMap(({ ip = '', hostname = '' }, i) => {
    const at = `${field}[${i}]`;
    const errors = ip === '' ? [] : addressErrors(ip);
    const names = hostname === '' ? [] : dns1123SubdomainErrors(hostname);
    return [
      ...errors.map((detail) => fieldErrors.invalid(`${at}.ip`, ip, detail)),
      ...names.map((detail) => fieldErrors.invalid(`${at}.hostname`, hostname, detail)),
      ...(addressErrors(hostname).length === 0
        ? [fieldErrors.invalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address')]
        : []),
    ];
  });
}

/** What a client may not write to a subresource. */
export function subresourceErrors(
  subresource: string,
  object: KubeObject,
  old: KubeObject,
): FieldError[] {
  if (subresource === 'status') return statusErrors(object, old);
  if (subresource === 'resize') return resizeErrors(object as Pod, old as Pod);
  return subresource === 'ephemeralcontainers' ? ephemeralErrors(object as Pod, old as Pod) : [];
}

/** Models the ValidateUpdate of the status strategies. */
function statusErrors(object: KubeObject, old: KubeObject): FieldError[] {
  const errors = countErrors(object, old);
  switch (object.kind) {
    case 'Job':
      return [...errors, ...jobStatusErrors(object as Job, old as Job)];
    case 'Pod':
      return podStatusErrors(object as Pod, old as Pod);
    case 'Namespace':
      return namespaceErrors(object as Namespace);
    case 'PersistentVolumeClaim':
      return claimErrors(object as PersistentVolumeClaim);
    case 'Service': {
      const { spec, status } = object as Service;
      return balancerErrors(status.loadBalancer?.ingress, spec.type === 'LoadBalancer');
    }
    case 'Ingress':
      return balancerErrors((object as Ingress).status.loadBalancer?.ingress, true);
    default:
      return errors;
  }
}

import * as fieldErrors from '../field-errors.ts';
import { addressErrors } from '../ip.ts';
import type { FieldError } from '../status.ts';
import type { Service } from '../types.generated.ts';
import { hasClusterAddress } from './defaults.ts';

/** Ranges that are a node's own. */
const SPECIAL: readonly (readonly [pattern: RegExp, detail: string])[] = [
  [/^(127\.|::1$)/, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  [/^(169\.254\.|fe80:)/i, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'],
  [
    /^(224\.0\.0\.|ff02:)/i,
    'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  ],
];

/** Why an address is none that others can reach. Models ValidateEndpointIP. */
export const specialErrors = (address: string): readonly string[] =>
  /^(0\.0\.0\.0|::)$/.test(address)
    ? [`may not be unspecified (${address})`]
    : SPECIAL.filter(([pattern]) => pattern.test(address)).map(([, detail]) => detail);

/** Whether the Service has ports on the nodes. */
export const needsNodePort = ({ spec }: Service): boolean =>
  spec.type === 'NodePort' ||
  (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);

/** Whether load balancers ask each node if it has pods of the Service. */
export const needsHealthCheckNodePort = ({ spec }: Service): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';

const sameList = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/**
 * Makes `clusterIP` and `clusterIPs` agree when only one of them was given or changed. Models
 * NormalizeClusterIPs.
 */
export function normalizeClusterIPs({ spec }: Service, old: Service | undefined): void {
  const setList = (clusterIP: string | undefined): void => {
    if (clusterIP) spec.clusterIPs = [clusterIP];
    else delete spec.clusterIPs;
  };
  if (old === undefined) {
    if (spec.clusterIP && !spec.clusterIPs?.length) setList(spec.clusterIP);
    return;
  }
  const isSameOne = (spec.clusterIP ?? '') === (old.spec.clusterIP ?? '');
  const isSameList = sameList(spec.clusterIPs, old.spec.clusterIPs);
  if (!isSameOne && isSameList) setList(spec.clusterIP);
  if (isSameOne && !isSameList && !spec.clusterIPs?.length) delete spec.clusterIP;
}

/** The clusterIPs that were given, on their own. Models ValidateServiceClusterIPsRelatedFields. */
export function validateClusterIPs(service: Service): FieldError[] {
  const { spec } = service;
  const all = spec.clusterIPs ?? [];
  const list = [...all];
  if (!hasClusterAddress(service)) {
    const text = 'may not be set for ExternalName services';
    if (list.length > 0) return [fieldErrors.forbidden('spec.clusterIPs', text)];
    return [];
  }
  const errors: FieldError[] = [];
  if (spec.clusterIP && list.length > 0 && list[0] !== spec.clusterIP) {
    const detail = 'first value must match `clusterIP`';
    errors.push(fieldErrors.invalid('spec.clusterIPs', list, detail));
  }
  if (list.length > 2) {
    const detail = 'may only hold up to 2 values';
    errors.push(fieldErrors.invalid('spec.clusterIPs', list, detail));
  }
  for (const [i, address] of list.entries()) {
    const field = `spec.clusterIPs[${i}]`;
    if (address === 'None') {
      if (list.length > 1) {
        errors.push(fieldErrors.invalid(field, 'None', "only valid when it's the only value"));
      }
      continue;
    }
    for (const detail of addressErrors(address)) {
      errors.push(fieldErrors.invalid(field, address, detail));
    }
  }
  return errors;
}

import * as fieldErrors from '../field-errors.ts';
import { cidrErrors } from '../ip.ts';
import { allInvalid, validateChoice } from '../pod/validation/scalars.ts';
import type { FieldError } from '../status.ts';
import type { Service, ServiceSpec } from '../types.generated.ts';
import { needsHealthCheckNodePort } from './addresses.ts';
import { isExternallyAccessible } from './defaults.ts';

// Models the parts of ValidateService that are about traffic from outside.

const TRAFFIC_POLICIES = ['Cluster', 'Local'];
const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";
const KUBELET_PORT = 10_250;

function validateRanges({ type, loadBalancerSourceRanges: ranges = [] }: ServiceSpec) {
  const field = 'spec.LoadBalancerSourceRanges';
  const errors: FieldError[] = [];
  if (ranges.length > 0 && type !== 'LoadBalancer') {
    errors.push(fieldErrors.forbidden(field, ONLY_LOAD_BALANCER));
  }
  for (const [i, range] of ranges.entries()) {
    errors.push(...allInvalid(`${field}[${i}]`, range.trim(), cidrErrors(range.trim())));
  }
  return errors;
}

const FIELDS_OF_LOAD_BALANCERS = ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const;

/** Fields that only a load balancer has. */
export function validateLoadBalancer({ spec }: Service): FieldError[] {
  const errors = validateRanges(spec);
  if (spec.type === 'LoadBalancer') return errors;
  for (const name of FIELDS_OF_LOAD_BALANCERS) {
    if (spec[name] === undefined) continue;
    errors.push(fieldErrors.forbidden(`spec.${name}`, ONLY_LOAD_BALANCER));
  }
  return errors;
}

/** No load balancer leads to the kubelets. */
export const validateKubeletPort = ({ spec }: Service): FieldError[] =>
  (spec.ports ?? []).flatMap(({ port }, i) => {
    if (spec.type !== 'LoadBalancer' || port !== KUBELET_PORT) return [];
    const detail = `may not expose port ${port} externally since it is used by kubelet`;
    return [fieldErrors.invalid(`spec.ports[${i}]`, port, detail)];
  });

/** Models validateServiceExternalTrafficPolicy. */
export function validateExternalTraffic(service: Service): FieldError[] {
  const { externalTrafficPolicy: policy, healthCheckNodePort } = service.spec;
  const field = 'spec.externalTrafficPolicy';
  const errors: FieldError[] = [];
  if (isExternallyAccessible(service)) {
    errors.push(...validateChoice(policy, TRAFFIC_POLICIES, field));
  } else if (policy) {
    const detail = 'may only be set for externally-accessible services';
    errors.push(fieldErrors.invalid(field, policy, detail));
  }
  if (healthCheckNodePort && !needsHealthCheckNodePort(service)) {
    const detail =
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(fieldErrors.invalid('spec.healthCheckNodePort', healthCheckNodePort, detail));
  }
  return errors;
}

/** Models validateServiceInternalTrafficFieldsValue. */
export const validateInternalTraffic = ({ spec }: Service): FieldError[] =>
  validateChoice(spec.internalTrafficPolicy, TRAFFIC_POLICIES, 'spec.internalTrafficPolicy');

const DISTRIBUTIONS = ['PreferClose', 'PreferSameNode', 'PreferSameZone'];

/** Models validateServiceTrafficDistribution. */
export const validateDistribution = ({ spec }: Service): FieldError[] =>
  validateChoice(spec.trafficDistribution, DISTRIBUTIONS, 'spec.trafficDistribution');

import * as fieldErrors from '../../field-errors.ts';
import { addressErrors } from '../../ip.ts';
import { dns1123SubdomainErrors, qualifiedNameErrors } from '../../names.ts';
import { validateLabels } from '../../object-meta.ts';
import type { FieldError } from '../../status.ts';
import type { PodSpec } from '../../types.generated.ts';
import {
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './containers.ts';
import { validateGates } from './gates.ts';
import { validateHostNetworkPorts } from './ports.ts';
import {
  allInvalid,
  eachOf,
  PREEMPTION_POLICIES,
  validateChoice,
  validateLabelName,
} from './scalars.ts';
import { validateAffinity, validateTolerations, validateTopologySpread } from './scheduling.ts';
import { validatePodSecurity } from './security.ts';
import { validateVolumes } from './volumes.ts';

export const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX_INT32 = 0x7fffffff;

const MAX_NAMESERVERS = 3;

/** Models validatePodDNSConfig, without its limits on the search list. */
const validateDns = ({ dnsPolicy, dnsConfig }: PodSpec, field: string): FieldError[] => {
  const { nameservers = [], options } = dnsConfig ?? {};
  if (dnsPolicy === 'None' && dnsConfig === undefined) {
    const detail = 'must provide `dnsConfig` when `dnsPolicy` is None';
    return [fieldErrors.required(field, detail)];
  }
  const at = `${field}.nameservers`;
  if (dnsPolicy === 'None' && nameservers.length === 0) {
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    return [fieldErrors.required(at, detail)];
  }
  const tooMany = `must not have more than ${MAX_NAMESERVERS} nameservers`;
  return [
    ...(nameservers.length > MAX_NAMESERVERS
      ? [fieldErrors.invalid(at, nameservers, tooMany)]
      : []),
    ...eachOf(nameservers, at, (address, one) => allInvalid(one, address, addressErrors(address))),
    ...eachOf(options, `${field}.options`, ({ name }, one) =>
      name ? [] : [fieldErrors.required(one, 'must not be empty')],
    ),
  ];
};

const subdomainName = (name: string | undefined, field: string): FieldError[] =>
  name ? allInvalid(field, name, dns1123SubdomainErrors(name)) : [];

const validateDeadline = (
  { activeDeadlineSeconds: value }: PodSpec,
  field: string,
): FieldError[] =>
  value !== undefined && (value < 1 || value > MAX_INT32)
    ? [fieldErrors.invalid(field, value, `must be between 1 and ${MAX_INT32}, inclusive`)]
    : [];

/**
 * Everything of a pod but its metadata; `extraVolumes` can be mounted too (those that a StatefulSet
 * makes from its claims). Models ValidatePodSpec.
 */
export function validatePodSpec(
  spec: PodSpec,
  field: string,
  extraVolumes: readonly string[] = [],
): FieldError[] {
  const { errors, names } = validateVolumes(spec.volumes, `${field}.volumes`);
  for (const name of extraVolumes) names.add(name);
  return [
    ...errors,
    ...validateContainers(spec, names, `${field}.containers`),
    ...validateInitContainers(spec, names, `${field}.initContainers`),
    ...validateEphemeralContainers(spec, names, `${field}.ephemeralContainers`),
    ...(spec.hostNetwork === true
      ? validateHostNetworkPorts(spec.containers ?? [], field === 'spec', `${field}.containers`)
      : []),
    ...validateChoice(spec.restartPolicy, RESTART_POLICIES, `${field}.restartPolicy`),
    ...validateChoice(spec.dnsPolicy, DNS_POLICIES, `${field}.dnsPolicy`),
    ...validateLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...validatePodSecurity(spec.securityContext, `${field}.securityContext`),
    ...validateAffinity(spec.affinity, `${field}.affinity`),
    ...validateDns(spec, `${field}.dnsConfig`),
    ...eachOf(spec.readinessGates, `${field}.readinessGates`, ({ conditionType }, at) =>
      allInvalid(`${at}.conditionType`, conditionType, qualifiedNameErrors(conditionType)),
    ),
    ...validateGates(spec, `${field}.schedulingGates`),
    ...validateTopologySpread(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`),
    ...subdomainName(spec.serviceAccountName, `${field}.serviceAccountName`),
    ...subdomainName(spec.nodeName, `${field}.nodeName`),
    ...validateDeadline(spec, `${field}.activeDeadlineSeconds`),
    ...(spec.hostname ? validateLabelName(spec.hostname, `${field}.hostname`) : []),
    ...(spec.subdomain ? validateLabelName(spec.subdomain, `${field}.subdomain`) : []),
    ...validateTolerations(spec.tolerations, `${field}.tolerations`),
    ...eachOf(spec.hostAliases, `${field}.hostAliases`, ({ ip, hostnames }, at) => [
      ...allInvalid(`${at}.ip`, ip, addressErrors(ip)),
      ...eachOf(hostnames, `${at}.hostnames`, (name, one) => subdomainName(name, one)),
    ]),
    ...subdomainName(spec.priorityClassName, `${field}.priorityClassName`),
    ...subdomainName(spec.runtimeClassName, `${field}.runtimeClassName`),
    ...validateChoice(spec.preemptionPolicy, PREEMPTION_POLICIES, `${field}.preemptionPolicy`),
  ];
}

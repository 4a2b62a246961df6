import { isEqual } from '../object.ts';
import type { Service, ServicePort, ServiceSpec } from '../types.generated.ts';
import { needsHealthCheckNodePort, needsNodePort, normalizeClusterIPs } from './addresses.ts';
import { hasClusterAddress, isExternallyAccessible } from './defaults.ts';

const portKey = ({ port, protocol }: ServicePort): string => `${protocol}/${port}`;

/** Takes over what was allocated and the new object leaves out. Models patchAllocatedValues. */
function keepAllocated(service: Service, old: Service): void {
  const { spec } = service;
  if (hasClusterAddress(service) && hasClusterAddress(old)) {
    if (!spec.clusterIP && old.spec.clusterIP) spec.clusterIP = old.spec.clusterIP;
    if (!spec.clusterIPs?.length && spec.clusterIP === old.spec.clusterIP && old.spec.clusterIPs) {
      spec.clusterIPs = [...old.spec.clusterIPs];
    }
  }
  if (needsNodePort(service) && needsNodePort(old)) {
    const before = new Map(old.spec.ports?.map((port) => [portKey(port), port.nodePort]));
    const used = new Set(spec.ports?.map((port) => port.nodePort));
    for (const port of spec.ports ?? []) {
      const known = before.get(portKey(port));
      if (!port.nodePort && known !== undefined && !used.has(known)) port.nodePort = known;
    }
  }
  if (needsHealthCheckNodePort(service) && needsHealthCheckNodePort(old)) {
    if (old.spec.healthCheckNodePort) spec.healthCheckNodePort ??= old.spec.healthCheckNodePort;
  }
}

/**
 * Forgets fields that the old type needed and the new one does not. Models dropTypeDependentFields.
 */
function dropTypeFields(service: Service, old: Service): void {
  const { spec } = service;
  const dropUnchanged = (...names: (keyof ServiceSpec)[]): void => {
    for (const name of names) if (isEqual(spec[name], old.spec[name])) delete spec[name];
  };
  if (hasClusterAddress(old) && !hasClusterAddress(service)) {
    dropUnchanged('clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy');
    dropUnchanged('internalTrafficPolicy');
  }
  if (needsNodePort(old) && !needsNodePort(service)) {
    const before = new Set(old.spec.ports?.map((port) => port.nodePort));
    for (const port of spec.ports ?? []) if (before.has(port.nodePort)) delete port.nodePort;
  }
  if (needsHealthCheckNodePort(old) && !needsHealthCheckNodePort(service)) {
    dropUnchanged('healthCheckNodePort');
  }
  if (old.spec.type === 'LoadBalancer' && spec.type !== 'LoadBalancer') {
    dropUnchanged('allocateLoadBalancerNodePorts', 'loadBalancerClass');
  }
  if (isExternallyAccessible(old) && !isExternallyAccessible(service)) {
    dropUnchanged('externalTrafficPolicy');
  }
}

/** Brings a replacement in line with what the Service has already. */
export function prepareServiceUpdate(service: Service, old: Service): void {
  keepAllocated(service, old);
  normalizeClusterIPs(service, old);
  dropTypeFields(service, old);
}

import * as fieldErrors from '../field-errors.ts';
import { goForm } from '../go-form.ts';
import { addressErrors } from '../ip.ts';
import { dns1123SubdomainErrors, portNumberErrors, qualifiedNameErrors } from '../names.ts';
import { validateLabels } from '../object-meta.ts';
import { PROTOCOLS } from '../pod/validation/ports.ts';
import {
  allInvalid,
  eachOf,
  validateChoice,
  validateLabelName,
  validatePortNumberOrName,
} from '../pod/validation/scalars.ts';
import type { FieldError } from '../status.ts';
import type { Service, ServicePort } from '../types.generated.ts';
import { specialErrors, validateClusterIPs } from './addresses.ts';
import { hasClusterAddress, isHeadless } from './defaults.ts';
import {
  validateDistribution,
  validateExternalTraffic,
  validateInternalTraffic,
  validateKubeletPort,
  validateLoadBalancer,
} from './external-traffic.ts';

// Models ValidateService of pkg/apis/core/validation.

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES = ['ClientIP', 'None'];
const DAY_SECONDS = 86_400;

function validatePort(port: ServicePort, isNameRequired: boolean, names: Set<string>, at: string) {
  const errors: FieldError[] = [];
  if (port.name) {
    errors.push(...validateLabelName(port.name, `${at}.name`));
    if (names.has(port.name)) errors.push(fieldErrors.duplicate(`${at}.name`, port.name));
    names.add(port.name);
  } else if (isNameRequired) errors.push(fieldErrors.required(`${at}.name`));
  return [
    ...errors,
    ...allInvalid(`${at}.port`, port.port ?? 0, portNumberErrors(port.port ?? 0)),
    ...validateChoice(port.protocol, PROTOCOLS, `${at}.protocol`),
    ...validatePortNumberOrName(port.targetPort ?? 0, `${at}.targetPort`),
    ...(port.appProtocol === undefined
      ? []
      : allInvalid(`${at}.appProtocol`, port.appProtocol, qualifiedNameErrors(port.appProtocol))),
  ];
}

function validateType(service: Service): FieldError[] {
  const { spec } = service;
  if ((spec.type === 'LoadBalancer' || spec.type === 'NodePort') && isHeadless(service)) {
    const detail = `may not be set to 'None' for ${spec.type} services`;
    return [fieldErrors.invalid('spec.clusterIPs[0]', 'None', detail)];
  }
  if (spec.type !== 'ExternalName') return [];
  const errors: FieldError[] = [];
  if (spec.clusterIPs?.length) {
    const detail = 'may not be set for ExternalName services';
    errors.push(fieldErrors.forbidden('spec.clusterIPs', detail));
  }
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') return [...errors, fieldErrors.required('spec.externalName')];
  return [...errors, ...allInvalid('spec.externalName', name, dns1123SubdomainErrors(name))];
}

function validateAffinity({ spec }: Service): FieldError[] {
  const errors = validateChoice(spec.sessionAffinity, AFFINITIES, 'spec.sessionAffinity');
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (spec.sessionAffinity === 'ClientIP' && seconds !== undefined) {
    if (seconds <= 0 || seconds > DAY_SECONDS) {
      const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
      errors.push(
        fieldErrors.invalid(field, seconds, `must be greater than 0 and less than ${DAY_SECONDS}`),
      );
    }
  }
  if (spec.sessionAffinity === 'None' && spec.sessionAffinityConfig !== undefined) {
    const detail = 'must not be set when session affinity is None';
    errors.push(fieldErrors.forbidden('spec.sessionAffinityConfig', detail));
  }
  return errors;
}

function validateUniquePorts({ spec }: Service): FieldError[] {
  const nodePorts = new Set<string>();
  const ports = new Set<string>();
  return eachOf(spec.ports, 'spec.ports', ({ port, protocol = '', nodePort }, at) => {
    const errors: FieldError[] = [];
    if (nodePort) {
      if (spec.type === 'ClusterIP') {
        const detail = "may not be used when `type` is 'ClusterIP'";
        errors.push(fieldErrors.forbidden(`${at}.nodePort`, detail));
      }
      const key = `${protocol}/${nodePort}`;
      if (nodePorts.has(key)) errors.push(fieldErrors.duplicate(`${at}.nodePort`, nodePort));
      nodePorts.add(key);
    }
    const key = `${protocol}/${port}`;
    if (ports.has(key)) {
      errors.push(fieldErrors.duplicate(at, goForm('ServicePort', { protocol, port })));
    }
    ports.add(key);
    return errors;
  });
}

/** Everything but the metadata. */
export function validateService(service: Service): FieldError[] {
  const { spec } = service;
  const ports = spec.ports ?? [];
  const names = new Set<string>();
  const lacksPorts = ports.length === 0 && !isHeadless(service) && hasClusterAddress(service);
  return [
    ...(lacksPorts ? [fieldErrors.required('spec.ports')] : []),
    ...validateKubeletPort(service),
    ...validateType(service),
    ...eachOf(ports, 'spec.ports', (port, at) => validatePort(port, ports.length > 1, names, at)),
    ...validateLabels(spec.selector, 'spec.selector'),
    ...validateAffinity(service),
    ...(hasClusterAddress(service) ? validateClusterIPs(service) : []),
    ...eachOf(spec.externalIPs, 'spec.externalIPs', (ip, at) =>
      allInvalid(at, ip, addressErrors(ip).length > 0 ? addressErrors(ip) : specialErrors(ip)),
    ),
    ...validateChoice(spec.type, TYPES, 'spec.type'),
    ...validateUniquePorts(service),
    ...validateLoadBalancer(service),
    ...validateExternalTraffic(service),
    ...validateInternalTraffic(service),
    ...validateDistribution(service),
  ];
}

/** A Service keeps its address. Models ValidateServiceUpdate. */
export function validateServiceUpdate(service: Service, old: Service): FieldError[] {
  const errors: FieldError[] = [];
  const before = old.spec.clusterIPs ?? [];
  const now = service.spec.clusterIPs ?? [];
  if (hasClusterAddress(old) && hasClusterAddress(service) && before.length > 0) {
    const field = 'spec.clusterIPs[0]';
    if (now.length === 0) {
      errors.push(fieldErrors.invalid(field, [], 'primary clusterIP can not be unset'));
    } else if (now[0] !== before[0]) {
      errors.push(fieldErrors.invalid(field, [...now], 'may not change once set'));
    }
  }
  return [...errors, ...validateService(service)];
}

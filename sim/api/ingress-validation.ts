import * as fieldErrors from './field-errors.ts';
import { dns1123SubdomainErrors, portNameErrors, portNumberErrors } from './names.ts';
import { allInvalid, eachOf, validateLabelName } from './pod/validation/scalars.ts';
import { addressErrors } from './service/addresses.ts';
import type { FieldError } from './status.ts';
import type {
  HTTPIngressPath,
  Ingress,
  IngressBackend,
  IngressServiceBackend,
} from './types.generated.ts';

// Models pkg/apis/networking/validation.

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_ENDS = ['/..', '/.'];
const CLASS = 'kubernetes.io/ingress.class';
const WILDCARD_RULE =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which " +
  "must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric " +
  "character (e.g. '*.example.com', regex used for validation is " +
  "'\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const hostErrors = (host: string): readonly string[] => {
  if (!host.includes('*')) return dns1123SubdomainErrors(host);
  const isValid = host.startsWith('*.') && dns1123SubdomainErrors(host.slice(2)).length === 0;
  return isValid ? [] : [WILDCARD_RULE];
};

function serviceErrors({ name, port }: IngressServiceBackend, field: string): FieldError[] {
  const errors =
    name === undefined || name === ''
      ? [fieldErrors.required(`${field}.service.name`)]
      : validateLabelName(name, `${field}.service.name`);
  const { name: portName = '', number = 0 } = port ?? {};
  if (portName !== '' && number !== 0) {
    return [...errors, fieldErrors.invalid(field, '', 'cannot set both port name & port number')];
  }
  const at = `${field}.service.port`;
  if (portName !== '') {
    return [...errors, ...allInvalid(`${at}.name`, portName, portNameErrors(portName))];
  }
  if (number !== 0) {
    return [...errors, ...allInvalid(`${at}.number`, number, portNumberErrors(number))];
  }
  return [...errors, fieldErrors.required(field, 'port name or number is required')];
}

function backendErrors(backend: IngressBackend | undefined, field: string): FieldError[] {
  const { service, resource } = backend ?? {};
  if (service !== undefined && resource !== undefined) {
    const detail = 'cannot set both resource and service backends';
    return [fieldErrors.invalid(field, '', detail)];
  }
  if (service !== undefined) return serviceErrors(service, field);
  if (resource === undefined) {
    return [fieldErrors.invalid(field, '', 'resource or service backend is required')];
  }
  return (['kind', 'name'] as const).flatMap((name) =>
    resource[name] ? [] : [fieldErrors.required(`${field}.resource.${name}`)],
  );
}

function pathErrors({ path = '', pathType, backend }: HTTPIngressPath, at: string): FieldError[] {
  if (!pathType) return [fieldErrors.required(`${at}.pathType`, 'pathType must be specified')];
  const behind = backendErrors(backend, `${at}.backend`);
  if (!PATH_TYPES.includes(pathType)) {
    return [fieldErrors.unsupported(`${at}.pathType`, pathType, PATH_TYPES), ...behind];
  }
  const isExact = pathType !== 'ImplementationSpecific';
  const details: string[] = [];
  if (!path.startsWith('/') && (isExact || path !== '')) details.push('must be an absolute path');
  if (isExact) {
    for (const one of BAD_SEQUENCES)
      if (path.includes(one)) details.push(`must not contain '${one}'`);
    for (const one of BAD_ENDS) if (path.endsWith(one)) details.push(`cannot end with '${one}'`);
  }
  return [...allInvalid(`${at}.path`, path, details), ...behind];
}

/** Everything of an Ingress but its metadata. */
export function validateIngress({ metadata, spec }: Ingress): FieldError[] {
  const { rules = [], defaultBackend, tls, ingressClassName } = spec ?? {};
  const isNothing = rules.length === 0 && defaultBackend === undefined;
  const detail = 'either `defaultBackend` or `rules` must be specified';
  const annotated = metadata.annotations?.[CLASS];
  const isOther =
    annotated !== undefined && ingressClassName !== undefined && annotated !== ingressClassName;
  return [
    ...(isNothing ? [fieldErrors.invalid('spec', null, detail)] : []),
    ...(defaultBackend === undefined ? [] : backendErrors(defaultBackend, 'spec.defaultBackend')),
    ...eachOf(rules, 'spec.rules', ({ host = '', http }, at) => [
      ...(host !== '' && addressErrors(host).length === 0
        ? [fieldErrors.invalid(`${at}.host`, host, 'must be a DNS name, not an IP address')]
        : []),
      ...(host === '' ? [] : allInvalid(`${at}.host`, host, hostErrors(host))),
      ...(http !== undefined && (http.paths ?? []).length === 0
        ? [fieldErrors.required(`${at}.http.paths`)]
        : []),
      ...eachOf(http?.paths, `${at}.http.paths`, pathErrors),
    ]),
    ...eachOf(tls, 'spec.tls', ({ hosts, secretName }, at) => [
      ...eachOf(hosts, `${at}.hosts`, (host, one) => allInvalid(one, host, hostErrors(host))),
      ...(secretName
        ? allInvalid(`${at}.secretName`, secretName, dns1123SubdomainErrors(secretName))
        : []),
    ]),
    ...(ingressClassName === undefined
      ? []
      : allInvalid(
          'spec.ingressClassName',
          ingressClassName,
          dns1123SubdomainErrors(ingressClassName),
        )),
    ...(isOther
      ? [
          fieldErrors.invalid(
            `annotations.${CLASS}`,
            annotated,
            'must match `ingressClassName` when both are specified',
          ),
        ]
      : []),
  ];
}

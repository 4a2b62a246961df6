import {
  allInvalid,
  byteLength,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  domainPathErrors,
  eachOf,
  type FieldError,
  fieldErrors,
  type HTTPIngressPath,
  type Ingress,
  type IngressBackend,
  type IngressClass,
  type IngressClassParametersReference,
  type IngressRule,
  type IngressTLS,
  isAddress,
  portNameErrors,
  portNumberErrors,
  type TypedLocalObjectReference,
  validateImmutable,
  wildcardSubdomainErrors,
} from '../../api/index.ts';
import { referenceErrors } from './reference.ts';
import type { Rule } from './rule.ts';

// Models the Ingresses and their classes of pkg/apis/networking/validation.

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const NOT_WITHIN = ['//', '/./', '/../', '%2f', '%2F'];
const NOT_AT_END = ['/..', '/.'];
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const MAX_CONTROLLER = 250;

const hostErrors = (host: string, at: string): FieldError[] =>
  allInvalid(
    at,
    host,
    host.includes('*') ? wildcardSubdomainErrors(host) : dns1123SubdomainErrors(host),
  );

/** Models validateIngressTypedLocalObjectReference. */
function typedErrors(reference: TypedLocalObjectReference, at: string): FieldError[] {
  const { apiGroup } = reference;
  return [
    ...(apiGroup === undefined
      ? []
      : allInvalid(`${at}.apiGroup`, apiGroup, dns1123SubdomainErrors(apiGroup))),
    ...referenceErrors(reference, at),
  ];
}

function serviceErrors(service: NonNullable<IngressBackend['service']>, at: string): FieldError[] {
  const { name, port } = service;
  const errors = name
    ? allInvalid(`${at}.service.name`, name, dns1123LabelErrors(name))
    : [fieldErrors.required(`${at}.service.name`)];
  if (port?.name && port.number) {
    errors.push(fieldErrors.invalid(at, '', 'cannot set both port name & port number'));
  } else if (port?.name) {
    errors.push(...allInvalid(`${at}.service.port.name`, port.name, portNameErrors(port.name)));
  } else if (port?.number) {
    const wrong = portNumberErrors(port.number);
    errors.push(...allInvalid(`${at}.service.port.number`, port.number, wrong));
  } else errors.push(fieldErrors.required(at, 'port name or number is required'));
  return errors;
}

/** Models validateIngressBackend. */
function backendErrors(backend: IngressBackend | undefined, at: string): FieldError[] {
  const { resource, service } = backend ?? {};
  if (resource !== undefined && service !== undefined) {
    return [fieldErrors.invalid(at, '', 'cannot set both resource and service backends')];
  }
  if (resource !== undefined) return typedErrors(resource, `${at}.resource`);
  if (service !== undefined) return serviceErrors(service, at);
  return [fieldErrors.invalid(at, '', 'resource or service backend is required')];
}

/** Models validateHTTPIngressPath. */
function pathErrors({ path = '', pathType, backend }: HTTPIngressPath, at: string): FieldError[] {
  if (!pathType) return [fieldErrors.required(`${at}.pathType`, 'pathType must be specified')];
  const wrong: string[] = [];
  const errors: FieldError[] = [];
  if (!PATH_TYPES.includes(pathType)) {
    errors.push(fieldErrors.unsupported(`${at}.pathType`, pathType, PATH_TYPES));
  } else {
    const isFree = pathType === 'ImplementationSpecific';
    if (!path.startsWith('/') && !(isFree && path === '')) wrong.push('must be an absolute path');
    if (!isFree) {
      const within = NOT_WITHIN.filter((part) => path.includes(part));
      wrong.push(...within.map((part) => `must not contain '${part}'`));
      const atEnd = NOT_AT_END.filter((part) => path.endsWith(part));
      wrong.push(...atEnd.map((part) => `cannot end with '${part}'`));
    }
  }
  return [
    ...errors,
    ...allInvalid(`${at}.path`, path, wrong),
    ...backendErrors(backend, `${at}.backend`),
  ];
}

/** Models validateIngressRules. */
function ruleErrors({ host, http }: IngressRule, at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (host) {
    if (isAddress(host)) {
      const detail = 'must be a DNS name, not an IP address';
      errors.push(fieldErrors.invalid(`${at}.host`, host, detail));
    }
    errors.push(...hostErrors(host, `${at}.host`));
  }
  if (http === undefined) return errors;
  const { paths = [] } = http;
  if (paths.length === 0) errors.push(fieldErrors.required(`${at}.http.paths`));
  return [...errors, ...eachOf(paths, `${at}.http.paths`, pathErrors)];
}

const tlsErrors = ({ hosts, secretName }: IngressTLS, at: string): FieldError[] => [
  ...eachOf(hosts, `${at}.hosts`, hostErrors),
  ...(secretName
    ? allInvalid(`${at}.secretName`, secretName, dns1123SubdomainErrors(secretName))
    : []),
];

/** Models ValidateIngressCreate. */
const ingressErrors: Rule = (object, old) => {
  const { metadata, spec } = object as unknown as Ingress;
  const { rules = [], defaultBackend, tls, ingressClassName } = spec ?? {};
  const errors: FieldError[] = [];
  if (rules.length === 0 && defaultBackend === undefined) {
    const detail = 'either `defaultBackend` or `rules` must be specified';
    errors.push(fieldErrors.invalid('spec', null, detail));
  }
  if (defaultBackend !== undefined) {
    errors.push(...backendErrors(defaultBackend, 'spec.defaultBackend'));
  }
  errors.push(...eachOf(rules, 'spec.rules', ruleErrors), ...eachOf(tls, 'spec.tls', tlsErrors));
  if (ingressClassName === undefined) return errors;
  const wrong = dns1123SubdomainErrors(ingressClassName);
  errors.push(...allInvalid('spec.ingressClassName', ingressClassName, wrong));
  const annotation = metadata?.annotations?.[CLASS_ANNOTATION];
  if (old === undefined && annotation !== undefined && annotation !== ingressClassName) {
    const detail = 'must match `ingressClassName` when both are specified';
    errors.push(fieldErrors.invalid(`annotations.${CLASS_ANNOTATION}`, annotation, detail));
  }
  return errors;
};

/** Models validateIngressClassParametersReference. */
function parameterErrors(reference: IngressClassParametersReference, at: string): FieldError[] {
  const { scope, namespace } = reference;
  const errors = typedErrors(reference as TypedLocalObjectReference, at);
  const inNamespace = `${at}.namespace`;
  if (scope === 'Namespace' && namespace === undefined) {
    const detail = "`parameters.scope` is set to 'Namespace'";
    errors.push(fieldErrors.required(inNamespace, detail));
  } else if (scope === 'Namespace') {
    errors.push(...allInvalid(inNamespace, namespace ?? '', dns1123LabelErrors(namespace ?? '')));
  } else if (scope !== 'Cluster') {
    errors.push(fieldErrors.unsupported(`${at}.scope`, scope ?? '', ['Cluster', 'Namespace']));
  } else if (namespace !== undefined) {
    errors.push(fieldErrors.forbidden(inNamespace, "`parameters.scope` is set to 'Cluster'"));
  }
  return errors;
}

/** Models ValidateIngressClass and ValidateIngressClassUpdate. */
const classErrors: Rule = (object, old) => {
  const { controller = '', parameters } = (object as unknown as IngressClass).spec ?? {};
  const field = 'spec.controller';
  const before = (old as unknown as IngressClass | undefined)?.spec?.controller ?? '';
  const errors = old === undefined ? [] : validateImmutable(field, controller, before);
  if (controller === '') errors.push(fieldErrors.required(field));
  else {
    if (byteLength(controller) > MAX_CONTROLLER) {
      errors.push(fieldErrors.tooLong(field, MAX_CONTROLLER));
    }
    errors.push(...domainPathErrors(controller, field));
  }
  if (parameters === undefined) return errors;
  return [...errors, ...parameterErrors(parameters, 'spec.parameters')];
};

/** What is checked of Ingresses and IngressClasses. */
export const INGRESS_RULES: Readonly<Record<string, Rule>> = {
  Ingress: ingressErrors,
  IngressClass: classErrors,
};

import * as fieldErrors from '../../field-errors.ts';
import {
  configMapKeyErrors,
  dns1123SubdomainErrors,
  qualifiedNameErrors,
  relaxedEnvVarNameErrors,
} from '../../names.ts';
import type { FieldError } from '../../status.ts';
import type {
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  ObjectFieldSelector,
} from '../../types.generated.ts';
import { allInvalid, eachOf } from './scalars.ts';

/** What an environment variable may show of its pod. */
const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** Fields that have a name in the downward API. Models ConvertDownwardAPIFieldLabel. */
const KNOWN_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
  ...ENV_FIELDS,
];

/** Fields of which one entry can be asked for. */
const SUBSCRIPTED = ['metadata.annotations', 'metadata.labels'];

const ENV_RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** A field of the pod. Models validateObjectFieldSelector. */
export function validateFieldRef(
  ref: ObjectFieldSelector,
  supported: readonly string[],
  field: string,
): FieldError[] {
  if (!ref.apiVersion) return [fieldErrors.required(`${field}.apiVersion`)];
  if (!ref.fieldPath) return [fieldErrors.required(`${field}.fieldPath`)];
  const [, path, subscript] = /^(.*)\['(.*)'\]$/.exec(ref.fieldPath) ?? [];
  const { apiVersion } = ref;
  if (apiVersion !== 'v1') {
    const detail = `error converting fieldPath: unsupported pod version: ${apiVersion}`;
    return [fieldErrors.invalid(`${field}.fieldPath`, ref.fieldPath, detail)];
  }
  const isConvertible = KNOWN_FIELDS.includes(path ?? ref.fieldPath);
  if (!isConvertible || (path !== undefined && !SUBSCRIPTED.includes(path))) {
    const error = path === undefined ? 'not supported' : 'does not support subscript';
    const detail = `error converting fieldPath: field label ${error}: ${ref.fieldPath}`;
    return [fieldErrors.invalid(`${field}.fieldPath`, ref.fieldPath, detail)];
  }
  if (subscript !== undefined) {
    const name = path === 'metadata.annotations' ? subscript.toLowerCase() : subscript;
    return allInvalid(field, subscript, qualifiedNameErrors(name));
  }
  if (supported.includes(ref.fieldPath)) return [];
  return [fieldErrors.unsupported(`${field}.fieldPath`, ref.fieldPath, supported)];
}

const validateKeyRef = (ref: ConfigMapKeySelector, field: string): FieldError[] => [
  ...allInvalid(`${field}.name`, ref.name ?? '', dns1123SubdomainErrors(ref.name ?? '')),
  ...(ref.key
    ? allInvalid(`${field}.key`, ref.key, configMapKeyErrors(ref.key))
    : [fieldErrors.required(`${field}.key`)]),
];

const ONE_OF = [
  'must specify one of: `fieldRef`, `resourceFieldRef`,',
  '`configMapKeyRef`, `secretKeyRef`, or `fileKeyRef`',
].join(' ');

function validateValueFrom(source: EnvVarSource, value: string, field: string): FieldError[] {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source;
  const errors: FieldError[] = [];
  if (fieldRef !== undefined) {
    errors.push(...validateFieldRef(fieldRef, ENV_FIELDS, `${field}.fieldRef`));
  }
  if (resourceFieldRef !== undefined) {
    const at = `${field}.resourceFieldRef.resource`;
    if (!resourceFieldRef.resource) errors.push(fieldErrors.required(at));
    else if (!ENV_RESOURCES.includes(resourceFieldRef.resource)) {
      errors.push(fieldErrors.unsupported(at, resourceFieldRef.resource, ENV_RESOURCES));
    }
  }
  if (configMapKeyRef !== undefined) {
    errors.push(...validateKeyRef(configMapKeyRef, `${field}.configMapKeyRef`));
  }
  if (secretKeyRef !== undefined) {
    errors.push(...validateKeyRef(secretKeyRef, `${field}.secretKeyRef`));
  }
  const count = Object.values(source).filter((one) => one !== undefined).length;
  if (count === 0) errors.push(fieldErrors.invalid(field, '', ONE_OF));
  else if (value !== '') {
    const detail = 'may not be specified when `value` is not empty';
    errors.push(fieldErrors.invalid(field, '', detail));
  } else if (count > 1) {
    const detail = 'may not have more than one field specified at a time';
    errors.push(fieldErrors.invalid(field, '', detail));
  }
  return errors;
}

/** Models ValidateEnv. */
export const validateEnv = (env: readonly EnvVar[] | undefined, field: string): FieldError[] =>
  eachOf(env, field, (variable, at) => [
    ...(variable.name
      ? allInvalid(`${at}.name`, variable.name, relaxedEnvVarNameErrors(variable.name))
      : [fieldErrors.required(`${at}.name`)]),
    ...(variable.valueFrom === undefined
      ? []
      : validateValueFrom(variable.valueFrom, variable.value ?? '', `${at}.valueFrom`)),
  ]);

const validateSourceName = (name: string | undefined, field: string): FieldError[] =>
  name
    ? allInvalid(`${field}.name`, name, dns1123SubdomainErrors(name))
    : [fieldErrors.required(`${field}.name`)];

/** Models ValidateEnvFrom. */
export const validateEnvFrom = (
  sources: readonly EnvFromSource[] | undefined,
  field: string,
): FieldError[] =>
  eachOf(sources, field, ({ prefix, configMapRef, secretRef }, at) => {
    const errors = prefix
      ? allInvalid(`${at}.prefix`, prefix, relaxedEnvVarNameErrors(prefix))
      : [];
    if (configMapRef !== undefined) {
      errors.push(...validateSourceName(configMapRef.name, `${at}.configMapRef`));
    }
    if (secretRef !== undefined) {
      errors.push(...validateSourceName(secretRef.name, `${at}.secretRef`));
    }
    const count = [configMapRef, secretRef].filter((one) => one !== undefined).length;
    if (count === 0) {
      const detail = 'must specify one of: `configMapRef` or `secretRef`';
      errors.push(fieldErrors.invalid(at, '', detail));
    } else if (count > 1) {
      const detail = 'may not have more than one field specified at a time';
      errors.push(fieldErrors.invalid(at, '', detail));
    }
    return errors;
  });

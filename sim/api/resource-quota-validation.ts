import { ownAt } from '../kernel/index.ts';
import * as fieldErrors from './field-errors.ts';
import { NOT_NEGATIVE } from './names.ts';
import { isEqual, type Json } from './object.ts';
import { validateImmutable } from './object-meta.ts';
import { compareQuantities, milliValue } from './quantity.ts';
import type { FieldError } from './status.ts';
import type { ResourceQuota } from './types.generated.ts';

const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const COMPUTE_OF_PODS = ['pods', 'cpu', 'memory'].concat(
  ...['requests', 'limits'].map((side) => [`${side}.cpu`, `${side}.memory`]),
);
const OBJECTS = [
  ...['pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps'],
  ...['persistentvolumeclaims', 'services.nodeports', 'services.loadbalancers'],
];
/** What a quota may limit without a name of a group. Models standardQuotaResources. */
const STANDARD: ReadonlySet<string> = new Set([
  ...COMPUTE,
  ...COMPUTE.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  'requests.storage',
  ...OBJECTS,
]);
/** Standard resources of which there are whole ones only. */
const WHOLE: ReadonlySet<string> = new Set(OBJECTS);

/** The scopes, and what each can be applied to. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  BestEffort: ['pods'],
  NotBestEffort: COMPUTE_OF_PODS,
  Terminating: COMPUTE_OF_PODS,
  NotTerminating: COMPUTE_OF_PODS,
  PriorityClass: COMPUTE_OF_PODS,
  CrossNamespacePodAffinity: COMPUTE_OF_PODS,
};
/** What a scope can be applied to; undefined when there is no such scope. */
export const resourcesOfScope = (scope: string): readonly string[] | undefined =>
  ownAt(SCOPES, scope);

/** Scopes that exclude each other. */
export const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;

function validateHard(name: string, amount: string): FieldError[] {
  const field = `spec.hard[${name}]`;
  const errors: FieldError[] = [];
  const isStandard = STANDARD.has(name) || name.includes('/');
  if (!isStandard && !/^(requests\.)?hugepages-/.test(name)) {
    for (const detail of [
      'must be a standard resource type or fully qualified',
      'must be a standard resource for quota',
    ]) {
      errors.push(fieldErrors.invalid(field, name, detail));
    }
  }
  if (compareQuantities(amount, '0') < 0) {
    errors.push(fieldErrors.invalid(field, amount, NOT_NEGATIVE));
  }
  if (WHOLE.has(name) && milliValue(amount) % 1000 !== 0) {
    errors.push(fieldErrors.invalid(field, amount, 'must be an integer'));
  }
  return errors;
}

/** What a quota limits that a scope may not fit, in order. */
export const scopedNames = ({ spec }: ResourceQuota): string[] =>
  Object.keys(spec?.hard ?? {})
    .filter((name) => STANDARD.has(name))
    .sort();

function validateScopes(quota: ResourceQuota): FieldError[] {
  const scopes = quota.spec?.scopes ?? [];
  const names = scopedNames(quota);
  const wrong = (detail: string): FieldError =>
    fieldErrors.invalid('spec.scopes', scopes as Json, detail);
  return [
    ...scopes.flatMap((scope) => [
      ...(resourcesOfScope(scope) === undefined ? [wrong('unsupported scope')] : []),
      ...names
        .filter((name) => resourcesOfScope(scope)?.includes(name) !== true)
        .map(() => wrong('unsupported scope applied to resource')),
    ]),
    ...OPPOSITES.filter((pair) => pair.every((scope) => scopes.includes(scope))).map(() =>
      wrong('conflicting scopes'),
    ),
  ];
}

/** Models ValidateResourceQuotaSpec. */
export const validateQuota = (quota: ResourceQuota): FieldError[] => [
  ...Object.entries(quota.spec?.hard ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, amount]) => validateHard(name, amount)),
  ...validateScopes(quota),
];

/** Models ValidateResourceQuotaUpdate. */
export const validateQuotaUpdate = (quota: ResourceQuota, old: ResourceQuota): FieldError[] => {
  const [now, before] = [[...(quota.spec?.scopes ?? [])], [...(old.spec?.scopes ?? [])]];
  const isSame = isEqual(now.sort(), before.sort());
  return [
    ...validateQuota(quota),
    ...(isSame ? [] : validateImmutable('spec.scopes', now as Json, before as Json)),
  ];
};

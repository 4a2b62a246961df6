import { AGE_COLUMN, column, integerColumn, NAME_COLUMN } from './columns.ts';
import * as fieldErrors from './field-errors.ts';
import type { Kind } from './kind.ts';
import { validateImmutable } from './object-meta.ts';
import { PREEMPTION_POLICIES, validateChoice } from './pod/validation/scalars.ts';
import type { FieldError } from './status.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { PriorityClass } from './types.generated.ts';

/** Higher values belong to the system. */
const MAX_VALUE = 1_000_000_000;
const SYSTEM_NAMES = ['system-cluster-critical', 'system-node-critical'];

/** Models ValidatePriorityClass. */
function validatePriorityClass(priorityClass: PriorityClass): FieldError[] {
  const { metadata, value = 0, preemptionPolicy } = priorityClass;
  if (SYSTEM_NAMES.includes(metadata.name)) return [];
  const errors: FieldError[] = [];
  if (metadata.name.startsWith('system-')) {
    const detail =
      "priority class names with 'system-' prefix are reserved for system use only. error: " +
      `${metadata.name} is not a known system priority class`;
    errors.push(fieldErrors.forbidden('metadata.name', detail));
  } else if (value > MAX_VALUE) {
    const detail = `maximum allowed value of a user defined priority is ${MAX_VALUE}`;
    errors.push(fieldErrors.forbidden('value', detail));
  }
  return [...errors, ...validateChoice(preemptionPolicy, PREEMPTION_POLICIES, 'preemptionPolicy')];
}

/** Models pkg/registry of priorityclasses. */
export const priorityClasses: Kind<PriorityClass> = {
  ...PLAIN_STRATEGY,
  group: 'scheduling.k8s.io',
  version: 'v1',
  kind: 'PriorityClass',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  categories: [],
  isNamespaced: false,
  subresources: [],
  hasGeneration: true,
  setDefaults(priorityClass) {
    priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
  },
  validate: validatePriorityClass,
  validateUpdate(now, old) {
    const detail = 'may not be changed in an update.';
    return [
      ...((now.value ?? 0) === (old.value ?? 0) ? [] : [fieldErrors.forbidden('value', detail)]),
      ...validateImmutable('preemptionPolicy', now.preemptionPolicy, old.preemptionPolicy),
    ];
  },
  columns: [
    NAME_COLUMN,
    integerColumn('Value', ({ value }) => value ?? 0),
    {
      ...column('Global-Default', ({ globalDefault }) => String(globalDefault === true)),
      type: 'boolean',
    },
    AGE_COLUMN,
    column('PreemptionPolicy', ({ preemptionPolicy }) => preemptionPolicy ?? ''),
  ],
};

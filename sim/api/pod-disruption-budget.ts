import { AGE_COLUMN, column, integerColumn, NAME_COLUMN } from './columns.ts';
import * as fieldErrors from './field-errors.ts';
import { goForm } from './go-form.ts';
import { validateAtMostAll, validateIntOrPercent } from './int-or-percent.ts';
import type { Kind } from './kind.ts';
import { validateLabelSelector } from './label-selector.ts';
import type { JsonObject } from './object.ts';
import { validateChoice } from './pod/validation/scalars.ts';
import type { FieldError } from './status.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { PodDisruptionBudget } from './types.generated.ts';

/** Models ValidatePodDisruptionBudgetSpec. */
function validateBudget({ spec }: PodDisruptionBudget): FieldError[] {
  const errors: FieldError[] = [];
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
    const shown = goForm('PodDisruptionBudgetSpec', spec as unknown as JsonObject);
    const detail = 'minAvailable and maxUnavailable cannot be both set';
    errors.push(fieldErrors.invalid('spec', shown, detail));
  }
  for (const name of ['minAvailable', 'maxUnavailable'] as const) {
    errors.push(...validateIntOrPercent(spec[name], `spec.${name}`));
    errors.push(...validateAtMostAll(spec[name], `spec.${name}`));
  }
  return [
    ...errors,
    ...validateChoice(
      spec.unhealthyPodEvictionPolicy,
      ['AlwaysAllow', 'IfHealthyBudget'],
      'spec.unhealthyPodEvictionPolicy',
    ),
    ...validateLabelSelector(spec.selector, 'spec.selector'),
  ];
}

/** Models pkg/registry of poddisruptionbudgets. */
export const podDisruptionBudgets: Kind<PodDisruptionBudget> = {
  ...PLAIN_STRATEGY,
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  categories: [],
  isNamespaced: true,
  subresources: ['status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };
  },
  prepareForUpdate: keepStatus,
  validate: validateBudget,
  validateUpdate: validateBudget,
  columns: [
    NAME_COLUMN,
    column('Min Available', ({ spec }) => String(spec.minAvailable ?? 'N/A')),
    column('Max Unavailable', ({ spec }) => String(spec.maxUnavailable ?? 'N/A')),
    integerColumn('Allowed Disruptions', ({ status }) => status.disruptionsAllowed ?? 0),
    AGE_COLUMN,
  ],
};

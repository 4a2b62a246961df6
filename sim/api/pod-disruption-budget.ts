import { AGE_COLUMN, column, integerColumn, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { PodDisruptionBudget } from './types.generated.ts';

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
  columns: [
    NAME_COLUMN,
    column('Min Available', ({ spec }) => String(spec.minAvailable ?? 'N/A')),
    column('Max Unavailable', ({ spec }) => String(spec.maxUnavailable ?? 'N/A')),
    integerColumn('Allowed Disruptions', ({ status }) => status.disruptionsAllowed ?? 0),
    AGE_COLUMN,
  ],
};

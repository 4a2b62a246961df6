import { DEFAULT_COLUMNS } from './columns.ts';
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
  columns: DEFAULT_COLUMNS,
};

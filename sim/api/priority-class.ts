import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { PriorityClass } from './types.generated.ts';

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
  columns: DEFAULT_COLUMNS,
};

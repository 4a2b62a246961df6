import { AGE_COLUMN, column, integerColumn, NAME_COLUMN } from './columns.ts';
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
  setDefaults(priorityClass) {
    priorityClass.preemptionPolicy ??= 'PreemptLowerPriority';
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

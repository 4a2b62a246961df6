import type { Kind } from '../kind.ts';
import { templateWarnings } from '../pod/warnings.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { StatefulSet } from '../types.generated.ts';
import { STATEFUL_SET_COLUMNS } from './columns.ts';
import { setStatefulSetDefaults } from './defaults.ts';
import {
  validateServiceName,
  validateStatefulSet,
  validateStatefulSetUpdate,
} from './validation.ts';

/** Models pkg/registry of statefulsets. */
export const statefulSets: Kind<StatefulSet> = {
  ...PLAIN_STRATEGY,
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  plural: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['scale', 'status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = { replicas: 0, availableReplicas: 0 };
  },
  prepareForUpdate: keepStatus,
  setDefaults: setStatefulSetDefaults,
  validate: (set) => [...validateServiceName(set), ...validateStatefulSet(set)],
  validateUpdate: validateStatefulSetUpdate,
  warnings: (set, old) => templateWarnings(set.spec.template, old?.spec.template, 'spec.template'),
  columns: STATEFUL_SET_COLUMNS,
};

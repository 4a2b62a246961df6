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

const KEEPS_ALL =
  'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 ' +
  'is recommended';

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
  warnings: ({ spec }, old) => [
    ...templateWarnings(spec.template, old?.spec.template, 'spec.template'),
    ...((spec.revisionHistoryLimit ?? 0) < 0 ? [KEEPS_ALL] : []),
  ],
  columns: STATEFUL_SET_COLUMNS,
};

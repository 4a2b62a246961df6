import {
  AGE_COLUMN,
  containerColumns,
  formatLabelSelector,
  integerColumn,
  NAME_COLUMN,
  wideColumn,
} from './columns.ts';
import type { Kind } from './kind.ts';
import { validateImmutable } from './object-meta.ts';
import { setPodTemplateDefaults } from './pod/defaults.ts';
import { validateNonNegative } from './pod/validation/scalars.ts';
import { templateWarnings, workloadNameWarnings } from './pod/warnings.ts';
import type { FieldError } from './status.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { ReplicaSet, ReplicaSetSpec } from './types.generated.ts';
import { validateLastingTemplate, validateWorkloadSelector } from './workload-validation.ts';

/** Models ValidateReplicaSetSpec. */
const validateReplicaSet = ({ spec }: ReplicaSet): FieldError[] => [
  ...validateNonNegative(spec.replicas, 'spec.replicas'),
  ...validateNonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
  ...validateWorkloadSelector(spec.selector, 'deployment'),
  ...validateLastingTemplate(spec.template ?? {}, spec.selector, 'ReplicaSet'),
];

/** Models pkg/registry of replicasets. */
export const replicaSets: Kind<ReplicaSet> = {
  ...PLAIN_STRATEGY,
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['scale', 'status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = { replicas: 0 };
  },
  prepareForUpdate: keepStatus,
  setDefaults(set) {
    set.spec ??= {} as ReplicaSetSpec;
    set.status ??= { replicas: 0 };
    set.spec.replicas ??= 1;
    set.spec.template ??= {};
    setPodTemplateDefaults(set.spec.template);
  },
  validate: validateReplicaSet,
  validateUpdate: (set, old) => [
    ...validateReplicaSet(set),
    ...validateImmutable('spec.selector', set.spec.selector, old.spec.selector),
  ],
  warnings: (set, old) => [
    ...(old === undefined ? workloadNameWarnings(set.metadata.name) : []),
    ...templateWarnings(set.spec.template ?? {}, old?.spec.template, 'spec.template'),
  ],
  columns: [
    NAME_COLUMN,
    integerColumn('Desired', ({ spec }) => spec.replicas ?? 0),
    integerColumn('Current', ({ status }) => status.replicas),
    integerColumn('Ready', ({ status }) => status.readyReplicas ?? 0),
    AGE_COLUMN,
    ...containerColumns<ReplicaSet>(({ spec }) => spec.template?.spec?.containers ?? []),
    wideColumn('Selector', ({ spec }) => formatLabelSelector(spec.selector)),
  ],
};

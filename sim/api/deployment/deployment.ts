import {
  AGE_COLUMN,
  column,
  containerColumns,
  formatLabelSelector,
  NAME_COLUMN,
  wideColumn,
} from '../columns.ts';
import type { Kind } from '../kind.ts';
import { isEqual } from '../object.ts';
import { templateWarnings, workloadNameWarnings } from '../pod/warnings.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { Deployment } from '../types.generated.ts';
import { setDeploymentDefaults } from './defaults.ts';
import { validateDeployment, validateDeploymentUpdate } from './validation.ts';

/** Models pkg/registry of deployments. */
export const deployments: Kind<Deployment> = {
  ...PLAIN_STRATEGY,
  group: 'apps',
  version: 'v1',
  kind: 'Deployment',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['scale', 'status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = {};
  },
  prepareForUpdate(draft, old) {
    keepStatus(draft, old);
    // Models deploymentStrategy.PrepareForUpdate: annotations count as well.
    if (!isEqual(draft.metadata.annotations ?? {}, old.metadata.annotations ?? {})) {
      draft.metadata.generation = (old.metadata.generation ?? 0) + 1;
    }
  },
  setDefaults: setDeploymentDefaults,
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  warnings: (deployment, old) => [
    ...(old === undefined ? workloadNameWarnings(deployment.metadata.name) : []),
    ...templateWarnings(deployment.spec.template, old?.spec.template, 'spec.template'),
  ],
  columns: [
    NAME_COLUMN,
    column('Ready', ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`),
    column('Up-to-date', ({ status }) => status.updatedReplicas ?? 0),
    column('Available', ({ status }) => status.availableReplicas ?? 0),
    AGE_COLUMN,
    ...containerColumns<Deployment>(({ spec }) => spec.template.spec?.containers ?? []),
    wideColumn('Selector', ({ spec }) => formatLabelSelector(spec.selector)),
  ],
};

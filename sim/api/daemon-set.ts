import {
  AGE_COLUMN,
  column,
  containerColumns,
  formatLabelSelector,
  formatLabels,
  integerColumn,
  NAME_COLUMN,
  wideColumn,
} from './columns.ts';
import type { Kind } from './kind.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { DaemonSet } from './types.generated.ts';

/** Models pkg/registry of daemonsets. */
export const daemonSets: Kind<DaemonSet> = {
  ...PLAIN_STRATEGY,
  group: 'apps',
  version: 'v1',
  kind: 'DaemonSet',
  plural: 'daemonsets',
  singular: 'daemonset',
  shortNames: ['ds'],
  categories: ['all'],
  isNamespaced: true,
  subresources: ['status'],
  hasGeneration: true,
  prepareForCreate(draft) {
    draft.status = {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    };
  },
  prepareForUpdate: keepStatus,
  columns: [
    NAME_COLUMN,
    integerColumn('Desired', ({ status }) => status.desiredNumberScheduled),
    integerColumn('Current', ({ status }) => status.currentNumberScheduled),
    integerColumn('Ready', ({ status }) => status.numberReady),
    integerColumn('Up-to-date', ({ status }) => status.updatedNumberScheduled ?? 0),
    integerColumn('Available', ({ status }) => status.numberAvailable ?? 0),
    column('Node Selector', ({ spec }) => formatLabels(spec.template.spec?.nodeSelector)),
    AGE_COLUMN,
    ...containerColumns<DaemonSet>(({ spec }) => spec.template.spec?.containers ?? []),
    wideColumn('Selector', ({ spec }) => formatLabelSelector(spec.selector)),
  ],
};

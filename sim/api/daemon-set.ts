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
import { isEqual } from './object.ts';
import { setPodTemplateDefaults } from './pod/defaults.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { DaemonSet, DaemonSetSpec } from './types.generated.ts';

/** How the old API counted changes of the template; still shown. */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

function setDaemonSetDefaults(set: DaemonSet): void {
  set.spec ??= {} as DaemonSetSpec;
  set.spec.template ??= {};
  setPodTemplateDefaults(set.spec.template);
  set.spec.updateStrategy ??= {};
  const strategy = set.spec.updateStrategy;
  strategy.type ||= 'RollingUpdate';
  if (strategy.type === 'RollingUpdate') {
    strategy.rollingUpdate ??= {};
    strategy.rollingUpdate.maxUnavailable ??= 1;
    strategy.rollingUpdate.maxSurge ??= 0;
  }
  set.spec.revisionHistoryLimit ??= 10;
}

const templateGeneration = ({ metadata }: DaemonSet): number =>
  Number(metadata.annotations?.[TEMPLATE_GENERATION] ?? 0);

const setTemplateGeneration = ({ metadata }: DaemonSet, generation: number): void => {
  metadata.annotations = { ...metadata.annotations, [TEMPLATE_GENERATION]: String(generation) };
};

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
  prepareForCreate(set) {
    setTemplateGeneration(set, 1);
    set.status = {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    };
  },
  prepareForUpdate(set, old) {
    keepStatus(set, old);
    const isChanged = !isEqual(set.spec.template, old.spec.template);
    setTemplateGeneration(set, templateGeneration(old) + (isChanged ? 1 : 0));
  },
  setDefaults: setDaemonSetDefaults,
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

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
import * as fieldErrors from './field-errors.ts';
import { goForm } from './go-form.ts';
import { leadingNumber, validateAtMostAll, validateIntOrPercent } from './int-or-percent.ts';
import type { Kind } from './kind.ts';
import { isEqual, type JsonObject } from './object.ts';
import { validateImmutable } from './object-meta.ts';
import { setPodTemplateDefaults } from './pod/defaults.ts';
import { validateNonNegative } from './pod/validation/scalars.ts';
import { templateWarnings } from './pod/warnings.ts';
import type { FieldError } from './status.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { DaemonSet, DaemonSetSpec } from './types.generated.ts';
import { validateLastingTemplate, validateWorkloadSelector } from './workload-validation.ts';

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

/** Models ValidateDaemonSetUpdateStrategy. */
function validateUpdateStrategy({ updateStrategy = {} }: DaemonSetSpec): FieldError[] {
  const { type = '', rollingUpdate } = updateStrategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const shown = goForm('DaemonSetUpdateStrategy', updateStrategy as unknown as JsonObject);
    return [fieldErrors.unsupported('spec.updateStrategy', shown, ['RollingUpdate', 'OnDelete'])];
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const field = 'spec.updateStrategy.rollingUpdate';
  const [down, up] = [leadingNumber(maxUnavailable) !== 0, leadingNumber(maxSurge) !== 0];
  const errors = [
    ...validateIntOrPercent(maxUnavailable, `${field}.maxUnavailable`),
    ...validateIntOrPercent(maxSurge, `${field}.maxSurge`),
    ...validateAtMostAll(maxUnavailable, `${field}.maxUnavailable`),
    ...validateAtMostAll(maxSurge, `${field}.maxSurge`),
  ];
  if (down && up) {
    const detail = 'may not be set when maxUnavailable is non-zero';
    errors.push(fieldErrors.invalid(`${field}.maxSurge`, maxSurge, detail));
  } else if (!down && !up) {
    const detail = 'cannot be 0 when maxSurge is 0';
    errors.push(fieldErrors.required(`${field}.maxUnavailable`, detail));
  }
  return errors;
}

/** Models ValidateDaemonSetSpec, to which a missing selector is one that selects nothing. */
const validateDaemonSet = ({ spec }: DaemonSet): FieldError[] => [
  ...(spec.selector === undefined ? [] : validateWorkloadSelector(spec.selector, 'daemonset')),
  ...validateLastingTemplate(spec.template, spec.selector, 'DaemonSet'),
  ...validateNonNegative(spec.minReadySeconds, 'spec.minReadySeconds'),
  ...validateUpdateStrategy(spec),
  ...validateNonNegative(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
];

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
  validate: validateDaemonSet,
  validateUpdate: (set, old) => [
    ...validateDaemonSet(set),
    ...validateImmutable('spec.selector', set.spec.selector, old.spec.selector),
  ],
  warnings: (set, old) => templateWarnings(set.spec.template, old?.spec.template, 'spec.template'),
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

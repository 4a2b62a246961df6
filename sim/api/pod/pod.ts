import type { Kind } from '../kind.ts';
import { keepStatus, PLAIN_STRATEGY } from '../strategy.ts';
import type { Pod } from '../types.generated.ts';
import { POD_COLUMNS } from './columns.ts';
import { setPodDefaults } from './defaults.ts';
import { getPodQOS } from './qos.ts';
import { validatePodUpdate } from './update.ts';
import { validateOnlyForPod } from './validation/containers.ts';
import { validateGatesOfNew } from './validation/gates.ts';
import { validatePodSpec } from './validation/spec.ts';
import { podWarnings } from './warnings.ts';

/** Models pkg/registry/core/pod. */
export const pods: Kind<Pod> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  isNamespaced: true,
  subresources: [
    'attach',
    'binding',
    'ephemeralcontainers',
    'eviction',
    'exec',
    'log',
    'portforward',
    'proxy',
    'resize',
    'status',
  ],
  hasGeneration: true,
  setDefaults: setPodDefaults,
  prepareForCreate(pod) {
    pod.status = { phase: 'Pending', qosClass: getPodQOS(pod) };
  },
  prepareForUpdate: keepStatus,
  validate: ({ spec }) => [
    ...validatePodSpec(spec, 'spec'),
    ...validateOnlyForPod(spec),
    ...validateGatesOfNew(spec),
  ],
  validateUpdate: validatePodUpdate,
  warnings: podWarnings,
  columns: POD_COLUMNS,
};

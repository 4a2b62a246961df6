import { column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { validateLimitRange } from './limit-range-validation.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { LimitRange, LimitRangeItem } from './types.generated.ts';

/** What one item leaves out follows from the rest of it. Models SetDefaults_LimitRangeItem. */
function setItemDefaults(item: LimitRangeItem): void {
  if (item.type !== 'Container') return;
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  if (Object.keys(limits).length > 0) item.default = limits;
  if (Object.keys(requests).length > 0) item.defaultRequest = requests;
}

/** Models pkg/registry of limitranges. */
export const limitRanges: Kind<LimitRange> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  plural: 'limitranges',
  singular: 'limitrange',
  shortNames: ['limits'],
  categories: [],
  isNamespaced: true,
  subresources: [],
  setDefaults(range) {
    for (const item of range.spec?.limits ?? []) setItemDefaults(item);
  },
  validate: validateLimitRange,
  validateUpdate: validateLimitRange,
  columns: [
    NAME_COLUMN,
    { ...column('Created At', ({ metadata }) => metadata.creationTimestamp), type: 'date' },
  ],
};

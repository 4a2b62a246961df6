import { column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { LimitRange } from './types.generated.ts';

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
  columns: [
    NAME_COLUMN,
    { ...column('Created At', ({ metadata }) => metadata.creationTimestamp), type: 'date' },
  ],
};

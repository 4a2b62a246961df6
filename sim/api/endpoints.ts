import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { Endpoints } from './types.generated.ts';

/** Models pkg/registry of endpoints. */
export const endpoints: Kind<Endpoints> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Endpoints',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  categories: [],
  isNamespaced: true,
  subresources: [],
  columns: DEFAULT_COLUMNS,
};

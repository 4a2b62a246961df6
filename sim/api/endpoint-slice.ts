import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { EndpointSlice } from './types.generated.ts';

/** Models pkg/registry of endpointslices. */
export const endpointSlices: Kind<EndpointSlice> = {
  ...PLAIN_STRATEGY,
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  plural: 'endpointslices',
  singular: 'endpointslice',
  shortNames: [],
  categories: [],
  isNamespaced: true,
  subresources: [],
  hasGeneration: true,
  columns: DEFAULT_COLUMNS,
};

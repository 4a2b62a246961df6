import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { Lease } from './types.generated.ts';

/** Models pkg/registry of leases. */
export const leases: Kind<Lease> = {
  ...PLAIN_STRATEGY,
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  singular: 'lease',
  shortNames: [],
  categories: [],
  isNamespaced: true,
  subresources: [],
  columns: DEFAULT_COLUMNS,
};

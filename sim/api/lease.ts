import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
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
  columns: [NAME_COLUMN, column('Holder', ({ spec }) => spec.holderIdentity ?? ''), AGE_COLUMN],
};

import { DEFAULT_COLUMNS } from './columns.ts';
import type { Kind } from './kind.ts';
import { PLAIN_STRATEGY } from './strategy.ts';
import type { ServiceAccount } from './types.generated.ts';

/** Models pkg/registry of serviceaccounts. */
export const serviceAccounts: Kind<ServiceAccount> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  isNamespaced: true,
  subresources: ['token'],
  columns: DEFAULT_COLUMNS,
};

import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { Namespace } from './types.generated.ts';

/** Models pkg/registry of namespaces. */
export const namespaces: Kind<Namespace> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  isNamespaced: false,
  subresources: ['finalize', 'status'],
  prepareForCreate(draft) {
    draft.status = { phase: 'Active' };
  },
  prepareForUpdate: keepStatus,
  columns: [NAME_COLUMN, column('Status', ({ status }) => status.phase ?? ''), AGE_COLUMN],
};

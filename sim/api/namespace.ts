import { AGE_COLUMN, column, NAME_COLUMN } from './columns.ts';
import type { Kind } from './kind.ts';
import { keepStatus, PLAIN_STRATEGY } from './strategy.ts';
import type { Namespace } from './types.generated.ts';

/** The label that every namespace has, so that selectors can name it. */
const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';

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
  setDefaults(namespace) {
    namespace.spec ??= {};
    namespace.status ??= {};
    namespace.status.phase ||= 'Active';
  },
  setMetadataDefaults(metadata) {
    const { name, labels } = metadata;
    if (name) metadata.labels = { ...labels, [NAME_LABEL]: name };
  },
  prepareForCreate(namespace) {
    namespace.status = { phase: 'Active' };
    const finalizers = namespace.spec.finalizers ?? [];
    if (!finalizers.includes(FINALIZER)) namespace.spec.finalizers = [...finalizers, FINALIZER];
  },
  prepareForUpdate(namespace, old) {
    keepStatus(namespace, old);
    // The finalizers of the spec change through the subresource `finalize` only.
    namespace.spec = old.spec;
  },
  columns: [NAME_COLUMN, column('Status', ({ status }) => status.phase ?? ''), AGE_COLUMN],
};

import { ALLOWED, errors, failure, namespaces } from '../../api/index.ts';
import type { Admission } from '../api-server.ts';
import { refuse } from './refusal.ts';

/** Nothing is written in a namespace that does not exist, nor created in one that is going. */
export const namespaceLifecycle: Admission = {
  name: 'NamespaceLifecycle',
  admit(kind, draft, old, { view }) {
    const name = draft.metadata.namespace ?? '';
    if (!kind.isNamespaced || name === '') return ALLOWED;
    const namespace = view.get(namespaces, '', name);
    if (namespace === undefined) return failure(errors.notFound(namespaces, name));
    if (old !== undefined || namespace.status.phase !== 'Terminating') return ALLOWED;
    const text = `unable to create new content in namespace ${name} because it is being terminated`;
    const refused = refuse(kind, draft, text);
    if (refused.ok) return refused;
    const cause = {
      reason: 'NamespaceTerminating',
      message: `namespace ${name} is being terminated`,
      field: 'metadata.namespace',
    };
    const details = { ...refused.status.details, causes: [cause] };
    return failure({ ...refused.status, details });
  },
};

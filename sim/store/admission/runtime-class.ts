import { ALLOWED, type Pod, pods, UNMODELLED_KINDS } from '../../api/index.ts';
import type { Admission } from '../api-server.ts';
import { refuse } from './refusal.ts';

/** A new pod may name no runtime class but one that is there. Models the RuntimeClass plugin. */
export const runtimeClass: Admission = {
  name: 'RuntimeClass',
  admit(kind, draft, old, { view, subresource }) {
    if (kind !== pods || old !== undefined || subresource !== '') return ALLOWED;
    const { runtimeClassName } = (draft as Pod).spec;
    if (runtimeClassName === undefined) return ALLOWED;
    const classes = UNMODELLED_KINDS.find((known) => known.kind === 'RuntimeClass');
    const isThere = classes !== undefined && view.get(classes, '', runtimeClassName) !== undefined;
    if (isThere) return ALLOWED;
    return refuse(pods, draft, `pod rejected: RuntimeClass "${runtimeClassName}" not found`);
  },
};

import { type AnyKind, errors, failure, type KubeObject, type Result } from '../../api/index.ts';

/** A plugin refuses an object: `pods "x" is forbidden: …`. Models admission.NewForbidden. */
export const refuse = (kind: AnyKind, draft: KubeObject, reason: string): Result<never> =>
  failure(errors.forbidden(kind, draft.metadata.name || draft.metadata.generateName || '', reason));

import {
  type AnyKind,
  conflict,
  forbidden,
  type KubeObject,
  preconditionFailed,
  type Status,
} from '../api/index.ts';
import type { DeleteOptions } from './api-server.ts';

/** Namespaces that the API server keeps. Models namespace/lifecycle's immortal namespaces. */
const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

const DELETING_TEXT =
  'The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will automatically be purged by the system.';

/** Refuses to delete what the deleter did not mean, or what may not go; undefined: it may. */
export function refuseDelete(
  kind: AnyKind,
  { metadata }: KubeObject,
  { preconditions }: DeleteOptions,
): Status | undefined {
  const { uid, resourceVersion, name, deletionTimestamp } = metadata;
  const differs = (what: string, wanted: string, is: string, why: string): Status => {
    const text = `the ${what} in the precondition (${wanted}) does not match the ${what} in record`;
    return preconditionFailed(kind, name, `${text} (${is}). The object might have ${why}`);
  };
  if (preconditions.uid !== undefined && preconditions.uid !== uid) {
    return differs('UID', preconditions.uid, uid, 'been deleted and then recreated');
  }
  const wantedVersion = preconditions.resourceVersion;
  if (wantedVersion !== undefined && wantedVersion !== resourceVersion) {
    return differs('ResourceVersion', wantedVersion, resourceVersion, 'been modified');
  }
  if (kind.kind !== 'Namespace') return undefined;
  if (IMMORTAL.has(name)) return forbidden(kind, name, 'this namespace may not be deleted');
  return deletionTimestamp === undefined ? undefined : conflict(kind, name, DELETING_TEXT);
}

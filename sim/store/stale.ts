import { type AnyKind, conflict, type KubeObject, type Status } from '../api/index.ts';

/** Refuses what was written for another version of an object; undefined: it is of this one. */
export function refuseOutdated(
  kind: AnyKind,
  { metadata }: KubeObject,
  old: KubeObject,
): Status | undefined {
  const isOutdated =
    Boolean(metadata.resourceVersion) && metadata.resourceVersion !== old.metadata.resourceVersion;
  return isOutdated ? conflict(kind, old.metadata.name) : undefined;
}

/** The same, and what was written for another object of the same name. */
export function refuseStale(
  kind: AnyKind,
  object: KubeObject,
  old: KubeObject,
): Status | undefined {
  const { uid, name } = object.metadata;
  const outdated = refuseOutdated(kind, object, old);
  if (outdated !== undefined || !uid || uid === old.metadata.uid) return outdated;
  const text = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
  return conflict(kind, name, text);
}

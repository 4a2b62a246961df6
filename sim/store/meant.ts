import { draftOf, isEqual, type Kind, type KubeObject, type ObjectMeta } from '../api/index.ts';
import { onlySubresource } from './subresource.ts';

type Parts = Record<string, unknown>;

const partsOf = (object: KubeObject): Parts => object as unknown as Parts;

const isOfSpec = (key: string): boolean => key !== 'metadata' && key !== 'status';

/** Everything of an object but its metadata and status: what `generation` counts changes of. */
export function isSameSpec(a: KubeObject, b: KubeObject): boolean {
  const [mine, theirs] = [partsOf(a), partsOf(b)];
  for (const key in mine) {
    if (isOfSpec(key) && !(key in theirs && isEqual(mine[key], theirs[key]))) return false;
  }
  for (const key in theirs) if (isOfSpec(key) && !(key in mine)) return false;
  return true;
}

function withoutOwners(metadata: ObjectMeta): ObjectMeta {
  if (!('managedFields' in metadata)) return { ...metadata };
  const { managedFields: _owners, ...own } = metadata;
  return own;
}

/** A copy of metadata, but for those of its parts that are the stored ones. */
function metadataBeside(given: ObjectMeta, stored: ObjectMeta): ObjectMeta {
  const own = withoutOwners(given);
  const copy = own as unknown as Parts;
  for (const key in copy) {
    const part = copy[key];
    const isOwn = typeof part === 'object' && part !== stored[key as keyof ObjectMeta];
    if (isOwn) copy[key] = draftOf(part);
  }
  return own;
}

/** Whether a request has nothing for its kind to set defaults in but what has them already. */
function isSettled(given: Parts, stored: Parts): boolean {
  for (const key in given) if (isOfSpec(key) && given[key] !== stored[key]) return false;
  return true;
}

/** Whether a request differs from what is stored in nothing but its metadata. */
function isOfMetadata(given: Parts, stored: Parts): boolean {
  for (const key in stored) {
    if (key !== 'metadata' && given[key] !== stored[key]) return false;
  }
  for (const key in given) if (!(key in stored)) return false;
  return true;
}

/**
 * A copy of a request that may be changed, without its owners. Parts that are the stored ones have
 * their defaults and need no copy: `kept` names them, and something empty stands for them.
 */
function draftBeside<T extends KubeObject>(
  object: T,
  old: KubeObject | undefined,
): { readonly draft: T; readonly kept: readonly string[] } {
  const draft: Parts = {};
  const kept: string[] = [];
  const [given, stored] = [partsOf(object), old === undefined ? {} : partsOf(old)];
  const hasOldSpec = isSettled(given, stored);
  for (const key in given) {
    const part = given[key];
    const isSame = typeof part === 'object' && part !== null && part === stored[key];
    if (key === 'metadata') {
      draft[key] = metadataBeside(object.metadata, old?.metadata ?? ({} as ObjectMeta));
    } else if (isSame && (hasOldSpec || key === 'status')) {
      kept.push(key);
      draft[key] = Array.isArray(part) ? [] : {};
    } else draft[key] = draftOf(part);
  }
  return { draft: draft as unknown as T, kept };
}

/** Whether a write is to the object itself. */
const isPlain = (subresource: string): boolean => subresource === '' || subresource === 'scale';

/** What a request asks for, with its defaults, before admission and the strategy. */
export function meantBy<T extends KubeObject>(
  kind: Kind<T>,
  object: T,
  old: T | undefined,
  subresource: string,
): T {
  if (old !== undefined && isPlain(subresource) && isOfMetadata(partsOf(object), partsOf(old))) {
    const metadata = metadataBeside(object.metadata, old.metadata);
    kind.setMetadataDefaults(metadata);
    return { ...object, metadata };
  }
  // A status comes alone: the spec that it is sent with does not count, and need not be copied.
  const isStatus = subresource === 'status' && old !== undefined && 'spec' in object;
  const { draft, kept } = draftBeside(isStatus ? { ...object, spec: {} } : object, old);
  kind.setDefaults(draft);
  kind.setMetadataDefaults(draft.metadata);
  for (const key of kept) partsOf(draft)[key] = partsOf(object)[key];
  if (old === undefined || isPlain(subresource)) return draft;
  return onlySubresource(draft, old, subresource) as T;
}

/**
 * `meantBy` for an object that was made to be stored and is nobody else's: it is no copy where
 * nothing but metadata is new.
 */
export function meantByOwn<T extends KubeObject>(
  kind: Kind<T>,
  object: T,
  old: T,
  subresource: string,
): T {
  const { metadata } = object;
  const isOwn = metadata !== old.metadata && !('managedFields' in metadata);
  if (!isOwn || !isPlain(subresource) || !isOfMetadata(partsOf(object), partsOf(old))) {
    return meantBy(kind, object, old, subresource);
  }
  kind.setMetadataDefaults(metadata);
  return object;
}

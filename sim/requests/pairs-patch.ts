import { isObject, type Json, type KubeObject } from '../api/index.ts';

type Pairs = Readonly<Record<string, string>>;

/** A value that is text, or null for a name that is to go. */
const isChange = (value: Json | undefined): value is string | null =>
  typeof value === 'string' || value === null;

/** Whether the names are in order, as pairs are stored. */
function isInOrder(pairs: Pairs): boolean {
  let last = '';
  for (const name in pairs) {
    if (name < last) return false;
    last = name;
  }
  return true;
}

const inOrder = (pairs: Pairs): Pairs =>
  Object.fromEntries(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Pairs after a merge patch; undefined where it has no pairs, or leaves none. */
function patched(old: Pairs, patch: Json | undefined): Pairs | undefined {
  if (!isObject(patch)) return undefined;
  const out: Record<string, string> = { ...old };
  for (const name in patch) {
    const value = patch[name];
    if (!isChange(value)) return undefined;
    if (value === null) delete out[name];
    else out[name] = value;
  }
  for (const _ in out) return isInOrder(out) ? out : inOrder(out);
  return undefined;
}

/**
 * `old` with a merge patch that changes nothing but labels and annotations which it has, read as
 * the patched object would be. Undefined for any other patch. Such patches come for each object of
 * a list in a row, and to read a whole object for each would be most of their time.
 */
export function patchPairs(old: KubeObject, body: Json): KubeObject | undefined {
  if (!isObject(body) || !isObject(body.metadata)) return undefined;
  for (const field in body) if (field !== 'metadata') return undefined;
  const metadata = { ...old.metadata };
  for (const field in body.metadata) {
    if (field !== 'labels' && field !== 'annotations') return undefined;
    const before = metadata[field];
    const after = before === undefined ? undefined : patched(before, body.metadata[field]);
    if (after === undefined) return undefined;
    metadata[field] = after;
  }
  return { ...old, metadata };
}

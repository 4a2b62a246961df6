import {
  type AnyKind,
  controllerOf,
  type KubeObject,
  type LabelSelector,
  type OwnerReference,
  selects,
} from '../api/index.ts';
import type { Change } from '../store/index.ts';
import { keyOf, NO_KEYS, type View } from './controller.ts';

type Selecting = KubeObject & { spec: { selector?: LabelSelector } };

const isOf = ({ kind }: AnyKind, owner: OwnerReference | undefined): boolean =>
  owner?.kind === kind;

/**
 * Keys of the owners of `kind` that a change of a dependent concerns: its controller, before and
 * now, and for an orphan every owner that selects it.
 */
export function ownerKeys(kind: AnyKind, change: Change, view: View): readonly string[] {
  const { object, previous } = change;
  const now = controllerOf(object);
  const before = previous && controllerOf(previous);
  const isOrphan = now === undefined && change.type !== 'DELETED';
  if (!isOrphan && !isOf(kind, now) && !isOf(kind, before)) return NO_KEYS;
  const { namespace = '', labels } = object.metadata;
  if (!isOrphan && now !== undefined && (previous === undefined || before === now)) {
    return [`${namespace}/${now.name}`];
  }
  const keys = new Set<string>();
  for (const owner of before === now ? [now] : [now, before]) {
    if (owner !== undefined && isOf(kind, owner)) keys.add(`${namespace}/${owner.name}`);
  }
  if (!isOrphan) return [...keys];
  for (const owner of view.list(kind, namespace) as readonly Selecting[]) {
    if (selects(owner.spec.selector, labels)) keys.add(keyOf(owner));
  }
  return [...keys];
}

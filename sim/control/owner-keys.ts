import {
  type AnyKind,
  controllerOf,
  type KubeObject,
  type LabelSelector,
  type OwnerReference,
  selects,
} from '../api/index.ts';
import type { Change } from '../store/index.ts';
import { keyOf, type View } from './controller.ts';

type Selecting = KubeObject & { spec: { selector?: LabelSelector } };

/**
 * Keys of the owners of `kind` that a change of a dependent concerns: its controller, before and
 * now, and for an orphan every owner that selects it.
 */
export function ownerKeys(kind: AnyKind, change: Change, view: View): string[] {
  const { object, previous } = change;
  const { namespace = '', labels } = object.metadata;
  const keys: string[] = [];
  const add = (owner: OwnerReference | undefined): void => {
    const key = owner?.kind === kind.kind ? `${namespace}/${owner.name}` : undefined;
    if (key !== undefined && !keys.includes(key)) keys.push(key);
  };
  const now = controllerOf(object);
  const before = previous && controllerOf(previous);
  add(now);
  if (before !== now) add(before);
  if (change.type !== 'DELETED' && now === undefined) {
    for (const owner of view.list(kind, namespace) as readonly Selecting[]) {
      const key = keyOf(owner);
      if (selects(owner.spec.selector, labels) && !keys.includes(key)) keys.push(key);
    }
  }
  return keys;
}

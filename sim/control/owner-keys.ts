import {
  type AnyKind,
  controllerOf,
  type KubeObject,
  type LabelSelector,
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
  const keys = new Set<string>();
  for (const object of [change.object, change.previous]) {
    const owner = object && controllerOf(object);
    if (owner?.kind === kind.kind) keys.add(`${object?.metadata.namespace ?? ''}/${owner.name}`);
  }
  const { object } = change;
  if (change.type !== 'DELETED' && controllerOf(object) === undefined) {
    for (const owner of view.list(kind, object.metadata.namespace ?? '') as readonly Selecting[]) {
      if (selects(owner.spec.selector, object.metadata.labels)) keys.add(keyOf(owner));
    }
  }
  return [...keys];
}

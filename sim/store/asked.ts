import type { AnyKind, KubeObject, Result } from '../api/index.ts';
import type { Patch, WriteOptions } from './api-server.ts';
import { meantByOwn } from './meant.ts';
import type { Patching } from './patching.ts';

/** What a write asked for, given what the object was before it; it may be one for many objects. */
export type Asked = (previous: KubeObject | undefined) => KubeObject;

/** A patch of the objects of a kind. */
interface Asking {
  readonly kind: AnyKind;
  readonly change: Patch;
  readonly fieldValidation: WriteOptions['fieldValidation'];
  readonly subresource: string;
}

/**
 * Makes what patches ask for: the patch says it as well as its outcome, and one is often sent for
 * many objects in a row, of which all keep the same function. `base` stands for the object where
 * the patch is not applied to the object itself; undefined where it is.
 */
export function createAskedByPatch(patching: () => Patching) {
  let last: { readonly asking: Asking; readonly asked: Asked } | undefined;
  const isLast = ({ kind, change, fieldValidation, subresource }: Asking): boolean =>
    last?.asking.change === change &&
    last.asking.kind === kind &&
    last.asking.fieldValidation === fieldValidation &&
    last.asking.subresource === subresource;
  const askedBy = (asking: Asking, base: KubeObject | undefined): Asked => {
    const { kind, change, fieldValidation, subresource } = asking;
    return (previous) => {
      const old = previous as KubeObject;
      const patched = patching().applyPatch(kind, base ?? old, change, fieldValidation);
      // It succeeded when it was written.
      const { value } = patched as Extract<Result<KubeObject>, { ok: true }>;
      return meantByOwn(kind, value, old, subresource);
    };
  };
  return (asking: Asking, base: KubeObject | undefined): Asked => {
    if (base !== undefined) return askedBy(asking, base);
    if (last === undefined || !isLast(asking)) last = { asking, asked: askedBy(asking, undefined) };
    return last.asked;
  };
}

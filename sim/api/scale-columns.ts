import { AGE_COLUMN, integerColumn, NAME_COLUMN } from './columns.ts';
import type { AnyKind, Column } from './kind.ts';
import type { KubeObject } from './object.ts';

interface ScaleLike extends KubeObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly replicas?: number };
}

const SCALE_COLUMNS: readonly Column<ScaleLike>[] = [
  NAME_COLUMN,
  integerColumn('Desired', ({ spec }) => spec?.replicas ?? 0),
  integerColumn('Available', ({ status }) => status?.replicas ?? 0),
  AGE_COLUMN,
];

/**
 * A kind whose table is that of its scale subresource. Models printScale of
 * pkg/printers/internalversion.
 */
export const withScaleColumns = (kind: AnyKind): AnyKind => ({
  ...kind,
  columns: SCALE_COLUMNS as unknown as AnyKind['columns'],
});

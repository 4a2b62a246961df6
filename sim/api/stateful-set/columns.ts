import { AGE_COLUMN, column, containerColumns, NAME_COLUMN } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { StatefulSet } from '../types.generated.ts';

export const STATEFUL_SET_COLUMNS: readonly Column<StatefulSet>[] = [
  NAME_COLUMN,
  column('Ready', ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas ?? 0}`),
  AGE_COLUMN,
  ...containerColumns<StatefulSet>(({ spec }) => spec.template.spec?.containers ?? []),
];

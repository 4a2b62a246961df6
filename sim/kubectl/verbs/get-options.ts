import type { AnyKind } from '../../api/index.ts';
import type { TableOptions } from '../output/table.ts';
import type { Session } from '../session.ts';

/** How the table of this command looks. */
export const tableOptions = (session: Session, kind: AnyKind, hasKind: boolean): TableOptions => ({
  isWide: session.flags.text('output') === 'wide',
  hasLabels: session.flags.bool('show-labels'),
  labelColumns: session.flags.list('label-columns'),
  hasNamespace: session.flags.bool('all-namespaces') && kind.isNamespaced,
  hasKind,
  hasEvents: session.flags.bool('output-watch-events'),
});

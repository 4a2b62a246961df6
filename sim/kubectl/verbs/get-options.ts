import type { TableOptions } from '../output/table.ts';
import type { Session } from '../session.ts';

/** How the tables of this command look, whatever their kind. */
export const tableOptions = (session: Session): Omit<TableOptions, 'hasKind' | 'hasNamespace'> => ({
  isWide: session.flags.text('output') === 'wide',
  hasLabels: session.flags.bool('show-labels'),
  labelColumns: session.flags.list('label-columns'),
  hasEvents: session.flags.bool('output-watch-events'),
});

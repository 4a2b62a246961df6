import type { Clock } from '../../kernel/index.ts';
import { ageSince, column, NAME_COLUMN, wideColumn } from '../columns.ts';
import type { Column } from '../kind.ts';
import type { Event } from '../types.generated.ts';

const firstSeen = (event: Event, clock: Clock): string =>
  ageSince(event.firstTimestamp || event.eventTime, clock);

const lastSeen = (event: Event, clock: Clock): string => {
  if (event.series !== undefined) return ageSince(event.series.lastObservedTime, clock);
  return event.lastTimestamp ? ageSince(event.lastTimestamp, clock) : firstSeen(event, clock);
};

/** How often the event was seen. */
export const eventCount = (event: Event): number => event.series?.count ?? (event.count || 1);

const eventObject = ({ involvedObject }: Event): string => {
  const kind = (involvedObject.kind ?? '').toLowerCase();
  return involvedObject.name ? `${kind}/${involvedObject.name}` : kind;
};

/** Who reported the event. Models formatEventSource. */
export function eventSource(event: Event): string {
  const component = event.source?.component || event.reportingComponent || '';
  const instance = event.source?.host || event.reportingInstance || '';
  return instance === '' ? component : `${component}, ${instance}`;
}

export const EVENT_COLUMNS: readonly Column<Event>[] = [
  column('Last Seen', lastSeen),
  column('Type', (event) => event.type ?? ''),
  column('Reason', (event) => event.reason ?? ''),
  column('Object', eventObject),
  wideColumn('Subobject', (event) => event.involvedObject.fieldPath ?? ''),
  wideColumn('Source', eventSource),
  column('Message', (event) => (event.message ?? '').trim()),
  wideColumn('First Seen', firstSeen),
  wideColumn('Count', eventCount),
  { ...NAME_COLUMN, priority: 1 },
];

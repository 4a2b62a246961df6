import { type Event, events, type KubeObject } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import type { Clock } from '../../kernel/index.ts';
import { since } from './common.ts';
import type { Writer } from './writer.ts';

/** Events of the newer kind have no last timestamp: they sort before all others. */
const lastEpochMs = ({ lastTimestamp }: Event): number =>
  lastTimestamp ? Date.parse(lastTimestamp) : 0;

/** The events about an object, oldest first. Models kubectl's SortableEvents. */
export function eventsAbout(client: Client, object: KubeObject): Event[] {
  const { name, namespace = '', uid } = object.metadata;
  const selector = [`involvedObject.name=${name}`, `involvedObject.kind=${object.kind}`];
  const options = { labelSelector: '', fieldSelector: selector.join(',') };
  const listed = client.list({ kind: events, namespace }, options);
  if (!listed.ok) return [];
  const isAbout = ({ involvedObject }: Event): boolean =>
    involvedObject.uid === uid || involvedObject.uid === name;
  return (listed.value.items as Event[])
    .filter(isAbout)
    .sort((a, b) => lastEpochMs(a) - lastEpochMs(b));
}

/** How long ago an event was, and how often since when. */
export function eventAge(event: Event, clock: Clock): string {
  const first = since(event.eventTime ?? event.firstTimestamp, clock);
  if (event.series !== undefined) {
    const last = since(event.series.lastObservedTime, clock);
    return `${last} (x${event.series.count} over ${first})`;
  }
  const count = event.count ?? 1;
  return count > 1 ? `${since(event.lastTimestamp, clock)} (x${count} over ${first})` : first;
}

/** The section of events at the end of a description. */
export function writeEvents(writer: Writer, list: readonly Event[], clock: Clock): void {
  if (list.length === 0) {
    writer.line(0, 'Events:', '<none>');
    return;
  }
  writer.write(0, 'Events:\n  Type\tReason\tAge\tFrom\tMessage\n');
  writer.write(1, '----\t------\t----\t----\t-------\n');
  for (const event of list) {
    const path = event.involvedObject.fieldPath ?? '';
    const text = (path === '' ? '' : `${path}: `) + (event.message ?? '').trim();
    const age = eventAge(event, clock);
    const source = event.source?.component || event.reportingComponent || '';
    writer.line(1, event.type ?? '', event.reason ?? '', age, source, text);
  }
}

import type { Kind } from '../kind.ts';
import { PLAIN_STRATEGY } from '../strategy.ts';
import type { Event } from '../types.generated.ts';
import { EVENT_COLUMNS } from './columns.ts';

/** Models pkg/registry of events. */
export const events: Kind<Event> = {
  ...PLAIN_STRATEGY,
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  categories: [],
  isNamespaced: true,
  subresources: [],
  columns: EVENT_COLUMNS,
};

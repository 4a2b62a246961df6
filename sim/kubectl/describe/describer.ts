import type { AnyKind, Event, KubeObject } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import type { Clock } from '../../kernel/index.ts';
import type { Writer } from './writer.ts';

/** What a description is made with. */
export interface Describer {
  readonly writer: Writer;
  readonly client: Client;
  readonly clock: Clock;
  /** Whether the events section is wanted. */
  readonly hasEvents: boolean;
  eventsAbout(object: KubeObject): Event[];
  /**
   * All objects of a kind in a namespace ('' for every namespace); [] when they cannot be listed.
   */
  list<T extends KubeObject>(kind: AnyKind, namespace: string): T[];
}

import type { Client } from '../client/index.ts';
import type { Clock, Processes } from '../kernel/index.ts';
import type { Encoder } from './encode.ts';
import type { HttpRequest } from './message.ts';
import type { Representation } from './negotiate.ts';
import type { ResourcePath } from './path.ts';
import type { Query } from './query.ts';

/** What the API is served from. */
export interface HttpParts {
  readonly client: Client;
  readonly clock: Clock;
  /** Where followed logs and commands in containers run. */
  readonly processes: Processes;
  /** The newest resourceVersion of the cluster. */
  resourceVersion(): number;
}

/** A request for a resource, understood as far as its path, query and headers go. */
export interface ResourceRequest {
  readonly parts: HttpParts;
  readonly encoder: Encoder;
  readonly request: HttpRequest;
  readonly path: ResourcePath;
  readonly query: Query;
  readonly as: Representation;
}

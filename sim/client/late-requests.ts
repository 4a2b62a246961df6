import type { JsonObject, KubeObject, MetricsSource, Result } from '../api/index.ts';
import {
  type Clock,
  definePart,
  type Origin,
  type Part,
  type Parts,
  type Process,
  type Reader,
  type Service,
} from '../kernel/index.ts';
import type { ApiServer, Patching, StoreView } from '../store/index.ts';
import type { Access } from './access.ts';
import type {
  AttachRequest,
  Client,
  Discovery,
  ExecRequest,
  LogRequest,
  ObjectPath,
} from './client.ts';
import type { DefaultObjects } from './defaults.ts';

/** What runs containers, as the API server reaches it. */
export interface ContainerPort {
  exec(request: ExecRequest): Result<Process>;
  attach(request: AttachRequest): Result<Process>;
  logs(request: LogRequest): Result<Reader>;
}

export interface LocalClientParts {
  readonly server: ApiServer;
  readonly discovery: Discovery;
  readonly containers: ContainerPort;
  readonly clock: Clock;
  readonly metrics: MetricsSource;
  readonly defaults: DefaultObjects;
  /** Who may do what, by the roles that a client sees. */
  access(client: Client): Access;
  /** The token subresource of a service account: a token that is not stored. */
  requestToken(view: StoreView, path: ObjectPath, body: JsonObject): Result<KubeObject>;
  /** What listens on a port of a pod. */
  serviceOf(namespace: string, pod: string, port: number): Service | undefined;
  /** Who asks, at this moment. */
  origin(): Origin;
}

/**
 * What a request goes through between its client and the store. What a cluster writes by itself
 * needs none of it, so it comes with whoever first asks the API.
 */
export interface Requests {
  /** The client that talks to the API server of the same process. */
  createClient(parts: LocalClientParts): Client;
  readonly patching: Patching;
}

export const REQUESTS: Part<Requests> = definePart('requests');

/** What requests go through, for those who come after it; that it is missing is a bug. */
export function requestsIn(parts: Parts): Requests {
  const requests = REQUESTS.of(parts);
  if (requests === undefined) throw new Error('a request before the part that reads it');
  return requests;
}

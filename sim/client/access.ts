import type { JsonObject } from '../api/index.ts';
import type { Client } from './client.ts';
import type { User } from './user.ts';

/** What somebody wants to do. */
export interface Wish {
  readonly verb: string;
  /** A path such as `/healthz`, or '' for a resource. */
  readonly path: string;
  readonly group: string;
  /** With the subresource after a slash. */
  readonly resource: string;
  readonly name: string;
  /** '' for everywhere. */
  readonly namespace: string;
}

/** What the roles of the cluster say. */
export interface Decision {
  readonly allowed: boolean;
  /** By what it is allowed; '' when it is not. */
  readonly reason: string;
}

/** Who may do what. Clients are administrators unless they act as somebody else. */
export interface Access {
  decide(user: User, wish: Wish): Decision;
  /** Everything that a user may do in a namespace, as the status of a SelfSubjectRulesReview. */
  rulesOf(user: User, namespace: string): JsonObject;
  /** The same API for somebody else: what the roles do not allow is Forbidden. */
  clientOf(user: User): Client;
}

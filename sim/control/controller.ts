import type { AnyKind, KubeObject, Result, Status } from '../api/index.ts';
import type { Clock, Prng, Why } from '../kernel/index.ts';
import type { Change, DeleteOptions, StoreView } from '../store/index.ts';

/** What a reconcile may read. */
export interface View extends StoreView {
  readonly clock: Clock;
  /** A generator of this controller's own, for generated names and addresses. */
  readonly prng: Prng;
}

/**
 * An event to record on `about`; equal ones are counted as the recorder of that component counts
 * them.
 */
export interface EventAction {
  readonly type: 'event';
  readonly about: KubeObject;
  readonly severity: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/**
 * One thing to do, as data; the runner does them in order, as requests to the API server, and stops
 * at the first that fails and has no `onFailure`. `onSuccess` and `onFailure` add what follows from
 * the answer.
 */
export type Action =
  | {
      readonly type: 'create';
      readonly object: KubeObject;
      readonly why: Why;
      readonly onSuccess?: (created: KubeObject) => Action[];
      readonly onFailure?: (status: Status) => Action[];
    }
  | {
      readonly type: 'update';
      readonly object: KubeObject;
      /** '' for the object itself, else `status`, `binding`, … */
      readonly subresource: string;
      readonly why: Why;
      readonly onSuccess?: (updated: KubeObject) => Action[];
      readonly onFailure?: (status: Status) => Action[];
    }
  | {
      readonly type: 'delete';
      readonly object: KubeObject;
      readonly options: DeleteOptions;
      readonly why: Why;
      readonly onSuccess?: () => Action[];
      readonly onFailure?: (status: Status) => Action[];
    }
  | EventAction
  /** Reconcile this key again after `delayMs`, even if nothing changes. */
  | { readonly type: 'again'; readonly delayMs: number; readonly why: Why }
  /** Nothing can be done now, and this is the reason that the learner sees. */
  | { readonly type: 'wait'; readonly about: KubeObject; readonly why: Why };

/** What a change that makes nothing dirty answers: most do, of each object to many controllers. */
export const NO_KEYS: readonly string[] = [];

/** Which keys a change of a kind makes dirty. A key is any string, mostly `namespace/name`. */
export interface Watch {
  readonly kind: AnyKind;
  keys(change: Change, view: View): readonly string[];
}

/** A controller: what it looks at, and one pure, level-triggered function. */
export interface Controller {
  /** As events and `why` name it: `statefulset-controller`. */
  readonly name: string;
  /**
   * Virtual time from a change to the reconcile that it causes; changes in between are one
   * reconcile.
   */
  readonly latencyMs: number;
  readonly watches: readonly Watch[];
  reconcile(key: string, view: View): Action[];
}

/** `namespace/name` of an object; the usual key. */
export const keyOf = (object: KubeObject): string =>
  `${object.metadata.namespace ?? ''}/${object.metadata.name}`;

/** The parts of a usual key. */
export function splitKey(key: string): { namespace: string; name: string } {
  const at = key.indexOf('/');
  return { namespace: key.slice(0, at), name: key.slice(at + 1) };
}

/** What the runner sends actions to. */
export type Answer = Result<KubeObject>;

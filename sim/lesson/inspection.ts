import type { Pod, Status } from '../api/index.ts';
import type { Clock, Why } from '../kernel/index.ts';
import type { RunningMachine } from '../node/index.ts';
import type { StoreView } from '../store/index.ts';

export type { RunningMachine };

/** What the API server would answer to a manifest. */
export type Trial =
  /** The object as it is and as it would be, in YAML; the first is '' for a new one. */
  | { readonly type: 'accepted'; readonly before: string; readonly after: string }
  | { readonly type: 'refused'; readonly status: Status }
  | { readonly type: 'unknown-kind'; readonly apiVersion: string; readonly kind: string }
  /** What kubectl says of text that it cannot read. */
  | { readonly type: 'unreadable'; readonly error: string }
  /** What a request goes through has not come. */
  | { readonly type: 'not-yet' };

/** The answer to one object of a document. */
export interface TriedObject {
  /** Where the object stands: `items[2]` in a list, else ''. */
  readonly field: string;
  readonly trial: Trial;
}

/** A node that does not take a pod, the scheduler's rule, and what it says. */
export interface NodeRefusal {
  /** '' when the pod is refused before any node is looked at. */
  readonly node: string;
  readonly rule: string;
  readonly reasons: readonly string[];
  /** For each reason what is asked and what is free; cpu in thousandths, memory in bytes. */
  readonly short: readonly { readonly asked: number; readonly free: number }[];
}

/** How the names that a pod asks for are completed. */
export interface ResolverRules {
  readonly servers: readonly string[];
  readonly search: readonly string[];
  readonly ndots: number;
}

/**
 * A look at the cluster from outside, as with a second kubectl that takes no time. It changes
 * nothing, and the session goes on as if nobody had looked.
 */
export interface Inspection {
  /** As `kubectl get -o yaml` prints an object; '' when it is gone, or kubectl is not there yet. */
  yaml(uid: string): string;
  /** As `kubectl describe` prints an object; '' likewise. */
  describe(uid: string): string;
  /** The statecharts that run for a pod (by uid) or a node (by name), each with its state. */
  machines(uidOrNode: string): readonly RunningMachine[];
  /** What the controllers' own guards wait for before they do more with an object. */
  waits(uid: string): readonly { readonly actor: string; readonly why: Why }[];
  /** Which nodes a pod that waits for one does not fit, and why; nothing for other objects. */
  refusals(uid: string): readonly NodeRefusal[];
  /** When machines of nodes were switched off, oldest first: the API hears nothing of it. */
  powerOffs(): readonly { readonly node: string; readonly atMs: number }[];
  /** What stands in the resolver's file of a pod, or stood there. */
  resolver(pod: Pod): ResolverRules;
  /**
   * What an apply of one document of a file would answer now (a dry run on the server), read as
   * kubectl reads it; nothing for a document without an object.
   */
  tryManifest(document: string): readonly TriedObject[];
  /**
   * The same for what `kubectl edit` has open: it writes a patch of what was changed, which fits an
   * object too that is newer than the text.
   */
  tryEdited(document: string): readonly TriedObject[];
  /**
   * The same look at an instant of the past: its objects, and its time. No machines run then, and
   * nothing waits.
   */
  at(view: StoreView, clock: Clock): Omit<Inspection, 'at'>;
}

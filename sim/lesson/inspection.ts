import type { JsonObject, Status } from '../api/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { RunningMachine } from '../node/index.ts';
import type { StoreView } from '../store/index.ts';

export type { RunningMachine };

/** What the API server would answer to a manifest. */
export type Trial =
  /** The object as it is and as it would be, in YAML; the first is '' for a new one. */
  | { readonly type: 'accepted'; readonly before: string; readonly after: string }
  | { readonly type: 'refused'; readonly status: Status }
  | { readonly type: 'unknown-kind'; readonly apiVersion: string; readonly kind: string };

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
  /** What an apply of this manifest would answer now (a dry run on the server). */
  tryManifest(manifest: JsonObject): Trial;
  /** The same look at an instant of the past: its objects, and its time. No machines run then. */
  at(view: StoreView, clock: Clock): Omit<Inspection, 'at'>;
}

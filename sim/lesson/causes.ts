import type { KubeObject } from '../api/index.ts';
import type { Why } from '../kernel/index.ts';
import type { Change, StoreView } from '../store/index.ts';

/** One link of a chain of causes. */
export interface CauseLink {
  readonly rv: number;
  readonly atMs: number;
  readonly actor: string;
  readonly why: Why;
  /** The learner's command at the end of the chain; 0 before it. */
  readonly commandId: number;
}

/**
 * Links that one question shows at the most; a chain has one link a controller, so few are long.
 */
const MAX_LINKS = 50;

/** The change that made a resourceVersion, of changes in their order. */
export const changeAt = (changes: readonly Change[], rv: number): Change | undefined => {
  let low = 0;
  let high = changes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const change = changes[middle] as Change;
    if (change.rv === rv) return change;
    if (change.rv < rv) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
};

const phaseOf = (object: KubeObject | undefined): string | undefined =>
  (object as { readonly status?: { readonly phase?: string } } | undefined)?.status?.phase;

/**
 * What a change came from. A Job looks at its pods some time after they changed, at the first
 * change that it was told of; what makes it count a pod is the end of that very pod.
 */
function triggerOf(changes: readonly Change[], { origin, object, rv }: Change): number {
  if (origin.why.code !== 'job.counted') return origin.triggerRv;
  const end = changes.findLast(
    (change) =>
      change.rv < rv &&
      change.object.metadata.uid === object.metadata.uid &&
      phaseOf(change.object) !== phaseOf(change.previous),
  );
  return end?.rv ?? origin.triggerRv;
}

/** The chain of causes of a change, newest first, down to a command or a timer. */
export function causesOf(changes: readonly Change[], rv: number): readonly CauseLink[] {
  const chain: CauseLink[] = [];
  for (let at = rv; at > 0 && chain.length < MAX_LINKS; ) {
    const change = changeAt(changes, at);
    if (change === undefined) break;
    const { actor, why, commandId } = change.origin;
    const triggerRv = triggerOf(changes, change);
    chain.push({ rv: at, atMs: change.atMs, actor, why, commandId });
    if (triggerRv >= at) break;
    at = triggerRv;
  }
  return chain;
}

/** The resourceVersion of the last change of an object, if it exists or existed; else 0. */
export function lastRvOf(view: StoreView, uid: string): number {
  const changes = view.changes();
  for (let i = changes.length - 1; i >= 0; i--) {
    if (changes[i]?.object.metadata.uid === uid) return changes[i]?.rv ?? 0;
  }
  return 0;
}

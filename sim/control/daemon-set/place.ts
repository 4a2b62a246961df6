import type { Node, Pod } from '../../api/index.ts';
import type { Verdict } from './nodes.ts';

/** One node as the set sees it: what belongs there, and what is there. */
export interface Place extends Verdict {
  readonly node: Node;
  /** Oldest first; those that have ended and are being deleted no longer count. */
  readonly pods: readonly Pod[];
}

import type { NodeProfile } from '../node/index.ts';
import { faultDelayMs, type StoreView } from '../store/index.ts';

/** The nodes of a cluster in which faults can be switched on. */
export const withFaults = (profile: NodeProfile, view: StoreView): NodeProfile => ({
  ...profile,
  pull(request) {
    const pull = profile.pull(request);
    const delayMs = pull.type === 'pulled' ? faultDelayMs(view, 'slow-pull') : 0;
    return pull.type === 'pulled' ? { ...pull, delayMs: pull.delayMs + delayMs } : pull;
  },
});

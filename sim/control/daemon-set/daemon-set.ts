import { type DaemonSet, daemonSets, isEqual, type Node, nodes, pods } from '../../api/index.ts';
import type { Change } from '../../store/index.ts';
import { claimPods } from '../claim-pods.ts';
import { type Action, type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { ownerKeys } from '../owner-keys.ts';
import { cleanUp, historyOf } from './history.ts';
import { manage, placesOf } from './placement.ts';
import { roll } from './rolling-update.ts';
import { report } from './status.ts';

const LATENCY_MS = 5;

function sync(set: DaemonSet, view: View): Action[] {
  const { selector } = set.spec;
  const claimed = claimPods(daemonSets, set, selector, view, { canAdopt: () => true });
  if (claimed.actions.length > 0) return [...claimed.actions];
  if (isDeleting(set)) return [];
  const { owned } = claimed;
  const history = historyOf(set, view);
  const places = placesOf(set, owned, view);
  const managed = manage(set, places, owned, history.hash, view);
  const moved = managed.length > 0 ? managed : roll(set, places, history.hash, view);
  return [
    ...history.actions,
    ...moved,
    ...cleanUp(set, history, owned),
    ...report(set, places, history.hash, view),
  ];
}

/** Whether a change of a node can change where daemon pods belong. */
function concernsDaemons({ type, object, previous }: Change): boolean {
  if (type !== 'MODIFIED' || previous === undefined) return true;
  const [now, before] = [object, previous] as Node[];
  return (
    !isEqual(now?.metadata.labels, before?.metadata.labels) ||
    !isEqual(now?.spec.taints, before?.spec.taints)
  );
}

/** Keeps one pod on each node that a DaemonSet selects. Models pkg/controller/daemon. */
export const createDaemonSetController = (): Controller => ({
  name: 'daemonset-controller',
  latencyMs: LATENCY_MS,
  watches: [
    { kind: daemonSets, keys: (change) => [keyOf(change.object)] },
    { kind: pods, keys: (change, view) => ownerKeys(daemonSets, change, view) },
    {
      kind: nodes,
      keys: (change, view) => (concernsDaemons(change) ? view.list(daemonSets, '').map(keyOf) : []),
    },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const set = view.get(daemonSets, namespace, name);
    return set === undefined ? [] : sync(set, view);
  },
});

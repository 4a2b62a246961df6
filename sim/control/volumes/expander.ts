import {
  compareQuantities,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
} from '../../api/index.ts';
import { type Controller, keyOf, splitKey } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { eventOf } from '../pod-control.ts';

const LATENCY_MS = 4;
const WAITING = 'waiting for an external controller to expand this PVC';

const requestOf = ({ spec }: PersistentVolumeClaim): string =>
  spec.resources?.requests?.storage ?? '0';

/**
 * Says of a claim that asks for more that its provisioner must see to it; the one of this cluster
 * does not resize. Models pkg/controller/volume/expand.
 */
export const createVolumeExpander = (): Controller => ({
  name: 'volume_expand',
  latencyMs: LATENCY_MS,
  watches: [
    {
      kind: persistentVolumeClaims,
      keys: ({ object, previous, type }) => {
        if (type !== 'MODIFIED' || previous === undefined) return [];
        const [now, before] = [object, previous] as [PersistentVolumeClaim, PersistentVolumeClaim];
        return compareQuantities(requestOf(now), requestOf(before)) > 0 ? [keyOf(now)] : [];
      },
    },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const claim = view.get(persistentVolumeClaims, namespace, name);
    if (claim === undefined || isDeleting(claim) || claim.status.phase !== 'Bound') return [];
    const capacity = claim.status.capacity?.storage ?? '0';
    if (compareQuantities(requestOf(claim), capacity) <= 0) return [];
    return [eventOf(claim, 'Normal', 'ExternalExpanding', WAITING)];
  },
});

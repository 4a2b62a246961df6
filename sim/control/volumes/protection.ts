import {
  draftOf,
  type KubeObject,
  type PersistentVolumeClaim,
  type Pod,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { StoreView } from '../../store/index.ts';
import { type Action, type Controller, keyOf, NO_KEYS, splitKey } from '../controller.ts';
import { isDeleting, setFinalizer } from '../meta.ts';

const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';
const VOLUME_FINALIZER = 'kubernetes.io/pv-protection';
const CLAIM_LATENCY_MS = 12;
const VOLUME_LATENCY_MS = 3;

const claimNames = (pod: Pod): string[] =>
  (pod.spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    if (persistentVolumeClaim !== undefined) return [persistentVolumeClaim.claimName];
    return ephemeral === undefined ? [] : [`${pod.metadata.name}-${name}`];
  });

/** A scheduled pod holds its claims until it is gone. Models podUsesPVC. */
const isUsed = (claim: PersistentVolumeClaim, view: StoreView): boolean =>
  view
    .list(pods, claim.metadata.namespace ?? '')
    .some((pod) => pod.spec.nodeName && claimNames(pod).includes(claim.metadata.name));

const without = (object: KubeObject, finalizer: string): Action => {
  const draft = draftOf(object);
  setFinalizer(draft, finalizer, false);
  const why = because('volume.protection', { name: object.metadata.name });
  return { type: 'update', object: draft, subresource: '', why };
};

const isProtected = (object: KubeObject, finalizer: string): boolean =>
  isDeleting(object) && (object.metadata.finalizers ?? []).includes(finalizer);

/** Keeps a claim while a pod uses it. Models pkg/controller/volume/pvcprotection. */
export const createClaimProtection = (): Controller => ({
  name: 'persistentvolumeclaim-protection-controller',
  latencyMs: CLAIM_LATENCY_MS,
  watches: [
    {
      kind: persistentVolumeClaims,
      keys: ({ object, type }) => (type !== 'DELETED' && isDeleting(object) ? [keyOf(object)] : []),
    },
    {
      kind: pods,
      keys: ({ object, type }) =>
        type === 'DELETED'
          ? claimNames(object as Pod).map((name) => `${object.metadata.namespace ?? ''}/${name}`)
          : NO_KEYS,
    },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const claim = view.get(persistentVolumeClaims, namespace, name);
    if (claim === undefined || !isProtected(claim, CLAIM_FINALIZER)) return [];
    if (!isUsed(claim, view)) return [without(claim, CLAIM_FINALIZER)];
    return [{ type: 'wait', about: claim, why: because('claim.inUse', { claim: name }) }];
  },
});

/** Keeps a volume while it is bound. Models pkg/controller/volume/pvprotection. */
export const createVolumeProtection = (): Controller => ({
  name: 'persistentvolume-protection-controller',
  latencyMs: VOLUME_LATENCY_MS,
  watches: [{ kind: persistentVolumes, keys: ({ object }) => [object.metadata.name] }],
  reconcile(key, view) {
    const volume = view.get(persistentVolumes, '', key);
    if (volume === undefined || !isProtected(volume, VOLUME_FINALIZER)) return [];
    if (volume.status.phase !== 'Bound') return [without(volume, VOLUME_FINALIZER)];
    return [{ type: 'wait', about: volume, why: because('volume.inUse', { volume: key }) }];
  },
});

import {
  compareQuantities,
  draftOf,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type PersistentVolumeClaimCondition,
  type PersistentVolumeClaimStatus,
  persistentVolumeClaims,
  persistentVolumes,
  timestamp,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { type Action, type Controller, keyOf, splitKey, type View } from '../controller.ts';
import { isDeleting } from '../meta.ts';
import { eventOf } from '../pod-control.ts';

const WAITING =
  'Waiting for user to (re-)start a pod to finish file system resize of volume on node.';
const REQUIRED = 'Require file system resize of volume on node';

const requestOf = ({ spec }: PersistentVolumeClaim): string =>
  spec.resources?.requests?.storage ?? '0';
const stateOf = ({ status }: PersistentVolumeClaim): string =>
  status.allocatedResourceStatuses?.storage ?? '';

/** A claim of a driver's disk that asks for more than it has. */
function growing(
  claim: PersistentVolumeClaim | undefined,
  driver: string,
  view: View,
): PersistentVolume | undefined {
  if (claim === undefined || isDeleting(claim) || claim.status.phase !== 'Bound') return undefined;
  const volume = view.get(persistentVolumes, '', claim.spec.volumeName ?? '');
  if (volume?.spec.csi?.driver !== driver) return undefined;
  const has = claim.status.capacity?.['storage'] ?? '0';
  return compareQuantities(requestOf(claim), has) > 0 ? volume : undefined;
}

/** The claim with another state of its growth. */
function inState(
  claim: PersistentVolumeClaim,
  state: string,
  condition: Pick<PersistentVolumeClaimCondition, 'type' | 'message'>,
  view: View,
): Action {
  const object = draftOf(claim);
  const since = timestamp(view.clock.epochMs());
  const status: PersistentVolumeClaimStatus = {
    ...object.status,
    allocatedResources: { storage: requestOf(claim) },
    allocatedResourceStatuses: { storage: state },
    conditions: [
      { ...condition, status: 'True', lastProbeTime: null, lastTransitionTime: since } as never,
    ],
  };
  const why = because('volume.resize', { claim: claim.metadata.name });
  Object.assign(object, { status });
  return { type: 'update', object, subresource: 'status', why };
}

/** First it says that it is at it, then the disk has its new size and its node has to follow. */
function resize(claim: PersistentVolumeClaim, volume: PersistentVolume, view: View): Action[] {
  const { name } = volume.metadata;
  if (stateOf(claim) !== 'ControllerResizeInProgress') {
    return [
      inState(claim, 'ControllerResizeInProgress', { type: 'Resizing' }, view),
      eventOf(claim, 'Normal', 'Resizing', `External resizer is resizing volume ${name}`),
    ];
  }
  const object = draftOf(volume);
  object.spec.capacity = { ...object.spec.capacity, storage: requestOf(claim) };
  const why = because('volume.resize', { claim: claim.metadata.name });
  const condition = { type: 'FileSystemResizePending', message: WAITING };
  return [
    { type: 'update', object, subresource: '', why },
    inState(claim, 'NodeResizePending', condition, view),
    eventOf(claim, 'Normal', 'FileSystemResizeRequired', REQUIRED),
  ];
}

/** Makes disks of a driver larger. Models kubernetes-csi/external-resizer. */
export const createResizer = (driver: string, delayMs: number): Controller => ({
  name: `external-resizer ${driver}`,
  latencyMs: delayMs,
  watches: [
    {
      kind: persistentVolumeClaims,
      keys({ object, type }, view) {
        const claim = object as PersistentVolumeClaim;
        if (type === 'DELETED' || growing(claim, driver, view) === undefined) return [];
        const isAtNode = stateOf(claim).startsWith('NodeResize');
        const asked = claim.status.allocatedResources?.['storage'] ?? '0';
        return isAtNode && compareQuantities(requestOf(claim), asked) <= 0 ? [] : [keyOf(claim)];
      },
    },
  ],
  reconcile(key, view) {
    const { namespace, name } = splitKey(key);
    const claim = view.get(persistentVolumeClaims, namespace, name);
    const volume = growing(claim, driver, view);
    return claim === undefined || volume === undefined ? [] : resize(claim, volume, view);
  },
});

import {
  draftOf,
  isEqual,
  type PersistentVolume,
  type PersistentVolumeClaim,
  timestamp,
} from '../../api/index.ts';
import { because, type Why } from '../../kernel/index.ts';
import type { Action, View } from '../controller.ts';
import { BIND_COMPLETED, BOUND_BY_CONTROLLER, isClaimedBy } from './annotations.ts';

/** Sets the phase of a volume; nothing when it has it. */
export function volumePhase(volume: PersistentVolume, phase: string, view: View): Action[] {
  if (volume.status.phase === phase) return [];
  const object = draftOf(volume);
  const lastPhaseTransitionTime = timestamp(view.clock.epochMs());
  object.status = { ...object.status, phase, lastPhaseTransitionTime };
  const why = because('volume.phase', { volume: volume.metadata.name, phase });
  return [{ type: 'update', object, subresource: 'status', why }];
}

/** Sets the phase of a claim that is not bound; nothing when it has it. */
export function claimPhase(claim: PersistentVolumeClaim, phase: string): Action[] {
  if (claim.status.phase === phase) return [];
  const object = draftOf(claim);
  object.status = { ...object.status, phase };
  const why = because('claim.phase', { claim: claim.metadata.name, phase });
  return [{ type: 'update', object, subresource: 'status', why }];
}

/** The volume with the claim written into it; itself when it has it already. */
function claimed(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  const { uid } = claim.metadata;
  if (isClaimedBy(volume, claim) && volume.spec.claimRef?.uid === uid) return volume;
  const object = draftOf(volume);
  const { name, namespace = '', resourceVersion } = claim.metadata;
  const isReserved = isClaimedBy(volume, claim);
  object.spec.claimRef = {
    kind: 'PersistentVolumeClaim',
    namespace,
    name,
    uid,
    apiVersion: 'v1',
    resourceVersion,
  };
  if (!isReserved) {
    object.metadata.annotations = { ...object.metadata.annotations, [BOUND_BY_CONTROLLER]: 'yes' };
  }
  return object;
}

/** The claim with the volume written into it; itself when it has it already. */
function pointing(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const isSame = claim.spec.volumeName === volume.metadata.name;
  if (isSame && claim.metadata.annotations?.[BIND_COMPLETED] === 'yes') return claim;
  const object = draftOf(claim);
  object.spec.volumeName = volume.metadata.name;
  object.metadata.annotations = {
    ...object.metadata.annotations,
    [BIND_COMPLETED]: 'yes',
    ...(isSame ? {} : { [BOUND_BY_CONTROLLER]: 'yes' }),
  };
  return object;
}

function boundStatus(claim: PersistentVolumeClaim, volume: PersistentVolume): Action[] {
  const { accessModes = [] } = volume.spec;
  // A claim that is bound already may have a file system that is smaller than its disk.
  const isNew = claim.status.phase !== 'Bound';
  const capacity = (isNew ? undefined : claim.status.capacity) ?? volume.spec.capacity ?? {};
  const status = { ...claim.status, phase: 'Bound', accessModes: [...accessModes], capacity };
  if (isEqual(status, claim.status)) return [];
  const why = because('claim.phase', { claim: claim.metadata.name, phase: 'Bound' });
  const object: PersistentVolumeClaim = { ...draftOf(claim), status };
  return [{ type: 'update', object, subresource: 'status', why }];
}

/** Updates an object if it changed, and goes on with what the API server then has. */
function changed<T extends PersistentVolume | PersistentVolumeClaim>(
  before: T,
  after: T,
  why: Why,
  next: (stored: T) => Action[],
): Action[] {
  if (before === after) return next(before);
  const onSuccess = (stored: unknown): Action[] => next(stored as T);
  return [{ type: 'update', object: after, subresource: '', why, onSuccess }];
}

/**
 * Binds a volume and a claim, skipping what is done: the volume's claim, the volume's phase, the
 * claim's volume, the claim's phase. Models bind.
 */
export function bind(volume: PersistentVolume, claim: PersistentVolumeClaim, view: View): Action[] {
  const why = because('volume.bind', {
    claim: claim.metadata.name,
    volume: volume.metadata.name,
  });
  const onClaim = (): Action[] =>
    changed(claim, pointing(claim, volume), why, (stored) => boundStatus(stored, volume));
  return changed(volume, claimed(volume, claim), why, (stored) => [
    ...volumePhase(stored, 'Bound', view),
    ...onClaim(),
  ]);
}

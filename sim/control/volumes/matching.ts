import {
  compareQuantities,
  type PersistentVolume,
  type PersistentVolumeClaim,
  selects,
} from '../../api/index.ts';
import { isDeleting } from '../meta.ts';
import { classOf, isClaimedBy } from './annotations.ts';

const storageOf = (quantities: Readonly<Record<string, string>> | undefined): string =>
  quantities?.storage ?? '0';

const isBigEnough = (volume: PersistentVolume, claim: PersistentVolumeClaim): boolean =>
  compareQuantities(storageOf(volume.spec.capacity), storageOf(claim.spec.resources?.requests)) >=
  0;

function fits(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const modes = volume.spec.accessModes ?? [];
  return (
    (volume.spec.volumeMode ?? 'Filesystem') === (claim.spec.volumeMode ?? 'Filesystem') &&
    (claim.spec.accessModes ?? []).every((mode) => modes.includes(mode)) &&
    isBigEnough(volume, claim)
  );
}

/**
 * Why a volume that a claim asks for by name cannot be had; undefined when it can. Models
 * checkVolumeSatisfyClaim.
 */
export function mismatchOf(
  volume: PersistentVolume,
  claim: PersistentVolumeClaim,
): string | undefined {
  if (isDeleting(volume)) return `the volume is marked for deletion "${volume.metadata.name}"`;
  if (!isBigEnough(volume, claim)) return 'requested PV is too small';
  if (classOf(volume) !== classOf(claim)) return 'storageClassName does not match';
  const isSameMode =
    (volume.spec.volumeMode ?? 'Filesystem') === (claim.spec.volumeMode ?? 'Filesystem');
  if (!isSameMode) return 'incompatible volumeMode';
  return fits(volume, claim) ? undefined : 'incompatible accessMode';
}

function isOpenTo(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (
    volume.spec.claimRef === undefined &&
    !isDeleting(volume) &&
    volume.status.phase === 'Available' &&
    classOf(volume) === classOf(claim) &&
    (claim.spec.selector === undefined || selects(claim.spec.selector, volume.metadata.labels))
  );
}

/**
 * The volume for a claim: one that was reserved for it, else the smallest that fits. Models
 * FindMatchingVolume.
 */
export function findVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
): PersistentVolume | undefined {
  const fitting = volumes.filter((volume) => fits(volume, claim));
  const reserved = fitting.find((volume) => isClaimedBy(volume, claim));
  if (reserved !== undefined) return reserved;
  return fitting
    .filter((volume) => isOpenTo(volume, claim))
    .sort((a, b) => compareQuantities(storageOf(a.spec.capacity), storageOf(b.spec.capacity)))[0];
}

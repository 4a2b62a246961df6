import { draftOf, type KubeObject, type PersistentVolume, timestamp } from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { DELETE_DEFAULT } from '../../store/index.ts';
import type { Action, View } from '../controller.ts';
import { annotationOf, PROVISIONED_BY } from './annotations.ts';

/** Where the plugin of the controller manager itself is willing to delete. */
const DELETABLE_PATH = /\/tmp\/.+/;

/** Volumes that the controller manager has a plugin for, but none that can delete or recycle. */
const PLAIN_SOURCES = ['csi', 'local', 'nfs'] as const;

/** Why the controller manager cannot delete a volume; undefined when it can. */
function deleteError({ metadata, spec }: PersistentVolume): string | undefined {
  if (spec.hostPath !== undefined) {
    const { path } = spec.hostPath;
    if (DELETABLE_PATH.test(path)) return undefined;
    return `host_path deleter only supports /tmp/.+ but received provided ${path}`;
  }
  const isKnown = PLAIN_SOURCES.some((source) => spec[source] !== undefined);
  const error = isKnown ? 'no deletable volume plugin matched' : 'no volume plugin matched';
  return `error getting deleter volume plugin for volume "${metadata.name}": ${error}`;
}

function fail(volume: PersistentVolume, reason: string, message: string, view: View): Action[] {
  if (volume.status.phase === 'Failed') return [];
  const object = draftOf(volume);
  const lastPhaseTransitionTime = timestamp(view.clock.epochMs());
  object.status = { ...object.status, phase: 'Failed', message, lastPhaseTransitionTime };
  const why = because('volume.phase', { volume: volume.metadata.name, phase: 'Failed' });
  const onSuccess = (about: KubeObject): Action[] => [
    { type: 'event', about, severity: 'Warning', reason, message },
  ];
  return [{ type: 'update', object, subresource: 'status', why, onSuccess }];
}

/** Whether whoever made a volume, outside of the controller manager, also deletes it. */
function isOfAnother(volume: PersistentVolume): boolean {
  const provisioner = annotationOf(volume, PROVISIONED_BY);
  return provisioner !== '' && !provisioner.startsWith('kubernetes.io/');
}

/**
 * What becomes of a volume whose claim is gone, as far as it was not made by a provisioner: one
 * that is to be deleted goes, or fails when nothing here can delete it. Models reclaimVolume.
 */
export function reclaim(volume: PersistentVolume, view: View): Action[] {
  switch (volume.spec.persistentVolumeReclaimPolicy) {
    case 'Delete': {
      if (isOfAnother(volume)) return [];
      const error = deleteError(volume);
      if (error !== undefined) return fail(volume, 'VolumeFailedDelete', error, view);
      const why = because('volume.reclaim', { volume: volume.metadata.name });
      return [{ type: 'delete', object: volume, options: DELETE_DEFAULT, why }];
    }
    case 'Recycle': {
      if (volume.spec.hostPath !== undefined || volume.spec.nfs !== undefined) return [];
      const message = 'No recycler plugin found for the volume!';
      return fail(volume, 'VolumeFailedRecycle', message, view);
    }
    default:
      return [];
  }
}

import {
  type KubeObject,
  type PersistentVolume,
  type PersistentVolumeClaim,
  persistentVolumeClaims,
  persistentVolumes,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { type Change, DELETE_DEFAULT } from '../../store/index.ts';
import { type Action, type Controller, keyOf, type View } from '../controller.ts';
import { newMeta } from '../meta.ts';
import {
  annotationOf,
  classNamed,
  classOf,
  isLazy,
  PROVISIONED_BY,
  PROVISIONER,
  SELECTED_NODE,
} from './annotations.ts';

export interface ProvisionerOptions {
  /** The provisioner that StorageClasses name. */
  readonly provisioner: string;
  /** Tells two runs of the provisioner apart. */
  readonly identity: string;
  /** Directories of one machine, or disks of a CSI driver that follow their pod. */
  readonly makes: 'directories' | 'disks';
  /** What it takes to make or to remove a volume. */
  readonly delayMs: number;
}

const NOTICE_MS = 2;

const volumeName = (claim: PersistentVolumeClaim): string => `pvc-${claim.metadata.uid}`;

function isOurs(claim: PersistentVolumeClaim, provisioner: string, view: View): boolean {
  if (annotationOf(claim, PROVISIONER) !== provisioner) return false;
  if ((claim.spec.volumeName ?? '') !== '') return false;
  return !isLazy(view, claim) || annotationOf(claim, SELECTED_NODE) !== '';
}

/** Keys of claims that a change has just made ready for provisioning. */
function newlyOurs(change: Change, provisioner: string, view: View): string[] {
  const [now, before] = [change.object, change.previous] as PersistentVolumeClaim[];
  if (change.type === 'DELETED' || now === undefined) return [];
  const wasOurs = before !== undefined && isOurs(before, provisioner, view);
  return isOurs(now, provisioner, view) && !wasOurs ? [keyOf(now)] : [];
}

const claimOf = (key: string, view: View): PersistentVolumeClaim | undefined => {
  const [namespace = '', name = ''] = key.split('/');
  return view.get(persistentVolumeClaims, namespace, name);
};

const annotationsOf = ({ provisioner, identity, makes }: ProvisionerOptions) =>
  makes === 'disks'
    ? { [PROVISIONED_BY]: provisioner }
    : { hostPathProvisionerIdentity: identity, [PROVISIONED_BY]: provisioner };

/** What a new volume is made of. */
function sourceOf(
  { metadata: { namespace, name, uid } }: PersistentVolumeClaim,
  { provisioner, identity, makes }: ProvisionerOptions,
): Pick<PersistentVolume['spec'], 'csi' | 'hostPath'> {
  if (makes === 'directories') {
    return { hostPath: { path: `/tmp/hostpath-provisioner/${namespace}/${name}`, type: '' } };
  }
  const volumeAttributes = {
    'storage.kubernetes.io/csiProvisionerIdentity': `${identity}-${provisioner}`,
  };
  return { csi: { driver: provisioner, volumeAttributes, volumeHandle: uid } };
}

function newVolume(
  claim: PersistentVolumeClaim,
  options: ProvisionerOptions,
  view: View,
): PersistentVolume {
  const { namespace = '', name, uid, resourceVersion } = claim.metadata;
  const storageClass = classNamed(view, classOf(claim));
  const { mountOptions } = storageClass ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: newMeta({
      name: volumeName(claim),
      annotations: annotationsOf(options),
    }),
    spec: {
      capacity: { storage: claim.spec.resources?.requests?.storage ?? '0' },
      ...sourceOf(claim, options),
      accessModes: [...(claim.spec.accessModes ?? [])],
      claimRef: {
        kind: 'PersistentVolumeClaim',
        namespace,
        name,
        uid,
        apiVersion: 'v1',
        resourceVersion,
      },
      persistentVolumeReclaimPolicy: storageClass?.reclaimPolicy ?? 'Delete',
      storageClassName: classOf(claim),
      ...(mountOptions === undefined ? {} : { mountOptions: [...mountOptions] }),
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
    },
    status: {},
  };
}

function announce(key: string, options: ProvisionerOptions, view: View): Action[] {
  const claim = claimOf(key, view);
  if (claim === undefined || !isOurs(claim, options.provisioner, view)) return [];
  const message = `External provisioner is provisioning volume for claim "${key}"`;
  return [{ type: 'event', about: claim, severity: 'Normal', reason: 'Provisioning', message }];
}

function create(key: string, options: ProvisionerOptions, view: View): Action[] {
  const claim = claimOf(key, view);
  if (claim === undefined || !isOurs(claim, options.provisioner, view)) return [];
  const name = volumeName(claim);
  if (view.get(persistentVolumes, '', name) !== undefined) return [];
  const reason = 'ProvisioningSucceeded';
  const message = `Successfully provisioned volume ${name}`;
  return [
    {
      type: 'create',
      object: newVolume(claim, options, view),
      why: because('volume.provision', { claim: claim.metadata.name }),
      onSuccess: () => [{ type: 'event', about: claim, severity: 'Normal', reason, message }],
    },
  ];
}

const isToGo = (object: KubeObject, provisioner: string): boolean => {
  const volume = object as PersistentVolume;
  return (
    volume.status.phase === 'Released' &&
    volume.spec.persistentVolumeReclaimPolicy === 'Delete' &&
    annotationOf(volume, PROVISIONED_BY) === provisioner
  );
};

function remove(name: string, provisioner: string, view: View): Action[] {
  const object = view.get(persistentVolumes, '', name);
  if (object === undefined || !isToGo(object, provisioner)) return [];
  const why = because('volume.reclaim', { volume: name });
  return [{ type: 'delete', object, options: DELETE_DEFAULT, why }];
}

/**
 * A provisioner outside of the controller manager: it says that it has begun at once, and is done
 * after its delay. Models sig-storage-lib-external-provisioner.
 */
export function createProvisioner(options: ProvisionerOptions): Controller[] {
  const { provisioner, identity, delayMs, makes } = options;
  const host = makes === 'disks' ? 'csi-hostpathplugin-0' : 'minikube';
  const name = `${provisioner}_${host}_${identity}`;
  const claims = {
    kind: persistentVolumeClaims,
    keys: (change: Change, view: View) => newlyOurs(change, provisioner, view),
  };
  const notice: Controller = {
    name,
    latencyMs: NOTICE_MS,
    watches: [claims],
    reconcile: (key, view) => announce(key, options, view),
  };
  const work: Controller = {
    name,
    latencyMs: delayMs,
    watches: [
      {
        kind: persistentVolumeClaims,
        keys: (change, view) => claims.keys(change, view).map((key) => `claim:${key}`),
      },
      {
        kind: persistentVolumes,
        keys: ({ type, object }) =>
          type !== 'DELETED' && isToGo(object, provisioner)
            ? [`volume:${object.metadata.name}`]
            : [],
      },
    ],
    reconcile(key, view) {
      const [kind, rest = ''] = key.split(':');
      if (kind === 'claim') return create(rest, options, view);
      return remove(rest, provisioner, view);
    },
  };
  return [notice, work];
}

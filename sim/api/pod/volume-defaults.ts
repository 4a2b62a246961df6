import type { DownwardAPIVolumeFile, Volume, VolumeProjection } from '../types.generated.ts';

/** 0644, as JSON writes it. */
const FILE_MODE = 420;
const TOKEN_SECONDS = 3600;

const setItemDefaults = (items: readonly DownwardAPIVolumeFile[] | undefined): void => {
  for (const { fieldRef, resourceFieldRef } of items ?? []) {
    if (fieldRef !== undefined) fieldRef.apiVersion ||= 'v1';
    if (resourceFieldRef !== undefined) resourceFieldRef.divisor ??= '0';
  }
};

const setProjectionDefaults = (source: VolumeProjection): void => {
  if (source.serviceAccountToken !== undefined) {
    source.serviceAccountToken.expirationSeconds ??= TOKEN_SECONDS;
  }
  setItemDefaults(source.downwardAPI?.items);
};

/** Sources of a volume of a pod and of a persistent volume, as far as they have defaults. */
interface NetworkSources {
  iscsi?: { iscsiInterface?: string };
  rbd?: { pool?: string; user?: string; keyring?: string };
  azureDisk?: { cachingMode?: string; fsType?: string; kind?: string; readOnly?: boolean };
  scaleIO?: { storageMode?: string; fsType?: string };
}

/** Models SetDefaults_ISCSIVolumeSource and its like of pkg/apis/core/v1/defaults.go. */
export function setNetworkDefaults({ iscsi, rbd, azureDisk, scaleIO }: NetworkSources): void {
  if (iscsi !== undefined) iscsi.iscsiInterface ||= 'default';
  if (rbd !== undefined) {
    rbd.pool ||= 'rbd';
    rbd.user ||= 'admin';
    rbd.keyring ||= '/etc/ceph/keyring';
  }
  if (azureDisk !== undefined) {
    azureDisk.cachingMode ??= 'ReadWrite';
    azureDisk.kind ??= 'Shared';
    azureDisk.fsType ??= 'ext4';
    azureDisk.readOnly ??= false;
  }
  if (scaleIO !== undefined) {
    scaleIO.storageMode ||= 'ThinProvisioned';
    scaleIO.fsType ||= 'xfs';
  }
}

/** Defaults of one volume; a volume without a source is an empty directory. */
export function setVolumeDefaults(volume: Volume): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {};
  for (const source of [volume.secret, volume.configMap, volume.downwardAPI, volume.projected]) {
    if (source !== undefined) source.defaultMode ??= FILE_MODE;
  }
  setItemDefaults(volume.downwardAPI?.items);
  for (const source of volume.projected?.sources ?? []) setProjectionDefaults(source);
  if (volume.hostPath !== undefined) volume.hostPath.type ??= '';
  const claim = volume.ephemeral?.volumeClaimTemplate;
  if (claim !== undefined) {
    claim.metadata ??= {} as NonNullable<typeof claim.metadata>;
    claim.spec.volumeMode ??= 'Filesystem';
    claim.spec.resources ??= {};
  }
  setNetworkDefaults(volume);
}

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
  if (volume.iscsi !== undefined) volume.iscsi.iscsiInterface ||= 'default';
}

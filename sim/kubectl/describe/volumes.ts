import type { PersistentVolumeSpec, Volume } from '../../api/index.ts';
import { orUnset } from './common.ts';
import type { Writer } from './writer.ts';

type Lines = readonly (readonly [string, string | number | boolean])[];

const projected = (source: NonNullable<Volume['projected']>): Lines => [
  ['Type', 'Projected (a volume that contains injected data from multiple sources)'],
  ...(source.sources ?? []).flatMap(
    ({ secret, configMap, downwardAPI, serviceAccountToken }): Lines => {
      if (secret !== undefined) {
        return [
          ['SecretName', secret.name ?? ''],
          ['SecretOptionalName', secret.optional ?? '<nil>'],
        ];
      }
      if (configMap !== undefined) {
        return [
          ['ConfigMapName', configMap.name ?? ''],
          ['Optional', configMap.optional ?? false],
        ];
      }
      if (downwardAPI !== undefined) return [['DownwardAPI', true]];
      if (serviceAccountToken === undefined) return [];
      return [['TokenExpirationSeconds', serviceAccountToken.expirationSeconds ?? 3600]];
    },
  ),
];

const hostPath = ({ path, type }: { path: string; type?: string }): Lines => [
  ['Type', 'HostPath (bare host directory volume)'],
  ['Path', path],
  ['HostPathType', type ?? ''],
];

const nfs = ({ server, path, readOnly = false }: NonNullable<Volume['nfs']>): Lines => [
  ['Type', 'NFS (an NFS mount that lasts the lifetime of a pod)'],
  ['Server', server],
  ['Path', path],
  ['ReadOnly', readOnly],
];

function csi(source: NonNullable<PersistentVolumeSpec['csi']>): Lines {
  return [
    ['Type', 'CSI (a Container Storage Interface (CSI) volume source)'],
    ['Driver', source.driver],
    ['FSType', source.fsType ?? ''],
    ['VolumeHandle', source.volumeHandle],
    ['ReadOnly', source.readOnly ?? false],
  ];
}

function linesOf(volume: Volume): Lines {
  if (volume.persistentVolumeClaim !== undefined) {
    const { claimName, readOnly = false } = volume.persistentVolumeClaim;
    const what = 'a reference to a PersistentVolumeClaim in the same namespace';
    return [
      ['Type', `PersistentVolumeClaim (${what})`],
      ['ClaimName', claimName],
      ['ReadOnly', readOnly],
    ];
  }
  if (volume.emptyDir !== undefined) {
    return [
      ['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ['Medium', volume.emptyDir.medium ?? ''],
      ['SizeLimit', orUnset(volume.emptyDir.sizeLimit)],
    ];
  }
  if (volume.configMap !== undefined) {
    return [
      ['Type', 'ConfigMap (a volume populated by a ConfigMap)'],
      ['Name', volume.configMap.name ?? ''],
      ['Optional', volume.configMap.optional ?? false],
    ];
  }
  if (volume.secret !== undefined) {
    return [
      ['Type', 'Secret (a volume populated by a Secret)'],
      ['SecretName', volume.secret.secretName ?? ''],
      ['Optional', volume.secret.optional ?? false],
    ];
  }
  if (volume.projected !== undefined) return projected(volume.projected);
  if (volume.hostPath !== undefined) return hostPath(volume.hostPath);
  if (volume.nfs !== undefined) return nfs(volume.nfs);
  if (volume.downwardAPI !== undefined) {
    return [['Type', 'DownwardAPI (a volume populated by information about the pod)']];
  }
  return [['Type', '<unknown>']];
}

/** The volumes of a pod or, with two spaces before them, of a template. */
export function writeVolumes(writer: Writer, volumes: readonly Volume[] = [], space = ''): void {
  if (volumes.length === 0) {
    writer.line(0, `${space}Volumes:`, '<none>');
    return;
  }
  writer.line(0, `${space}Volumes:`);
  for (const volume of volumes) {
    writer.line(1, `${space === '' ? '' : ' '}${volume.name}:`);
    for (const [title, value] of linesOf(volume)) writer.line(2, `${title}:`, value);
  }
}

/** Where a persistent volume's data is. */
export function writeVolumeSource(writer: Writer, spec: PersistentVolumeSpec): void {
  writer.line(0, 'Source:');
  const lines =
    spec.hostPath !== undefined
      ? hostPath(spec.hostPath)
      : spec.nfs !== undefined
        ? nfs(spec.nfs)
        : spec.csi !== undefined
          ? csi(spec.csi)
          : spec.local !== undefined
            ? ([
                ['Type', 'LocalVolume (a persistent volume backed by local storage on a node)'],
                ['Path', spec.local.path],
              ] as Lines)
            : ([['Type', '<unknown>']] as Lines);
  for (const [title, value] of lines) writer.line(2, `${title}:`, value);
}

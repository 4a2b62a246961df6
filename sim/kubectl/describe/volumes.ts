import type { PersistentVolumeSpec, Volume } from '../../api/index.ts';
import { orUnset, writeAnnotations, writeDataSource, writeLabels } from './common.ts';
import { otherVolume } from './volume-kinds.ts';
import { nested, type Writer } from './writer.ts';

type Lines = readonly (readonly [string, string | number | boolean])[];

const projected = (source: NonNullable<Volume['projected']>): Lines => [
  ['Type', 'Projected (a volume that contains injected data from multiple sources)'],
  ...(source.sources ?? []).flatMap(
    ({ secret, configMap, downwardAPI, serviceAccountToken }): Lines => {
      if (secret !== undefined) {
        return [
          ['SecretName', secret.name ?? ''],
          ['Optional', secret.optional ?? false],
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
  ['HostPathType', type ?? '<none>'],
];

const nfs = ({ server, path, readOnly = false }: NonNullable<Volume['nfs']>): Lines => [
  ['Type', 'NFS (an NFS mount that lasts the lifetime of a pod)'],
  ['Server', server],
  ['Path', path],
  ['ReadOnly', readOnly],
];

const CSI = 'CSI (a Container Storage Interface (CSI) volume source)';
/** Characters of an attribute that are shown. */
const ATTRIBUTE_WIDTH = 140;

/** `VolumeAttributes:` and its further lines, which have no title. */
function attributes(pairs: Readonly<Record<string, string>> | undefined): Lines {
  const lines = Object.keys(pairs ?? {})
    .sort()
    .map((key) => `${key}=${pairs?.[key]}`)
    .map((line) => (line.length > ATTRIBUTE_WIDTH ? `${line.slice(0, ATTRIBUTE_WIDTH)}...` : line))
    // kubectl indents each of them once more.
    .map((line) => `    ${line}`);
  const [first = '<none>', ...rest] = lines;
  return [['VolumeAttributes', first], ...rest.map((line): [string, string] => ['', line])];
}

const csi = (source: NonNullable<PersistentVolumeSpec['csi']>): Lines => [
  ['Type', CSI],
  ['Driver', source.driver],
  ['FSType', source.fsType ?? ''],
  ['VolumeHandle', source.volumeHandle],
  ['ReadOnly', source.readOnly ?? false],
  ...attributes(source.volumeAttributes),
];

const podCsi = (source: NonNullable<Volume['csi']>): Lines => [
  ['Type', CSI],
  ['Driver', source.driver],
  ['FSType', source.fsType ?? ''],
  ['ReadOnly', source.readOnly ?? false],
  ...attributes(source.volumeAttributes),
];

/** What a claim template of an ephemeral volume says. */
function writeClaim(
  writer: Writer,
  { volumeClaimTemplate }: NonNullable<Volume['ephemeral']>,
): void {
  if (volumeClaimTemplate === undefined) return;
  const { metadata, spec } = volumeClaimTemplate;
  writer.line(0, 'StorageClass:', spec.storageClassName ?? '');
  writer.line(0, 'Volume:', spec.volumeName ?? '');
  writeLabels(writer, 'Labels', metadata?.labels);
  writeAnnotations(writer, 'Annotations', metadata?.annotations);
  writer.line(0, 'Capacity:', '');
  writer.line(0, 'Access Modes:', '');
  if (spec.volumeMode !== undefined) writer.line(0, 'VolumeMode:', spec.volumeMode);
  writeDataSource(writer, spec);
}

const EPHEMERAL =
  'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)';

/** `metadata.labels -> labels`: lines without a colon, which are told by their empty title. */
const downwardItems = ({ items = [] }: NonNullable<Volume['downwardAPI']>): string[] =>
  items.flatMap(({ fieldRef, resourceFieldRef, path }) => {
    const from = fieldRef?.fieldPath ?? resourceFieldRef?.resource;
    return from === undefined ? [] : [`${from} -> ${path}`];
  });

function linesOf(volume: Volume): Lines | undefined {
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
  if (volume.csi !== undefined) return podCsi(volume.csi);
  if (volume.ephemeral !== undefined) return [['Type', EPHEMERAL]];
  if (volume.image !== undefined) {
    return [
      ['Type', 'Image (a container image or OCI artifact)'],
      ['Reference', volume.image.reference ?? ''],
      ['PullPolicy', volume.image.pullPolicy ?? ''],
    ];
  }
  return otherVolume(volume, 'pod');
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
    const lines = linesOf(volume);
    if (lines === undefined) writer.line(1, '<unknown>');
    else writeLines(writer, lines);
    if (volume.ephemeral !== undefined) writeClaim(nested(writer, 2), volume.ephemeral);
    if (volume.downwardAPI === undefined) continue;
    writer.line(2, 'Items:');
    for (const item of downwardItems(volume.downwardAPI)) writer.line(3, item);
  }
}

function writeLines(writer: Writer, lines: Lines): void {
  for (const [title, value] of lines) {
    const isBare = title === '' || title === 'ISCSIInterface';
    writer.line(2, isBare ? title : `${title}:`, value);
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
            : otherVolume(spec, 'persistent');
  if (lines === undefined) writer.line(1, '<unknown>');
  else writeLines(writer, lines);
}

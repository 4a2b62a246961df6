import { fieldAt } from '../../api/index.ts';

/** A title with what stands behind it. */
type Row = readonly [title: string, value: string];

/** What Go prints of a field: nothing is its zero. */
type Print = (value: unknown) => string;

const text: Print = (value) => String(value ?? '');
const flag: Print = (value) => String(value ?? false);
const number: Print = (value) => String(value ?? 0);
const orNone: Print = (value) => (value === undefined ? '<none>' : String(value));
const orUnset: Print = (value) => (value === undefined ? '<unset>' : String(value));
const slice: Print = (value) => `[${((value as readonly string[]) ?? []).join(' ')}]`;
const joined: Print = (value) => ((value as readonly string[]) ?? []).join(', ');
const map: Print = (value) => {
  const pairs = Object.entries((value ?? {}) as Readonly<Record<string, string>>).sort();
  return `map[${pairs.map(([key, one]) => `${key}:${one}`).join(' ')}]`;
};
const secret: Print = (value) => {
  if (value === undefined) return 'nil';
  const { name = '', namespace } = value as { name?: string; namespace?: string };
  return namespace === undefined
    ? `&LocalObjectReference{Name:${name},}`
    : `&SecretReference{Name:${name},Namespace:${namespace},}`;
};

/** Some fields are told of persistent volumes only. */
type Field = readonly [title: string, path: string, print?: Print, only?: 'persistent'];
type Kind = readonly [type: string, fields: readonly Field[]];

const FS: Field = ['FSType', 'fsType'];
const READ_ONLY: Field = ['ReadOnly', 'readOnly', flag];
const SECRET: Field = ['SecretRef', 'secretRef', secret];
const DISK: readonly Field[] = [FS, ['Partition', 'partition', number], READ_ONLY];

const KINDS: Readonly<Record<string, Kind>> = {
  gitRepo: [
    'GitRepo (a volume that is pulled from git when the pod is created)',
    [
      ['Repository', 'repository'],
      ['Revision', 'revision'],
    ],
  ],
  awsElasticBlockStore: [
    'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    [['VolumeID', 'volumeID'], ...DISK],
  ],
  gcePersistentDisk: [
    'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    [['PDName', 'pdName'], ...DISK],
  ],
  iscsi: [
    "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    [
      ['TargetPortal', 'targetPortal'],
      ['IQN', 'iqn'],
      ['Lun', 'lun', number],
      ['ISCSIInterface', 'iscsiInterface'],
      FS,
      READ_ONLY,
      ['Portals', 'portals', slice],
      ['DiscoveryCHAPAuth', 'chapAuthDiscovery', flag],
      ['SessionCHAPAuth', 'chapAuthSession', flag],
      SECRET,
      ['InitiatorName', 'initiatorName', orNone],
    ],
  ],
  glusterfs: [
    "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    [
      ['EndpointsName', 'endpoints'],
      ['EndpointsNamespace', 'endpointsNamespace', orUnset, 'persistent'],
      ['Path', 'path'],
      READ_ONLY,
    ],
  ],
  rbd: [
    "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    [
      ['CephMonitors', 'monitors', slice],
      ['RBDImage', 'image'],
      FS,
      ['RBDPool', 'pool'],
      ['RadosUser', 'user'],
      ['Keyring', 'keyring'],
      SECRET,
      READ_ONLY,
    ],
  ],
  quobyte: [
    "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    [['Registry', 'registry'], ['Volume', 'volume'], READ_ONLY],
  ],
  azureDisk: [
    'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    [
      ['DiskName', 'diskName'],
      ['DiskURI', 'diskURI'],
      ['Kind', 'kind'],
      FS,
      ['CachingMode', 'cachingMode'],
      READ_ONLY,
    ],
  ],
  azureFile: [
    'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    [
      ['SecretName', 'secretName'],
      ['SecretNamespace', 'secretNamespace', text, 'persistent'],
      ['ShareName', 'shareName'],
      READ_ONLY,
    ],
  ],
  vsphereVolume: [
    'vSphereVolume (a Persistent Disk resource in vSphere)',
    [['VolumePath', 'volumePath'], FS, ['StoragePolicyName', 'storagePolicyName']],
  ],
  cinder: [
    'Cinder (a Persistent Disk resource in OpenStack)',
    [['VolumeID', 'volumeID'], FS, READ_ONLY, SECRET],
  ],
  photonPersistentDisk: [
    'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    [['PdID', 'pdID'], FS],
  ],
  portworxVolume: ['PortworxVolume (a Portworx Volume resource)', [['VolumeID', 'volumeID']]],
  scaleIO: [
    'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    [
      ['Gateway', 'gateway'],
      ['System', 'system'],
      ['Protection Domain', 'protectionDomain'],
      ['Storage Pool', 'storagePool'],
      ['Storage Mode', 'storageMode'],
      ['VolumeName', 'volumeName'],
      ['SecretName', 'secretRef.name', text, 'persistent'],
      ['SecretNamespace', 'secretRef.namespace', text, 'persistent'],
      FS,
      READ_ONLY,
    ],
  ],
  cephfs: [
    "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    [
      ['Monitors', 'monitors', slice],
      ['Path', 'path'],
      ['User', 'user'],
      ['SecretFile', 'secretFile'],
      SECRET,
      READ_ONLY,
    ],
  ],
  storageos: [
    'StorageOS (a StorageOS Persistent Disk resource)',
    [['VolumeName', 'volumeName'], ['VolumeNamespace', 'volumeNamespace'], FS, READ_ONLY],
  ],
  fc: [
    'FC (a Fibre Channel disk)',
    [['TargetWWNs', 'targetWWNs', joined], ['LUN', 'lun', orNone], FS, READ_ONLY],
  ],
  flexVolume: [
    'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    [['Driver', 'driver'], FS, SECRET, READ_ONLY, ['Options', 'options', map]],
  ],
  flocker: [
    'Flocker (a Flocker volume mounted by the Flocker agent)',
    [
      ['DatasetName', 'datasetName'],
      ['DatasetUUID', 'datasetUUID'],
    ],
  ],
};

/**
 * What is told of a volume of a kind that is named and not simulated, in a pod or as a persistent
 * one; undefined when it is none of these. Models the printers of kubectl's describe.go.
 */
export function otherVolume(
  volume: object,
  where: 'pod' | 'persistent',
): readonly Row[] | undefined {
  const name = Object.keys(volume).find((key) => KINDS[key] !== undefined);
  if (name === undefined) return undefined;
  const [type, fields] = KINDS[name] as Kind;
  const source = fieldAt(volume, name);
  const rows = fields
    .filter(([, , , only]) => only === undefined || only === where)
    .map(([title, path, print = text]): Row => [title, print(fieldAt(source, path))]);
  return [['Type', type], ...rows];
}

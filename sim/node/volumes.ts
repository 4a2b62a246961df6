import {
  type CSIDriver,
  type DownwardAPIVolumeFile,
  type HostPathVolumeSource,
  type KeyToPath,
  type NFSVolumeSource,
  persistentVolumeClaims,
  persistentVolumes,
  UNMODELLED_KINDS,
  type Volume,
  type VolumeProjection,
  wholeValue,
} from '../api/index.ts';
import { type FileSystem, makeDirectories } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';
import type { ProjectedFile, ProjectedFiles } from './atomic-files.ts';
import { attachRefusal } from './attachment.ts';
import { dataOf, podField } from './environment.ts';
import { emptyDirectory, FOR_ALL, readOnly, subtree } from './file-views.ts';
import type { PodFacts } from './pod-facts.ts';
import { resourceField } from './resources.ts';
import { accountToken } from './token.ts';

/** Where the data of volumes lives that outlast a pod. */
export interface VolumeStore {
  /** The data of a PersistentVolume, which is on no node in particular. */
  ofVolume(name: string): FileSystem;
  /** A directory of a file server. */
  ofServer(server: string, path: string): FileSystem;
  /** The root file system of a node, for `hostPath`. */
  ofNode(name: string): FileSystem;
}

export interface VolumeContext {
  readonly view: StoreView;
  readonly facts: PodFacts;
  readonly store: VolumeStore;
  readonly nowEpochMs: () => number;
}

/** Why a volume cannot be mounted yet, and who says so. */
export interface VolumeFailure {
  readonly ok: false;
  readonly reason: 'FailedMount' | 'FailedAttachVolume';
  readonly message: string;
}

export type VolumeAnswer =
  /** `open` makes the files; it is called when somebody looks at them first, and once. */
  | {
      readonly ok: true;
      readonly type: 'files';
      /** Whether the kubelet gives it to the group of the pod (`fsGroup`). */
      readonly isManaged: boolean;
      open(): FileSystem;
    }
  /** Files that come from other objects and follow them. */
  | {
      readonly ok: true;
      readonly type: 'projected';
      readonly content: ProjectedFiles;
      readonly nowEpochMs: () => number;
    }
  | VolumeFailure;

type Content =
  | { readonly ok: true; readonly content: ProjectedFiles }
  | { readonly ok: false; readonly message: string };

const DEFAULT_MODE = 0o644;
/** Of a token in a pod that has a group of its own. */
const TOKEN_MODE = 0o600;

/** Published by the cluster into every namespace; a pod does not wait for it. */
const ROOT_CA = 'kube-root-ca.crt';

interface KeySource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly items: readonly KeyToPath[] | undefined;
  readonly isOptional: boolean;
  readonly mode: number | undefined;
}

function keyed(context: VolumeContext, source: KeySource): Content {
  const namespace = context.facts.pod.metadata.namespace ?? '';
  const { kind, name, items, isOptional, mode = DEFAULT_MODE } = source;
  const data = dataOf(context.view, kind, namespace, name);
  if (data === undefined) {
    if (isOptional || name === ROOT_CA) return { ok: true, content: {} };
    return { ok: false, message: `${kind.toLowerCase()} "${name}" not found` };
  }
  const content: Record<string, ProjectedFile> = {};
  const wanted = items ?? Object.keys(data).map((key): KeyToPath => ({ key, path: key }));
  for (const { key, path, mode: own = mode } of wanted) {
    const text = data[key];
    if (text !== undefined) content[path] = { text, mode: own };
    else if (!isOptional)
      return { ok: false, message: `references non-existent config key: ${key}` };
  }
  return { ok: true, content };
}

function downward(
  { facts }: VolumeContext,
  items: readonly DownwardAPIVolumeFile[],
  mode = DEFAULT_MODE,
): Content {
  const content: Record<string, ProjectedFile> = {};
  for (const { path, fieldRef, resourceFieldRef, mode: own = mode } of items) {
    const first = facts.pod.spec.containers[0];
    if (fieldRef !== undefined) {
      content[path] = { text: podField(facts, fieldRef) ?? '', mode: own };
    } else if (resourceFieldRef !== undefined && first !== undefined) {
      content[path] = { text: resourceField(facts, first, resourceFieldRef), mode: own };
    }
  }
  return { ok: true, content };
}

function projected(
  context: VolumeContext,
  sources: readonly VolumeProjection[],
  mode = DEFAULT_MODE,
): Content {
  const content: Record<string, ProjectedFile> = {};
  const { pod } = context.facts;
  for (const { serviceAccountToken, configMap, secret, downwardAPI } of sources) {
    let part: Content = { ok: true, content: {} };
    if (serviceAccountToken !== undefined) {
      const read = accountToken(context.view, pod, serviceAccountToken);
      const isOwn = pod.spec.securityContext?.fsGroup !== undefined;
      const file: ProjectedFile = {
        get text() {
          return read();
        },
        mode: isOwn ? TOKEN_MODE : mode,
      };
      part = { ok: true, content: { [serviceAccountToken.path]: file } };
    } else if (downwardAPI !== undefined) {
      part = downward(context, downwardAPI.items ?? [], mode);
    } else {
      const { name = '', items, optional = false } = configMap ?? secret ?? {};
      const kind = configMap === undefined ? 'Secret' : 'ConfigMap';
      part = keyed(context, { kind, name, items, isOptional: optional, mode });
    }
    if (!part.ok) return part;
    Object.assign(content, part.content);
  }
  return { ok: true, content };
}

function atomicFiles(context: VolumeContext, answer: Content, what: string): VolumeAnswer {
  if (answer.ok) {
    const { nowEpochMs } = context;
    return { ok: true, type: 'projected', content: answer.content, nowEpochMs };
  }
  const message = `MountVolume.SetUp failed for volume "${what}" : ${answer.message}`;
  return { ok: false, reason: 'FailedMount', message };
}

function claimFiles(context: VolumeContext, volume: Volume, claimName: string): VolumeAnswer {
  const { namespace = '' } = context.facts.pod.metadata;
  const claim = context.view.get(persistentVolumeClaims, namespace, claimName);
  const failed = (reason: string): VolumeAnswer => ({
    ok: false,
    reason: 'FailedMount',
    message:
      `Unable to attach or mount volumes: unmounted volumes=[${volume.name}], unattached ` +
      `volumes=[], failed to process volumes=[${volume.name}]: error processing PVC ` +
      `${namespace}/${claimName}: ${reason}`,
  });
  if (claim === undefined) {
    const missing = `persistentvolumeclaims "${claimName}" not found`;
    return failed(`failed to fetch PVC from API server: ${missing}`);
  }
  const { volumeName = '' } = claim.spec;
  if (claim.status?.phase !== 'Bound' || volumeName === '') return failed('PVC is not bound');
  const refusal = attachRefusal(context, claim, volumeName);
  if (refusal !== undefined) {
    return { ok: false, reason: 'FailedAttachVolume', message: refusal };
  }
  const isReadOnly = volume.persistentVolumeClaim?.readOnly === true;
  const open = (): FileSystem => context.store.ofVolume(volumeName);
  const spec = context.view.get(persistentVolumes, '', volumeName)?.spec;
  return {
    ok: true,
    type: 'files',
    isManaged: (spec?.csi ?? spec?.local) !== undefined && !isReadOnly,
    open: () => (isReadOnly ? readOnly(open()) : open()),
  };
}

/** An `emptyDir` in memory is as large as its limit; one on the node's disk has its space. */
const memoryLimitOf = ({ emptyDir }: Volume): number =>
  emptyDir?.medium === 'Memory' && emptyDir.sizeLimit !== undefined
    ? wholeValue(emptyDir.sizeLimit)
    : Number.POSITIVE_INFINITY;

const failed = (message: string): VolumeFailure => ({ ok: false, reason: 'FailedMount', message });

/** What a `hostPath` of each type has to be, when it is asked for. */
const HOST_TYPES: Readonly<Record<string, string>> = {
  Directory: 'a directory',
  File: 'a file',
  Socket: 'a socket file',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
};

/** Models pkg/volume/hostpath. */
function nodeFiles(
  { store, facts }: VolumeContext,
  name: string,
  { path: given, type = '' }: HostPathVolumeSource,
): VolumeAnswer {
  const path = given.replace(/\/+$/, '');
  const root = store.ofNode(facts.pod.spec.nodeName ?? '');
  const isFile = type.startsWith('File');
  if (type === 'FileOrCreate' && !root.stat(path).ok) {
    // The directory of such a file is not made.
    root.write(path, '');
  } else if (type === '' || type === 'DirectoryOrCreate') makeDirectories(root, path);
  const stat = root.stat(path === '' ? '/' : path);
  const found = stat.ok ? stat.value.type : '';
  const isRight =
    type === '' ||
    (isFile ? found === 'file' : type.startsWith('Directory') && found === 'directory');
  if (!isRight) {
    const wanted = HOST_TYPES[type.replace('OrCreate', '')] ?? type;
    const what = `hostPath type check failed: ${given} is not ${wanted}`;
    return failed(`MountVolume.SetUp failed for volume "${name}" : ${what}`);
  }
  const open = (): FileSystem => (path === '' ? root : subtree(root, path));
  return { ok: true, type: 'files', isManaged: false, open };
}

/** A directory of a file server, which all nodes see alike. */
function sharedFiles({ store }: VolumeContext, source: NFSVolumeSource): VolumeAnswer {
  const { server, path, readOnly: isReadOnly = false } = source;
  const open = (): FileSystem => {
    const files = store.ofServer(server, path);
    return isReadOnly ? readOnly(files) : files;
  };
  return { ok: true, type: 'files', isManaged: false, open };
}

/**
 * Why a driver cannot make a volume for one pod: it is not there, or only makes lasting ones.
 * Models pkg/volume/csi.
 */
function driverRefusal(view: StoreView, name: string): string | undefined {
  const kind = UNMODELLED_KINDS.find((each) => each.kind === 'CSIDriver');
  const driver = kind && (view.get(kind, '', name) as CSIDriver | undefined);
  if (driver === undefined) {
    return (
      'kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: ' +
      `driver name ${name} not found in the list of registered CSI drivers`
    );
  }
  const modes = driver.spec.volumeLifecycleModes ?? ['Persistent'];
  if (modes.includes('Ephemeral')) return undefined;
  const only = JSON.stringify(modes);
  return (
    'kubernetes.io/csi: mounter.SetUpAt failed to check volume lifecycle mode: ' +
    `volume mode "Ephemeral" not supported by driver ${name} (only supports ${only})`
  );
}

/** The files of one volume of a pod, or why it cannot be mounted yet. */
export function volumeFiles(context: VolumeContext, volume: Volume): VolumeAnswer {
  const { configMap, secret, projected: projection, downwardAPI, hostPath, nfs, csi } = volume;
  const atomic = (content: Content): VolumeAnswer => atomicFiles(context, content, volume.name);
  if (volume.persistentVolumeClaim !== undefined) {
    return claimFiles(context, volume, volume.persistentVolumeClaim.claimName);
  }
  if (volume.ephemeral !== undefined) {
    return claimFiles(context, volume, `${context.facts.pod.metadata.name}-${volume.name}`);
  }
  if (configMap !== undefined) {
    const { name = '', items, optional: isOptional = false, defaultMode: mode } = configMap;
    return atomic(keyed(context, { kind: 'ConfigMap', name, items, isOptional, mode }));
  }
  if (secret !== undefined) {
    const { secretName: name = '', items, optional: isOptional = false, defaultMode } = secret;
    const source = { kind: 'Secret', name, items, isOptional, mode: defaultMode } as const;
    return atomic(keyed(context, source));
  }
  if (projection !== undefined) {
    return atomic(projected(context, projection.sources ?? [], projection.defaultMode));
  }
  if (downwardAPI !== undefined) {
    return atomic(downward(context, downwardAPI.items ?? [], downwardAPI.defaultMode));
  }
  if (hostPath !== undefined) return nodeFiles(context, volume.name, hostPath);
  if (nfs !== undefined) return sharedFiles(context, nfs);
  const refusal = csi === undefined ? undefined : driverRefusal(context.view, csi.driver);
  if (refusal !== undefined) {
    return failed(`MountVolume.SetUp failed for volume "${volume.name}" : ${refusal}`);
  }
  const limit = memoryLimitOf(volume);
  const open = (): FileSystem => {
    const files = emptyDirectory(context.nowEpochMs, () => limit, FOR_ALL);
    return csi?.readOnly === true ? readOnly(files) : files;
  };
  return { ok: true, type: 'files', isManaged: true, open };
}

import {
  type DownwardAPIVolumeFile,
  type KeyToPath,
  persistentVolumeClaims,
  type Volume,
  type VolumeProjection,
} from '../api/index.ts';
import { createMemoryFiles, type FileSystem } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';
import { dataOf, podField } from './environment.ts';
import { makeDirectories, readOnly, subtree } from './file-views.ts';
import type { PodFacts } from './pod-facts.ts';
import { resourceField } from './resources.ts';

/** Where the data of volumes lives that outlast a pod. */
export interface VolumeStore {
  /** The data of a PersistentVolume, which is on no node in particular. */
  ofVolume(name: string): FileSystem;
  /** The root file system of a node, for `hostPath`. */
  ofNode(name: string): FileSystem;
}

export interface VolumeContext {
  readonly view: StoreView;
  readonly facts: PodFacts;
  readonly store: VolumeStore;
  readonly nowEpochMs: () => number;
}

export type VolumeAnswer =
  /** `open` makes the files; it is called when somebody looks at them first, and once. */
  { readonly ok: true; open(): FileSystem } | { readonly ok: false; readonly message: string };

type Content =
  | { readonly ok: true; readonly content: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly message: string };

/** Published by the cluster into every namespace; a pod does not wait for it. */
const ROOT_CA = 'kube-root-ca.crt';

interface KeySource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly items: readonly KeyToPath[] | undefined;
  readonly isOptional: boolean;
}

function keyed(context: VolumeContext, source: KeySource): Content {
  const namespace = context.facts.pod.metadata.namespace ?? '';
  const { kind, name, items, isOptional } = source;
  const data = dataOf(context.view, kind, namespace, name);
  if (data === undefined) {
    if (isOptional || name === ROOT_CA) return { ok: true, content: {} };
    return { ok: false, message: `${kind.toLowerCase()} "${name}" not found` };
  }
  if (items === undefined) return { ok: true, content: data };
  const content: Record<string, string> = {};
  for (const { key, path } of items) {
    const value = data[key];
    if (value !== undefined) content[path] = value;
    else if (!isOptional)
      return { ok: false, message: `references non-existent config key: ${key}` };
  }
  return { ok: true, content };
}

function downward(context: VolumeContext, items: readonly DownwardAPIVolumeFile[]): Content {
  const content: Record<string, string> = {};
  const { facts } = context;
  for (const { path, fieldRef, resourceFieldRef } of items) {
    const first = facts.pod.spec.containers[0];
    if (fieldRef !== undefined) content[path] = podField(facts, fieldRef) ?? '';
    else if (resourceFieldRef !== undefined && first !== undefined) {
      content[path] = resourceField(facts, first, resourceFieldRef);
    }
  }
  return { ok: true, content };
}

function projected(context: VolumeContext, sources: readonly VolumeProjection[]): Content {
  const content: Record<string, string> = {};
  const { pod } = context.facts;
  for (const { serviceAccountToken, configMap, secret, downwardAPI } of sources) {
    let part: Content = { ok: true, content: {} };
    if (serviceAccountToken !== undefined) {
      const subject = `${pod.metadata.namespace}:${pod.spec.serviceAccountName}`;
      part = {
        ok: true,
        content: { [serviceAccountToken.path]: `token.${subject}.${pod.metadata.uid}` },
      };
    } else if (downwardAPI !== undefined) {
      part = downward(context, downwardAPI.items ?? []);
    } else {
      const { name = '', items, optional = false } = configMap ?? secret ?? {};
      const kind = configMap === undefined ? 'Secret' : 'ConfigMap';
      part = keyed(context, { kind, name, items, isOptional: optional });
    }
    if (!part.ok) return part;
    Object.assign(content, part.content);
  }
  return { ok: true, content };
}

/**
 * Files as the kubelet's atomic writer lays them out: a dated directory, the link `..data` to it,
 * and a link for every first part of a path.
 */
function atomicFiles(context: VolumeContext, answer: Content, what: string): VolumeAnswer {
  if (!answer.ok) {
    return {
      ok: false,
      message: `MountVolume.SetUp failed for volume "${what}" : ${answer.message}`,
    };
  }
  const { content } = answer;
  return { ok: true, open: () => layOut(context.nowEpochMs, content) };
}

function layOut(nowEpochMs: () => number, contents: Readonly<Record<string, string>>): FileSystem {
  const files = emptyDirectory(nowEpochMs);
  const date = new Date(nowEpochMs()).toISOString();
  const dated = `..${date.slice(0, 19).replace(/[-:]/g, '_').replace('T', '_')}.000000000`;
  makeDirectories(files, `/${dated}`);
  for (const [path, content] of Object.entries(contents)) {
    makeDirectories(files, `/${dated}/${path.split('/').slice(0, -1).join('/')}`);
    files.write(`/${dated}/${path}`, content);
  }
  files.symlink(dated, '/..data');
  for (const path of Object.keys(contents)) {
    const [first = ''] = path.split('/');
    if (!files.lstat(`/${first}`).ok) files.symlink(`..data/${first}`, `/${first}`);
  }
  return readOnly(files);
}

function claimFiles(context: VolumeContext, volume: Volume, claimName: string): VolumeAnswer {
  const { namespace = '' } = context.facts.pod.metadata;
  const claim = context.view.get(persistentVolumeClaims, namespace, claimName);
  const failed = (reason: string): VolumeAnswer => ({
    ok: false,
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
  const isReadOnly = volume.persistentVolumeClaim?.readOnly === true;
  const open = (): FileSystem => context.store.ofVolume(volumeName);
  return { ok: true, open: () => (isReadOnly ? readOnly(open()) : open()) };
}

/** A directory without the devices and the /tmp of a root file system. */
export function emptyDirectory(nowEpochMs: () => number): FileSystem {
  const files = createMemoryFiles({ nowEpochMs, files: {} });
  for (const name of ['dev/null', 'dev/zero', 'dev/full', 'dev', 'tmp']) files.remove(`/${name}`);
  return files;
}

/** The files of one volume of a pod, or why it cannot be mounted yet. */
export function volumeFiles(context: VolumeContext, volume: Volume): VolumeAnswer {
  const { configMap, secret, projected: projection, downwardAPI, hostPath } = volume;
  const atomic = (content: Content): VolumeAnswer => atomicFiles(context, content, volume.name);
  if (volume.persistentVolumeClaim !== undefined) {
    return claimFiles(context, volume, volume.persistentVolumeClaim.claimName);
  }
  if (volume.ephemeral !== undefined) {
    return claimFiles(context, volume, `${context.facts.pod.metadata.name}-${volume.name}`);
  }
  if (configMap !== undefined) {
    const { name = '', items, optional = false } = configMap;
    return atomic(keyed(context, { kind: 'ConfigMap', name, items, isOptional: optional }));
  }
  if (secret !== undefined) {
    const { secretName = '', items, optional = false } = secret;
    const source = { kind: 'Secret', name: secretName, items, isOptional: optional } as const;
    return atomic(keyed(context, source));
  }
  if (projection !== undefined) return atomic(projected(context, projection.sources ?? []));
  if (downwardAPI !== undefined) return atomic(downward(context, downwardAPI.items ?? []));
  if (hostPath !== undefined) {
    const path = hostPath.path.replace(/\/+$/, '');
    const open = (): FileSystem => {
      const root = context.store.ofNode(context.facts.pod.spec.nodeName ?? '');
      makeDirectories(root, path);
      return path === '' ? root : subtree(root, path);
    };
    return { ok: true, open };
  }
  return { ok: true, open: () => emptyDirectory(context.nowEpochMs) };
}

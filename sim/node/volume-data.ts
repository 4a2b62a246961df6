import { persistentVolumeClaims, persistentVolumes, wholeValue } from '../api/index.ts';
import { type Clock, createMemoryFiles, type FileSystem } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';
import { emptyDirectory, FOR_ALL } from './file-views.ts';
import type { VolumeStore } from './volumes.ts';

/** What lies on volumes, file servers and nodes; it outlives the pods that mount it. */
export interface VolumeData {
  readonly store: VolumeStore;
  /** What lies on a PersistentVolume; undefined before a pod has mounted it. */
  dataOf(volume: string): FileSystem | undefined;
  /** The volume is deleted, with all that lies on it. */
  forget(volume: string): void;
}

const NO_LIMIT = (): number => Number.POSITIVE_INFINITY;

/**
 * The bytes that a PersistentVolume has room for. A directory that was expanded has its new size at
 * once; the file system of a disk grows after the disk, where a pod has it.
 */
function capacityOf(view: StoreView, volume: string): number {
  const { capacity: whole, claimRef, csi } = view.get(persistentVolumes, '', volume)?.spec ?? {};
  const { namespace = '', name = '' } = claimRef ?? {};
  const claim = view.get(persistentVolumeClaims, namespace, name);
  const capacity = csi === undefined ? whole : (claim?.status.capacity ?? whole);
  return capacity?.storage === undefined ? NO_LIMIT() : wholeValue(capacity.storage);
}

/** Creates the data of a cluster's volumes, all empty. */
export function createVolumeData(clock: Clock, view: StoreView): VolumeData {
  const data = new Map<string, FileSystem>();
  const nowEpochMs = (): number => clock.epochMs();
  const remembered = (key: string, make: () => FileSystem): FileSystem => {
    const files = data.get(key) ?? make();
    data.set(key, files);
    return files;
  };
  const ofServer: VolumeStore['ofServer'] = (host, path) =>
    remembered(`nfs/${host}${path}`, () => emptyDirectory(nowEpochMs, NO_LIMIT, FOR_ALL));
  const ofVolume: VolumeStore['ofVolume'] = (name) => {
    const spec = view.get(persistentVolumes, '', name)?.spec;
    if (spec?.nfs !== undefined) return ofServer(spec.nfs.server, spec.nfs.path);
    // A new file system belongs to root; directories of provisioners are for everybody.
    const mode = (spec?.csi ?? spec?.local) === undefined ? FOR_ALL : 0o755;
    const make = (): FileSystem => emptyDirectory(nowEpochMs, () => capacityOf(view, name), mode);
    return remembered(`pv/${name}`, make);
  };
  const ofNode: VolumeStore['ofNode'] = (name) =>
    remembered(`node/${name}`, () => createMemoryFiles({ nowEpochMs, files: {} }));
  return {
    store: { ofVolume, ofServer, ofNode },
    dataOf: (volume) => data.get(`pv/${volume}`),
    forget: (volume) => {
      data.delete(`pv/${volume}`);
    },
  };
}

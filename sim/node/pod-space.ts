import { type Pod, type Volume, wholeValue } from '../api/index.ts';
import type { FileSystem } from '../kernel/index.ts';
import type { PodFailure } from './pod.machine.ts';

/** An `emptyDir` on the node's disk with a limit; one in memory is full at its limit instead. */
const limitOf = ({ emptyDir }: Volume): string | undefined =>
  emptyDir?.medium === 'Memory' ? undefined : emptyDir?.sizeLimit;

export const EVICTED = 'Evicted';

export const hasLimitedDirectory = ({ spec }: Pod): boolean =>
  (spec.volumes ?? []).some((volume) => limitOf(volume) !== undefined);

function bytesBelow(files: FileSystem, path: string): number {
  const names = files.list(path === '' ? '/' : path);
  let sum = 0;
  for (const name of names.ok ? names.value : []) {
    const stat = files.lstat(`${path}/${name}`);
    if (!stat.ok) continue;
    sum += stat.value.type === 'directory' ? bytesBelow(files, `${path}/${name}`) : stat.value.size;
  }
  return sum;
}

/**
 * Why the node evicts a pod whose directory has outgrown its limit; undefined when none has. Models
 * emptyDirLimitEviction of pkg/kubelet/eviction.
 */
export function spaceFailure(
  { spec }: Pod,
  filesOf: (volume: string) => FileSystem | undefined,
): PodFailure | undefined {
  for (const volume of spec.volumes ?? []) {
    const limit = limitOf(volume);
    const files = limit === undefined ? undefined : filesOf(volume.name);
    if (limit === undefined || files === undefined) continue;
    if (bytesBelow(files, '') <= wholeValue(limit)) continue;
    const message = `Usage of EmptyDir volume "${volume.name}" exceeds the limit "${limit}". `;
    return { reason: EVICTED, message };
  }
  return undefined;
}

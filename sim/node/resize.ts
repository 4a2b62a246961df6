import {
  type PersistentVolumeClaim,
  type PersistentVolumeClaimStatus,
  type Pod,
  persistentVolumeClaims,
} from '../api/index.ts';
import { because, type Origin } from '../kernel/index.ts';
import { writeAs } from '../store/index.ts';
import type { KubeletParts } from './ports.ts';

/** From the request to the file system that has its new size. */
const GROW_MS = 600;

export const isWaitingForNode = ({ status }: PersistentVolumeClaim): boolean =>
  status.allocatedResourceStatuses?.storage === 'NodeResizePending';

/** The claims that a pod mounts. */
export const claimNamesOf = ({ metadata, spec }: Pod): readonly string[] =>
  (spec.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) =>
    persistentVolumeClaim !== undefined
      ? [persistentVolumeClaim.claimName]
      : ephemeral === undefined
        ? []
        : [`${metadata.name}-${name}`],
  );

/**
 * Makes the file system of a claim as large as its disk, where a pod has it mounted. Models
 * NodeExpandVolume of pkg/volume/util/operationexecutor.
 */
export function growOnNode(parts: KubeletParts, pod: Pod, claimName: string, node: string): void {
  const { queue, server, events } = parts;
  const namespace = pod.metadata.namespace ?? '';
  queue.schedule(GROW_MS, `grow ${claimName}`, () => {
    const claim = server.view.get(persistentVolumeClaims, namespace, claimName);
    if (claim === undefined || !isWaitingForNode(claim)) return;
    const origin: Origin = {
      actor: 'kubelet',
      why: because('volume.resize', { claim: claimName }),
      triggerRv: 0,
      commandId: 0,
    };
    const { allocatedResourceStatuses: _done, conditions = [], ...rest } = claim.status;
    const left = conditions.filter(
      ({ type }) => !/^(FileSystemResizePending|Resizing)$/.test(type),
    );
    const status: PersistentVolumeClaimStatus = {
      ...rest,
      capacity: { ...rest.capacity, ...rest.allocatedResources },
      ...(left.length === 0 ? {} : { conditions: left }),
    };
    const metadata = { ...claim.metadata, resourceVersion: '' };
    const next = { ...claim, metadata, status } as PersistentVolumeClaim;
    server.update(persistentVolumeClaims, next, 'status', writeAs('kubelet'), origin);
    const volume = claim.spec.volumeName ?? '';
    const message = `MountVolume.NodeExpandVolume succeeded for volume "${volume}" ${node}`;
    for (const about of [pod, claim]) {
      const event = {
        ...{ about, fieldPath: '', severity: 'Normal' as const, message, action: '' },
        reason: 'FileSystemResizeSuccessful',
      };
      events.record({ component: 'kubelet', host: node, style: 'legacy' }, event, origin);
    }
  });
}

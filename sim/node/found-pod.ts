import type { Pod } from '../api/index.ts';
import type { FoundContainer } from './pod-container.ts';

/** When the kubelet of a pod that is found running had started it, milliseconds since 1970. */
export const startOf = ({ status }: Pod): number => Date.parse(status.startTime ?? '');

/** The container of a pod that is found running, as its status tells of it. */
export function foundContainer({ status }: Pod, wanted: string): FoundContainer | undefined {
  const known = status.containerStatuses?.find(({ name }) => name === wanted);
  const startedAt = known?.state?.running?.startedAt;
  if (known === undefined || startedAt === undefined) return undefined;
  return { containerId: known.containerID ?? '', startedAtEpochMs: Date.parse(startedAt) };
}

import { isEqual, type Pod, pods } from '../api/index.ts';
import type { Origin } from '../kernel/index.ts';
import { type ApiServer, writeAs } from '../store/index.ts';
import { podStatus, type StatusFacts } from './pod-status.ts';

/** Writes the status that follows from what the kubelet sees of a pod, unless it stands there. */
export function postPodStatus(
  server: ApiServer,
  { metadata: { namespace = '', name, uid } }: Pod,
  seen: Omit<StatusFacts, 'pod'>,
  origin: Origin,
): void {
  const stored = server.view.get(pods, namespace, name);
  if (stored?.metadata.uid !== uid) return;
  const status = podStatus({ pod: stored, ...seen });
  if (isEqual(status, stored.status)) return;
  const metadata = { ...stored.metadata, resourceVersion: '' };
  server.update(pods, { ...stored, metadata, status }, 'status', writeAs('kubelet'), origin);
}

/** Deletes a pod for good, now that nothing of it runs any more. */
export function finishDeletion(
  server: ApiServer,
  { metadata: { namespace = '', name, uid } }: Pod,
  origin: Origin,
): void {
  const options = {
    gracePeriodSeconds: 0,
    propagation: 'Background',
    preconditions: { uid },
    isDryRun: false,
  } as const;
  server.delete(pods, { namespace, name, subresource: '' }, options, origin);
}

import { type Lease, leases, microTimestamp } from '../api/index.ts';
import type { Origin } from '../kernel/index.ts';
import { writeAs } from '../store/index.ts';
import { RENEW_MS } from './node.machine.ts';
import type { KubeletParts } from './ports.ts';

const NAMESPACE = 'kube-node-lease';
const DURATION_SECONDS = 40;

/** A lease that was renewed later than this after its creation belongs to a node that beats. */
const FIRST_WORD_MS = 1_000;

/** When a node that says nothing would last have renewed its lease. */
const lastRenewal = (createdMs: number, nowEpochMs: number): number =>
  nowEpochMs - ((nowEpochMs - createdMs) % RENEW_MS);

/**
 * A lease as a reader sees it. A healthy node without heartbeats renews in thought only, so that
 * nothing is due in an idle cluster: what it would have written is worked out here.
 */
export function leaseAsRead(lease: Lease, nowEpochMs: number): Lease {
  const { renewTime } = lease.spec;
  const createdMs = Date.parse(lease.metadata.creationTimestamp);
  const isNodes = lease.metadata.namespace === NAMESPACE && renewTime !== undefined;
  if (!isNodes || Date.parse(renewTime) > createdMs + FIRST_WORD_MS) return lease;
  const renewed = microTimestamp(lastRenewal(createdMs, nowEpochMs));
  return { ...lease, spec: { ...lease.spec, renewTime: renewed } };
}

/** Leaves the lease of a node that falls silent as old as its last heartbeat would be. */
export function leaveLease({ server, queue }: KubeletParts, node: string, origin: Origin): void {
  const known = server.view.get(leases, NAMESPACE, node);
  if (known === undefined) return;
  const createdMs = Date.parse(known.metadata.creationTimestamp);
  const earliestMs = createdMs + FIRST_WORD_MS + 1;
  const renewedMs = Math.max(earliestMs, lastRenewal(createdMs, queue.epochMs()));
  if (Date.parse(known.spec.renewTime ?? '') >= renewedMs) return;
  const metadata = { ...known.metadata, resourceVersion: '' };
  const spec = { ...known.spec, renewTime: microTimestamp(renewedMs) };
  server.update(leases, { ...known, metadata, spec }, '', writeAs('kubelet'), origin);
}

/**
 * Tells the API server that a node's kubelet is alive. Models component-helpers/apimachinery/lease.
 */
export function renewLease({ server, queue }: KubeletParts, node: string, origin: Origin): void {
  const renewTime = microTimestamp(queue.epochMs());
  const known = server.view.get(leases, NAMESPACE, node);
  const options = writeAs('kubelet');
  if (known !== undefined) {
    const metadata = { ...known.metadata, resourceVersion: '' };
    const next = { ...known, metadata, spec: { ...known.spec, renewTime } };
    server.update(leases, next, '', options, origin);
    return;
  }
  const lease: Lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name: node,
      namespace: NAMESPACE,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
    },
    spec: { holderIdentity: node, leaseDurationSeconds: DURATION_SECONDS, renewTime },
  };
  server.create(leases, lease, options, origin);
}

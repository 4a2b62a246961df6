import { type Lease, leases, microTimestamp } from '../api/index.ts';
import type { Origin } from '../kernel/index.ts';
import { writeAs } from '../store/index.ts';
import type { KubeletParts } from './ports.ts';

const NAMESPACE = 'kube-node-lease';
const DURATION_SECONDS = 40;

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

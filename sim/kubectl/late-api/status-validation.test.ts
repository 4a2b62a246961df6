import { beforeAll, describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';

const OBJECTS = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx }] }
---
apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec:
  template:
    spec: { restartPolicy: Never, containers: [{ name: a, image: busybox, command: ['true'] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`;

let cluster: Cluster;
beforeAll(() => {
  cluster = createStandardCluster(1, ALL_PARTS);
  run(`kubectl apply -f - << EOF\n${OBJECTS}\nEOF\nsleep 60`);
});

function run(script: string): string {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 90_000 });
  return (stdout + stderr).trimEnd();
}

const patch = (what: string, status: object): string =>
  run(`kubectl patch ${what} --subresource=status --type=merge -p '${JSON.stringify({ status })}'`);

describe('a status that a person writes', () => {
  it('has no negative numbers, and no more pods ready than there are', () => {
    expect(patch('sts web', { replicas: 1, readyReplicas: 3, currentReplicas: -1 })).toBe(
      [
        'The StatefulSet "web" is invalid: ',
        '* status.currentReplicas: Invalid value: -1: must be greater than or equal to 0',
        '* status.readyReplicas: Invalid value: 3: cannot be greater than status.replicas',
      ].join('\n'),
    );
    expect(patch('sts web', { collisionCount: 3 })).toBe('statefulset.apps/web patched');
    expect(patch('sts web', { collisionCount: 2 })).toBe(
      'The StatefulSet "web" is invalid: status.collisionCount: Invalid value: 2: cannot be decremented',
    );
  });

  it('takes nothing back from a Job that has ended', () => {
    expect(patch('job once', { succeeded: 0 })).toBe(
      'The Job "once" is invalid: status.succeeded: Invalid value: 0: cannot decrease the succeeded counter',
    );
    expect(patch('job once', { conditions: [] })).toContain(
      '* status.conditions: Invalid value: cannot disable the terminal Complete=True condition',
    );
    expect(patch('job once', { active: 2 })).toBe(
      'The Job "once" is invalid: status.active: Invalid value: 2: active>0 is invalid for finished job',
    );
  });

  it('does not bring back a container that has ended for good', () => {
    const pod = run('kubectl get pods -l job-name=once -o name').replace('pod/', 'pod ');
    expect(patch(pod, { containerStatuses: [{ name: 'a', state: { running: {} } }] })).toContain(
      'status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state',
    );
    expect(patch(pod, { qosClass: 'Guaranteed', podIPs: [{ ip: '1.2.3' }] })).toBe(
      [
        `The Pod "${pod.slice(4)}" is invalid: `,
        '* status.qosClass: Invalid value: "Guaranteed": field is immutable',
        '* status.podIPs[0]: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      ].join('\n'),
    );
  });

  it('tells the truth about namespaces and load balancers', () => {
    expect(patch('ns shop', { phase: 'Terminating' })).toBe(
      'The Namespace "shop" is invalid: status.Phase: Invalid value: "Terminating": ' +
        "may only be 'Active' if `deletionTimestamp` is empty",
    );
    expect(patch('svc web', { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } })).toBe(
      'The Service "web" is invalid: status.loadBalancer.ingress: Forbidden: ' +
        'may only be used when `spec.type` is "LoadBalancer"',
    );
  });
});

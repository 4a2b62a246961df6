import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const podWith = (name: string, volume: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  containers:
  - {name: c, image: 'busybox:1.36', command: [sleep, "10000"], volumeMounts: [{name: d, mountPath: /d}]}
  volumes:
  - {name: d, ${volume}}
`;

function start() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 300_000 });
    return stdout + stderr;
  };
  return { cluster, run };
}

it('evicts a pod whose emptyDir outgrows its limit', () => {
  const { cluster, run } = start();
  run('kubectl apply -f -', podWith('p', 'emptyDir: {sizeLimit: 1Mi}'));
  run('kubectl wait --for=condition=Ready pod/p --timeout=60s');
  run('kubectl exec p -- sh -c "head -c 2000000 /dev/zero > /d/big"');
  cluster.world.advance(15_000);
  expect(run("kubectl get pod p -o jsonpath='{.status.phase} {.status.reason}'")).toBe(
    'Failed Evicted',
  );
  expect(run('kubectl get events')).toContain(
    'Usage of EmptyDir volume "d" exceeds the limit "1Mi"',
  );
});

it('gives a ReadWriteOncePod claim to one pod at a time', () => {
  const { run } = start();
  run(
    'kubectl apply -f -',
    `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec: {accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Mi}}}
`,
  );
  run('kubectl apply -f -', podWith('a', 'persistentVolumeClaim: {claimName: c}'));
  run('kubectl wait --for=condition=Ready pod/a --timeout=60s');
  run('kubectl apply -f -', podWith('b', 'persistentVolumeClaim: {claimName: c}'));
  run('sleep 5');
  expect(run('kubectl describe pod b')).toContain(
    '3 node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode',
  );
  run('kubectl delete pod a --now');
  run('kubectl wait --for=condition=Ready pod/b --timeout=60s');
  expect(run('kubectl get pod b')).toMatch(/b\s+1\/1\s+Running/);
});

it('tells a member of a set its full name', () => {
  const { run } = start();
  run('kubectl create service clusterip nginx --clusterip=None --tcp=80');
  run(
    'kubectl apply -f -',
    `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: nginx
  selector: {matchLabels: {app: nginx}}
  template:
    metadata: {labels: {app: nginx}}
    spec: {containers: [{name: c, image: 'debian:12', command: [sleep, "1000"]}]}
`,
  );
  run('kubectl rollout status sts/web --timeout=60s');
  expect(run('kubectl exec web-0 -- hostname -f')).toBe('web-0.nginx.default.svc.cluster.local\n');
  expect(run('kubectl exec web-0 -- hostname')).toBe('web-0\n');
});

import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const SET = `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.25
        readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 1}
        lifecycle: {preStop: {exec: {command: [sleep, '5']}}}
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  containers: [{name: c, image: 'quay.io/iamgini/k8sutils:debian12-1.1', command: [sleep, infinity]}]
`;

it('answers every request of a client while its pods are replaced one by one', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: 600_000 }).stdout;
  run('kubectl apply -f -', SET);
  run(
    'kubectl rollout status sts/web --timeout=120s; kubectl wait --for=condition=Ready pod/client',
  );
  const loop = 'for i in $(seq 300); do curl -s -m 2 -o /dev/null web; sleep 0.2; done';
  const beganAtMs = cluster.clock.nowMs();
  const out = run(
    `kubectl exec client -- sh -c '${loop}' &
     kubectl set image sts/web web=nginx:1.27; kubectl rollout status sts/web --timeout=300s; wait`,
  );
  expect(out).toContain('2 new pods have been updated');
  const during = cluster
    .requests()
    .filter(
      ({ atMs, from, protocol }) =>
        atMs >= beganAtMs && from.pod === 'client' && protocol !== 'dns',
    );
  const answered = during.filter(({ protocol }) => protocol === 'http');
  expect(new Set(answered.map(({ pod }) => pod))).toEqual(new Set(['web-0', 'web-1']));
  expect(answered.length).toBe(300);
  expect(during.filter(({ outcome, answer }) => outcome !== 'ok' || answer !== '200')).toEqual([]);
});

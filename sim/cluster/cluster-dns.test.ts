import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { pods } from '../api/index.ts';
import { createStandardCluster } from './session.ts';

it('runs from the first instant, as the controllers and the kubelet would have it', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const changes = cluster.view.changes().filter(({ object }) => {
    const { namespace, name } = object.metadata;
    return namespace === 'kube-system' && /^(coredns|kube-dns)/.test(name);
  });
  expect(changes.every(({ type, atMs }) => type === 'ADDED' && atMs === 0)).toBe(true);
  expect(changes).toHaveLength(9);
});

it('answers from its pods, and comes back when they are deleted', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string): string =>
    cluster.runScript({ script, stdin: '', limitMs: 300_000 }).stdout;
  run('kubectl run t --image=busybox:1.36 --command -- sleep 10000');
  run('kubectl wait --for=condition=Ready pod/t --timeout=60s');
  const ask = 'kubectl exec t -- nslookup kubernetes.default.svc.cluster.local';
  expect(run(ask)).toContain('Address: 10.96.0.1\n');
  run('kubectl scale deploy/coredns -n kube-system --replicas=0');
  run('kubectl wait --for=delete pod -l k8s-app=kube-dns -n kube-system --timeout=60s');
  expect(run(ask)).toContain('no servers could be reached');
  run('kubectl scale deploy/coredns -n kube-system --replicas=2');
  run('kubectl rollout status deploy/coredns -n kube-system --timeout=60s');
  expect(run(ask)).toContain('Address: 10.96.0.1\n');
  expect(cluster.view.list(pods, 'kube-system')).toHaveLength(2);
});

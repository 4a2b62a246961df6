import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { PRODUCT_NETWORK } from '../net/index.ts';
import { DEFAULT_PROFILE } from '../node/index.ts';
import { standardClass } from './boot.ts';
import { createCluster } from './cluster.ts';
import { withBehaviours } from './image-behaviour.ts';

it('lets a lesson say how images behave', () => {
  const profile = withBehaviours(DEFAULT_PROFILE, {
    'nginx:1.25': { pullMs: 20_000 },
    'redis:7.2': { crash: { afterMs: 100, exitCode: 3, times: 1 } },
    'httpd:2.4': { hangingProbes: ['readiness'] },
  });
  const cluster = createCluster({
    seed: 1,
    nodes: 1,
    storageClasses: [standardClass()],
    objects: [],
    files: {},
    profile,
    featureGates: {},
    network: PRODUCT_NETWORK,
    parts: ALL_PARTS,
  });
  const run = (script: string, stdin = ''): string => {
    const { stdout, stderr } = cluster.runScript({ script, stdin, limitMs: 300_000 });
    return stdout + stderr;
  };
  run('kubectl run slow --image=nginx:1.25; kubectl run broken --image=redis:7.2');
  run(
    'kubectl apply -f -',
    `apiVersion: v1
kind: Pod
metadata: {name: hung}
spec:
  containers:
  - {name: c, image: 'httpd:2.4', readinessProbe: {httpGet: {path: /, port: 80}}}
`,
  );
  cluster.world.advance(10_000);
  expect(run('kubectl get pod slow')).toContain('ContainerCreating');
  expect(run('kubectl get pod broken')).toMatch(/1\/1\s+Running\s+1 /);
  cluster.world.advance(30_000);
  expect(run('kubectl get pod slow')).toMatch(/1\/1\s+Running/);
  expect(run('kubectl get pod hung')).toMatch(/0\/1\s+Running/);
  expect(run('kubectl describe pod hung')).toContain('Readiness probe failed: context deadline');
});

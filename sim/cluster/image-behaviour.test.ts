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
    'redis:7.2': { crash: { afterMs: 100, exitCode: 3, times: 1, output: 'no config\n' } },
    'memcached:1.6': { startMs: 5_000 },
    'busybox:1.36': { usage: { memoryBytes: 10_000_000, memoryGrowthPerMinute: 60_000_000 } },
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
---
apiVersion: v1
kind: Pod
metadata: {name: leak}
spec:
  containers:
  - {name: c, image: 'busybox:1.36', command: [sleep, infinity], resources: {limits: {memory: 40M}}}
---
apiVersion: v1
kind: Pod
metadata: {name: late}
spec:
  containers: [{name: c, image: 'memcached:1.6'}]
`,
  );
  cluster.world.advance(10_000);
  expect(run('kubectl get pod slow')).toContain('ContainerCreating');
  expect(run('kubectl get pod broken')).toMatch(/1\/1\s+Running\s+1 /);
  expect(run('kubectl logs broken -p')).toBe('no config\n');
  expect(run('kubectl get pod leak')).toMatch(/1\/1\s+Running\s+0 /);
  cluster.world.advance(30_000);
  expect(run('kubectl get pod slow')).toMatch(/1\/1\s+Running/);
  expect(run('kubectl get pod hung')).toMatch(/0\/1\s+Running/);
  expect(run('kubectl describe pod hung')).toContain('Readiness probe failed: context deadline');
  const last = '.status.containerStatuses[0].lastState.terminated';
  expect(run(`kubectl get pod leak -o jsonpath='{${last}.reason} {${last}.exitCode}'`)).toBe(
    'OOMKilled 137',
  );
  const started = "jsonpath='{.status.containerStatuses[0].state.running.startedAt}'";
  const early = "jsonpath='{.status.startTime}'";
  const seconds = (text: string): number => Date.parse(text) / 1000;
  const at = (path: string): number => seconds(run(`kubectl get pod late -o ${path}`));
  expect(at(started) - at(early)).toBeGreaterThanOrEqual(5);
});

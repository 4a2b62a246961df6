import { beforeEach, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import type { JsonObject } from '../api/index.ts';
import { PLAIN_NETWORK } from '../net/index.ts';
import { DEFAULT_PROFILE } from '../node/index.ts';
import { type Cluster, createCluster } from './cluster.ts';
import { withBehaviours } from './image-behaviour.ts';

const PROFILE = withBehaviours(DEFAULT_PROFILE, {
  'nginx:1.24': { usage: { cpuMilli: 90, memoryBytes: 64 * 1024 * 1024 } },
});

let cluster: Cluster;

const boot = (hasMetricsServer = true): void => {
  cluster = createCluster({
    seed: 1,
    nodes: 2,
    storageClasses: [],
    objects: [],
    files: {},
    profile: { ...PROFILE, hasMetricsServer },
    featureGates: {},
    network: PLAIN_NETWORK,
    parts: ALL_PARTS,
  });
};
beforeEach(() => boot());

function run(script: string): string {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  return (stdout + stderr).trimEnd();
}

const deployment = (replicas: number): JsonObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          { name: 'web', image: 'nginx:1.24', resources: { requests: { cpu: '100m' } } },
        ],
      },
    },
  },
});
const deploy = (replicas: number): string =>
  run(`echo '${JSON.stringify(deployment(replicas))}' | kubectl apply -f -`);
const replicas = (): string => run("kubectl get deploy web -o jsonpath='{.spec.replicas}'");

it('measures a pod when it has run for most of a window', () => {
  run('kubectl run p --image=nginx:1.25');
  expect(run('kubectl top pods')).toBe('error: metrics not available yet');
  cluster.world.advance(60_000);
  expect(run('kubectl top pods --no-headers')).toMatch(/^p +\d+m +\d+Mi/);
});

it('shows no more than the limit of a container', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'b' },
    spec: {
      containers: [
        {
          name: 'b',
          image: 'polinux/stress',
          command: ['stress', '--cpu', '1'],
          resources: { limits: { cpu: '300m' } },
        },
      ],
    },
  };
  run(`echo '${JSON.stringify(pod)}' | kubectl apply -f -`);
  cluster.world.advance(60_000);
  expect(run('kubectl top pods --no-headers')).toMatch(/^b +300m/);
});

it('gives the same answer within a window', () => {
  deploy(2);
  cluster.world.advance(60_000);
  const first = run('kubectl get podmetrics');
  expect(run('kubectl get podmetrics')).toBe(first);
});

it('has nothing of a node that is lost', () => {
  run('ssh node-2 poweroff');
  cluster.world.advance(30_000);
  expect(run('kubectl top nodes')).toMatch(/node-2 +<unknown> +<unknown> +<unknown> +<unknown>/);
});

it('scales a workload to what its pods use', () => {
  deploy(1);
  run('kubectl autoscale deployment web --cpu=50% --min=1 --max=5');
  cluster.world.advance(180_000);
  expect(replicas()).toBe('5');
  expect(run('kubectl get hpa web --no-headers')).toMatch(/cpu: (8|9)\d%\/50%/);
});

it('holds a size for five minutes before it takes pods away', () => {
  deploy(4);
  run('kubectl autoscale deployment web --cpu=200% --min=1 --max=5');
  cluster.world.advance(240_000);
  expect(replicas()).toBe('4');
  cluster.world.advance(120_000);
  expect(replicas()).toBe('2');
});

it('is no part of a cluster without it', () => {
  boot(false);
  expect(run('kubectl top nodes')).toBe('error: Metrics API not available');
  expect(run('kubectl get podmetrics')).toContain("the server doesn't have a resource type");
});

import { ALL_PARTS } from '../../sim/all-parts.ts';
import { statefulSets } from '../../sim/api/index.ts';
import { type Cluster, createCluster, standardClass } from '../../sim/index.ts';
import { PLAIN_NETWORK } from '../../sim/net/index.ts';
import { DEFAULT_PROFILE } from '../../sim/node/index.ts';
import type { Benchmark } from './measure.ts';

const MINUTE_MS = 60_000;

const newCluster = (nodes: number): Cluster =>
  createCluster({
    seed: 1,
    nodes,
    storageClasses: [standardClass()],
    objects: [],
    files: {},
    profile: DEFAULT_PROFILE,
    featureGates: {},
    network: PLAIN_NETWORK,
    parts: ALL_PARTS,
  });

/** A set whose pods start all at once and have no claims. */
const manifest = (replicas: number): string => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  replicas: ${replicas}
  podManagementPolicy: Parallel
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
      - name: web
        image: nginx:1.25
`;

const run = (cluster: Cluster, script: string): void => {
  const { exitCode, stderr } = cluster.runScript({ script, stdin: '', limitMs: MINUTE_MS });
  if (exitCode !== 0) throw new Error(`${script}: ${stderr}`);
};

const withPods = (count: number): Cluster => {
  const cluster = newCluster(Math.max(3, Math.ceil(count / 100)));
  run(cluster, `kubectl apply -f - <<'END'\n${manifest(count)}END\n`);
  return cluster;
};

const readyIn = (cluster: Cluster): number =>
  cluster.view.get(statefulSets, 'default', 'web')?.status.readyReplicas ?? 0;

const settle = (cluster: Cluster, count: number): Cluster => {
  const isReady = (): boolean => readyIn(cluster) === count;
  if (!cluster.world.advanceUntil(isReady, 30 * MINUTE_MS)) {
    throw new Error(`${readyIn(cluster)} of ${count} pods are ready`);
  }
  return cluster;
};

const boot: Benchmark = {
  name: 'cluster: a new one of 3 nodes, at rest',
  goalMs: 50,
  prepare: () => () => {
    newCluster(3);
  },
};

const pods = (count: number, goalMs: number | undefined): Benchmark => ({
  name: `cluster: ${count} pods of a parallel set to all ready`,
  goalMs,
  prepare: () => {
    const cluster = withPods(count);
    return () => {
      settle(cluster, count);
    };
  },
});

/** Nothing is asked of 100 pods for so long; what it takes, every second of the page takes. */
const IDLE_SECONDS = 600;

const idle: Benchmark = {
  name: `cluster: ${IDLE_SECONDS} s in which nothing happens, 100 pods`,
  goalMs: IDLE_SECONDS / 10,
  prepare: () => {
    const cluster = settle(withPods(100), 100);
    cluster.world.advance(MINUTE_MS);
    return () => cluster.world.advance(IDLE_SECONDS * 1000);
  },
};

/** How many changes an idle hour adds to the history, which is kept for ever. */
export function changesOfIdleHour(): number {
  const cluster = settle(withPods(100), 100);
  cluster.world.advance(MINUTE_MS);
  const before = cluster.view.changes().length;
  cluster.world.advance(60 * MINUTE_MS);
  return cluster.view.changes().length - before;
}

/** The cluster is made once: what is timed only reads it. */
const reading = (name: string, script: string, count = 100, goalMs = 5): Benchmark => {
  let cluster: Cluster | undefined;
  return {
    name: `kubectl: ${name}, ${count} pods`,
    goalMs,
    prepare: () => {
      cluster ??= settle(withPods(count), count);
      const ready = cluster;
      return () => run(ready, script);
    },
  };
};

/** What Tab offers for a line, in a cluster that is made once. */
const completing = (line: string): Benchmark => {
  let cluster: Cluster | undefined;
  const prepared = (): Cluster => {
    const ready = settle(withPods(500), 500);
    ready.openTerminal('bench', { columns: 80, rows: 24 });
    return ready;
  };
  return {
    name: `completion: ${line}…, 500 pods`,
    goalMs: 10,
    prepare: () => {
      cluster ??= prepared();
      const { complete } = cluster.terminal('bench');
      return () => {
        if (complete(line, line.length).choices.length === 0)
          throw new Error(`nothing for ${line}`);
      };
    },
  };
};

export const CLUSTER = {
  boot,
  hundred: pods(100, undefined),
  thousand: pods(1000, 1000),
  idle,
  reads: [
    reading('get pods', 'kubectl get pods'),
    reading('get pods -o yaml', 'kubectl get pods -o yaml'),
    reading('get pods -o json', 'kubectl get pods -o json'),
    reading('describe pod', 'kubectl describe pod web-50'),
    reading('describe pods', 'kubectl describe pods'),
    reading('get all through grep', 'kubectl get all -A | grep web-9'),
    reading('get pods', 'kubectl get pods', 1000, 30),
    reading('get pods -o yaml', 'kubectl get pods -o yaml', 1000, 30),
    reading('get pods -o json', 'kubectl get pods -o json', 1000, 30),
    reading('describe pods', 'kubectl describe pods', 1000, 30),
    reading('get events', 'kubectl get events', 1000, 30),
    reading('get pods -l', 'kubectl get pods -l app=web -o name', 1000, 30),
    completing('kubectl get pods web-4'),
    completing('kubectl logs '),
    completing('kubectl get pod web-1 -o jsonpath={.spec.'),
  ],
};

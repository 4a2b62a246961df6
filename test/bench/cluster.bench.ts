import { ALL_PARTS } from '../../sim/all-parts.ts';
import { type Deployment, deployments, statefulSets } from '../../sim/api/index.ts';
import { type Cluster, createCluster, standardClass } from '../../sim/index.ts';
import { PLAIN_NETWORK } from '../../sim/net/index.ts';
import { DEFAULT_PROFILE } from '../../sim/node/index.ts';
import { type Benchmark, WARM_UPS } from './measure.ts';

const MINUTE_MS = 60_000;

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

const newCluster = (nodes: number, pods = 1): Cluster =>
  createCluster({
    seed: 1,
    nodes,
    storageClasses: [standardClass()],
    objects: [],
    files: { 'web.yaml': manifest(pods) },
    profile: DEFAULT_PROFILE,
    featureGates: {},
    network: PLAIN_NETWORK,
    parts: ALL_PARTS,
  });

const run = (cluster: Cluster, script: string): void => {
  const { exitCode, stderr } = cluster.runScript({ script, stdin: '', limitMs: MINUTE_MS });
  if (exitCode !== 0) throw new Error(`${script}: ${stderr}`);
};

const withPods = (count: number): Cluster => {
  const cluster = newCluster(Math.max(3, Math.ceil(count / 100)), count);
  run(cluster, 'kubectl apply -f web.yaml');
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

/** How much virtual time is played of a rollout; the last old pod is gone before. */
export const ROLLOUT_MS = 5000;

const isRolledOut = (cluster: Cluster): boolean => {
  const { spec, status } = cluster.view.get(deployments, 'default', 'web') as Deployment;
  return status.replicas === spec.replicas && status.updatedReplicas === spec.replicas;
};

const rollout: Benchmark = {
  name: `cluster: ${ROLLOUT_MS / 1000} s in which a Deployment of 100 pods rolls`,
  goalMs: ROLLOUT_MS / 100,
  prepare: () => {
    const cluster = newCluster(3);
    run(cluster, 'kubectl create deployment web --image=nginx:1.25 --replicas=100');
    run(cluster, 'kubectl rollout status deployment web');
    run(cluster, 'kubectl set image deployment web nginx=nginx:1.26');
    return () => {
      cluster.world.advance(ROLLOUT_MS);
      if (!isRolledOut(cluster)) throw new Error('the rollout takes longer');
    };
  },
};

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

/** One whose pods have been ready for so long that they are measured. */
const atRest = (count: number): Cluster => {
  const cluster = settle(withPods(count), count);
  cluster.world.advance(MINUTE_MS);
  return cluster;
};

const warmClusters = new Map<number, Cluster>();
/** The one cluster of a size that all rows warm the engine up with. */
const warmCluster = (count: number): Cluster => {
  const cluster = warmClusters.get(count) ?? atRest(count);
  warmClusters.set(count, cluster);
  return cluster;
};

/**
 * A command in a cluster of its own, of which nothing was printed before: the first time counts
 * like the others, and is the slowest. `RUN` in it is another number each time.
 */
const command = (script: string, count: number, goalMs: number): Benchmark => {
  let runs = 0;
  let own: Cluster | undefined;
  return {
    name: `${script.replace('kubectl ', '').slice(0, 40)}, ${count} pods`,
    goalMs,
    prepare: () => {
      const line = script.replace('RUN', String(++runs));
      if (runs <= WARM_UPS) return () => run(warmCluster(count), line);
      own ??= atRest(count);
      const cluster = own;
      return () => run(cluster, line);
    },
    end: () => {
      own = undefined;
    },
  };
};

const TEMPLATE = '{{range .items}}{{.metadata.name}} {{.status.podIP}}{{end}}';
const PATHS = '{range .items[*]}{.metadata.name}{.status.podIP}{end}';

/** One row at least for each family of verbs, and for each format of `get`. */
const SCRIPTS: readonly string[] = [
  ...['', '-o wide', '-o name', '-o yaml', '-o json', '-o kyaml'].map((output) =>
    `kubectl get pods ${output}`.trimEnd(),
  ),
  `kubectl get pods -o jsonpath='${PATHS}'`,
  `kubectl get pods -o go-template='${TEMPLATE}'`,
  'kubectl get pods -o custom-columns=NAME:.metadata.name,IP:.status.podIP',
  'kubectl get pods --sort-by=.metadata.name',
  'kubectl get pods --show-labels -L app',
  'kubectl get pods -l app=web -o name',
  'kubectl get pods --field-selector=status.phase=Running',
  'kubectl get all -A',
  'kubectl get events',
  'kubectl events',
  'kubectl describe pod web-50',
  'kubectl describe pods',
  'kubectl describe nodes',
  'kubectl describe sts web',
  'kubectl top pods',
  'kubectl top nodes',
  'kubectl wait --for=condition=Ready pods --all',
  'kubectl rollout status sts/web',
  'kubectl rollout history sts/web',
  'kubectl logs web-50',
  'kubectl logs -l app=web --prefix --max-log-requests=1000',
  'kubectl label pods --all --overwrite tier=RUN',
  'kubectl annotate pods --all --overwrite note=RUN',
  'kubectl apply -f web.yaml',
  'kubectl apply -f web.yaml --server-side --force-conflicts',
  'kubectl diff -f web.yaml',
  'kubectl set image sts/web web=nginx:1.25',
  `kubectl patch sts web -p '{"metadata":{"labels":{"tier":"web"}}}'`,
  'kubectl exec web-50 -- hostname',
  'kubectl explain pod.spec.containers',
  'kubectl explain pods --recursive',
  'kubectl api-resources',
  'kubectl auth can-i create pods',
];

const commands = (count: number, goalMs: number): readonly Benchmark[] =>
  SCRIPTS.map((script) => command(script, count, goalMs));

/** What Tab offers for a line, in a cluster that is made once. */
const completing = (line: string): Benchmark => {
  let cluster: Cluster | undefined;
  const prepared = (): Cluster => {
    const ready = settle(withPods(500), 500);
    ready.openTerminal('bench', { columns: 80, rows: 24 });
    // The shell that completes has to be there.
    ready.world.settle();
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
  rollout,
  idle,
  commands: [...commands(100, 5), ...commands(1000, 30)],
  completions: [
    completing('kubectl get pods web-4'),
    completing('kubectl logs '),
    completing('kubectl get pods --'),
    completing('kubectl get pod web-1 -o jsonpath={.spec.'),
  ],
};

import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { type Pod, pods, type StatefulSet, statefulSets } from '../sim/api/index.ts';
import { type Cluster, createCluster, standardClass } from '../sim/index.ts';
import { createPrng, type Prng } from '../sim/kernel/index.ts';
import { PLAIN_NETWORK } from '../sim/net/index.ts';
import { DEFAULT_PROFILE } from '../sim/node/index.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const COMMANDS = 25;
const SCRIPT_LIMIT_MS = 60_000;
const CONVERGE_MS = 30 * 60_000;

const MANIFEST = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  serviceName: web
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 2
      containers: [{ name: c, image: "nginx:1.25", volumeMounts: [{ name: data, mountPath: /d }] }]
  volumeClaimTemplates:
  - metadata: { name: data }
    spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

const newCluster = (seed: number): Cluster =>
  createCluster({
    seed,
    nodes: 3,
    storageClasses: [standardClass()],
    objects: [],
    files: { 'web.yaml': MANIFEST },
    profile: DEFAULT_PROFILE,
    featureGates: {},
    network: PLAIN_NETWORK,
    parts: ALL_PARTS,
  });

/** One thing that a learner may do, at random. None of it deletes a claim. */
function randomCommand(prng: Prng): string {
  const pod = `web-${prng.below(5)}`;
  const image = `nginx:1.2${4 + prng.below(3)}`;
  const partition = `{"spec":{"updateStrategy":{"rollingUpdate":{"partition":${prng.below(4)}}}}}`;
  const choices = [
    `kubectl scale sts web --replicas=${prng.below(6)}`,
    `kubectl delete pod ${pod} --wait=false`,
    `kubectl delete pod ${pod} --grace-period=0 --force`,
    `kubectl set image sts/web c=${image}`,
    `kubectl set image sts/web c=nginx:does-not-exist`,
    `kubectl patch sts web -p '${partition}'`,
    'kubectl rollout undo sts/web',
    'kubectl rollout restart sts/web',
    'kubectl delete sts web --cascade=orphan; kubectl apply -f web.yaml',
    'kubectl apply -f web.yaml',
    `kubectl label pod ${pod} app=other --overwrite`,
    `kubectl label pod ${pod} app=web --overwrite`,
  ];
  return choices[prng.below(choices.length)] as string;
}

const isReady = (pod: Pod | undefined): boolean =>
  pod?.metadata.deletionTimestamp === undefined &&
  (pod?.status.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

/** What must hold after every change of the whole history. */
function checkHistory(cluster: Cluster): void {
  const living = new Map<string, Pod>();
  let rv = 0;
  for (const change of cluster.view.changes()) {
    expect(change.rv).toBeGreaterThan(rv);
    rv = change.rv;
    const { name } = change.object.metadata;
    expect(change.origin.triggerRv).toBeLessThan(rv);
    if (change.kind.kind === 'PersistentVolumeClaim') expect(change.type).not.toBe('DELETED');
    if (change.kind !== pods) continue;
    if (change.type === 'ADDED' && change.origin.actor === 'statefulset-controller') {
      const ordinal = Number(name.split('-')[1]);
      for (let before = 0; before < ordinal; before++) {
        expect([name, before, isReady(living.get(`web-${before}`))]).toEqual([name, before, true]);
      }
    }
    if (change.type === 'DELETED') living.delete(name);
    else living.set(name, change.object as Pod);
  }
}

const setOf = (cluster: Cluster): StatefulSet | undefined =>
  cluster.view.get(statefulSets, 'default', 'web');

function play(seed: number): Cluster {
  const cluster = newCluster(seed);
  const prng = createPrng(seed).split('learner');
  const run = (script: string): void => {
    cluster.runScript({ script, stdin: '', limitMs: SCRIPT_LIMIT_MS });
  };
  run('kubectl apply -f web.yaml');
  for (let i = 0; i < COMMANDS; i++) {
    run(randomCommand(prng));
    cluster.world.advance(prng.below(8_000));
  }
  return cluster;
}

const hashOf = (cluster: Cluster): string => {
  const hash = createHash('sha256');
  for (const { object } of cluster.view.changes()) hash.update(JSON.stringify(object));
  return hash.digest('hex');
};

test.each(SEEDS)('random commands with seed %i: order holds, claims stay, it converges', (seed) => {
  const cluster = play(seed);
  checkHistory(cluster);
  expect(hashOf(play(seed))).toBe(hashOf(cluster));
  // The learner stops and mends: a good image everywhere, no foreign or broken pods.
  const mend = [
    'kubectl apply -f web.yaml',
    `kubectl patch sts web -p '{"spec":{"updateStrategy":{"rollingUpdate":{"partition":0}}}}'`,
    'kubectl set image sts/web c=nginx:1.25',
    'kubectl delete pods --all --wait=false',
  ].join('; ');
  cluster.runScript({ script: mend, stdin: '', limitMs: SCRIPT_LIMIT_MS });
  const isConverged = (): boolean => {
    const set = setOf(cluster);
    return (
      set?.status.readyReplicas === 3 &&
      set.status.replicas === 3 &&
      set.status.currentRevision === set.status.updateRevision
    );
  };
  expect(cluster.world.advanceUntil(isConverged, CONVERGE_MS)).toBe(true);
  checkHistory(cluster);
});

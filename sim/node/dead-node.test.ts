import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import {
  deployments,
  type KubeObject,
  nodes,
  type Pod,
  persistentVolumes,
  pods,
  statefulSets,
} from '../api/index.ts';
import { standardClass } from '../cluster/boot.ts';
import { createControlPlane } from '../cluster/control-plane.ts';
import { because, type Origin } from '../kernel/index.ts';
import { PLAIN_NETWORK } from '../net/index.ts';
import { DELETE_DEFAULT, writeAs } from '../store/index.ts';
import { DEFAULT_PROFILE } from './index.ts';

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };
const MINUTE_MS = 60_000;
/** Silence until a node counts as failed, the patience of its pods, and some more. */
const GIVEN_UP_MS = 7 * MINUTE_MS;

const metadata = (name: string) => ({ name, namespace: 'default' });
const template = (app: string, spec: object = {}) => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'c', image: 'nginx:1.25' }], ...spec },
});
const APART = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'db' } } },
      ],
    },
  },
};
const statefulSet = (spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: metadata('db'),
  spec: {
    serviceName: 'db',
    replicas: 2,
    selector: { matchLabels: { app: 'db' } },
    template: template('db', APART),
    ...spec,
  },
});

function start() {
  const plane = createControlPlane({
    seed: 3,
    profile: DEFAULT_PROFILE,
    featureGates: {},
    network: PLAIN_NETWORK,
    parts: ALL_PARTS,
    storageClasses: [standardClass()],
    nodes: 3,
  });
  const { server, store, world } = plane;
  world.advance(2_000);
  const pod = (name: string): Pod | undefined => store.get(pods, 'default', name);
  return {
    ...plane,
    pod,
    create(kind: Parameters<typeof server.create>[0], object: object): void {
      const made = server.create(kind, object as KubeObject, writeAs('test'), USER);
      if (!made.ok) throw new Error(made.status.message);
    },
    /** Fails the node of a pod and waits until the control plane has drawn its conclusions. */
    failNodeOf(name: string): string {
      const node = pod(name)?.spec.nodeName ?? '';
      plane.kubelets.failNode(node);
      world.advance(GIVEN_UP_MS);
      return node;
    },
    forceDelete(name: string): void {
      const target = { namespace: 'default', name, subresource: '' };
      server.delete(pods, target, { ...DELETE_DEFAULT, gracePeriodSeconds: 0 }, USER);
      world.advance(MINUTE_MS);
    },
  };
}

it('keeps the pod of a StatefulSet, which is not replaced until it is force-deleted', () => {
  const cluster = start();
  cluster.create(statefulSets, statefulSet());
  cluster.world.advance(MINUTE_MS);
  const uid = cluster.pod('db-1')?.metadata.uid;
  const dead = cluster.failNodeOf('db-1');
  cluster.world.advance(60 * MINUTE_MS);
  expect(cluster.pod('db-1')?.metadata.uid).toBe(uid);
  expect(cluster.pod('db-1')?.metadata.deletionTimestamp).toBeDefined();
  expect(cluster.pod('db-1')?.status.phase).toBe('Running');
  cluster.forceDelete('db-1');
  const replacement = cluster.pod('db-1');
  expect(replacement?.metadata.uid).not.toBe(uid);
  expect(replacement?.status.phase).toBe('Running');
  expect(replacement?.spec.nodeName).not.toBe(dead);
});

it('lets the pod of a StatefulSet go when its node is marked out of service', () => {
  const cluster = start();
  cluster.create(statefulSets, statefulSet());
  cluster.world.advance(MINUTE_MS);
  const uid = cluster.pod('db-1')?.metadata.uid;
  const dead = cluster.failNodeOf('db-1');
  const node = cluster.store.get(nodes, '', dead);
  if (node === undefined) throw new Error('no node');
  const key = 'node.kubernetes.io/out-of-service';
  const taints = [...(node.spec.taints ?? []), { key, value: 'nodeshutdown', effect: 'NoExecute' }];
  const marked = { ...node, spec: { ...node.spec, taints } };
  cluster.server.update(nodes, marked, '', writeAs('test'), USER);
  cluster.world.advance(MINUTE_MS);
  expect(cluster.pod('db-1')?.metadata.uid).not.toBe(uid);
  expect(cluster.pod('db-1')?.status.phase).toBe('Running');
  expect(cluster.pod('db-1')?.spec.nodeName).not.toBe(dead);
});

it('does not keep a Deployment from replacing its pod', () => {
  const cluster = start();
  const selector = { matchLabels: { app: 'web' } };
  const spec = { replicas: 1, selector, template: template('web') };
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata('web'), spec };
  cluster.create(deployments, deployment);
  cluster.world.advance(MINUTE_MS);
  const [old] = cluster.store.list(pods, 'default');
  const dead = cluster.failNodeOf(old?.metadata.name ?? '');
  const now = cluster.store.list(pods, 'default');
  expect(now).toHaveLength(2);
  const fresh = now.find(({ metadata: { uid } }) => uid !== old?.metadata.uid);
  expect(fresh?.status.phase).toBe('Running');
  expect(fresh?.spec.nodeName).not.toBe(dead);
  expect(cluster.pod(old?.metadata.name ?? '')?.metadata.deletionTimestamp).toBeDefined();
});

it('keeps a replacement waiting that needs a volume of the dead node', () => {
  const cluster = start();
  const here = { key: 'kubernetes.io/hostname', operator: 'In', values: ['node-2'] };
  cluster.create(persistentVolumes, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk' },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'local',
      local: { path: '/mnt/disk' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [here] }] } },
    },
  });
  const volumeMounts = [{ name: 'data', mountPath: '/data' }];
  const containers = [{ name: 'c', image: 'nginx:1.25', volumeMounts }];
  const claim = {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'local',
      resources: { requests: { storage: '1Gi' } },
    },
  };
  cluster.create(
    statefulSets,
    statefulSet({
      replicas: 1,
      template: template('db', { containers }),
      volumeClaimTemplates: [claim],
    }),
  );
  cluster.world.advance(MINUTE_MS);
  expect(cluster.pod('db-0')?.spec.nodeName).toBe('node-2');
  cluster.failNodeOf('db-0');
  cluster.forceDelete('db-0');
  const replacement = cluster.pod('db-0');
  expect(replacement?.status.phase).toBe('Pending');
  const scheduled = replacement?.status.conditions?.find(({ type }) => type === 'PodScheduled');
  expect(scheduled).toMatchObject({ status: 'False', reason: 'Unschedulable' });
  expect(scheduled?.message).toBe(
    "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match " +
      "PersistentVolume's node affinity. no new claims to deallocate, preemption: 0/3 nodes are " +
      'available: 3 Preemption is not helpful for scheduling.',
  );
});

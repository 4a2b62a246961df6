import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import {
  type ConfigMap,
  configMaps,
  draftOf,
  type Event,
  events,
  type KubeObject,
  type Pod,
  persistentVolumeClaims,
  persistentVolumes,
  pods,
} from '../api/index.ts';
import { createControlPlane } from '../cluster/control-plane.ts';
import { because, type Origin, writerTo } from '../kernel/index.ts';
import { PLAIN_NETWORK } from '../net/index.ts';
import { DELETE_DEFAULT, writeAs } from '../store/index.ts';
import { DEFAULT_PROFILE } from './index.ts';

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };
const AS_TEST = writeAs('test');

function start() {
  const options = {
    seed: 1,
    profile: DEFAULT_PROFILE,
    featureGates: {},
    network: PLAIN_NETWORK,
    parts: ALL_PARTS,
    storageClasses: [],
  };
  const plane = createControlPlane({ ...options, nodes: 2 });
  const { server, store, world, kubelets } = plane;
  world.advance(2_000);
  const run = (pod: string, script: string): string => {
    let text = '';
    const stdout = writerTo((more) => {
      text += more;
    });
    const base = { namespace: 'default', pod, container: '', stdin: undefined };
    const command = ['sh', '-c', script];
    const answer = kubelets.exec({ ...base, stdout, stderr: stdout, tty: undefined, command });
    world.advance(100);
    return answer.ok ? text : answer.status.message;
  };
  return {
    ...plane,
    run,
    advance: world.advance,
    pod(name: string, spec: object): void {
      const metadata = { name, namespace: 'default' };
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec } as never as Pod;
      const answer = server.create(pods, pod, AS_TEST, USER);
      if (!answer.ok) throw new Error(answer.status.message);
    },
    label(name: string, labels: Record<string, string>): void {
      const pod = draftOf(store.get(pods, 'default', name) as Pod);
      server.update(pods, { ...pod, metadata: { ...pod.metadata, labels } }, '', AS_TEST, USER);
    },
    put: (kind: Parameters<typeof store.put>[0], object: object): KubeObject =>
      store.put(kind, object as KubeObject, USER),
    remove(name: string): void {
      const target = { namespace: 'default', name, subresource: '' };
      server.delete(pods, target, { ...DELETE_DEFAULT, gracePeriodSeconds: 1 }, USER);
    },
    settings: (data: Record<string, string>): ConfigMap => {
      const metadata = { name: 'settings', namespace: 'default' };
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data } as ConfigMap;
      const known = store.get(configMaps, 'default', 'settings');
      const answer =
        known === undefined
          ? server.create(configMaps, object, AS_TEST, USER)
          : server.update(configMaps, { ...draftOf(known), data }, '', AS_TEST, USER);
      if (!answer.ok) throw new Error(answer.status.message);
      return answer.value;
    },
    events: (reason: string): string[] =>
      store
        .changes()
        .filter(({ kind, type }) => kind === events && type === 'ADDED')
        .map(({ object }) => object as Event)
        .filter((event) => event.reason === reason)
        .map(({ source, message }) => `${source?.component}: ${message}`),
  };
}

const SLEEPER = { name: 'c', image: 'busybox:1.36', command: ['sleep', '100000'] };

describe('mounted ConfigMaps', () => {
  const spec = {
    containers: [
      {
        ...SLEEPER,
        env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }],
        volumeMounts: [
          { name: 'all', mountPath: '/all' },
          { name: 'all', mountPath: '/one', subPath: 'a' },
        ],
      },
    ],
    volumes: [{ name: 'all', configMap: { name: 'settings', defaultMode: 0o400 } }],
  };

  it('follow their object within the sync period, but not as a subPath or a variable', () => {
    const cluster = start();
    cluster.settings({ a: '1', b: 'x' });
    cluster.pod('p', spec);
    cluster.advance(20_000);
    const look = 'cat /all/a /one; echo " $A"; ls /all';
    expect(cluster.run('p', look)).toBe('11 1\na\nb\n');
    cluster.settings({ a: '2', c: 'y' });
    expect(cluster.run('p', look)).toBe('11 1\na\nb\n');
    cluster.advance(60_000);
    expect(cluster.run('p', look)).toBe('21 1\na\nc\n');
    expect(cluster.run('p', 'ls -l /all/..data/a')).toMatch(/^-r--------/);
    expect(cluster.run('p', 'echo no > /all/a')).toContain('Read-only file system');
  });

  it('follow it when nobody looked before', () => {
    const cluster = start();
    cluster.settings({ a: '1' });
    cluster.pod('p', spec);
    cluster.advance(20_000);
    cluster.settings({ a: '2' });
    cluster.advance(60_000);
    expect(cluster.run('p', 'cat /all/a')).toBe('2');
  });

  it('follow it at once when the kubelet looks because the pod was labelled', () => {
    const cluster = start();
    cluster.settings({ a: '1' });
    cluster.pod('p', spec);
    cluster.advance(20_000);
    cluster.label('p', { x: '1' });
    cluster.advance(2_000);
    cluster.settings({ a: '2' });
    expect(cluster.run('p', 'cat /all/a')).toBe('1');
    cluster.label('p', { x: '2' });
    cluster.advance(2_000);
    expect(cluster.run('p', 'cat /all/a')).toBe('2');
  });
});

it('a mounted label follows the pod', () => {
  const cluster = start();
  const fieldRef = { fieldPath: "metadata.labels['x']" };
  cluster.pod('p', {
    containers: [{ ...SLEEPER, volumeMounts: [{ name: 'own', mountPath: '/own' }] }],
    volumes: [{ name: 'own', downwardAPI: { items: [{ path: 'x', fieldRef }] } }],
  });
  cluster.advance(20_000);
  for (const x of ['1', '2']) {
    cluster.label('p', { x });
    cluster.advance(2_000);
    expect(cluster.run('p', 'cat /own/x')).toBe(x);
  }
});

describe('volumes', () => {
  const claim = (size: string, source: object) => {
    const metadata = (name: string, namespace?: string) => ({
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: name,
      resourceVersion: '',
      creationTimestamp: '2026-11-23T08:00:00Z',
    });
    const accessModes = ['ReadWriteOnce'];
    return {
      volume: {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: metadata('pv-1'),
        spec: {
          accessModes,
          capacity: { storage: size },
          claimRef: { namespace: 'default', name: 'data', uid: 'data' },
          persistentVolumeReclaimPolicy: 'Retain',
          ...source,
        },
        status: { phase: 'Bound' },
      },
      claim: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          ...metadata('data', 'default'),
          annotations: { 'pv.kubernetes.io/bind-completed': 'yes' },
        },
        spec: {
          accessModes,
          resources: { requests: { storage: size } },
          volumeName: 'pv-1',
          storageClassName: '',
        },
        status: { phase: 'Bound', accessModes, capacity: { storage: size } },
      },
    };
  };
  const user = (node: string) => ({
    nodeName: node,
    containers: [{ ...SLEEPER, volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  });
  const startWith = (size: string, source: object) => {
    const cluster = start();
    const objects = claim(size, source);
    cluster.put(persistentVolumes, objects.volume);
    cluster.put(persistentVolumeClaims, objects.claim);
    return cluster;
  };

  it('answer ENOSPC when they are full, and keep what they have', () => {
    const cluster = startWith('1Ki', { hostPath: { path: '/x' } });
    cluster.pod('p', user('node-1'));
    cluster.advance(20_000);
    const fill = 'for i in $(seq 200); do echo 0123456 >> /data/a; done; cat /data/a | wc -c';
    expect(cluster.run('p', `(${fill}) 2>&1`)).toMatch(/No space left on device\n1024\n$/);
    expect(cluster.run('p', 'rm /data/a; echo ok > /data/c; cat /data/c')).toBe('ok\n');
    cluster.remove('p');
    cluster.advance(10_000);
    cluster.pod('q', user('node-2'));
    cluster.advance(20_000);
    expect(cluster.run('q', 'cat /data/c')).toBe('ok\n');
  });

  it('that are attached to one node keep pods of another one waiting', () => {
    const csi = { driver: 'disk.csi.example.com', volumeHandle: 'v1' };
    const cluster = startWith('1Gi', { csi });
    cluster.pod('p', user('node-1'));
    cluster.advance(20_000);
    cluster.pod('q', user('node-2'));
    cluster.advance(20_000);
    expect(cluster.store.get(pods, 'default', 'q')?.status.phase).toBe('Pending');
    expect(cluster.events('FailedAttachVolume')).toEqual([
      'attachdetach-controller: Multi-Attach error for volume "pv-1" ' +
        'Volume is already used by pod(s) p',
    ]);
    cluster.remove('p');
    cluster.advance(20_000);
    expect(cluster.store.get(pods, 'default', 'q')?.status.phase).toBe('Running');
  });

  it('emptyDir outlives a container and dies with its pod', () => {
    const cluster = start();
    const spec = {
      containers: [
        {
          ...SLEEPER,
          command: ['sh', '-c', 'echo run >> /e/runs; sleep 2; exit 1'],
          volumeMounts: [{ name: 'e', mountPath: '/e' }],
        },
      ],
      volumes: [{ name: 'e', emptyDir: {} }],
    };
    cluster.pod('p', { ...spec, nodeName: 'node-1' });
    const runs = () => {
      const [status] = cluster.store.get(pods, 'default', 'p')?.status.containerStatuses ?? [];
      return status?.state?.running === undefined ? 0 : status.restartCount + 1;
    };
    cluster.world.advanceUntil(() => runs() === 2, 20_000);
    cluster.advance(50);
    expect(cluster.run('p', 'cat /e/runs')).toBe('run\nrun\n');
    cluster.remove('p');
    cluster.advance(10_000);
    cluster.pod('p', { ...spec, nodeName: 'node-1' });
    cluster.world.advanceUntil(() => runs() === 1, 20_000);
    cluster.advance(50);
    expect(cluster.run('p', 'cat /e/runs')).toBe('run\n');
  });
});

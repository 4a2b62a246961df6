import { describe, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { leases, nodes, type Pod, pods } from '../api/index.ts';
import { createControlPlane } from '../cluster/control-plane.ts';
import { because, type Origin, writerTo } from '../kernel/index.ts';
import { PLAIN_NETWORK } from '../net/index.ts';
import { DELETE_DEFAULT, writeAs } from '../store/index.ts';
import { DEFAULT_PROFILE } from './index.ts';

const USER: Origin = { actor: 'user', why: because('test'), triggerRv: 0, commandId: 1 };
const TARGET = { namespace: 'default', name: 'p', subresource: '' };

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
  const { server, store, world } = plane;
  world.advance(2_000);
  const containers = [{ name: 'c', image: 'nginx:1.25' }];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default' },
    spec: { nodeName: 'node-2', containers },
  };
  server.create(pods, pod as never as Pod, writeAs('test'), USER);
  world.advance(20_000);
  return {
    ...plane,
    pod: () => store.get(pods, 'default', 'p'),
    conditionOf: (type: string) =>
      store.get(nodes, '', 'node-2')?.status.conditions?.find((each) => each.type === type),
    lease: () =>
      plane
        .clientOf(() => ({ id: 0, line: '' }))
        .get({ kind: leases, namespace: 'kube-node-lease', name: 'node-2', subresource: '' }),
  };
}

const readyOf = (pod: Pod | undefined): string | undefined =>
  pod?.status.conditions?.find(({ type }) => type === 'Ready')?.status;

describe('a node that fails', () => {
  it('is heard no more: it is NotReady after its grace, and its pods stay as they are', () => {
    const cluster = start();
    cluster.kubelets.failNode('node-2');
    cluster.world.advance(120_000);
    expect(cluster.conditionOf('Ready')).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
    });
    expect(cluster.pod()?.status.phase).toBe('Running');
    expect(readyOf(cluster.pod())).toBe('False');
    cluster.server.delete(pods, TARGET, DELETE_DEFAULT, USER);
    cluster.world.advance(600_000);
    expect(cluster.pod()?.metadata.deletionTimestamp).toBeDefined();
    expect(cluster.kubelets.containersAt(cluster.pod()?.status.podIP ?? '')).toEqual([]);
  });

  it('does not answer exec and logs', () => {
    const cluster = start();
    cluster.kubelets.failNode('node-2');
    const place = { namespace: 'default', pod: 'p', container: '' };
    const stdout = writerTo(() => {});
    const streams = { stdin: undefined, stdout, stderr: stdout, tty: undefined };
    const exec = cluster.kubelets.exec({ ...place, ...streams, command: ['ls'] });
    expect(exec.ok ? '' : exec.status.message).toBe(
      'error dialing backend: dial tcp 192.168.49.3:10250: connect: no route to host',
    );
    const options = { tailLines: undefined, sinceSeconds: undefined, hasTimestamps: false };
    const flags = { isFollowed: false, isPrevious: false };
    const logs = cluster.kubelets.logs({ ...place, ...options, ...flags });
    expect(logs.ok ? '' : logs.status.message).toBe(
      'Get "https://192.168.49.3:10250/containerLogs/default/p/c": ' +
        'dial tcp 192.168.49.3:10250: connect: no route to host',
    );
  });

  it('takes up its work when it is back', () => {
    const cluster = start();
    cluster.kubelets.failNode('node-2');
    cluster.world.advance(120_000);
    cluster.kubelets.recoverNode('node-2');
    cluster.world.advance(120_000);
    expect(cluster.conditionOf('Ready')?.status).toBe('True');
    expect(readyOf(cluster.pod())).toBe('True');
    cluster.kubelets.failNode('node-2');
    cluster.server.delete(pods, TARGET, { ...DELETE_DEFAULT, gracePeriodSeconds: 1 }, USER);
    cluster.world.advance(30_000);
    expect(cluster.pod()).toBeDefined();
    cluster.kubelets.recoverNode('node-2');
    cluster.world.advance(10_000);
    expect(cluster.pod()).toBeUndefined();
  });
});

describe('a node without heartbeats', () => {
  it('shows a fresh lease, though it writes none', () => {
    const cluster = start();
    const before = cluster.store.changes().length;
    cluster.world.advance(3_600_000);
    const written = cluster.store.changes().slice(before);
    expect(written.filter(({ kind }) => kind === leases)).toEqual([]);
    const answer = cluster.lease();
    const { spec = {} } = (answer.ok ? answer.value : {}) as { spec?: { renewTime?: string } };
    const ageMs = cluster.queue.epochMs() - Date.parse(spec.renewTime ?? '');
    expect(ageMs).toBeLessThanOrEqual(10_000);
  });
});

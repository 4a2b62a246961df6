import { expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import {
  draftOf,
  events,
  type KubeObject,
  leases,
  type Node,
  namespaces,
  nodes,
  type Pod,
  pods,
  type Taint,
} from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { writeAs } from '../../store/index.ts';

const ORIGIN = { actor: 'kubelet', why: because('test'), triggerRv: 0, commandId: 0 };
const READY = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: '' };
const pod = (name: string, spec: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: { nodeName: 'node-2', containers: [{ name: 'main', image: 'nginx:1.25' }], ...spec },
});
const taintsOf = (h: Harness): string[] =>
  (h.store.get(nodes, '', 'node-2')?.spec.taints ?? []).map(
    ({ key, effect }) => `${key}:${effect}`,
  );
const podsOf = (h: Harness): readonly Pod[] => h.store.list(pods, 'default');

/** A node that reports every ten seconds for as long as `isAlive`. */
function beat(h: Harness, name: string, isAlive: () => boolean): void {
  if (h.store.get(namespaces, '', 'kube-node-lease') === undefined) {
    h.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-node-lease' } });
  }
  const write = (): void => {
    if (!isAlive()) return;
    const renewTime = new Date(h.queue.epochMs()).toISOString().replace('Z', '000Z');
    const old = h.store.get(leases, 'kube-node-lease', name);
    if (old === undefined) {
      h.create({
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name, namespace: 'kube-node-lease' },
        spec: { holderIdentity: name, renewTime },
      } as unknown as KubeObject);
    } else {
      const next = { ...draftOf(old), spec: { ...old.spec, renewTime } };
      h.server.update(leases, next, '', writeAs('kubelet'), ORIGIN);
    }
    h.queue.schedule(10_000, 'beat', write);
  };
  h.change<Node>(nodes, '', name, () => undefined);
  const node = draftOf(h.store.get(nodes, '', name) as Node);
  node.status.conditions = [{ ...READY }];
  h.server.update(nodes, node, 'status', writeAs('kubelet'), ORIGIN);
  write();
}

it('taints a node that is cordoned', () => {
  const h = createHarness();
  h.change<Node>(nodes, '', 'node-2', (node) => {
    node.spec.unschedulable = true;
  });
  h.run(100);
  expect(taintsOf(h)).toEqual(['node.kubernetes.io/unschedulable:NoSchedule']);
  h.change<Node>(nodes, '', 'node-2', (node) => {
    delete node.spec.unschedulable;
  });
  h.run(100);
  expect(taintsOf(h)).toEqual([]);
});

it('gives up a node that is silent, and its pods after their patience', () => {
  const h = createHarness();
  let isAlive = true;
  beat(h, 'node-2', () => isAlive);
  h.create(pod('web'));
  h.run(30_000);
  expect(taintsOf(h)).toEqual([]);
  isAlive = false;
  h.run(60_000);
  expect(taintsOf(h)).toEqual([
    'node.kubernetes.io/unreachable:NoSchedule',
    'node.kubernetes.io/unreachable:NoExecute',
  ]);
  const ready = podsOf(h)[0]?.status.conditions?.find(({ type }) => type === 'Ready');
  expect(ready?.status).toBe('False');
  h.run(200_000);
  expect(podsOf(h)[0]?.metadata.deletionTimestamp).toBeUndefined();
  h.run(100_000);
  expect(podsOf(h)).toHaveLength(0);
});

it('counts from when it sees a taint that does not say since when it is there', () => {
  const h = createHarness();
  const taint = (taints: Taint[]): void => {
    h.change<Node>(nodes, '', 'node-2', (node) => {
      node.spec.taints = taints;
    });
  };
  const toleration = { key: 'k', operator: 'Exists', effect: 'NoExecute' };
  const forAWhile = [{ ...toleration, tolerationSeconds: 5 }];
  h.create(pod('short', { tolerations: forAWhile, terminationGracePeriodSeconds: 0 }));
  h.create(pod('long', { tolerations: [toleration] }));
  h.run(1000);
  const names = (): string[] => podsOf(h).map(({ metadata }) => metadata.name);
  taint([{ key: 'k', value: 'v', effect: 'NoExecute' }]);
  h.run(4000);
  // Another taint does not begin the time anew, and one that is gone ends it.
  taint([{ key: 'k', value: 'w', effect: 'NoExecute' }]);
  h.run(500);
  expect(names()).toEqual(['long', 'short']);
  taint([]);
  h.run(2000);
  expect(names()).toEqual(['long', 'short']);
  taint([{ key: 'k', value: 'v', effect: 'NoExecute' }]);
  h.run(6000);
  expect(names()).toEqual(['long']);
  const ofShort = h.store
    .list(events, 'default')
    .filter(({ reason }) => reason === 'TaintManagerEviction')
    .map(({ message }) => message);
  expect(ofShort).toEqual([
    'Cancelling deletion of Pod default/short',
    'Marking for deletion Pod default/short',
  ]);
});

it('removes pods of a node that does not exist any more', () => {
  const h = createHarness();
  h.create(pod('web'));
  h.run(1000);
  h.remove(nodes, '', 'node-2');
  h.run(40_000);
  expect(podsOf(h)).toHaveLength(1);
  h.run(21_000);
  expect(podsOf(h)).toHaveLength(0);
  expect(h.store.list(events, 'default').map(({ message }) => message)).toContain(
    'Node node-2 event: Removing Node node-2 from Controller',
  );
});

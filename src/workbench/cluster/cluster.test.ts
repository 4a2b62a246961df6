import { expect, test } from 'vitest';
import {
  endpointSlices,
  type KubeObject,
  nodes,
  persistentVolumeClaims,
  pods,
  services,
  statefulSets,
} from '../../../sim/api/index.ts';
import { createQueue } from '../../../sim/kernel/index.ts';
import { createStore } from '../../../sim/store/index.ts';
import { en } from '../../i18n/en.ts';
import { clusterObjects, type Pod } from '../../session/cluster-objects.ts';
import { type Nearness, nearest } from './fit.ts';
import { layOut } from './layout.ts';
import { describeAll, describeChanges } from './sentences.ts';
import { someAtOnce } from './some-at-once.ts';
import { createSummarizer, type Summary } from './summary.ts';

const ORIGIN = { actor: 'user', why: { code: 'command', values: {} }, triggerRv: 0, commandId: 1 };
const OWNER = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  name: 'web',
  uid: 'web',
  controller: true,
};

const meta = (name: string): KubeObject['metadata'] => ({
  name,
  namespace: 'default',
  uid: name,
  resourceVersion: '',
  creationTimestamp: '2026-01-01T00:00:00Z',
});

/** A store with `nodeCount` nodes and a StatefulSet `web`. */
function setUp(nodeCount: number) {
  const store = createStore(createQueue(0), 1);
  for (let i = 1; i <= nodeCount; i++) {
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    const metadata = meta(`node-${i}`);
    store.put(nodes, { apiVersion: 'v1', kind: 'Node', metadata, spec: {}, status }, ORIGIN);
  }
  store.put(
    statefulSets,
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: meta('web'),
      spec: { replicas: 3, selector: {}, serviceName: 'web', template: {} },
      status: { replicas: 3, readyReplicas: 1 },
    } as never,
    ORIGIN,
  );
  const putPod = (ordinal: number, node: string, isReady: boolean, isTerminating = false): void => {
    const metadata = { ...meta(`web-${ordinal}`), ownerReferences: [OWNER] };
    const claim = { persistentVolumeClaim: { claimName: `data-web-${ordinal}` }, name: 'data' };
    const conditions = [{ type: 'Ready', status: isReady ? 'True' : 'False' }];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: isTerminating
        ? { ...metadata, deletionTimestamp: '2026-01-01T00:00:00Z' }
        : metadata,
      spec: {
        containers: [{ name: 'c', image: 'i' }],
        volumes: [claim],
        ...(node && { nodeName: node }),
      },
      status: { phase: isReady ? 'Running' : 'Pending', conditions },
    };
    store.put(pods, pod as never, ORIGIN);
  };
  const putClaim = (ordinal: number, phase: string): void => {
    const object = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: meta(`data-web-${ordinal}`),
      spec: {},
      status: { phase },
    };
    store.put(persistentVolumeClaims, object as never, ORIGIN);
  };
  const putService = (
    name: string,
    spec: object,
    endpoints: readonly { readonly pod: string; readonly isReady: boolean }[],
  ): void => {
    store.put(
      services,
      { apiVersion: 'v1', kind: 'Service', metadata: meta(name), spec } as never,
      ORIGIN,
    );
    const labels = { 'kubernetes.io/service-name': name };
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...meta(`${name}-1`), labels },
      addressType: 'IPv4',
      endpoints: endpoints.map(({ pod, isReady }) => ({
        addresses: [],
        targetRef: { uid: pod },
        conditions: { ready: isReady },
      })),
    };
    store.put(endpointSlices, slice as never, ORIGIN);
  };
  const removePod = (ordinal: number): void => {
    const pod = store.get(pods, 'default', `web-${ordinal}`);
    if (pod !== undefined) store.remove(pods, pod, ORIGIN);
  };
  const summarize = createSummarizer((pod: Pod) => pod.status.phase ?? '');
  const read = (): Summary => summarize(clusterObjects({ view: store } as never));
  return { putPod, putClaim, putService, removePod, read };
}

test('pods stand in their nodes, those without one wait, and every claim has its link', () => {
  const world = setUp(3);
  for (const ordinal of [0, 1, 2]) world.putClaim(ordinal, 'Bound');
  world.putPod(0, 'node-1', true);
  world.putPod(1, 'node-2', false);
  world.putPod(2, '', false);
  const scene = layOut(world.read(), 700);
  const node = scene.nodes.find((place) => place.node.name === 'node-1');
  const first = scene.pods.find(({ pod }) => pod.ordinal === 0);
  expect(first?.x).toBeGreaterThanOrEqual(node?.x ?? 0);
  expect((first?.y ?? 0) + (first?.height ?? 0)).toBeLessThanOrEqual(
    (node?.y ?? 0) + (node?.height ?? 0),
  );
  const third = scene.pods.find(({ pod }) => pod.ordinal === 2);
  expect(third?.y).toBeGreaterThan(scene.waiting?.y ?? Number.POSITIVE_INFINITY);
  expect(scene.links.map((link) => link.pod).sort()).toEqual(['web-0', 'web-1', 'web-2']);
  expect(scene.claims.map(({ claim }) => claim.ordinal)).toEqual([0, 1, 2]);
});

test('Services say who answers, who does not yet, and what one is another name for', () => {
  const world = setUp(1);
  world.putPod(0, 'node-1', true);
  world.putPod(1, 'node-1', false);
  const before = world.read();
  world.putService('web', {}, [
    { pod: 'web-0', isReady: true },
    { pod: 'web-1', isReady: false },
  ]);
  world.putService('mail', { type: 'ExternalName', externalName: 'mail.example.com' }, []);
  const after = world.read();
  const lines = describeAll(after, en.cluster).map(({ text }) => text);
  expect(lines).toContain('Service web answers with web-0. Not ready: web-1.');
  expect(lines).toContain('Service mail is another name for mail.example.com.');
  expect(describeChanges(before, after, en.cluster).sort()).toEqual([
    'Service mail was created.',
    'Service web was created.',
  ]);
});

test('a node that comes or goes is said', () => {
  const [one, two] = [setUp(1).read(), setUp(2).read()];
  expect(describeChanges(one, two, en.cluster)).toEqual(['Node node-2 was added (Ready).']);
  expect(describeChanges(two, one, en.cluster)).toEqual(['Node node-2 is gone.']);
});

test('a claim stays in its place when its pod goes', () => {
  const world = setUp(3);
  for (const ordinal of [0, 1]) {
    world.putClaim(ordinal, 'Bound');
    world.putPod(ordinal, 'node-1', true);
  }
  const before = layOut(world.read(), 700);
  world.removePod(1);
  const after = layOut(world.read(), 700);
  expect(after.links.map((link) => link.pod)).toEqual(['web-0']);
  expect(after.claims[1]?.x).toBe(before.claims[1]?.x);
  expect(after.claims[1]?.claim.pod).toBeUndefined();
});

test('what has not changed is the same object, and a pod keeps its cell when others go', () => {
  const world = setUp(2);
  for (let i = 0; i < 40; i++) world.putPod(i, 'node-1', true);
  const first = world.read();
  expect(world.read()).toBe(first);
  const before = layOut(first, 700);
  world.removePod(3);
  world.putPod(40, 'node-1', false);
  const after = layOut(world.read(), 700, before);
  const at = (scene: typeof before, ordinal: number) =>
    scene.pods.find(({ pod }) => pod.ordinal === ordinal);
  for (const ordinal of [0, 20, 39]) expect(at(after, ordinal)).toBe(at(before, ordinal));
  expect(at(after, 40)?.cell).toBe(at(before, 3)?.cell);
  expect(after.nodes).toBe(before.nodes);
});

test('nothing overlaps and nothing is cut off, from a phone to a wide screen', () => {
  const world = setUp(7);
  for (let i = 0; i < 20; i++) world.putPod(i, `node-${(i % 7) + 1}`, true);
  for (const width of [220, 366, 700, 1200]) {
    const scene = layOut(world.read(), width);
    for (const [index, a] of scene.pods.entries()) {
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      for (const b of scene.pods.slice(index + 1)) {
        const isApart =
          a.x + a.width <= b.x ||
          b.x + b.width <= a.x ||
          a.y + a.height <= b.y ||
          b.y + b.height <= a.y;
        expect(isApart).toBe(true);
      }
    }
  }
});

test('the picture is as near as everything can be seen, and no farther than legible', () => {
  const world = setUp(3);
  const sceneAt = ({ zoom, cards }: Nearness) => layOut(world.read(), 700 / zoom, undefined, cards);
  for (let i = 0; i < 3; i++) world.putPod(i, `node-${i + 1}`, true);
  const moving = { room: 215, extra: () => 0, isAtRest: false };
  const resting = { ...moving, isAtRest: true };
  const near = nearest(sceneAt, moving, undefined);
  expect(near.zoom).toBe(1);
  for (let i = 3; i < 9; i++) world.putPod(i, `node-${(i % 3) + 1}`, true);
  const far = nearest(sceneAt, moving, near);
  expect([far.zoom, far.scene.height * far.zoom <= 215]).toEqual([0.9, true]);
  for (let i = 9; i < 36; i++) world.putPod(i, `node-${(i % 3) + 1}`, true);
  const farthest = nearest(sceneAt, moving, far);
  expect([farthest.zoom, farthest.cards]).toEqual([0.8, 'tight']);
  for (let i = 3; i < 36; i++) world.removePod(i);
  expect(nearest(sceneAt, moving, farthest).zoom).toBe(0.8);
  expect(nearest(sceneAt, resting, farthest)).toMatchObject({ zoom: 1, cards: 'full' });
});

test('before a picture becomes small, its cards say the same in two lines', () => {
  const world = setUp(3);
  for (let i = 0; i < 12; i++) world.putPod(i, `node-${(i % 3) + 1}`, true);
  const sceneAt = ({ zoom, cards }: Nearness) => layOut(world.read(), 700 / zoom, undefined, cards);
  const full = sceneAt({ zoom: 0.9, cards: 'full' }).height * 0.9;
  const fitted = nearest(sceneAt, { room: full - 1, extra: () => 0, isAtRest: true }, undefined);
  expect(fitted).toMatchObject({ zoom: 1, cards: 'snug' });
});

test('where there is no room for the cards of claims, they are squares beside each other', () => {
  const world = setUp(3);
  for (let i = 0; i < 9; i++) {
    world.putPod(i, `node-${(i % 3) + 1}`, true);
    world.putClaim(i, 'Bound');
  }
  const heightOf = (cards: Nearness['cards']) => layOut(world.read(), 500, undefined, cards).height;
  expect(heightOf('tight')).toBeLessThan(heightOf('snug'));
  const tight = layOut(world.read(), 500, undefined, 'tight');
  expect([tight.isSnug, tight.isTight]).toEqual([true, true]);
  expect(tight.claims).toHaveLength(9);
  for (const claim of tight.claims) expect(claim.width).toBeLessThan(40);
});

test('300 pods are squares with their ordinal', () => {
  const world = setUp(10);
  for (let i = 0; i < 300; i++) world.putPod(i, `node-${(i % 10) + 1}`, true);
  const scene = layOut(world.read(), 800);
  expect(scene.isCompact).toBe(true);
  expect(scene.pods).toHaveLength(300);
});

test('what changes at once is drawn in steps, which end with what is', () => {
  const world = setUp(2);
  for (let i = 0; i < 30; i++) world.putPod(i, 'node-1', true);
  const before = world.read();
  for (let i = 0; i < 10; i++) world.removePod(i);
  for (let i = 10; i < 20; i++) world.putPod(i, 'node-1', false);
  for (let i = 30; i < 40; i++) world.putPod(i, 'node-2', false);
  const next = world.read();
  const changed = (from: Summary, to: Summary): number =>
    to.pods.filter((pod) => !from.pods.includes(pod)).length +
    from.pods.filter(({ uid }) => to.pods.every((pod) => pod.uid !== uid)).length;
  const steps: Summary[] = [before];
  while (steps.at(-1) !== next) steps.push(someAtOnce(steps.at(-1) ?? before, next, 12));
  expect(steps.slice(1).map((step, i) => changed(steps[i] ?? before, step))).toEqual([12, 12, 6]);
});

test('what happened is said in short sentences', () => {
  const world = setUp(1);
  const empty = world.read();
  world.putClaim(0, 'Pending');
  world.putPod(0, '', false);
  const created = world.read();
  expect(describeChanges(empty, created, en.cluster)).toEqual([
    'web-0 was created.',
    'Claim data-web-0 was created.',
  ]);
  world.putPod(0, 'node-1', true);
  world.putClaim(0, 'Bound');
  const ready = world.read();
  expect(describeChanges(created, ready, en.cluster)).toEqual([
    'web-0 is Ready on node-1.',
    'Claim data-web-0 is bound.',
  ]);
  expect(describeChanges(ready, ready, en.cluster)).toEqual([]);
  world.putPod(0, 'node-1', false, true);
  const going = world.read();
  expect(describeChanges(ready, going, en.cluster)).toEqual(['web-0 is terminating.']);
  world.removePod(0);
  expect(describeChanges(going, world.read(), en.cluster)).toEqual(['web-0 is gone.']);
});

test('the text twin tells the whole picture', () => {
  const world = setUp(1);
  world.putClaim(0, 'Bound');
  world.putClaim(1, 'Bound');
  world.putPod(0, 'node-1', true);
  expect(describeAll(world.read(), en.cluster)).toEqual([
    { text: 'StatefulSet web: 1 of 3 ready, 0 updated to revision 0.', below: [] },
    {
      text: 'Node node-1 (Ready), pods: 1.',
      below: ['web-0: Running, 0 of 1 ready, 0 restarts.'],
    },
    { text: 'Claim data-web-0: Bound, in use by web-0.', below: [] },
    { text: 'Claim data-web-1: Bound, kept, no pod uses it.', below: [] },
  ]);
});

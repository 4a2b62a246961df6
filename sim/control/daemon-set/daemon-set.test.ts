import { expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import {
  controllerRevisions,
  type DaemonSet,
  daemonSets,
  type Node,
  nodes,
  pods,
} from '../../api/index.ts';

const daemonSet = (spec: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent', namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: { containers: [{ name: 'main', image: 'agent:1' }] },
    },
    ...spec,
  },
});
const places = (h: Harness): string[] =>
  h.store
    .list(pods, 'default')
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .flatMap(({ spec }) => spec.nodeName ?? [])
    .sort();
const setImage = (h: Harness, image: string): void =>
  h.change<DaemonSet>(daemonSets, 'default', 'agent', (draft) => {
    (draft.spec.template.spec?.containers[0] as { image: string }).image = image;
  });

it('keeps one pod on each node', () => {
  const h = createHarness();
  h.create(daemonSet());
  h.run(2000);
  expect(places(h)).toEqual(['node-1', 'node-2', 'node-3']);
  expect(h.store.get(daemonSets, 'default', 'agent')?.status).toMatchObject({
    desiredNumberScheduled: 3,
    numberAvailable: 3,
    updatedNumberScheduled: 3,
  });
});

it('follows the labels and taints of nodes', () => {
  const h = createHarness();
  h.create(daemonSet());
  h.run(2000);
  h.change<Node>(nodes, '', 'node-2', (node) => {
    node.spec.taints = [{ key: 'down', effect: 'NoExecute' }];
  });
  h.run(2000);
  expect(places(h)).toEqual(['node-1', 'node-3']);
});

it('updates one node after another, and keeps its history', () => {
  const h = createHarness();
  h.create(daemonSet());
  h.run(2000);
  setImage(h, 'agent:2');
  h.run(6000, () => expect(places(h).length).toBeGreaterThanOrEqual(2));
  const images = h.store.list(pods, 'default').map(({ spec }) => spec.containers[0]?.image);
  expect(images).toEqual(['agent:2', 'agent:2', 'agent:2']);
  const revisions = h.store.list(controllerRevisions, 'default').map(({ revision }) => revision);
  expect(revisions.sort()).toEqual([1, 2]);
});

it('makes the new pod before the old one ends when it may surge', () => {
  const h = createHarness();
  h.create(daemonSet({ updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }));
  h.run(2000);
  setImage(h, 'agent:2');
  h.run(8000, () => expect(new Set(places(h)).size).toBe(3));
  const images = h.store.list(pods, 'default').map(({ spec }) => spec.containers[0]?.image);
  expect(images).toEqual(['agent:2', 'agent:2', 'agent:2']);
});

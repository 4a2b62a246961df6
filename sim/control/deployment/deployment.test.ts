import { expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import {
  type Deployment,
  deployments,
  events,
  isPodTerminal,
  pods,
  type ResourceQuota,
  replicaSets,
  resourceQuotas,
} from '../../api/index.ts';

const deployment = (strategy: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 3,
    strategy: { type: strategy },
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'nginx:1.25' }] },
    },
  },
});
const setImage = (h: Harness, image: string): void =>
  h.change<Deployment>(deployments, 'default', 'web', (draft) => {
    (draft.spec.template.spec?.containers[0] as { image: string }).image = image;
  });
const statusOf = (h: Harness) => h.store.get(deployments, 'default', 'web')?.status;
const readyCount = (h: Harness): number =>
  h.store
    .list(pods, 'default')
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .filter(({ status }) =>
      status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True'),
    ).length;

it('rolls a new template out without going below its bounds', () => {
  const h = createHarness();
  h.create(deployment('RollingUpdate'));
  h.run(3000);
  setImage(h, 'nginx:1.26');
  h.run(10_000, () => expect(readyCount(h)).toBeGreaterThanOrEqual(3));
  expect(statusOf(h)).toMatchObject({ replicas: 3, updatedReplicas: 3, availableReplicas: 3 });
  const progressing = statusOf(h)?.conditions?.find(({ type }) => type === 'Progressing');
  expect(progressing?.reason).toBe('NewReplicaSetAvailable');
  const sizes = h.store.list(replicaSets, 'default').map(({ spec }) => spec.replicas);
  expect(sizes.sort()).toEqual([0, 3]);
  const said = h.store.list(events, 'default').map(({ message }) => message ?? '');
  expect(said.some((text) => /^Scaled up replica set web-\w+ from 0 to 3$/.test(text))).toBe(true);
});

it('with Recreate ends all old pods before it starts new ones', () => {
  const h = createHarness();
  h.create(deployment('Recreate'));
  h.run(3000);
  setImage(h, 'nginx:1.26');
  const running = (): number =>
    h.store.list(pods, 'default').filter((pod) => !isPodTerminal(pod)).length;
  h.run(5000, () => expect(running()).toBeLessThanOrEqual(3));
  expect(statusOf(h)).toMatchObject({ updatedReplicas: 3, availableReplicas: 3 });
});

it('goes back to an old ReplicaSet with a new revision', () => {
  const h = createHarness();
  h.create(deployment('RollingUpdate'));
  h.run(3000);
  setImage(h, 'nginx:1.26');
  h.run(5000);
  setImage(h, 'nginx:1.25');
  h.run(5000);
  expect(h.store.list(replicaSets, 'default')).toHaveLength(2);
  const { annotations } = h.store.get(deployments, 'default', 'web')?.metadata ?? {};
  expect(annotations?.['deployment.kubernetes.io/revision']).toBe('3');
});

it('tells the first failure of its ReplicaSet until pods can be created again', () => {
  const h = createHarness();
  h.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'few', namespace: 'default' },
    spec: { hard: { pods: '2' } },
  });
  h.create(deployment('RollingUpdate'));
  const failure = () => statusOf(h)?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  h.run(1000);
  const first = failure();
  expect(first).toMatchObject({ status: 'True', reason: 'FailedCreate' });
  expect(first?.message).toMatch(/^pods "web-\w+-\w{5}" is forbidden: exceeded quota: few/);
  h.run(2000);
  expect(failure()).toEqual(first);
  h.change<ResourceQuota>(resourceQuotas, 'default', 'few', (draft) => {
    draft.spec = { hard: { pods: '9' } };
  });
  h.run(30_000);
  expect(statusOf(h)?.readyReplicas).toBe(3);
  expect(failure()).toBeUndefined();
});

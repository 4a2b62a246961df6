import { describe, expect, it } from 'vitest';
import { createHarness } from '../../../test/control-plane/harness.ts';
import { type HorizontalPodAutoscaler, horizontalPodAutoscalers } from '../../api/index.ts';
import { bound } from './bounds.ts';

const autoscaler = (spec: Readonly<Record<string, unknown>> = {}): HorizontalPodAutoscaler =>
  ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
        },
      ],
      ...spec,
    },
    status: { desiredReplicas: 0 },
  }) as unknown as HorizontalPodAutoscaler;
const deployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'nginx:1.25' }] },
    },
  },
});

it('says that nothing is known without metrics', () => {
  const h = createHarness();
  h.create(deployment(3));
  h.create(autoscaler());
  h.run(20_000);
  const { status } = h.store.list(horizontalPodAutoscalers, 'default')[0] ?? {};
  expect(status?.conditions?.map(({ type, status: state }) => `${type} ${state}`)).toEqual([
    'AbleToScale True',
    'ScalingActive False',
  ]);
});

it('keeps a workload within its bounds also without metrics', () => {
  const h = createHarness();
  h.create(deployment(1));
  h.create(autoscaler());
  h.run(40_000);
  const { status } = h.store.list(horizontalPodAutoscalers, 'default')[0] ?? {};
  expect(status?.currentReplicas).toBe(2);
});

describe('the bounds of a change', () => {
  const none = { recommended: [], scaled: [] };

  it('let a workload double at the most', () => {
    expect(bound(autoscaler(), 3, 9, none, 0).replicas).toBe(6);
    expect(bound(autoscaler(), 3, 9, none, 0).limited[1]).toBe('ScaleUpLimit');
  });

  it('end at the largest and the smallest number', () => {
    expect(bound(autoscaler(), 8, 14, none, 0).replicas).toBe(10);
    expect(bound(autoscaler(), 3, 1, none, 0).replicas).toBe(2);
  });

  it('keep what was asked for in the last five minutes', () => {
    const memory = { recommended: [{ atMs: 0, replicas: 5 }], scaled: [] };
    expect(bound(autoscaler(), 5, 2, memory, 60_000).replicas).toBe(5);
    expect(bound(autoscaler(), 5, 2, memory, 301_000).replicas).toBe(2);
  });

  it('follow the policies of the behaviour', () => {
    const behavior = {
      scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    };
    expect(bound(autoscaler({ behavior }), 3, 9, none, 0).replicas).toBe(4);
  });
});

import { expect, it } from 'vitest';
import { createHarness } from '../../test/control-plane/harness.ts';
import { pods, resourceQuotas } from '../api/index.ts';

const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: {
    containers: [{ name: 'main', image: 'nginx:1.25', resources: { requests: { cpu: '250m' } } }],
  },
});

it('says how much of a quota is used', () => {
  const h = createHarness();
  h.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'small', namespace: 'default' },
    spec: { hard: { pods: '3', 'requests.cpu': '1', configmaps: '5' } },
  });
  h.create(pod('a'));
  h.create(pod('b'));
  h.run(500);
  const used = () => h.store.get(resourceQuotas, 'default', 'small')?.status.used;
  expect(used()).toMatchObject({ pods: '2', 'requests.cpu': '500m' });
  h.remove(pods, 'default', 'a');
  h.run(2000);
  expect(used()).toMatchObject({ pods: '1', 'requests.cpu': '250m' });
});

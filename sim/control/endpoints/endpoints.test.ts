import { expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import { headless, statefulSet } from '../../../test/control-plane/manifests.ts';
import { endpointSlices, endpoints, pods } from '../../api/index.ts';
import { inPortOrder } from './port-order.ts';

const entries = (h: Harness): string[] =>
  (h.store.list(endpointSlices, 'default')[0]?.endpoints ?? []).map(
    ({ hostname, conditions }) =>
      `${hostname} ${conditions?.ready}/${conditions?.serving}/${conditions?.terminating}`,
  );

it('lists pods with their host names, and a pod that ends as terminating', () => {
  const h = createHarness();
  h.create(headless('web'));
  h.run(100);
  expect(h.store.list(endpointSlices, 'default')[0]?.endpoints).toBeNull();
  h.create(statefulSet('web', { replicas: 2, volumeClaimTemplates: [] }));
  h.run(3000);
  expect(entries(h)).toEqual(['web-0 true/true/false', 'web-1 true/true/false']);
  h.remove(pods, 'default', 'web-0');
  h.run(20);
  expect(entries(h)[0]).toBe('web-0 false/true/true');
  h.run(350);
  expect(entries(h)).toEqual(['web-1 true/true/false']);
  h.run(3000);
  expect(entries(h)).toEqual(['web-1 true/true/false', 'web-0 true/true/false']);
  const [subset] = h.store.get(endpoints, 'default', 'web')?.subsets ?? [];
  expect(subset?.addresses).toHaveLength(2);
  expect(subset?.ports).toEqual([{ port: 80, protocol: 'TCP' }]);
});

it('keeps pods that are not ready apart unless they are published', () => {
  const h = createHarness();
  h.isReady = () => false;
  h.create({
    ...headless('web'),
    spec: { ...headless('web').spec, publishNotReadyAddresses: true },
  });
  h.create(headless('shut'));
  h.create(statefulSet('web', { replicas: 1, volumeClaimTemplates: [] }));
  h.run(3000);
  expect(entries(h)).toEqual([]);
  const open = h.store.list(endpointSlices, 'default')[1];
  expect(open?.endpoints?.[0]?.conditions).toEqual({
    ready: true,
    serving: false,
    terminating: false,
  });
});

it('orders the ports of a slice as the real controller does', () => {
  const ports = [
    { name: 'leader-election', protocol: 'TCP', port: 3888 },
    { name: 'server', protocol: 'TCP', port: 2888 },
  ];
  expect(inPortOrder(ports).map(({ name }) => name)).toEqual(['server', 'leader-election']);
});

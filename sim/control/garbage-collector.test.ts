import { expect, it } from 'vitest';
import { createHarness } from '../../test/control-plane/harness.ts';
import { statefulSet } from '../../test/control-plane/manifests.ts';
import { configMaps, namespaces, pods, statefulSets } from '../api/index.ts';

it('in the foreground keeps the owner until its dependents are gone', () => {
  const h = createHarness();
  h.create(statefulSet('web', { volumeClaimTemplates: [] }));
  h.run(5000);
  h.remove(statefulSets, 'default', 'web', 'Foreground');
  h.run(100);
  expect(h.store.get(statefulSets, 'default', 'web')?.metadata.deletionTimestamp).toBeDefined();
  h.run(3000);
  expect(h.store.list(pods, 'default')).toEqual([]);
  expect(h.store.get(statefulSets, 'default', 'web')).toBeUndefined();
});

it('empties a namespace, pods first, and then lets it go', () => {
  const h = createHarness();
  h.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  h.run(100);
  expect(h.store.list(configMaps, 'shop').map(({ metadata }) => metadata.name)).toEqual([
    'kube-root-ca.crt',
  ]);
  h.create({ ...statefulSet('web'), metadata: { name: 'web', namespace: 'shop' } });
  h.run(5000);
  h.remove(namespaces, '', 'shop');
  h.run(6000);
  expect(h.store.list(pods, 'shop')).toEqual([]);
  expect(h.store.get(namespaces, '', 'shop')?.status.phase).toBe('Terminating');
  h.run(20_000);
  expect(h.store.get(namespaces, '', 'shop')).toBeUndefined();
  expect(h.store.list(statefulSets, 'shop')).toEqual([]);
});

import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from './session.ts';

const podManifest = (image: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one', namespace: 'default' },
  spec: { containers: [{ name: 'main', image }] },
});

const run = (looksOften: boolean): string => {
  const cluster = createStandardCluster(7, ALL_PARTS);
  const look = (): void => {
    if (looksOften) cluster.inspection.tryManifest(podManifest('nginx'));
  };
  look();
  cluster.runScript({ script: 'kubectl run one --image=nginx', stdin: '', limitMs: 60_000 });
  look();
  cluster.world.advance(30_000);
  const pod = cluster.view.changes().findLast(({ kind }) => kind.kind === 'Pod')?.object;
  return JSON.stringify(pod);
};

test('looking changes nothing of what follows', () => {
  expect(run(true)).toBe(run(false));
});

test('a manifest is judged in the words of the API server', () => {
  const { inspection } = createStandardCluster(7, ALL_PARTS);
  expect(inspection.tryManifest(podManifest('nginx'))).toMatchObject({
    type: 'accepted',
    before: '',
    after: expect.stringMatching(/^apiVersion: v1\nkind: Pod\n/),
  });
  const refused = inspection.tryManifest(podManifest(''));
  expect(refused.type === 'refused' && refused.status.details?.causes?.[0]?.field).toBe(
    'spec.containers[0].image',
  );
  const strange = inspection.tryManifest({ apiVersion: 'v1', kind: 'Nothing' });
  expect(strange).toEqual({ type: 'unknown-kind', apiVersion: 'v1', kind: 'Nothing' });
});

test('the machines of a pod are those that run, in their states', () => {
  const cluster = createStandardCluster(7, ALL_PARTS);
  cluster.runScript({ script: 'kubectl run one --image=nginx', stdin: '', limitMs: 60_000 });
  cluster.world.advance(30_000);
  const pod = cluster.view.changes().findLast(({ kind }) => kind.kind === 'Pod')?.object;
  const machines = cluster.inspection.machines(pod?.metadata.uid ?? '');
  expect(machines.map(({ chart, name, state }) => [chart.id, name, state])).toEqual([
    ['pod', 'one', 'Syncing.Running'],
    ['container', 'one', 'Running'],
  ]);
  for (const { chart, state } of machines) {
    expect(chart.states.map(({ path }) => path)).toContain(state);
    expect(chart.arrows.length).toBeGreaterThan(3);
  }
  expect(cluster.inspection.machines('node-1')[0]?.chart.id).toBe('node');
});

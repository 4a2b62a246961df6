import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { MODELLED_KINDS, UNMODELLED_KINDS } from '../api/index.ts';
import type { Trial } from '../lesson/index.ts';
import { createStandardCluster } from './session.ts';

const podManifest = (image: string): string =>
  JSON.stringify({
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
  const judge = (text: string): Trial | undefined => inspection.tryManifest(text)[0]?.trial;
  expect(judge(podManifest('nginx'))).toMatchObject({
    type: 'accepted',
    before: '',
    after: expect.stringMatching(/^apiVersion: v1\nkind: Pod\n/),
  });
  const refused = judge(podManifest(''));
  expect(refused?.type === 'refused' && refused.status.details?.causes?.[0]?.field).toBe(
    'spec.containers[0].image',
  );
  expect(judge('apiVersion: v1\nkind: Nothing')).toEqual({
    type: 'unknown-kind',
    apiVersion: 'v1',
    kind: 'Nothing',
  });
});

test('a document is read as kubectl reads it: numbers in YAML 1.1, lists item by item', () => {
  const { inspection } = createStandardCluster(7, ALL_PARTS);
  const list = (mode: string): string => `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: one}
  spec:
    containers: [{name: main, image: nginx}]
    volumes: [{name: v, secret: {secretName: s, defaultMode: ${mode}}}]
`;
  const [octal] = inspection.tryManifest(list('0644'));
  expect(octal).toMatchObject({ field: 'items[0]', trial: { type: 'accepted' } });
  expect(octal?.trial.type === 'accepted' && octal.trial.after).toContain('defaultMode: 420');
  expect(inspection.tryManifest(list('1000'))[0]?.trial.type).toBe('refused');
  expect(inspection.tryManifest('# only a comment')).toEqual([]);
  expect(inspection.tryManifest('a: [1')).toMatchObject([{ trial: { type: 'unreadable' } }]);
  expect(inspection.tryManifest('word')).toMatchObject([{ trial: { type: 'unreadable' } }]);
});

test('a manifest that has hardly been begun is answered, whatever its kind', () => {
  const { inspection } = createStandardCluster(7, ALL_PARTS);
  for (const { group, version, kind } of [...MODELLED_KINDS, ...UNMODELLED_KINDS]) {
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const begun = [
      {},
      { metadata: null },
      { metadata: { name: 'a' } },
      { spec: {} },
      { spec: null },
    ];
    for (const rest of begun) {
      const text = JSON.stringify({ apiVersion, kind, ...rest });
      const [tried] = inspection.tryManifest(text);
      expect(['accepted', 'refused'], text).toContain(tried?.trial.type);
    }
  }
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

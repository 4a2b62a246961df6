import { expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from './session.ts';

const run = (cluster: ReturnType<typeof createStandardCluster>, script: string) =>
  cluster.runScript({ script, stdin: '', limitMs: 600_000 });

test('a node that is powered off is heard no more, and is back when it is woken', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const off = run(cluster, 'ssh node-2 poweroff; sleep 60; kubectl get nodes --no-headers');
  expect(off.stdout).toMatch(/node-2\s+NotReady/);
  expect(run(cluster, 'ssh node-2 poweroff').stderr).toMatch(/No route to host/);
  const on = run(cluster, 'wakeonlan node-2; sleep 30; kubectl get nodes --no-headers');
  expect(on.stdout).not.toMatch(/NotReady/);
});

test('only machines of nodes are reached, and only to power them off', () => {
  const cluster = createStandardCluster(1, ALL_PARTS);
  expect(run(cluster, 'ssh elsewhere poweroff').stderr).toMatch(/Could not resolve hostname/);
  expect(run(cluster, 'ssh node-1 ls').exitCode).toBe(1);
});

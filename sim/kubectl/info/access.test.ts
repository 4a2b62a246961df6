import { beforeEach, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';

const BOT = 'system:serviceaccount:default:bot';

let cluster: Cluster;
beforeEach(() => {
  cluster = createStandardCluster(1, ALL_PARTS);
});

function run(script: string): string {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  return (stdout + stderr).trimEnd();
}
const can = (what: string, user: string): string => run(`kubectl auth can-i ${what} --as=${user}`);

it('says what the roles of somebody else allow', () => {
  expect(can('list pods', BOT)).toBe('no');
  run('kubectl create rolebinding b --clusterrole=view --serviceaccount=default:bot');
  expect(can('list pods', BOT)).toBe('yes');
  expect(can('get pods --subresource=log', BOT)).toBe('yes');
  expect(can('delete pods', BOT)).toBe('no');
  expect(can('list secrets', BOT)).toBe('no');
  expect(can('list pods -n kube-system', BOT)).toBe('no');
});

it('knows paths, groups and single names', () => {
  expect(can('get /healthz', 'jane')).toBe('yes');
  expect(can('get /metrics', 'jane')).toBe('no');
  expect(can('delete secrets --as-group=system:masters', 'jane')).toBe('yes');
  run('kubectl create role one --verb=get --resource=configmaps --resource-name=a');
  run('kubectl create rolebinding one --role=one --user=jane');
  expect(can('get configmaps/a', 'jane')).toBe('yes');
  expect(can('get configmaps/b', 'jane')).toBe('no');
});

it('warns of what is in no namespace', () => {
  expect(run('kubectl auth can-i list nodes')).toBe(
    "yes\nWarning: resource 'nodes' is not namespace scoped",
  );
});

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

it('acts as somebody else, who may do what the roles allow and no more', () => {
  expect(run('kubectl get pods --as=jane')).toBe(
    'Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" ' +
      'in API group "" in the namespace "default"',
  );
  expect(run('kubectl get node node-1 --as=jane')).toBe(
    'Error from server (Forbidden): nodes "node-1" is forbidden: User "jane" cannot get resource ' +
      '"nodes" in API group "" at the cluster scope',
  );
  run('kubectl create rolebinding b --clusterrole=edit --user=jane');
  expect(run('kubectl create configmap a --as=jane')).toBe('configmap/a created');
  expect(run('kubectl delete namespace default --as=jane')).toContain('(Forbidden)');
  expect(run('kubectl auth whoami --as=jane --as-group=team')).toBe(
    ['ATTRIBUTE   VALUE', 'Username    jane', 'Groups      [team system:authenticated]'].join('\n'),
  );
});

it('lists what somebody may do', () => {
  run('kubectl create role r --verb=get,list --resource=pods,deployments.apps');
  run('kubectl create rolebinding r --role=r --user=jane');
  const rows = run('kubectl auth can-i --list --as=jane').split('\n');
  expect(rows[0]).toMatch(/^Resources +Non-Resource URLs +Resource Names +Verbs$/);
  expect(rows.map((row) => row.split(/ {2,}/).join('|'))).toEqual(
    expect.arrayContaining([
      'deployments.apps|[]|[]|[get list]',
      'pods|[]|[]|[get list]',
      'selfsubjectreviews.authentication.k8s.io|[]|[]|[create]',
      '|[/healthz]|[]|[get]',
    ]),
  );
  expect(run('kubectl auth can-i --list --no-headers').split('\n')[0]).toMatch(
    /^\*\.\* +\[\] +\[\] +\[\*\]$/,
  );
});

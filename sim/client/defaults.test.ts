import { beforeEach, expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Cluster, createStandardCluster } from '../index.ts';

let cluster: Cluster;
beforeEach(() => {
  cluster = createStandardCluster(1, ALL_PARTS);
});

function run(script: string): string {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  return (stdout + stderr).trimEnd();
}

it('a new cluster has the default roles', () => {
  const names = run('kubectl get clusterroles -o name').split('\n');
  for (const name of ['admin', 'cluster-admin', 'edit', 'view', 'system:node']) {
    expect(names).toContain(`clusterrole.rbac.authorization.k8s.io/${name}`);
  }
  expect(run('kubectl describe clusterrole cluster-admin')).toContain('*.*');
  expect(run('kubectl get rolebindings -n kube-public --no-headers')).toContain('bootstrap-signer');
});

it('a default role can be changed like any other', () => {
  expect(run('kubectl label clusterrole view team=a')).toContain('labeled');
  expect(run('kubectl get clusterrole view --show-labels')).toContain('team=a');
  expect(run('kubectl get clusterroles -o name | grep -c /view$')).toBe('1');
  expect(run('kubectl create clusterrole edit --verb=get --resource=pods')).toContain(
    'already exists',
  );
});

it('a default role that was deleted is gone', () => {
  run('kubectl delete clusterrole system:heapster');
  expect(run('kubectl get clusterrole system:heapster')).toContain('NotFound');
});

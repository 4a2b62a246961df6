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

it('a default object keeps its age and identity when it is changed', () => {
  const identity = "kubectl get clusterrole view -o jsonpath='{.metadata.uid}'";
  const before = run(identity);
  run('kubectl label clusterrole view team=a');
  expect(run(identity)).toBe(before);
  expect(run('kubectl get clusterrolebinding cluster-admin --no-headers')).toMatch(/11m$/);
  run('kubectl annotate clusterrolebinding cluster-admin a=b');
  expect(run('kubectl get clusterrolebinding cluster-admin --no-headers')).toMatch(/11m$/);
});

it('a new cluster has what the API server registers and orders requests by', () => {
  expect(run('kubectl get apiservices --no-headers')).toMatch(/^v1\. +Local +True +11m$/m);
  expect(run('kubectl get flowschemas system-nodes --no-headers')).toMatch(
    /^system-nodes +system +500 +ByUser +11m +False$/,
  );
  expect(run('kubectl get prioritylevelconfiguration exempt workload-low --no-headers')).toMatch(
    /^exempt +Exempt +<none> +<none> +<none> +<none> +11m\nworkload-low +Limited +100 +128 +6 +50 +11m$/,
  );
  expect(run('kubectl get servicecidrs --no-headers')).toMatch(/^kubernetes +10.96.0.0\/12 +11m$/);
});

it('a new cluster has the ConfigMaps of kubeadm and a CSINode for each node', () => {
  const names = run('kubectl get configmaps -A -o name').split('\n');
  for (const name of ['cluster-info', 'kubeadm-config', 'kubelet-config', 'coredns']) {
    expect(names).toContain(`configmap/${name}`);
  }
  expect(run('kubectl get configmap -n default -o name')).toBe('configmap/kube-root-ca.crt');
  expect(run('kubectl get csinodes -o name').split('\n')).toHaveLength(3);
  run('kubectl delete node node-3');
  expect(run('kubectl get csinodes -o name')).not.toContain('node-3');
});

it('a ConfigMap of kubeadm can be changed and deleted', () => {
  const patch = `kubectl patch cm -n kube-system kubelet-config -p '{"data":{"a":"b"}}'`;
  expect(run(patch)).toBe('configmap/kubelet-config patched');
  expect(run('kubectl get cm -n kube-system kubelet-config --no-headers')).toMatch(/ 2 +11m$/);
  run('kubectl delete cm -n kube-system kubelet-config kubeadm-config');
  expect(run('kubectl get cm -n kube-system -o name')).not.toMatch(/kubelet-config|kubeadm-config/);
});

it('a default role that was deleted is gone', () => {
  run('kubectl delete clusterrole system:heapster');
  expect(run('kubectl get clusterrole system:heapster')).toContain('NotFound');
});

import type { Scenario } from './scenario.ts';

const ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: default}
rules:
- {apiGroups: [""], resources: [pods], verbs: [get, list]}
- {apiGroups: [apps], resources: [deployments], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb, namespace: default}
subjects:
- {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}
roleRef: {kind: Role, name: r, apiGroup: rbac.authorization.k8s.io}
`;

const OTHER_ROLES = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: default}
rules:
- {apiGroups: [""], resources: [pods, services], verbs: [get, watch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb, namespace: default}
subjects:
- {kind: User, name: joe, apiGroup: rbac.authorization.k8s.io}
roleRef: {kind: Role, name: r, apiGroup: rbac.authorization.k8s.io}
`;

const NO_ROLE = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
`;

const ONE = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {k: one}
`;

const SECOND = `apiVersion: v1
kind: ConfigMap
metadata: {name: b}
data: {k: one}
`;

const CHANGED = `apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {k: diff}
`;

const FOURTH = `apiVersion: v1
kind: ConfigMap
metadata: {name: d}
data: {k: diff}
`;

/** What few people use, and those who do by heart. */
export const RARE: readonly Scenario[] = [
  {
    title: 'roles are brought to what files ask for',
    files: { 'dep.yaml': NO_ROLE, 'role.yaml': ROLES, 'role2.yaml': OTHER_ROLES },
    lines: [
      'kubectl auth reconcile',
      'kubectl auth reconcile -f role.yaml',
      'kubectl auth reconcile -f role.yaml',
      'kubectl auth reconcile -f role.yaml --dry-run=client',
      'kubectl auth reconcile -f role.yaml --remove-extra-permissions',
      'kubectl auth reconcile -f role2.yaml',
      'kubectl auth reconcile -f role2.yaml --dry-run=client --remove-extra-permissions',
      'kubectl auth reconcile -f role2.yaml --remove-extra-permissions --remove-extra-subjects',
      'kubectl auth reconcile -f role2.yaml -o yaml',
      'kubectl auth reconcile -f nosuch.yaml',
      'kubectl auth reconcile -f dep.yaml',
      'kubectl get role,rolebinding -o yaml',
      "sed '/^---/,$d; s/, namespace: [a-z]*//' role.yaml > homeless.yaml",
      'kubectl auth reconcile -f homeless.yaml --dry-run=client',
      'kubectl auth reconcile -f homeless.yaml --dry-run=server',
      'kubectl auth reconcile -f homeless.yaml',
    ],
  },
  {
    title: 'dumps of the cluster',
    files: {},
    lines: [
      'kubectl create deploy web --image=nginx:1.25 --replicas=2',
      'kubectl wait pod --all --for=condition=ready',
      'kubectl cluster-info dump -o yaml',
      'kubectl cluster-info dump --output-directory=d && find d -type f | sort',
      'kubectl cluster-info dump -A --output-directory=e && find e -type f | sort',
    ],
  },
  {
    title: 'editors, external diffs and recorded command lines',
    files: { 'cm.yaml': ONE, 'cm2.yaml': SECOND, 'cm3.yaml': CHANGED, 'cm4.yaml': FOURTH },
    lines: [
      'kubectl create deploy web --image=nginx:1.25 --replicas=2',
      'kubectl wait pod --all --for=condition=ready',
      'kubectl apply edit-last-applied deploy/web',
      'kubectl apply edit-last-applied',
      'kubectl apply edit-last-applied -f nosuch',
      'KUBE_EDITOR=true kubectl apply edit-last-applied deploy/web',
      'KUBE_EDITOR=true kubectl apply edit-last-applied deploy/nosuch',
      'kubectl apply -f cm.yaml',
      'KUBE_EDITOR=true kubectl apply edit-last-applied cm/a',
      "KUBE_EDITOR='sed -i s/one/two/' kubectl apply edit-last-applied cm/a",
      'kubectl get cm a -o yaml',
      "KUBE_EDITOR='sed -i s/two/three/' kubectl apply edit-last-applied cm/a -o json",
      'KUBE_EDITOR=true kubectl create -f cm2.yaml --edit',
      "KUBE_EDITOR='sed -i s/one/two/' kubectl create -f cm2.yaml --edit",
      'kubectl get cm',
      "KUBECTL_EXTERNAL_DIFF='nosuchtool' kubectl diff -f cm3.yaml",
      "KUBECTL_EXTERNAL_DIFF='true' kubectl diff -f cm3.yaml",
      "KUBECTL_EXTERNAL_DIFF='ls' kubectl diff -f cm3.yaml | wc -l",
      "KUBECTL_EXTERNAL_DIFF='diff -u; echo' kubectl diff -f cm3.yaml 2>&1 | head -2",
      "KUBECTL_EXTERNAL_DIFF='diff -q' kubectl diff -f cm3.yaml | sed 's/[0-9]\\{8,\\}/N/g'",
      "KUBECTL_EXTERNAL_DIFF='echo a b' kubectl diff -f cm3.yaml | sed 's/[0-9]\\{8,\\}/N/g'",
      'kubectl apply -f http://',
      'kubectl get pods --server=http://',
      'kubectl apply -k nosuch -f a',
      'kubectl annotate deploy web x=y --record',
      'kubectl set image deploy web nginx=nginx:1.26 --record',
      'kubectl rollout history deploy web',
      'kubectl scale deploy web --replicas=3 --record',
      "kubectl get deploy web -o jsonpath='{.metadata.annotations}'",
      'kubectl apply -f cm.yaml --record',
      'kubectl create -f cm4.yaml --record',
    ],
  },
  {
    title: 'overrides, orders of several kinds, old explanations',
    files: {},
    lines: [
      'kubectl create deploy web --image=nginx:1.25',
      'kubectl run x --image=nginx --override-type=json --overrides=\'[{"op":"replace","path":"/spec/containers/0/image","value":"busybox"}]\' --dry-run=client -o yaml',
      'kubectl run x --image=nginx --override-type=strategic --overrides=\'{"spec":{"containers":[{"name":"x","command":["a"]}]}}\' --dry-run=client -o yaml',
      'kubectl run x --image=nginx --override-type=merge --overrides=\'{"spec":{"containers":[{"name":"x","command":["a"]}]}}\' --dry-run=client -o yaml',
      'kubectl run x --image=nginx --override-type=foo --overrides=\'{"spec":{"containers":[{"name":"x","command":["a"]}]}}\' --dry-run=client -o yaml',
      'kubectl run x --image=nginx --override-type=foo --dry-run=client -o name',
      "kubectl run x --image=nginx --override-type=json --overrides='{}' --dry-run=client -o name",
      'kubectl get pods,deploy --sort-by=.metadata.name',
      'kubectl get pods,deploy --sort-by=.metadata.name -o name',
      'kubectl get deploy,pods --sort-by=.metadata.creationTimestamp',
      'kubectl get deploy,pods,rs,cm,svc --sort-by=.kind',
      'kubectl events -o name',
      'kubectl events -o yaml | head -5',
      'kubectl explain pod --output=plaintext-openapiv2',
      'kubectl explain pod.spec.containers --output=plaintext-openapiv2',
      'kubectl explain pod --output=foo',
      'kubectl explain deploy --output=plaintext-openapiv2 --recursive',
    ],
  },
  {
    title: 'commands with wrong arguments',
    files: {},
    lines: [
      'kubectl certificate approve',
      'kubectl certificate --foo',
      'kubectl config foo',
      'kubectl config get-contexts a b',
      'kubectl config set-context',
      'kubectl config delete-user',
      'kubectl config view a',
      'kubectl kustomize a b',
      'kubectl kustomize --foo',
      'kubectl proxy --foo',
      'kubectl proxy --port=foo',
    ],
  },
];

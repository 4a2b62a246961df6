import type { Scenario } from './scenario.ts';

const THREE = `apiVersion: v1
kind: ConfigMap
metadata: {name: kept, labels: {app: two}}
data: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: gone}
data: {a: b}
---
apiVersion: v1
kind: Secret
metadata: {name: also-gone}
stringData: {a: b}
`;
const ONE = `apiVersion: v1
kind: ConfigMap
metadata: {name: kept}
data: {a: c}
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
`;
const ELSEWHERE = `apiVersion: v1
kind: ConfigMap
metadata: {name: other, namespace: kube-public}
data: {a: c}
`;
const ROLE = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: health}
rules:
- {nonResourceURLs: [/logs/*], verbs: [get]}
`;
const TWICE = `apiVersion: v1
kind: ConfigMap
metadata: {name: kept}
data: {a: c}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kept}
data: {a: d}
`;

const APPLY = 'KUBECTL_APPLYSET=true kubectl apply';

/** What belongs together is kept by an object of the cluster. */
export const APPLY_SETS: readonly Scenario[] = [
  {
    title: 'sets of objects are applied, kept and pruned',
    files: {
      'one.yaml': THREE,
      'two.yaml': ONE,
      'dep.yaml': DEPLOYMENT,
      'ns.yaml': ELSEWHERE,
      'crole.yaml': ROLE,
      'twice.yaml': TWICE,
    },
    lines: [
      'kubectl apply -f one.yaml --prune -n default --applyset=mine',
      'kubectl apply -f one.yaml -n default --applyset=mine',
      'KUBECTL_APPLYSET=false kubectl apply -f one.yaml --prune -n default --applyset=mine',
      `${APPLY} -f one.yaml -n default --applyset=mine`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine --all`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine -l app=two`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine --prune-allowlist=core/v1/Secret`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine --force`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine/`,
      `${APPLY} -f one.yaml --prune -n default --applyset=/mine`,
      `${APPLY} -f one.yaml --prune -n default --applyset=`,
      `${APPLY} -f one.yaml --prune -n default --applyset=pods/mine`,
      `${APPLY} -f one.yaml --prune -n default --applyset=nosuch/mine`,
      `${APPLY} -f one.yaml --prune -n default --applyset=a/b/c`,
      `${APPLY} -f one.yaml --prune -n default --applyset=configmap/Mine_x`,
      `${APPLY} -f one.yaml --prune -n default --applyset=namespaces/default`,
      `${APPLY} -f one.yaml --prune -n default --applyset=clusterrole/x`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine --dry-run=client`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine --dry-run=server`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine --server-side --dry-run=server`,
      `${APPLY} -f one.yaml --prune -n default --applyset=mine`,
      'kubectl get secret mine -o yaml',
      'kubectl get cm kept gone -o yaml',
      `${APPLY} -f two.yaml --prune -n default --applyset=mine --dry-run=client | sort`,
      `${APPLY} -f two.yaml --prune -n default --applyset=mine --dry-run=server | sort`,
      'kubectl get secret mine -o yaml',
      `${APPLY} -f two.yaml --prune -n default --applyset=mine | sort`,
      'kubectl get secret mine -o yaml',
      'kubectl get cm,secret',
      `${APPLY} -f two.yaml --prune -n default --applyset=configmap/mine`,
      `${APPLY} -f dep.yaml --prune -n default --applyset=configmap/other --server-side`,
      'kubectl get cm other -o yaml',
      'kubectl get deploy web --show-labels',
      `${APPLY} -f two.yaml --prune -n default --applyset=mine -o yaml`,
      `${APPLY} -f two.yaml --prune -n default --applyset=mine -o name`,
      `${APPLY} -f twice.yaml --prune -n default --applyset=mine`,
      `${APPLY} -f ns.yaml --prune -n default --applyset=mine`,
      'kubectl get secret mine -o yaml',
      `${APPLY} -f crole.yaml --prune -n default --applyset=mine`,
      'kubectl get secret mine -o yaml',
      `${APPLY} -f two.yaml --prune --applyset=mine -n kube-public`,
      `${APPLY} -f ns.yaml --prune --applyset=mine -n kube-system`,
      `${APPLY} -f dep.yaml --prune -n default --applyset=mine --timeout=5s --wait --cascade=foreground --grace-period=1`,
      'kubectl get deploy web --show-labels',
      `${APPLY} -f nosuch.yaml --prune -n default --applyset=mine`,
      'kubectl create secret generic plain',
      `${APPLY} -f two.yaml --prune -n default --applyset=plain`,
      'kubectl label secret plain applyset.kubernetes.io/id=x',
      `${APPLY} -f two.yaml --prune -n default --applyset=plain`,
      'kubectl label secret mine applyset.kubernetes.io/id=x --overwrite',
      `${APPLY} -f two.yaml --prune -n default --applyset=mine`,
      'kubectl create secret generic tool',
      'kubectl annotate secret tool applyset.kubernetes.io/tooling=helm/v3',
      `${APPLY} -f two.yaml --prune -n default --applyset=tool`,
      'kubectl label secret tool applyset.kubernetes.io/id=x',
      `${APPLY} -f two.yaml --prune -n default --applyset=tool`,
    ],
  },
];

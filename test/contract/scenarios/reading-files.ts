import type { Scenario } from './scenario.ts';

const NO_KIND = `metadata: {labels: {from: file}}
`;
const LIST = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: l1}
- apiVersion: v1
  kind: Nosuch
  metadata: {name: l2}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: L3}
`;
const NO_NAME = `apiVersion: v1
kind: ConfigMap
data: {a: b}
`;
const ONE = `apiVersion: v1
kind: ConfigMap
metadata: {name: extra}
data: {a: b}
`;
const TWO = `${ONE}---
apiVersion: v1
kind: ConfigMap
metadata: {name: nosuch}
`;
const BAD = `apiVersion: v1
kind: ConfigMap
metadata: {name: X}
`;

/** What files are read for, and what is said of those that are not right. */
export const READING_FILES: readonly Scenario[] = [
  {
    title: 'files without a kind, without a name, and lists with a kind that nobody knows',
    files: { 'patch.yaml': NO_KIND, 'list.yaml': LIST, 'noname.yaml': NO_NAME },
    lines: [
      'kubectl get -f patch.yaml',
      'kubectl describe -f patch.yaml',
      'kubectl label -f patch.yaml a=b',
      'kubectl diff -f patch.yaml',
      "kubectl patch -f patch.yaml -p '{}'",
      'kubectl scale -f patch.yaml --replicas=1',
      'kubectl set image -f patch.yaml a=b',
      'kubectl set image -f patch.yaml a=b --local -o yaml',
      'kubectl label -f patch.yaml a=b --local -o yaml',
      'kubectl rollout status -f patch.yaml',
      'kubectl wait -f patch.yaml --for=delete',
      'kubectl expose -f patch.yaml --port=80',
      'kubectl apply view-last-applied -f patch.yaml',
      'kubectl apply set-last-applied -f patch.yaml',
      'kubectl replace --force -f patch.yaml',
      'kubectl replace -f patch.yaml',
      'kubectl delete -f patch.yaml',
      'kubectl edit -f patch.yaml',
      'kubectl get -f patch.yaml -w',
      'kubectl get -f list.yaml',
      'kubectl describe -f list.yaml',
      'kubectl apply -f list.yaml --dry-run=client',
      'kubectl create -f list.yaml --dry-run=client',
      'kubectl create -f list.yaml --dry-run=server',
      'kubectl replace -f list.yaml',
      'kubectl replace --force -f list.yaml',
      'kubectl delete -f list.yaml --ignore-not-found',
      'kubectl label -f list.yaml a=b',
      'kubectl apply view-last-applied -f list.yaml',
      'kubectl wait -f list.yaml --for=create --timeout=1s',
      'kubectl get -f noname.yaml',
      'kubectl get -f noname.yaml -o yaml',
      'kubectl get -f noname.yaml -o name',
      'kubectl describe -f noname.yaml',
      'kubectl label -f noname.yaml a=b',
      'kubectl delete -f noname.yaml',
      "kubectl patch -f noname.yaml -p '{}'",
      'kubectl delete -f nosuch.yaml --cascade=x',
      'kubectl delete -f nosuch.yaml -o yaml',
      'kubectl diff -f noname.yaml',
    ],
  },
  {
    title: 'one file, several files and none',
    files: { 'cm.yaml': ONE, 'two.yaml': TWO },
    lines: [
      'kubectl apply -f cm.yaml',
      'kubectl get -f cm.yaml -o name',
      "cat cm.yaml | kubectl get -f - -o jsonpath='{.kind}'",
      'cat cm.yaml | kubectl get -f - -o yaml',
      "kubectl get -f two.yaml -o jsonpath='{.kind}'",
      'kubectl get -f two.yaml -o yaml',
      "kubectl get -f . -o jsonpath='{.kind}'",
      "kubectl wait -f two.yaml --for=jsonpath='{.data.a}'=b --timeout=1s",
      'kubectl get -f two.yaml --ignore-not-found',
      'kubectl label -f two.yaml a=b',
      'kubectl describe -f nosuch1.yaml -f nosuch2.yaml',
      'kubectl get pods -k .',
      'kubectl delete -k x pods',
      'kubectl get -k . -f x',
    ],
  },
  {
    title: 'directories, and what their files are called',
    files: { 'bad.yaml': BAD },
    lines: [
      'mkdir -p d/e; cp bad.yaml d/a.yaml; cp bad.yaml d/e/b.yaml',
      'kubectl create -f d',
      'kubectl create -f d/',
      'kubectl create -f d/.',
      'kubectl create -f d/../d',
      'kubectl create -f ./d/a.yaml',
      'cd d && kubectl create -f .',
      'cd d && kubectl create -f ./',
      'cd d && kubectl create -R -f .',
      'cd d && kubectl create -f ../d',
      "kubectl create -f 'd/*.yaml'",
      "kubectl create -f './d/*.yaml'",
    ],
  },
];

import type { Scenario } from './scenario.ts';

export const DELETING: readonly Scenario[] = [
  {
    title: 'deleting in all ways, and what is refused of it',
    files: {
      'cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {part: a}}
data: {a: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two, labels: {part: a}}
data: {a: "1"}
`,
      'dep.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
      'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p1, labels: {run: p1}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: m, image: "busybox:1.36", command: [sleep, "1000"]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: p2, labels: {run: p2}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: m, image: "busybox:1.36", command: [sleep, "1000"]}]}
`,
    },
    lines: [
      'kubectl apply -f cm.yaml -f dep.yaml -f pod.yaml',
      'kubectl wait --for=condition=Ready pod --all',
      'echo n | kubectl delete -f cm.yaml -i',
      'echo | kubectl delete cm one --interactive',
      'echo Y | kubectl delete cm one --interactive --dry-run=client',
      'echo y | kubectl delete cm one --interactive --dry-run=server',
      'echo yes | kubectl delete cm one -i',
      'echo y | kubectl delete cm one nosuch -i',
      'kubectl delete cm two -i < /dev/null',
      'echo y | kubectl delete cm -l a=b -i',
      'echo y | kubectl delete cm nosuch -i',
      'echo y | kubectl delete -f cm.yaml -i --ignore-not-found',
      'kubectl apply -f cm.yaml',
      'kubectl delete cm/one pod/nosuch cm/two',
      'kubectl delete cm one two --ignore-not-found',
      'kubectl delete cm,pod',
      'kubectl delete cm,pod -l part=zzz',
      'kubectl apply -f cm.yaml',
      'kubectl delete cm --all --dry-run=client',
      'kubectl delete cm -A -l part=a --dry-run=client',
      'kubectl delete cm one -A',
      'kubectl delete cm -A',
      'kubectl delete cm --field-selector=metadata.name=one',
      'kubectl delete cm --field-selector=data.a=1',
      'kubectl delete cm --field-selector metadata.name=two -l part=a',
      'kubectl delete cm --field-selector metadata.name=two --all',
      'kubectl delete -f cm.yaml --all',
      'kubectl delete -f cm.yaml -l part=a',
      'kubectl delete -f cm.yaml cm/x',
      'kubectl delete cm one --timeout=x',
      'kubectl delete cm one --timeout=-5s',
      'kubectl delete cm one --grace-period=-5',
      'kubectl delete cm one --cascade',
      'kubectl delete cm one --cascade=true',
      'kubectl delete cm one --cascade=false',
      'kubectl delete cm one --dry-run',
      'kubectl delete cm one --force --now',
      'kubectl delete cm one --now --grace-period=0',
      'kubectl delete cm one --force --grace-period=-1',
      'kubectl apply -f cm.yaml',
      'kubectl delete cm one --force --grace-period=0',
      'kubectl delete cm two --force',
      'kubectl delete cm two --force',
      'kubectl delete cm two --force --ignore-not-found',
      'kubectl delete pod p1 --grace-period=0',
      'kubectl delete pod p2 --force --wait',
      'kubectl delete rs --all --cascade=orphan',
      'kubectl get rs,pods --no-headers | wc -l',
      'kubectl delete deploy app --cascade=foreground',
      'kubectl get all',
      'kubectl apply -f dep.yaml',
      'kubectl delete deploy app --cascade=orphan',
      'kubectl delete rs --all --cascade=orphan',
      'kubectl delete pods --all',
      'kubectl apply -f pod.yaml',
      'kubectl wait --for=condition=Ready pod --all',
      'kubectl patch pod p1 -p \'{"metadata":{"finalizers":["x.y/z"]}}\'',
      'kubectl delete pod p1 --timeout=2s',
      'kubectl delete pod p1 p2 --timeout=2s',
      'kubectl delete pod p1 --wait=false',
      'kubectl get pods',
      'kubectl patch pod p1 -p \'{"metadata":{"finalizers":null}}\'',
      'kubectl get pods',
      'kubectl delete --raw /api/v1/namespaces/default/configmaps/kube-root-ca.crt',
      'kubectl delete --raw nope',
      'kubectl delete --raw /nope -f a -f b',
      'kubectl delete pod/',
      'kubectl delete pod p1/x',
      'kubectl delete pod pod/x',
      'kubectl delete pod/x svc',
      'kubectl delete svc kubernetes',
      'kubectl get svc',
      'kubectl delete ns kube-system --dry-run=server',
      'kubectl delete node node-3',
      'kubectl get nodes',
      'kubectl delete all --all',
      'kubectl delete sa default',
      'kubectl get sa',
      'kubectl delete pv,pvc --all',
      'kubectl delete -f cm.yaml -n nosuch',
      'kubectl delete pods --selector',
      'kubectl delete pods -l ""',
      'kubectl delete pods -l a=b=c',
      'kubectl delete deploy.v1.apps x',
      'kubectl delete deploy.v2.apps x',
      'kubectl delete po po1 -o=wide',
      'kubectl delete cm "" ',
      'kubectl delete cm a "" b',
      'kubectl delete cm one --cascade=background --now --wait=false -o name',
    ],
  },
];

import type { Scenario } from './scenario.ts';

export const LABELLING: readonly Scenario[] = [
  {
    title: 'labels and annotations',
    files: {
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
      'sts.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st, labels: {app: st}}
spec:
  replicas: 2
  selector: {matchLabels: {app: st}}
  template:
    metadata: {labels: {app: st}}
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
`,
      'cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {part: a}}
data: {a: "1"}
`,
    },
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f pod.yaml -f cm.yaml',
      'kubectl wait --for=condition=Ready pod/p1',
      'kubectl label',
      'kubectl label pod',
      'kubectl label pod p1',
      'kubectl label pod a=b',
      'kubectl label pod p1 a',
      'kubectl label pod p1 a=b c',
      'kubectl label pod p1 a= ',
      'kubectl label pod p1 a=b=c',
      'kubectl label pod p1 =b',
      'kubectl label pod p1 a=b a=c',
      'kubectl label pod p1 a=x a- ',
      'kubectl label pod p1 -a',
      'kubectl label pod p1 a=',
      'kubectl label pod p1 a=b',
      'kubectl label pod p1 a=b',
      'kubectl label pod p1 a=c',
      'kubectl label pod p1 a=c x=y --overwrite',
      'kubectl label pod p1 a-',
      'kubectl label pod p1 nope- x-',
      'kubectl label pod p1 run=other',
      'kubectl label pod p1 a-  --dry-run=client',
      'kubectl label pod p1 --list',
      'kubectl label pods --list --all',
      'kubectl label pods,cm --list --all',
      'kubectl label pod p1 --list a=b',
      'kubectl label pod p1 a.b/c=d --list',
      'kubectl label pod p1 "a b=c"',
      'kubectl label pod p1 a/b/c=d',
      'kubectl label pod p1 /a=d',
      'kubectl label pod p1 a/=d',
      'kubectl label pod p1 A.b/c=d',
      'kubectl label pod p1 a_b=c',
      'kubectl label pod p1 a="b c"',
      'kubectl label pod p1 a=-b',
      'kubectl label pod p1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=b',
      'kubectl label pod p1 b=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      'kubectl label pod p1 a-=b',
      'kubectl label pod p1 a--',
      'kubectl label pods --all t=1',
      'kubectl label pods -l app=app t=2',
      'kubectl label pods -l app=app t=2 --overwrite',
      'kubectl label pods --field-selector=metadata.name=p1 t=3 --overwrite',
      'kubectl label pods -l app=zz t=3',
      'kubectl label pods t=3',
      'kubectl label pod p1 nosuch t=4 --overwrite',
      'kubectl label pod/p1 cm/one t=5 --overwrite',
      'kubectl label pod/p1 cm/nosuch t=6 --overwrite',
      'kubectl label -f dep.yaml -f cm.yaml z=1',
      'kubectl label -f dep.yaml pod p1 z=1',
      'kubectl label node node-1 node-2 disk=ssd',
      'kubectl label nodes --all disk=hdd',
      'kubectl label nodes -l disk=ssd disk-',
      'kubectl label ns default team=x',
      'kubectl label ns --all team=y --overwrite',
      'kubectl label pod p1 t=9 --resource-version=1 --overwrite',
      'kubectl label pod p1 t=9 --resource-version=x --overwrite',
      'kubectl label -A pods u=1 -l run',
      'kubectl label pods p1 -A u=2',
      'kubectl label pods --all -l x=y u=2',
      'kubectl label deploy app app=changed --overwrite',
      'kubectl label nope x a=b',
      'kubectl label pod p1 pod/x a=b',
      'kubectl get pods --show-labels',
      'kubectl annotate',
      'kubectl annotate pod',
      'kubectl annotate pod p1',
      'kubectl annotate pod p1 a',
      'kubectl annotate pod a=b',
      'kubectl annotate pod p1 a=b',
      'kubectl annotate pod p1 a=b',
      'kubectl annotate pod p1 a=c',
      'kubectl annotate pod p1 a=c --overwrite',
      'kubectl annotate pod p1 a=d b=e',
      'kubectl annotate pod p1 "d=some text, with = and \\"quotes\\""',
      'kubectl annotate pod p1 e=',
      'kubectl annotate pod p1 "a b=c"',
      'kubectl annotate pod p1 a/b/c=d',
      'kubectl annotate pod p1 =b',
      'kubectl annotate pod p1 a=1 a- --overwrite',
      'kubectl annotate pod p1 a- nope-',
      'kubectl annotate pod p1 --list',
      'kubectl annotate pods --all --list',
      'kubectl annotate pods --all x=1',
      'kubectl annotate pods -l app=app x=2 --overwrite',
      'kubectl annotate pods -l app=zz x=2',
      'kubectl annotate pods x=2',
      'kubectl annotate pod/p1 cm/one y=1',
      'kubectl annotate -f dep.yaml y=2',
      'kubectl annotate -f dep.yaml y=2 --overwrite --local -o yaml | head -8',
      'kubectl annotate pod p1 z=1 --dry-run=server -o jsonpath={.metadata.annotations}',
      'kubectl annotate pod p1 z=1 --resource-version=1',
      'kubectl annotate --all pods z=1 --resource-version=1',
      'kubectl annotate deploy app kubernetes.io/change-cause=x --overwrite',
      'kubectl annotate node node-1 n=1',
      'kubectl annotate pod p1 A_b.c/D-e=1 a..b/c=1',
      'kubectl annotate pods --field-selector=metadata.name=p1 fs=1',
      'kubectl annotate -A pods -l run aa=1',
      'kubectl annotate cm one kubectl.kubernetes.io/last-applied-configuration-',
      'kubectl apply -f cm.yaml',
    ],
  },
];

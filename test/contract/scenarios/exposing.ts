import type { Scenario } from './scenario.ts';
import { CONFIG_MAP, POD, workload } from './workloads.ts';

export const EXPOSING: readonly Scenario[] = [
  {
    title: 'Services for what runs',
    files: {
      'dep.yaml': workload('Deployment', 'app', 'replicas: 2'),
      'sts.yaml': workload('StatefulSet', 'st', 'replicas: 2'),
      'ds.yaml': workload('DaemonSet', 'ds'),
      'pod.yaml': POD,
      'cm.yaml': CONFIG_MAP,
      'svc.yaml': `apiVersion: v1
kind: Service
metadata: {name: s, labels: {l: m}}
spec: {selector: {a: b}, ports: [{port: 80}]}
`,
      'nosel.yaml': `apiVersion: v1
kind: Service
metadata: {name: nosel}
spec: {ports: [{port: 80}]}
`,
      'rs.yaml': workload('ReplicaSet', 'rs', 'replicas: 2'),
      'expr.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: expr, labels: {app: expr}}
spec:
  replicas: 2
  selector: {matchExpressions: [{key: app, operator: In, values: [expr]}]}
  template:
    metadata: {labels: {app: expr}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
    },
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f pod.yaml -f cm.yaml -f svc.yaml -f nosel.yaml -f rs.yaml -f ds.yaml -f expr.yaml',
      'kubectl expose',
      'kubectl expose deploy',
      'kubectl expose deploy app',
      'kubectl get svc app -o yaml',
      'kubectl expose deploy app',
      'kubectl expose deploy app --port=80 --protocol=UDP --name=a4 -o yaml --dry-run=client',
      'kubectl expose deploy app --port=80 --protocol=NOPE --name=a4',
      'kubectl expose deploy app --port=80 --protocol=udp --name=a4',
      'kubectl expose deploy app --port=0 --name=a4',
      'kubectl expose deploy app --port=x --name=a4',
      'kubectl expose deploy app --port=70000 --name=a4',
      'kubectl expose deploy app --port=80 --target-port=x --name=a5 -o yaml --dry-run=client',
      'kubectl expose deploy app --port=80 --target-port=0 --name=a5',
      'kubectl expose deploy app --port=80 --type=NodePort --name=a6',
      'kubectl expose deploy app --port=80 --type=LoadBalancer --load-balancer-ip=1.2.3.4 --name=a7 -o yaml',
      'kubectl expose deploy app --port=80 --type=ExternalName --name=a8',
      'kubectl expose deploy app --port=80 --type=nope --name=a8',
      'kubectl expose deploy app --port=80 --cluster-ip=x --name=a10',
      'kubectl expose deploy app --port=80 --external-ip=x --name=a12',
      'kubectl expose deploy app --port=80 --session-affinity=ClientIP --name=a13 -o yaml',
      'kubectl expose deploy app --port=80 --session-affinity=x --name=a14',
      'kubectl expose deploy app --port=80 --selector=q=r --name=a15 -o jsonpath={.spec.selector}',
      'kubectl expose deploy app --port=80 --selector=q --name=a16',
      'kubectl expose deploy app --port=80 --selector= --name=a16',
      'kubectl expose deploy app --port=80 -l x=y,z=w --name=a17 -o jsonpath={.metadata.labels}',
      'kubectl expose deploy app --port=80 -l x --name=a18',
      'kubectl expose deploy app --port=80 --name=Bad_name',
      'kubectl expose deploy app --port=80 --name=1a',
      'kubectl expose deploy app --port=80 --overrides=\'{"spec":{"type":"NodePort"}}\' --name=a19 -o jsonpath={.spec.type}',
      'kubectl expose deploy app --port=80 --overrides=x --name=a21',
      'kubectl expose deploy app --port=80 --override-type=x --overrides={} --name=a22',
      'kubectl expose sts st',
      'kubectl expose sts st --port=80',
      'kubectl expose ds ds --port=80',
      'kubectl expose rs rs',
      'kubectl expose pod p1',
      'kubectl expose pod p1 --port=80',
      'kubectl get svc p1 -o yaml',
      'kubectl expose svc s --name=s2',
      'kubectl expose svc nosel --name=ns2',
      'kubectl expose svc nosel --name=ns3 --port=80',
      'kubectl expose deploy expr',
      'kubectl expose deploy expr --port=80 --name=e2',
      'kubectl expose cm one --port=80',
      'kubectl expose node node-1 --port=80',
      'kubectl expose job x --port=80',
      'kubectl expose deploy app st --port=80',
      'kubectl expose deploy/app sts/st --port=80 --dry-run=client',
      'kubectl expose -f dep.yaml --name=f1',
      'kubectl expose -f cm.yaml --port=80',
      'kubectl expose deploy app --port=80 --dry-run=server --name=dr -o yaml',
      'kubectl expose deploy app --container-port=80 --name=cp',
      'kubectl expose deploy app --create-external-load-balancer --name=x',
      'kubectl expose pod p1 --port=8080 --target-port=80 --name=averyveryveryveryveryveryveryveryveryveryveryverylongservicenameindeed',
      'kubectl expose deploy -l app=app --port=80',
      'kubectl expose deploy --all --port=80',
    ],
  },
];

import type { Scenario } from './scenario.ts';

export const SCALING: readonly Scenario[] = [
  {
    title: 'scaling by hand and by load',
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
      'ds.yaml': `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds, labels: {app: ds}}
spec:
  selector: {matchLabels: {app: ds}}
  template:
    metadata: {labels: {app: ds}}
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
      'rs.yaml': `apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: rs, labels: {app: rs}}
spec:
  replicas: 2
  selector: {matchLabels: {app: rs}}
  template:
    metadata: {labels: {app: rs}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
      'two.yaml': `apiVersion: apps/v1
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
---
apiVersion: apps/v1
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
    },
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f ds.yaml -f pod.yaml -f rs.yaml',
      'kubectl scale',
      'kubectl scale --replicas=1',
      'kubectl scale deploy --replicas=1',
      'kubectl scale deploy/app',
      'kubectl scale deploy/app --replicas',
      'kubectl scale deploy/app --replicas=',
      'kubectl scale deploy/app --replicas=1.5',
      'kubectl scale deploy/app --replicas=-2',
      'kubectl scale deploy app --replicas=3',
      'kubectl scale deploy app st --replicas=3',
      'kubectl scale deploy/app sts/st rs/rs --replicas=1',
      'kubectl scale ds/ds --replicas=1',
      'kubectl scale pod/p1 --replicas=1',
      'kubectl scale svc/kubernetes --replicas=1',
      'kubectl scale cm/kube-root-ca.crt --replicas=1',
      'kubectl scale node/node-1 --replicas=1',
      'kubectl scale nope/x --replicas=1',
      'kubectl scale deploy/app --replicas=2 --current-replicas=1',
      'kubectl scale deploy/app --replicas=2 --current-replicas=-1',
      'kubectl scale deploy/app --replicas=2 --current-replicas=-2',
      'kubectl scale deploy/app --replicas=2 --current-replicas=x',
      'kubectl scale deploy,sts --all --replicas=2 --current-replicas=1',
      'kubectl scale deploy/app --replicas=2 --resource-version=x',
      'kubectl scale deploy/app sts/st --replicas=2 --resource-version=5',
      'kubectl scale deploy/app --replicas=1 --timeout=x',
      'kubectl scale deploy/app --replicas=2 --timeout=0',
      'kubectl scale -f two.yaml --replicas=1',
      'kubectl scale -f dep.yaml deploy/app --replicas=1',
      'kubectl scale -l app=app deploy --replicas=2',
      'kubectl scale -l app=zz deploy --replicas=2',
      'kubectl scale deploy app -l app=app --replicas=2',
      'kubectl scale --all --replicas=1',
      'kubectl scale deploy/app --replicas=5 --dry-run=client',
      'kubectl scale deploy/app --replicas=2 -o name',
      'kubectl scale rs/rs --replicas=0',
      'kubectl scale rs -l app=app --replicas=7',
      'kubectl scale --replicas=1 deploy/app/x',
      'kubectl scale --replicas=1 deploy app extra/x',
      'kubectl scale rc/x --replicas=1',
      'kubectl scale job/x --replicas=1',
      'kubectl get deploy,sts,rs -o wide',
      'kubectl autoscale',
      'kubectl autoscale deploy app',
      'kubectl autoscale deploy app --max=3',
      'kubectl autoscale deploy app --max=3',
      'kubectl autoscale deploy app --max=3 --min=5 --name=b',
      'kubectl autoscale deploy app --max=0 --name=b',
      'kubectl autoscale deploy app --max=-1 --name=b',
      'kubectl autoscale deploy app --max=3 --min=0 --name=b',
      'kubectl autoscale deploy app --max=3 --min=-1 --name=c',
      'kubectl autoscale deploy app --max=3 --cpu=50 --name=d',
      'kubectl autoscale deploy app --max=3 --cpu=500m --name=e -o yaml',
      'kubectl autoscale deploy app --max=3 --cpu=50% --memory=200Mi --name=f -o yaml',
      'kubectl autoscale deploy app --max=3 --cpu=x --name=h',
      'kubectl autoscale deploy app --max=3 --cpu=0% --name=h',
      'kubectl autoscale deploy app --max=3 --cpu=-1% --name=i',
      'kubectl autoscale deploy app --max=3 --memory=x --name=h',
      'kubectl autoscale deploy app --max=3 --cpu-percent=50 --name=j',
      'kubectl autoscale deploy app --max=3 --cpu-percent=50 --cpu=50% --name=k',
      'kubectl autoscale deploy app --max=3 --cpu-percent=-1 --name=k2',
      'kubectl autoscale deploy app --max=3 --cpu-percent=0 --name=k3',
      'kubectl autoscale deploy app --max=3 --name=Bad',
      'kubectl autoscale ds ds --max=3',
      'kubectl autoscale pod p1 --max=3',
      'kubectl autoscale svc kubernetes --max=3',
      'kubectl autoscale sts st --max=3 --min=1',
      'kubectl autoscale rs rs --max=3',
      'kubectl autoscale deploy app st --max=2',
      'kubectl autoscale -f two.yaml --max=4 --dry-run=client -o name',
      'kubectl autoscale -f dep.yaml --max=4 --name=z1',
      'kubectl autoscale deploy --max=4',
      'kubectl autoscale deploy app --max=4 --save-config --name=sc -o yaml',
      'kubectl get hpa',
    ],
  },
];

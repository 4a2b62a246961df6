import type { Scenario } from './scenario.ts';
import { CONFIG_MAPS, POD, workload } from './workloads.ts';

export const REPLACING: readonly Scenario[] = [
  {
    title: 'replacing, by force too',
    files: {
      'cm.yaml': CONFIG_MAPS,
      'dep.yaml': workload('Deployment', 'app', 'replicas: 2'),
      'dep3.yaml': workload('Deployment', 'app', 'replicas: 3'),
      'sel.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}}
spec:
  replicas: 2
  selector: {matchLabels: {app: zz}}
  template:
    metadata: {labels: {app: zz}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
      'svc.yaml': `apiVersion: v1
kind: Service
metadata: {name: s}
spec: {selector: {a: b}, ports: [{port: 80}]}
`,
      'pod.yaml': POD,
      'podimg.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p1, labels: {run: p1}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: m, image: "busybox:1.28", command: [sleep, "1000"]}]}
`,
      'podcmd.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p1, labels: {run: p1}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: m, image: "busybox:1.36", command: [sleep, "2000"]}]}
`,
      'rv.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, resourceVersion: "1"}
`,
      'uid.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, uid: abc}
`,
      'gen.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {generateName: one-}
`,
      'status.yaml': `apiVersion: apps/v1
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
status: {replicas: 7}
`,
      'unk.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {part: a}}
data: {a: "1"}
nope: 1
`,
      'pvc.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
`,
      'pvc2.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
`,
      'sts.yaml': workload('StatefulSet', 'st', 'replicas: 2'),
      'sts2.yaml': workload('StatefulSet', 'st', 'replicas: 2', 'serviceName: x'),
    },
    lines: [
      'kubectl replace -f cm.yaml',
      'kubectl replace --force -f cm.yaml',
      'kubectl replace -f cm.yaml',
      'kubectl replace -f cm.yaml -o yaml',
      'kubectl replace -f cm.yaml --force --dry-run=server',
      'kubectl replace -f cm.yaml --grace-period=1',
      'kubectl replace -f cm.yaml --timeout=1s',
      'kubectl replace -f cm.yaml --timeout=1s --force',
      'kubectl replace -f cm.yaml --wait --force',
      'kubectl replace -f cm.yaml --cascade=orphan --force',
      'kubectl replace -f cm.yaml --cascade=orphan',
      'kubectl replace -f cm.yaml --cascade=nope --force',
      'kubectl replace -f cm.yaml --grace-period=0 --force',
      'kubectl replace -f cm.yaml --save-config',
      'kubectl replace -f cm.yaml',
      'kubectl replace -f rv.yaml',
      'kubectl replace -f uid.yaml',
      'kubectl replace -f gen.yaml',
      'kubectl replace --force -f gen.yaml',
      'kubectl replace --force -f rv.yaml',
      'kubectl replace --force -f uid.yaml',
      'kubectl replace -f unk.yaml',
      'kubectl replace -f unk.yaml --validate=false',
      'kubectl replace -f unk.yaml --validate=warn',
      'kubectl replace -f nosuch.yaml',
      'kubectl replace',
      'kubectl replace x',
      'kubectl replace -f cm.yaml x',
      'kubectl replace cm/one',
      'cat cm.yaml | kubectl replace -f -',
      'kubectl create -f dep.yaml -f svc.yaml -f pod.yaml -f pvc.yaml -f sts.yaml',
      'kubectl replace -f dep3.yaml',
      'kubectl replace -f sel.yaml',
      'kubectl replace --force -f sel.yaml',
      'kubectl get deploy app -o wide',
      'kubectl replace -f svc.yaml',
      'kubectl wait --for=condition=Ready pod/p1',
      'kubectl replace -f podimg.yaml',
      'kubectl replace -f podcmd.yaml',
      'kubectl replace --force -f podcmd.yaml',
      'kubectl replace -f pod.yaml --force --grace-period=0',
      'kubectl replace -f pvc2.yaml',
      'kubectl replace -f sts2.yaml',
      'kubectl replace -f status.yaml --subresource=status',
      'kubectl replace -f status.yaml --subresource=nope',
      'kubectl replace -f status.yaml --subresource=status --force',
      'kubectl replace --raw /api/v1/namespaces/default/configmaps/one -f rv.yaml',
      'kubectl replace --raw /x',
      'kubectl replace --raw x -f rv.yaml',
      'kubectl replace --raw /x -f rv.yaml -f uid.yaml',
      'kubectl get cm one -o json | kubectl replace -f -',
      'kubectl get cm one -o json | sed \'s/"data": {/"data": {"z": "y",/\' | kubectl replace -f -',
      'kubectl get cm,svc -o yaml | kubectl replace -f -',
      'kubectl get pod -l app=zz -o yaml | kubectl replace --force -f -',
    ],
  },
];

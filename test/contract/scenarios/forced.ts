import type { Scenario } from './scenario.ts';

/** An event of one pod, with what is told of its time. */
const eventOf = (name: string, reason: string, time: string): string => `apiVersion: v1
kind: Event
metadata: {name: ${name}, namespace: default}
involvedObject: {kind: Pod, name: eph, namespace: default}
reason: ${reason}
type: Normal
message: m
${time}
`;

export const FORCED: readonly Scenario[] = [
  {
    title: 'apply --force deletes and creates again what cannot become what is wanted',
    files: {
      'p1.json': `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}
`,
      'p2.json': `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"nginx:1.25","env":[{"name":"A","value":"b"}]}]}}
`,
      's1.json': `{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}
`,
      's2.json': `{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"clusterIP":"None","ports":[{"port":80}]}}
`,
      'j1.json': `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox:1.36","command":["true"]}]}}}}
`,
      'j2.json': `{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox:1.36","command":["false"]}]}}}}
`,
      't1.json': `{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"t"},"spec":{"replicas":1,"serviceName":"s","selector":{"matchLabels":{"app":"t"}},"template":{"metadata":{"labels":{"app":"t"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
      't2.json': `{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"t"},"spec":{"replicas":1,"serviceName":"z","selector":{"matchLabels":{"app":"t"}},"template":{"metadata":{"labels":{"app":"t"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
      'c1.json': `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":"b"},"immutable":true}
`,
      'c2.json': `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":"c"},"immutable":true}
`,
    },
    lines: [
      'kubectl apply -f p1.json',
      'kubectl apply -f s1.json',
      'kubectl apply -f j1.json',
      'kubectl apply -f t1.json',
      'kubectl apply -f c1.json',
      'sleep 40',
      'kubectl apply -f p2.json',
      'kubectl apply -f p2.json --force --grace-period=0',
      'kubectl get pods',
      'sleep 60',
      'kubectl get pods',
      'kubectl apply -f p1.json --force --timeout=60s',
      'kubectl apply -f p1.json --force --timeout=60s',
      'kubectl get pod p -o jsonpath={.spec.containers[*].env}',
      'kubectl apply -f s2.json --force',
      `kubectl get svc s -o jsonpath='{.spec.clusterIP}'`,
      'kubectl apply -f j2.json --force',
      'kubectl get job',
      'kubectl apply -f t2.json --force',
      'kubectl get sts,pods',
      'kubectl apply -f c2.json --force -o yaml',
      'kubectl apply -f c1.json --force --dry-run=client',
      'kubectl apply -f c1.json --force --grace-period=5',
      'kubectl get cm m -o yaml',
    ],
  },
  {
    title: 'apply --force brings back what it could not create anew',
    files: {
      'a.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
      'd10.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"nosuch":1,"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25","foo":"bar"}]}}}}
`,
      'd11.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"replicas":"3","selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
      'd6.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"zz"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
      'd7.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"zz"}},"template":{"metadata":{"labels":{"app":"zz"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
    },
    lines: [
      'kubectl apply -f a.json',
      'sleep 30',
      'kubectl apply -f d10.json',
      'kubectl apply -f d10.json --force',
      `kubectl get deploy dd -o jsonpath='{.metadata.generation}'`,
      'kubectl apply -f d11.json',
      'kubectl apply -f d11.json --force',
      `kubectl get deploy dd -o jsonpath='{.metadata.generation}'`,
      'kubectl apply -f d6.json',
      'kubectl apply -f d6.json --force',
      `kubectl get deploy dd -o jsonpath='{.metadata.generation}'`,
      'kubectl apply -f d7.json',
      'kubectl apply -f d7.json --force',
      `kubectl get deploy dd -o jsonpath='{.metadata.generation} {.spec.selector}'`,
      'kubectl apply -f d10.json --force --validate=false',
      `kubectl get deploy dd -o jsonpath='{.metadata.generation} {.spec.selector}'`,
      'kubectl replace -f d10.json --force',
      'kubectl replace -f d11.json',
      'kubectl replace -f a.json',
      'kubectl replace -f a.json --force',
      `kubectl get deploy dd -o jsonpath='{.metadata.generation} {.spec.selector}'`,
      'kubectl replace -f d6.json --force',
      `kubectl get deploy dd -o jsonpath='{.metadata.generation} {.spec.selector}'`,
    ],
  },
  {
    title: 'lists in which a name stands twice are patched as kubectl pairs them',
    files: {
      'a.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25","env":[{"name":"A","value":"b"}]}]}}}}
`,
      'b.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25","env":[{"name":"A","value":"b"},{"name":"A","value":"c"}]}]}}}}
`,
    },
    lines: [
      'kubectl apply -f a.json',
      `kubectl get deploy dd -o jsonpath='{.spec.template.spec.containers[0].env}'`,
      'kubectl apply -f a.json',
      `kubectl get deploy dd -o jsonpath='{.spec.template.spec.containers[0].env}'`,
      `kubectl patch deploy dd -p '{"spec":{"template":{"spec":{"containers":[{"name":"c","$setElementOrder/env":[{"name":"B"},{"name":"A"}],"env":[{"name":"B","value":"3"}]}]}}}}'`,
      `kubectl get deploy dd -o jsonpath='{.spec.template.spec.containers[0].env}'`,
      `kubectl get deploy dd -o jsonpath='{.spec.template.spec.containers[0].env}'`,
    ],
  },
  {
    title: 'who left the annotation of client-side apply is who hands over, however often it takes',
    files: {
      'a.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25","env":[{"name":"A","value":"b"}]}]}}}}
`,
      'b.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25","env":[{"name":"A","value":"b"},{"name":"A","value":"c"}]}]}}}}
`,
      'c.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.26","env":[{"name":"Z","value":"b"}]}]}}}}
`,
    },
    lines: [
      'kubectl apply -f a.json',
      'kubectl replace -f b.json --save-config',
      'kubectl get deploy dd -o yaml --show-managed-fields',
      'kubectl apply -f a.json --server-side --force-conflicts',
      'kubectl get deploy dd -o yaml --show-managed-fields',
      'kubectl apply -f c.json --server-side --force-conflicts',
      'kubectl get deploy dd -o yaml --show-managed-fields',
      'kubectl apply -f b.json',
      'kubectl get deploy dd -o yaml --show-managed-fields',
      'kubectl apply -f c.json --server-side',
      'kubectl get deploy dd -o yaml --show-managed-fields',
      'kubectl apply -f a.json --server-side --force-conflicts --field-manager=x',
      'kubectl get deploy dd -o yaml --show-managed-fields',
    ],
  },
  {
    title: 'events without times, claims of ephemeral volumes, a ReplicationController exposed',
    files: {
      'e.yaml': [
        eventOf('e1', 'R', ''),
        eventOf('e2', 'R2', 'count: 3'),
        eventOf('e3', 'R3', 'series: {count: 5, lastObservedTime: "2026-11-23T07:00:00.000000Z"}'),
        eventOf('e4', 'R4', 'firstTimestamp: "2026-11-23T07:00:00Z"'),
        eventOf('e5', 'R5', 'lastTimestamp: "2026-11-23T07:00:00Z"'),
      ].join('---\n'),
      'p.yaml': `apiVersion: v1
kind: Pod
metadata: {name: eph}
spec:
  containers: [{name: c, image: nginx}]
  volumes:
  - name: e
    ephemeral:
      volumeClaimTemplate:
        metadata: {labels: {b: c, a: b}, annotations: {z: "q", a: "long long long long long long long long long long long long long long long long long long long long long long long long long long long long ", m: "two\\nlines"}}
        spec: {accessModes: [ReadWriteOnce], storageClassName: standard, volumeMode: Filesystem, selector: {matchLabels: {a: b}}, dataSource: {kind: PersistentVolumeClaim, name: x}, resources: {requests: {storage: 1Gi}}}
  - name: f
    ephemeral:
      volumeClaimTemplate:
        spec: {accessModes: [ReadWriteOnce, ReadOnlyMany], resources: {requests: {storage: 1Gi}}}
`,
      'rc.yaml': `apiVersion: v1
kind: ReplicationController
metadata: {name: rc, labels: {app: rc}}
spec: {replicas: 1, selector: {app: rc}, template: {metadata: {labels: {app: rc}}, spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}}}
`,
    },
    lines: [
      'kubectl create -f p.yaml',
      'kubectl create -f e.yaml',
      'kubectl create -f rc.yaml',
      'kubectl get events -o wide --field-selector reason!=NotModelled',
      'kubectl events',
      'kubectl describe pod eph',
      'kubectl describe ev e1',
      'kubectl describe ev e3',
      'kubectl expose rc rc --dry-run=client -o yaml',
      'kubectl expose rc rc --port=90 --name=x',
      'kubectl get ev e1 e2 e3 e4 e5',
    ],
  },
  {
    title: 'defaults of ReplicationControllers, ports without numbers, selectors of spread',
    files: {
      'rc.yaml': `apiVersion: v1
kind: ReplicationController
metadata: {name: rc, labels: {app: rc}}
spec:
  replicas: 1
  selector: {app: rc}
  template:
    metadata: {labels: {app: rc}}
    spec: {containers: [{name: c, image: nginx, livenessProbe: {grpc: {port: 90}}, readinessProbe: {httpGet: {port: 80}}}]}
`,
      'np.yaml': `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: np}
spec: {podSelector: {}, ingress: [{ports: [{protocol: UDP}, {port: 80}, {port: http, protocol: SCTP}]}]}
`,
      'sp.yaml': `apiVersion: v1
kind: Pod
metadata: {name: sp}
spec:
  topologySpreadConstraints:
  - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}
  - {maxSkew: 1, topologyKey: zone2, whenUnsatisfiable: ScheduleAnyway, labelSelector: {}}
  - {maxSkew: 2, topologyKey: zone3, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {b: x, a: y}, matchExpressions: [{key: k, operator: In, values: [b, a]}, {key: w, operator: DoesNotExist}]}}
  containers: [{name: c, image: nginx}]
`,
    },
    lines: [
      'kubectl create -f rc.yaml',
      'kubectl create -f np.yaml',
      'kubectl create -f sp.yaml',
      'kubectl get rc -o wide',
      'kubectl get rc rc -o yaml',
      'kubectl describe rc',
      'kubectl describe netpol',
      'kubectl describe pod sp',
      'kubectl scale rc rc --replicas=3',
      'kubectl get rc',
      'kubectl expose rc rc --port=80 --dry-run=client -o yaml',
      'kubectl set image rc/rc c=x',
      'kubectl rollout status rc/rc',
      'kubectl autoscale rc rc --max=3',
      'kubectl describe hpa',
    ],
  },
  {
    title: 'what sidecars ask for counts, and a diff names the version that it is of',
    files: {
      'p.yaml': `apiVersion: v1
kind: Pod
metadata: {name: side}
spec:
  nodeName: node-1
  initContainers:
  - {name: a, image: "busybox:1.36", command: [sleep, "9999"], restartPolicy: Always, resources: {requests: {cpu: 100m, memory: 1Mi}, limits: {memory: 10Mi}}}
  - {name: b, image: "busybox:1.36", command: ["true"], resources: {requests: {cpu: 700m}, limits: {cpu: "1"}}}
  - {name: c, image: "busybox:1.36", command: [sleep, "9999"], restartPolicy: Always, resources: {requests: {cpu: 50m, ephemeral-storage: 1Gi}}}
  containers:
  - {name: m, image: "nginx:1.25", resources: {requests: {cpu: 10m, memory: 1.5M, ephemeral-storage: 1Gi}}}
`,
      't.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
      'u.json': `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"dd"},"spec":{"replicas":"3","selector":{"matchLabels":{"app":"dd"}},"template":{"metadata":{"labels":{"app":"dd"}},"spec":{"containers":[{"name":"c","image":"nginx:1.25"}]}}}}
`,
    },
    lines: [
      'kubectl create quota q --hard=requests.cpu=100,requests.memory=100Gi,limits.cpu=10,limits.memory=10Gi,requests.ephemeral-storage=10Gi',
      'kubectl create -f p.yaml',
      'kubectl describe quota',
      'kubectl delete quota q',
      'kubectl create -f p.yaml',
      'sleep 30',
      'kubectl describe node node-1',
      'kubectl create quota q --hard=requests.cpu=100,requests.memory=100Gi,limits.cpu=10,limits.memory=10Gi,requests.ephemeral-storage=10Gi',
      'sleep 5',
      'kubectl describe quota',
      'kubectl delete quota q',
      'kubectl apply -f t.json',
      'sleep 30',
      'kubectl diff -f u.json',
    ],
  },
  {
    title: 'owners after undo are kubectl, and in diffs those of the trial',
    files: {
      'web.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "nginx:1.25"}]}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {containers: [{name: a, image: "nginx:1.25"}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: dep}
spec: {selector: {matchLabels: {app: dep}}, template: {metadata: {labels: {app: dep}}, spec: {containers: [{name: a, image: "nginx:1.25"}]}}}
`,
    },
    lines: [
      'kubectl apply -f web.yaml',
      'sleep 20',
      'kubectl set image sts/web web=nginx:1.26',
      'kubectl set image ds/agent a=nginx:1.26',
      'kubectl set image deploy/dep a=nginx:1.26',
      'sleep 60',
      'kubectl rollout undo sts/web',
      'kubectl rollout undo ds/agent',
      'kubectl rollout undo deploy/dep',
      'sleep 60',
      'kubectl get sts,ds,deploy -o yaml --show-managed-fields',
      'kubectl rollout pause deploy/dep',
      'kubectl rollout resume deploy/dep',
      'kubectl get deploy dep -o yaml --show-managed-fields',
      `kubectl config set-credentials u1 --exec-env=''`,
      `kubectl config set-credentials u1 --exec-env='' --exec-arg=''`,
      `kubectl config set-credentials u1 --exec-arg=''`,
      'kubectl config set-credentials u1 --exec-command=x --exec-env=a=',
      'kubectl config set-credentials u1 --exec-command=x --exec-env=a=b,c=d --exec-api-version=v1 --exec-arg=x,y --exec-arg=z',
      'kubectl config set-credentials u1 --exec-command=x --exec-env=a- --exec-api-version=v1',
    ],
  },
  {
    title: 'everything below a value is that value in the older explanations',
    files: {},
    lines: [
      'kubectl explain sa.apiVersion.nosuch --output=plaintext-openapiv2',
      'kubectl explain sa.apiVersion.nosuch.more.x --output=plaintext-openapiv2',
      'kubectl explain pod.spec.containers.command.nosuch --output=plaintext-openapiv2',
      'kubectl explain pod.metadata.labels.nosuch --output=plaintext-openapiv2',
      'kubectl explain pod.metadata.labels.nosuch.more --output=plaintext-openapiv2',
      'kubectl explain pod.spec.hostNetwork.a --output=plaintext-openapiv2',
      'kubectl explain deploy.spec.replicas.a --output=plaintext-openapiv2',
      'kubectl explain deploy.spec.strategy.rollingUpdate.maxSurge.x --output=plaintext-openapiv2',
      'kubectl explain pod.spec.containers.resources.limits.cpu --output=plaintext-openapiv2',
      'kubectl explain sa.apiVersion.nosuch',
    ],
  },
];

import type { Scenario } from './scenario.ts';

const PAIR = `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {set: x}}
data: {a: "3"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two, labels: {set: x}}
`;

const API = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, labels: {app: api}, annotations: {kubernetes.io/change-cause: first}}
spec:
  replicas: 2
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: main, image: "nginx:1.25"}]}
`;

const pod = (spec: string): string => `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: ${spec}
`;

const ODD_CONTAINER = pod(`
  restartPolicy: Never
  hostUsers: false
  hostPID: true
  os: {name: mac}
  dnsConfig: {searches: [A_]}
  volumes: [{name: e, emptyDir: {}}]
  containers:
  - name: c
    image: nginx:1.25
    restartPolicy: Often
    env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: "2"}}}]
    volumeMounts: [{name: e, mountPath: /e, mountPropagation: Bidirectional, recursiveReadOnly: Enabled}]
    volumeDevices: [{name: e, devicePath: /e}]
    resizePolicy: [{resourceName: gpu, restartPolicy: RestartContainer}]
    readinessProbe: {httpGet: {port: 80, httpHeaders: [{name: "a b"}]}}
    securityContext: {procMount: X, seccompProfile: {type: Unconfined, localhostProfile: x}}`);

const ODD_PLACE = pod(`
  containers: [{name: c, image: "nginx:1.25"}]
  shareProcessNamespace: true
  securityContext: {sysctls: [{name: A}, {name: kernel.a}, {name: kernel.a}], fsGroupChangePolicy: X}
  tolerations: [{key: a, operator: Exists, value: b}, {key: a, value: "-"}]
  topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: ScheduleAnyway, nodeTaintsPolicy: X, matchLabelKeys: [a]}]
  affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, namespaces: [A], matchLabelKeys: [b]}]}}`);

const ODD_OBJECTS = `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: a}
addressType: IPv4
endpoints: [{addresses: ["::5", a]}, {addresses: []}]
ports: [{name: x}, {name: x, protocol: X}]
---
apiVersion: v1
kind: Endpoints
metadata: {name: a}
subsets: [{}, {addresses: [{ip: x}], ports: [{port: 80}, {port: 0}]}]
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: a}
spec: {hard: {limits.cpu: 1}, scopeSelector: {matchExpressions: [{scopeName: BestEffort, operator: In}, {scopeName: X, operator: Is}]}}
---
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: a}
spec: {leaseDurationSeconds: 0, leaseTransitions: -1}
`;

const OLD_KIND = `apiVersion: v1
kind: Endpoints
metadata: {name: a}
subsets: [{addresses: [{ip: 10.1.1.1}], ports: [{port: 80}]}]
`;

/** What was found by trying what had been thought to be known. */
export const SECOND_LOOK: readonly Scenario[] = [
  {
    title: 'what was applied last is set for all or for none; taints that are not there',
    files: { 'pair.yaml': PAIR },
    lines: [
      'kubectl create cm one',
      'kubectl apply set-last-applied -f pair.yaml',
      'kubectl apply set-last-applied -f pair.yaml --create-annotation',
      'kubectl apply view-last-applied cm one',
      'kubectl create cm two',
      'kubectl apply set-last-applied -f pair.yaml',
      'kubectl apply set-last-applied -f pair.yaml --create-annotation',
      'kubectl apply set-last-applied -f pair.yaml --create-annotation',
      'kubectl apply view-last-applied cm one two',
      'kubectl taint node node-2 zz-',
      'kubectl taint node node-2 zz- yy-:NoSchedule',
      'kubectl taint node node-2 node-1 zz- yy-',
      'kubectl taint node node-2 node-1 zz-',
    ],
  },
  {
    title: 'a rollback that is only thought of has no cause',
    files: { 'api.yaml': API },
    lines: [
      'kubectl apply -f api.yaml',
      'sleep 5',
      'kubectl set image deploy/api main=nginx:1.26',
      'sleep 10',
      'kubectl annotate deploy/api kubernetes.io/change-cause=second --overwrite',
      'kubectl rollout history deploy/api',
      'kubectl rollout history deploy/api --revision=1',
      'kubectl rollout undo deploy/api --dry-run=client',
      'kubectl rollout undo deploy/api --to-revision=1 --dry-run=server',
      'kubectl rollout undo deploy/api --to-revision=9',
      'kubectl rollout undo deploy/api --to-revision=-1',
    ],
  },
  {
    title: 'what hardly any pod has is refused in the words of the server',
    files: { 'container.yaml': ODD_CONTAINER, 'place.yaml': ODD_PLACE },
    lines: [
      'kubectl apply -f container.yaml',
      'kubectl create -f place.yaml -o name',
      'kubectl apply -f place.yaml --server-side',
      'kubectl apply -f container.yaml --dry-run=server',
      'kubectl create deploy d --image=nginx:1.25',
      `kubectl patch deploy d -p '{"spec":{"template":{"spec":{"hostUsers":false,"hostIPC":true}}}}'`,
      `kubectl patch deploy d -p '{"spec":{"template":{"spec":{"os":{"name":""}}}}}'`,
      `kubectl annotate deploy d controller.kubernetes.io/pod-deletion-cost=x`,
      'kubectl run q --image=nginx:1.25 --annotations=controller.kubernetes.io/pod-deletion-cost=x',
      `kubectl run q --image=nginx:1.25 --overrides='{"spec":{"ephemeralContainers":[{"name":"e","image":"i"}]}}'`,
    ],
  },
  {
    title: 'slices, endpoints, quotas, leases, priorities and nodes that cannot be',
    files: { 'odd.yaml': ODD_OBJECTS },
    lines: [
      'kubectl apply -f odd.yaml',
      'kubectl create -f odd.yaml --dry-run=server',
      'kubectl create priorityclass high --value=5',
      `kubectl patch priorityclass high -p '{"value":6,"preemptionPolicy":"Never"}'`,
      `kubectl patch node node-2 -p '{"spec":{"taints":[{"key":"a","effect":"X"}]}}'`,
      `kubectl patch node node-2 --type=merge -p '{"spec":{"taints":[{"key":"a","effect":"NoSchedule"},{"key":"a","effect":"NoSchedule"}]}}'`,
    ],
  },
  {
    title: 'a kind that goes out of use is warned of whatever comes of it',
    files: { 'old.yaml': OLD_KIND, 'bad.yaml': OLD_KIND.replace(/\[.*/, '[{}]') },
    lines: [
      'kubectl create -f bad.yaml',
      'kubectl apply -f bad.yaml',
      'kubectl apply -f bad.yaml --server-side',
      'kubectl diff -f bad.yaml',
      'kubectl apply -f old.yaml',
      'kubectl apply -f old.yaml',
      'kubectl create -f old.yaml',
      'kubectl replace -f old.yaml',
      'kubectl replace -f bad.yaml',
      `kubectl patch ep a -p '{"metadata":{"labels":{"a":"b"}}}'`,
      `kubectl patch ep nosuch -p '{"metadata":{"labels":{"a":"b"}}}'`,
      'kubectl label ep a c=d',
      'kubectl diff -f old.yaml; echo $?',
      'kubectl delete ep a',
      'kubectl delete ep a',
    ],
  },
];

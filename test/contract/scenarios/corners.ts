import type { Scenario } from './scenario.ts';

/** Where the real tool does what nobody would guess. */
export const CORNERS: readonly Scenario[] = [
  {
    title: 'a debug container of a name that is there, and edits that are looked into',
    files: {
      'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: a, image: "nginx:1.25", securityContext: {capabilities: {add: [SYS_PTRACE]}}}]}
`,
    },
    lines: [
      'kubectl apply -f pod.yaml',
      'sleep 3',
      'kubectl debug p --copy-to=q --container=a --image=busybox -- sleep 5',
      "kubectl get pod q -o jsonpath='{.spec.containers[*].securityContext}'",
      'kubectl debug p -c d --image=busybox',
      'kubectl debug p -c d --image=busybox --profile=netadmin',
      'kubectl debug p -c d --image=busybox --profile=restricted',
      'kubectl debug p -c d --image=busybox --profile=sysadmin',
      'kubectl debug p -c d --image=busybox --profile=legacy',
      "kubectl get pod p -o jsonpath='{.spec.ephemeralContainers}'",
      'kubectl debug p -c e --image=busybox --profile=baseline',
      'kubectl debug p -c e --image=busybox --profile=baseline',
      'kubectl debug p -c e --image=nginx --profile=baseline',
      'KUBE_EDITOR=true kubectl edit pod p -v=4',
      'KUBE_EDITOR=true kubectl edit pod p -v=5',
      "KUBE_EDITOR='sed -i s/zzz/b/' kubectl edit pod p -v=5",
      "KUBE_EDITOR='sed -i /labels/d' kubectl edit pod p -v=4",
      `KUBE_EDITOR='sed -i "s/a/b/g"' kubectl edit pod p -v=5`,
    ],
  },
  {
    title: 'autoscalers that cannot be printed are there all the same',
    files: {
      'dep.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.25", resources: {requests: {cpu: 100m}}}, {name: side, image: "busybox:1.36", command: [sleep, "3600"]}]}
`,
    },
    lines: [
      'kubectl apply -f dep.yaml',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=x -o nosuch',
      'kubectl get hpa x',
      'kubectl autoscale deploy web --max=3 --cpu=50% --memory=60% --name=z -o nosuch',
      'kubectl get hpa z',
      'kubectl autoscale deploy web --max=3 --cpu=200m --name=z -o nosuch',
      'kubectl autoscale deploy web --max=3 --name=w -o nosuch',
      'kubectl get hpa',
      'kubectl autoscale deploy web --max=3 --name=w -o nosuch --dry-run=client',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=w -o nosuch --dry-run=client',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=v -o nosuch --dry-run=server',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=x',
      'kubectl autoscale deploy web --max=3 --cpu=500m --name=x',
      'kubectl autoscale deploy web --max=3 --name=x',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=A_',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=vv -o jsonpath={.x',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=vw -o jsonpath={.spec.x}',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=vx -o wide',
      'kubectl explain pods.spec.containers[0]',
      "kubectl explain 'pods.spec.containers[*]'",
      'kubectl explain pods..spec',
      "kubectl explain 'pods.{'",
      `kubectl explain 'pods.spec["containers"]'`,
      "kubectl explain 'pods@'",
      "kubectl explain '*'",
      "kubectl explain 'pods.spec.*'",
      "kubectl explain '..'",
      "kubectl explain '.'",
      "kubectl explain ''",
    ],
  },
  {
    title: 'paths to explain that are none',
    files: {},
    lines: [
      "kubectl explain 'pods.spec.*'",
      "kubectl explain 'pods.*.x'",
      "kubectl explain 'pods..*'",
      "kubectl explain 'pods...spec'",
      "kubectl explain 'pods.spec..containers'",
      "kubectl explain 'pods.spec.containers..name'",
      "kubectl explain 'pods.[0]'",
      "kubectl explain 'pods[0].spec'",
      "kubectl explain 'pods.-1'",
      "kubectl explain 'pods.1'",
      `kubectl explain 'pods."spec"'`,
      `kubectl explain "pods.'spec'"`,
      "kubectl explain 'pods.$'",
      "kubectl explain 'pods.@.spec'",
      "kubectl explain 'pods. spec'",
      "kubectl explain 'pods spec'",
      "kubectl explain 'pods.#'",
      "kubectl explain '..spec'",
      "kubectl explain '.pods..spec'",
      "kubectl explain 'pods.spec.'",
      "kubectl explain 'pods.spec..'",
      "kubectl explain '*.spec'",
      "kubectl explain 'pods.spec.#'",
      "kubectl explain '#'",
      "kubectl explain 'pods.apps.#'",
    ],
  },
  {
    title: 'autoscalers of two versions',
    files: {
      'dep.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.25", resources: {requests: {cpu: 100m}}}]}
`,
    },
    lines: [
      'kubectl apply -f dep.yaml',
      'kubectl autoscale deploy web --max=3 --name=w -o nosuch --dry-run=client',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=w -o nosuch --dry-run=client',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=v -o nosuch --dry-run=server',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=a',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=a',
      'kubectl autoscale deploy web --max=3 --cpu=500m --name=a',
      'kubectl autoscale deploy web --max=3 --cpu=50% --memory=50% --name=a',
      'kubectl autoscale deploy web --max=3 --name=a',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=A_',
      'kubectl autoscale deploy web --max=3 --cpu=50m --name=A_',
      'kubectl autoscale deploy web --max=3 --name=A_',
      'kubectl autoscale deploy web --max=3 --cpu=50% --name=A_ --dry-run=server',
    ],
  },
  {
    title: 'watches end when a request may take no longer',
    files: {
      'p.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p, labels: {a: b}}
spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
`,
    },
    lines: [
      'kubectl apply -f p.yaml',
      'sleep 3',
      'kubectl get pods -w --request-timeout=1s',
      'kubectl get pods p -w --request-timeout=2',
      'kubectl get pods -w --request-timeout=1s -o name',
      'kubectl get pods --request-timeout=abc',
      'kubectl get pods --request-timeout=-1s',
      'kubectl get pods --request-timeout=0',
      'kubectl get pods --request-timeout=1m',
      'kubectl events -w --request-timeout=1s | wc -l',
    ],
  },
];

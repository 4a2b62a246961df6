import type { Scenario } from './scenario.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: app, labels: {app: app}, annotations: {note: nn}}
spec:
  terminationGracePeriodSeconds: 1
  initContainers: [{name: init, image: "busybox:1.36", command: ["true"]}]
  containers:
  - name: main
    image: busybox:1.36
    command: [sleep, "10000"]
    livenessProbe: {exec: {command: ["true"]}}
    readinessProbe: {exec: {command: ["true"]}}
    startupProbe: {exec: {command: ["true"]}}
  - name: second
    image: nginx:1.25
`;

const TWO = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: x}}
spec:
  terminationGracePeriodSeconds: 1
  initContainers: [{name: init, image: "busybox:1.36", command: [sh, -c, "echo init-a"]}]
  containers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "echo a-one-1; echo a-one-2; sleep 10000"]}
  - {name: two, image: "busybox:1.36", command: [sh, -c, "echo a-two-1; sleep 10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: x}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "echo b-one-1; printf nonewline; sleep 10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: done, labels: {app: yy}}
spec:
  restartPolicy: Never
  containers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "for i in 1 2 3 4 5; do echo line $i; done"]}
---
apiVersion: v1
kind: Pod
metadata: {name: crash, labels: {app: z}}
spec:
  containers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "echo crashing; exit 3"]}
---
apiVersion: v1
kind: Pod
metadata: {name: nopull, labels: {app: w}}
spec:
  containers:
  - {name: one, image: "busybox:nosuchtag"}
---
apiVersion: v1
kind: Pod
metadata: {name: pending, labels: {app: v}}
spec:
  nodeSelector: {no: such}
  containers:
  - {name: one, image: "busybox:1.36"}
---
apiVersion: v1
kind: Pod
metadata: {name: initing, labels: {app: u}}
spec:
  initContainers: [{name: init, image: "busybox:1.36", command: [sh, -c, "echo waiting; sleep 10000"]}]
  containers:
  - {name: one, image: "busybox:1.36"}
---
apiVersion: v1
kind: Pod
metadata: {name: dflt, annotations: {kubectl.kubernetes.io/default-container: two}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "echo one; sleep 10000"]}
  - {name: two, image: "busybox:1.36", command: [sh, -c, "echo two; sleep 10000"]}
`;

/** Containers that are added, copied, followed and asked. */
export const CONTAINERS: readonly Scenario[] = [
  {
    title: 'debug in all its modes',
    files: {
      'custom.yaml': 'env: [{name: Z, value: "1"}]\nresources: {limits: {cpu: 10m}}\n',
      'custom.json': '{"securityContext":{"runAsUser":5}}\n',
      'bad.yaml': 'a: [\n',
      'wrong.yaml': 'image: other\nname: x\n',
      'pod.yaml': POD,
    },
    lines: [
      'kubectl apply -f pod.yaml',
      'kubectl wait --for=condition=Ready pod/app --timeout=60s',
      'kubectl debug app --image=busybox:1.36 -c dbg -- sleep 1000',
      "kubectl get pod app -o jsonpath='{.spec.ephemeralContainers}'",
      'kubectl debug app --image=busybox:1.36 -c main',
      'kubectl debug app --image=busybox:1.36 -c Bad_',
      // One variable: the real one keeps several in a map, and writes them in any order.
      'kubectl debug app --image=busybox:1.36 --target=main -c d2 -q --profile=netadmin --env=A=b --image-pull-policy=Always -- sleep 100',
      'kubectl debug app --image=busybox:1.36 --target=nosuch -c d3',
      'kubectl debug app --image=busybox:1.36 -c d4 --profile=sysadmin --arguments-only -- a b',
      'kubectl debug app --image=busybox:1.36 -c d5 --profile=restricted',
      'kubectl debug app --image=busybox:1.36 -c d6 --profile=baseline',
      'kubectl debug app --image=busybox:1.36 -c d7 --profile=legacy',
      'kubectl debug app --image=busybox:1.36 -c d8 --profile=auto',
      'kubectl debug app --image=busybox:1.36 -c d8 --profile=nope',
      'kubectl debug app --image=busybox:1.36 -c d9 --custom=custom.yaml',
      'kubectl debug app --image=busybox:1.36 -c d10 --custom=custom.json --profile=netadmin',
      'kubectl debug app --image=busybox:1.36 -c d11 --custom=nosuch.yaml',
      'kubectl debug app --image=busybox:1.36 -c d11 --custom=wrong.yaml',
      "kubectl get pod app -o jsonpath='{.spec.ephemeralContainers}'",
      'kubectl describe pod app',
      'kubectl debug app --image="bad image"',
      'kubectl debug app --image=busybox:1.36 -t',
      'kubectl debug app',
      'kubectl debug app extra --image=busybox',
      'kubectl debug app --image=busybox --env=x',
      'kubectl debug app --image=busybox --env==x',
      'kubectl debug app --image=busybox --image-pull-policy=nope',
      'kubectl debug app --image=busybox --replace',
      'kubectl debug app --image=busybox --same-node',
      'kubectl debug app --image=busybox --set-image=a=b',
      'kubectl debug app --image=busybox --share-processes=false -c x1',
      'kubectl debug app --image=busybox --keep-labels -c x2',
      'kubectl debug app --copy-to=c1 --image=busybox:1.36 -c extra --keep-labels --keep-annotations -- sleep 100',
      'kubectl get pod c1 -o yaml',
      'kubectl debug app --copy-to=c1 --image=busybox:1.36 -c extra',
      "kubectl debug app --copy-to=c2 --set-image='*=busybox:1.36' --share-processes=false --same-node --keep-liveness --keep-readiness --keep-startup",
      'kubectl get pod c2 -o yaml',
      'kubectl debug app --copy-to=c3 --set-image=main=busybox:1.35,second=nginx:1.26 --keep-init-containers=false',
      'kubectl get pod c3 -o yaml',
      'kubectl debug app --copy-to=c4 -c main -- sh',
      "kubectl get pod c4 -o jsonpath='{.spec.containers[*].command}'",
      'kubectl debug app --copy-to=c5 -- sh',
      'kubectl debug app --copy-to=c5 -c nosuch -- sh',
      'kubectl debug app --copy-to=c5 -c second --image=busybox:1.36 --profile=sysadmin -- sleep 5',
      "kubectl get pod c5 -o jsonpath='{.spec.containers}'",
      'kubectl debug app --copy-to=c6',
      'kubectl debug app --copy-to=c6 --set-image=nosuch=x',
      'kubectl debug app --copy-to=c6 --set-image=main',
      'kubectl debug app --copy-to=c6 --set-image=main=',
      'kubectl debug app --copy-to=c6 --target=main --image=busybox',
      'kubectl debug app --copy-to=Bad --image=busybox',
      'kubectl debug app --copy-to=c7 --image=busybox:1.36 -c x --profile=restricted',
      "kubectl get pod c7 -o jsonpath='{.spec}'",
      'kubectl debug app --copy-to=c8 --image=busybox:1.36 -c x --profile=general --custom=custom.yaml',
      "kubectl get pod c8 -o jsonpath='{.spec.containers[2]}{.spec.shareProcessNamespace}'",
      "kubectl debug node/node-1 --image=busybox:1.36 | sed 's/-[a-z0-9]* with/ with/'",
      'kubectl debug node/node-1 --image=busybox:1.36 -q --profile=netadmin -c mine -- sleep 5',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --profile=sysadmin -- sleep 5',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --profile=restricted --custom=custom.yaml --env=A=b -- sleep 5',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --profile=baseline -n kube-system -- sleep 5',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --profile=legacy -- sleep 5',
      'kubectl get pods -l app.kubernetes.io/managed-by=kubectl-debug --sort-by=.metadata.creationTimestamp -o jsonpath=\'{range .items[*]}{.spec}{"\\n"}{end}\'',
      'kubectl debug node/nosuch --image=busybox',
      'kubectl debug node/node-1',
      'kubectl debug node/node-1 --image=busybox --target=x -q',
      'kubectl debug node/node-1 --image=busybox --copy-to=x -q',
      'kubectl debug nodes node-1 --image=busybox',
      'kubectl debug deploy/x --image=busybox',
      'kubectl debug svc/kubernetes --image=busybox',
      'kubectl debug pod/app pod/c1 --image=busybox:1.36 -c many -q',
      'kubectl debug app --image=busybox:1.36 -c echo1 --attach -q -- echo hi',
    ],
  },
  {
    title: 'logs of many containers, attach and exec',
    files: { 'two.yaml': TWO },
    lines: [
      'kubectl apply -f two.yaml',
      'sleep 30',
      'kubectl logs a',
      'kubectl logs a -c two',
      'kubectl logs a two',
      'kubectl logs a -c init',
      'kubectl logs a --all-containers | sort',
      'kubectl logs a --all-containers --prefix | sort',
      "kubectl logs a --all-containers=true --timestamps | cut -d' ' -f2-  | sort",
      "kubectl logs a --timestamps | sed 's/\\.[0-9]*Z/.Z/'",
      'kubectl logs a --prefix --timestamps',
      'kubectl logs a -c one --all-containers',
      'kubectl logs a -c one -c two',
      'kubectl logs b',
      'kubectl logs b --prefix',
      'kubectl logs -l app=x 2>&1 | sort',
      'kubectl logs -l app=x --all-containers | sort',
      'kubectl logs -l app=x --all-containers --prefix | sort',
      'kubectl logs -l app=x --prefix --tail=1 2>&1 | sort',
      'kubectl logs -l app=x -c two',
      'kubectl logs -l app=x --max-log-requests=1 2>&1 | sort',
      'kubectl logs -l app=x -f --max-log-requests=1',
      'kubectl logs -l app=x -f --max-log-requests=0',
      'kubectl logs -l app=yy -f',
      'kubectl logs -l app=yy -f --prefix',
      'kubectl logs -l "app in (yy,nosuch)" --tail=2',
      'kubectl logs -l app=yy --tail=-1',
      'kubectl logs -l app=yy',
      'kubectl logs done --tail=2',
      'kubectl logs done --tail=-1',
      'kubectl logs done --tail=-2',
      'kubectl logs done --since=1s',
      'kubectl logs done --since=-1s',
      'kubectl logs done --since=0',
      'kubectl logs done --since-time=nope',
      'kubectl logs done --since-time=2020-01-01T00:00:00',
      'kubectl logs done --since-time=2099-01-01T00:00:00Z',
      'kubectl logs done --limit-bytes=10',
      'kubectl logs done -f',
      'kubectl logs done --follow --tail=1',
      'kubectl logs done --pod-running-timeout=1s',
      'kubectl logs done --pod-running-timeout=0',
      'kubectl logs done --pod-running-timeout=-1s',
      'kubectl logs done -p',
      'kubectl logs crash',
      'kubectl logs crash -p',
      'kubectl logs crash --previous --prefix',
      'kubectl logs nopull',
      'kubectl logs pending',
      'kubectl logs initing',
      'kubectl logs initing -c init',
      'kubectl logs initing -c one',
      'kubectl logs initing -c init -p',
      'kubectl logs dflt',
      'kubectl logs dflt -c one',
      'kubectl logs dflt --all-pods',
      'kubectl logs pod/a pod/b',
      'kubectl logs pod/a',
      'kubectl logs pods a',
      'kubectl logs svc/kubernetes',
      'kubectl logs cm/kube-root-ca.crt',
      'kubectl logs nosuch/a',
      'kubectl logs a b c',
      'kubectl logs a -l app=x',
      'kubectl logs a -n nosuch',
      'kubectl logs -f two.yaml',
      'kubectl logs -n nosuch -l app=x',
      'kubectl create deploy web --image=nginx:1.25 --replicas=2',
      'sleep 5',
      'kubectl logs deploy/web --tail=1 | tail -1 | cut -c 20-',
      "kubectl logs deploy/web --all-pods --tail=1 | cut -d' ' -f2- | sed 's/pod.web[^ ]* //' | cut -c 20-",
      'kubectl logs deploy/web --all-pods --prefix --tail=1 | grep -c web',
      'kubectl expose deploy web --port=80',
      'kubectl logs svc/web --tail=1 2>&1 | tail -1 | cut -c 20-',
      'kubectl logs rs/nosuch',
      'kubectl scale deploy web --replicas=0',
      'sleep 15',
      'kubectl logs deploy/web --pod-running-timeout=1s',
      'kubectl logs --ignore-errors -l app=z',
      'kubectl logs a --insecure-skip-tls-verify-backend',
      'kubectl attach done',
      'kubectl attach a b',
      'kubectl attach',
      'kubectl attach a -c nosuch',
      'kubectl exec a -- hostname',
      'kubectl exec a -c two -- hostname',
      'kubectl exec a -c nosuch -- hostname',
      'kubectl exec a hostname',
      'kubectl exec a -q -- hostname',
      "kubectl exec dflt -- sh -c 'echo $HOSTNAME'",
      'kubectl exec done -- ls',
      'kubectl exec crash -- ls',
      'kubectl exec initing -- ls',
      'kubectl exec initing -c init -- ls /nosuch',
    ],
  },
];

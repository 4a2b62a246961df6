import type { Scenario } from './scenario.ts';

const PODS = `apiVersion: v1
kind: Pod
metadata: {name: app, labels: {app: app, tier: db}, annotations: {note: nn}}
spec:
  terminationGracePeriodSeconds: 1
  hostname: hh
  nodeSelector: {kubernetes.io/os: linux}
  initContainers: [{name: init, image: "busybox:1.36", command: ["true"]}]
  containers:
  - name: main
    image: busybox:1.36
    command: [sleep, "10000"]
    env: [{name: E, value: e}]
    ports: [{containerPort: 80}]
    resources: {limits: {cpu: 10m, memory: 10Mi}}
    readinessProbe: {exec: {command: ["true"]}}
  - name: web
    image: nginx:1.25
    args: [nginx, -g, daemon off;]
---
apiVersion: v1
kind: Pod
metadata: {name: done}
spec:
  restartPolicy: Never
  containers: [{name: one, image: "busybox:1.36", command: ["true"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: crash}
spec:
  containers: [{name: one, image: "busybox:1.36", command: [sh, -c, "exit 1"]}]
---
apiVersion: v1
kind: Pod
metadata: {name: pending}
spec:
  nodeSelector: {no: such}
  containers: [{name: one, image: "busybox:1.36"}]
`;

const POD = `apiVersion: v1
kind: Pod
metadata: {name: app}
spec: {containers: [{name: main, image: x}]}
`;

const FILES = {
  'pods.yaml': PODS,
  'custom.yaml': 'env:\n- {name: X, value: y}\nimage: ignored\n',
  'custom.json':
    '{"name": "zzz", "command": ["a"], "volumeMounts": [{"name": "v", "mountPath": "/v"}]}\n',
  'pod.yaml': POD,
};

export const DEBUGGING: readonly Scenario[] = [
  {
    title: 'containers, copies and nodes for debugging',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml',
      'sleep 30',
      'kubectl debug',
      'kubectl debug app',
      'kubectl debug app --image',
      'kubectl debug app --image=',
      'kubectl debug app -it',
      'kubectl debug nosuch --image=busybox:1.36',
      'kubectl debug pod/app --image=busybox:1.36 -c e1',
      'kubectl debug pod app --image=busybox:1.36 -c e2',
      "kubectl debug po/app --image=busybox:1.36 -c e3 -- sh -c 'echo hi; sleep 5'",
      'kubectl debug app --image=busybox:1.36 -c e4 --container=e5',
      "kubectl debug app --image=busybox:1.36 | sed 's/debugger-.*/debugger/'",
      "kubectl debug app --image=busybox:1.36 -i --attach=false | sed 's/debugger-.*/debugger/'",
      'kubectl debug app --image=busybox:1.36 -c main',
      'kubectl debug app --image=busybox:1.36 -c init',
      'kubectl debug app --image=busybox:1.36 -c UPPER',
      "kubectl debug app --image=busybox:1.36 -c 'a b'",
      'kubectl debug app --image=Bad:Image',
      "kubectl debug app --image=' '",
      'kubectl debug app --image=busybox:1.36 --target=main -c t1',
      'kubectl debug app --image=busybox:1.36 --target=nosuch',
      'kubectl debug app --image=busybox:1.36 --target=init -c t2',
      'kubectl debug app --image=busybox:1.36 --target= -c t3',
      'kubectl debug app --image=busybox:1.36 --profile=general -c p1',
      'kubectl debug app --image=busybox:1.36 --profile=baseline -c p2',
      'kubectl debug app --image=busybox:1.36 --profile=restricted -c p3',
      'kubectl debug app --image=busybox:1.36 --profile=netadmin -c p4',
      'kubectl debug app --image=busybox:1.36 --profile=sysadmin -c p5',
      'kubectl debug app --image=busybox:1.36 --profile=legacy -c p6',
      'kubectl debug app --image=busybox:1.36 --profile= -c p7',
      'kubectl debug app --image=busybox:1.36 --profile=General -c p8',
      'kubectl debug app --image=busybox:1.36 --custom=custom.yaml -c c1',
      'kubectl debug app --image=busybox:1.36 --custom=custom.json -c c2',
      'kubectl debug app --image=busybox:1.36 --custom=pods.yaml -c c3',
      'kubectl debug app --image=busybox:1.36 --custom= -c c4',
      'kubectl debug app --image=busybox:1.36 --env=A=1 -c v1',
      'kubectl debug app --image=busybox:1.36 --env=A -c v2',
      'kubectl debug app --image=busybox:1.36 --env=1A=1 -c v3',
      "kubectl debug app --image=busybox:1.36 --env='A B=1' -c v4",
      'kubectl debug app --image=busybox:1.36 --image-pull-policy=Never -c q1',
      'kubectl debug app --image=busybox:1.36 --image-pull-policy=always -c q2',
      'kubectl debug app --image=busybox:1.36 --arguments-only -c ao -- x y',
      'kubectl debug app --image=busybox:1.36 --arguments-only -c ao2',
      'kubectl debug app --image=busybox:1.36 -q -c quiet1',
      'kubectl debug app --image=busybox:1.36 --quiet --attach -c quiet2 -- echo hi',
      'kubectl debug app --image=busybox:1.36 --attach -c at1 -- echo attached',
      'kubectl debug app --image=busybox:1.36 -i -c at2 -- echo attached',
      'echo typed | kubectl debug app --image=busybox:1.36 -it -c at4 -- cat',
      "kubectl debug app --image=busybox:1.36 -i -c at5 -- sh -c 'echo x; exit 3'",
      'kubectl debug app --image=busybox:1.36 -i -c at6 -- nosuch',
      'kubectl debug app --image=busybox:nosuchtag -c np',
      'kubectl get pod app -o jsonpath=\'{range .spec.ephemeralContainers[*]}{@}{"\\n"}{end}\'',
      "kubectl get pod app -o jsonpath='{.status.ephemeralContainerStatuses[*].name}'",
      'sleep 20',
      'kubectl describe pod app',
      'kubectl debug done --image=busybox:1.36 -c e1',
      'kubectl debug crash --image=busybox:1.36 -c e1 -- sleep 1000',
      'kubectl debug crash --image=busybox:1.36 -i -c e2 -- echo in crash',
      'kubectl debug pending --image=busybox:1.36 -c e1',
    ],
  },
  {
    title: 'containers, copies and nodes for debugging, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml',
      'sleep 30',
      'kubectl debug crash --copy-to=fix --container=one -- sleep 1000',
      'kubectl get pod fix -o yaml',
      'kubectl debug crash --copy-to=fix2 --set-image=one=nginx:1.25',
      "kubectl get pod fix2 -o jsonpath='{.spec.containers}'",
      'kubectl debug crash --copy-to=fix3 --container=one --image=busybox:1.36 --share-processes -- sleep 1000',
      "kubectl get pod fix3 -o jsonpath='{.spec}'",
      'kubectl debug app --copy-to=k1 --image=busybox:1.36 -c dbg --keep-labels',
      "kubectl get pod k1 -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec.containers[0]}{.spec.initContainers}'",
      'kubectl debug app --copy-to=k2 --image=busybox:1.36 -c dbg --keep-annotations --keep-readiness --keep-liveness --keep-startup',
      'kubectl get pod k2 -o jsonpath=\'{.metadata}{.spec.containers[0]}\' | sed \'s/"creationTimestamp":[^,]*,//; s/"managedFields".*//\'',
      'kubectl debug app --copy-to=k3 --same-node --image=busybox:1.36 -c dbg',
      "kubectl get pod k3 -o jsonpath='{.spec.nodeName}' > /dev/null",
      'kubectl debug app --copy-to=k4 --replace --image=busybox:1.36 -c dbg',
      'kubectl get pods app k4',
      'kubectl apply -f pods.yaml',
      'sleep 5',
      "kubectl debug app --copy-to=k5 --set-image='*=nginx:1.25'",
      "kubectl get pod k5 -o jsonpath='{.spec.containers[*].image} {.spec.initContainers[*].image}'",
      'kubectl debug app --copy-to=k6 --set-image=web=nginx:1.26,main=busybox:1.35 --image=busybox:1.36 -c x',
      "kubectl get pod k6 -o jsonpath='{.spec.containers[*].image}'",
      'kubectl debug app --copy-to=k7 --set-image=web',
      'kubectl debug app --copy-to=k7 --set-image==x',
      'kubectl debug app --copy-to=k7 --set-image=a=b=c',
      'kubectl debug app --copy-to=k7 --set-image=',
      'kubectl debug app --copy-to=k7 -c main',
      'kubectl debug app --copy-to=k8 -it --image=busybox:1.36 -c x -- echo copied',
      "kubectl debug app --copy-to=k9 --image=busybox:1.36 | sed 's/debugger-.*/debugger/'",
      'kubectl debug app --copy-to=app --image=busybox:1.36',
      'kubectl debug app --copy-to=k10 --image=busybox:1.36 -c x --profile=netadmin',
      "kubectl get pod k10 -o jsonpath='{.spec.containers[2]}{.spec.shareProcessNamespace}'",
      'kubectl debug app --copy-to=k11 --image=busybox:1.36 -c x --profile=restricted',
      "kubectl get pod k11 -o jsonpath='{.spec.containers}{.spec.shareProcessNamespace}'",
      'kubectl debug app --copy-to=k12 --image=busybox:1.36 -c x --profile=baseline',
      "kubectl get pod k12 -o jsonpath='{.spec.containers}{.spec.shareProcessNamespace}'",
      'kubectl debug app --copy-to=k13 --image=busybox:1.36 -c x --profile=sysadmin --share-processes=false',
      "kubectl get pod k13 -o jsonpath='{.spec.containers}{.spec.shareProcessNamespace}'",
      'kubectl debug app --copy-to=k14 --image=busybox:1.36 -c x --profile=legacy',
      "kubectl get pod k14 -o jsonpath='{.spec.containers}{.spec.shareProcessNamespace}'",
      'kubectl debug app --copy-to=k15 --image=busybox:1.36 -c x --custom=custom.yaml --env=Q=r --image-pull-policy=Always',
      "kubectl get pod k15 -o jsonpath='{.spec.containers[2]}'",
      'kubectl debug app --copy-to=k16 --image=busybox:1.36 -c x --arguments-only -- 1 2',
      "kubectl get pod k16 -o jsonpath='{.spec.containers[2]}'",
      'kubectl debug app --copy-to=k17 --set-image=main=busybox:1.35 -- sh',
      'kubectl debug app --copy-to=k18 --same-node=x',
      'kubectl debug app --share-processes --image=busybox:1.36 -c sp',
      'kubectl debug app --keep-init-containers=false --image=busybox:1.36 -c ki',
    ],
  },
  {
    title: 'containers, copies and nodes for debugging, part 3',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml',
      'sleep 30',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --profile=general -c g -- sleep 5',
      "kubectl debug node/node-2 --image=busybox:1.36 | sed 's/-[a-z0-9]* with/ with/'",
      "kubectl debug node/node-2 -it --image=busybox:1.36 -- ls -d /host 2>&1 | sed 's/-[a-z0-9]* with/ with/'",
      'kubectl debug node/node-2 -q -i --image=busybox:1.36 -- hostname',
      'kubectl debug no/node-2 -q --image=busybox:1.36',
      'kubectl debug node node-2 -q --image=busybox:1.36',
      'kubectl debug nodes/node-2 -q --image=busybox:1.36 --env=A=b --image-pull-policy=Always --arguments-only -- a',
      'kubectl debug node/node-9 --image=busybox:1.36',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --custom=custom.json',
      'kubectl debug node/node-1 --image=busybox:1.36 -q -n nosuch',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --share-processes',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --set-image=a=b',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --keep-labels',
      'kubectl debug node/node-1 --image=busybox:1.36 -q --replace',
      "kubectl get pods -l app.kubernetes.io/managed-by=kubectl-debug --sort-by=.metadata.creationTimestamp -o jsonpath='{range .items[*]}{.metadata.labels}{.spec.containers}{.spec.volumes}{.spec.hostNetwork}{.spec.hostPID}{.spec.hostIPC}{.spec.tolerations}{.spec.restartPolicy}{\"\\n\"}{end}' | sed 's/kube-api-access-[a-z0-9]*/kaa/g'",
      'kubectl debug deploy/x --image=busybox:1.36',
      'kubectl debug job/x --image=busybox:1.36',
      'kubectl debug svc/kubernetes --image=busybox:1.36',
      'kubectl debug nope/x --image=busybox:1.36',
      'kubectl debug app --image=busybox:1.36 --dry-run=client',
      'kubectl debug app --image=busybox:1.36 -o yaml',
      'kubectl debug app sh --image=busybox:1.36 -c words',
      'kubectl debug app -n nosuch --image=busybox:1.36',
      'kubectl debug --image=busybox:1.36',
      'kubectl debug --image=busybox:1.36 -- app',
      'kubectl debug app --image=busybox:1.36 -t -c ttt',
    ],
  },
];

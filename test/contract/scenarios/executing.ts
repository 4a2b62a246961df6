import type { Scenario } from './scenario.ts';
import { STOPPED_PODS } from './workloads.ts';

const PODS = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: x}}
spec:
  terminationGracePeriodSeconds: 1
  initContainers:
  - {name: init, image: "busybox:1.36", command: ["true"]}
  - {name: side, image: "busybox:1.36", restartPolicy: Always, command: [sleep, "10000"]}
  containers:
  - {name: one, image: "busybox:1.36", command: [sleep, "10000"]}
  - {name: two, image: "busybox:1.36", command: [sleep, "10000"]}
---
${STOPPED_PODS}apiVersion: v1
kind: Pod
metadata: {name: half}
spec:
  terminationGracePeriodSeconds: 1
  restartPolicy: Never
  containers:
  - {name: alive, image: "busybox:1.36", command: [sleep, "10000"]}
  - {name: dead, image: "busybox:1.36", command: [sh, -c, "exit 4"]}
---
apiVersion: v1
kind: Pod
metadata: {name: noexe}
spec:
  containers: [{name: one, image: "busybox:1.36", command: [nosuchbinary]}]
---
apiVersion: v1
kind: Pod
metadata: {name: noexe2}
spec:
  restartPolicy: Never
  containers: [{name: one, image: "busybox:1.36", command: [/no/such]}]
---
apiVersion: v1
kind: Pod
metadata: {name: my}
spec:
  terminationGracePeriodSeconds: 1
  containers: [{name: my, image: "mysql:8.2.0", env: [{name: MYSQL_ROOT_PASSWORD, value: x}]}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st}
spec:
  replicas: 2
  serviceName: st
  selector: {matchLabels: {app: st}}
  template:
    metadata: {labels: {app: st}}
    spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25", ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: st}
spec: {clusterIP: None, selector: {app: st}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: nosel}
spec: {ports: [{port: 80}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [echo, hi]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: jr}
spec: {template: {spec: {terminationGracePeriodSeconds: 1, restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "echo hi; sleep 10000"]}]}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec: {schedule: "0 0 1 1 *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [echo, hi]}]}}}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds}
spec:
  selector: {matchLabels: {app: ds}}
  template: {metadata: {labels: {app: ds}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: zero}
spec:
  replicas: 0
  selector: {matchLabels: {app: zero}}
  template: {metadata: {labels: {app: zero}}, spec: {containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
`;

const CM = `apiVersion: v1
kind: ConfigMap
metadata: {name: cm}
data: {a: b}
`;

const FILES = {
  'pods.yaml': PODS,
  'cm.yaml': CM,
  'one.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n',
  'st.yaml': 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: st}\n',
};

export const EXECUTING: readonly Scenario[] = [
  {
    title: 'commands in containers of all sorts, and attaching',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml -f cm.yaml',
      'sleep 60',
      'kubectl exec a -- echo hi',
      'kubectl exec a -c two -- echo hi',
      'kubectl exec a -c side -- echo hi',
      'kubectl exec a -c init -- echo hi',
      'kubectl exec a -c nosuch -- echo hi',
      'kubectl exec pod/a -- echo hi',
      'kubectl exec pods/a -- echo hi',
      'kubectl exec po/a -- echo hi',
      'kubectl exec pod a -- echo hi',
      "kubectl exec deploy/web -- hostname | sed 's/-.*//'",
      'kubectl exec deployment/web -- true',
      'kubectl exec deployments.apps/web -- true',
      'kubectl exec deploy/nosuch -- true',
      'kubectl exec sts/st -- hostname',
      'kubectl exec svc/st -- hostname',
      'kubectl exec svc/nosel -- hostname',
      'kubectl exec svc/kubernetes -- hostname',
      'kubectl exec job/j -- hostname',
      'kubectl exec job/jr -- echo in-job',
      'kubectl exec cj/cj -- hostname',
      'kubectl exec ds/ds -- echo in-ds',
      'kubectl exec rs/nosuch -- hostname',
      'kubectl exec cm/cm -- hostname',
      'kubectl exec node/node-1 -- hostname',
      'kubectl exec ns/default -- hostname',
      'kubectl exec nope/x -- hostname',
      'kubectl exec deploy/web --pod-running-timeout=1s -- true',
      'kubectl exec deploy/zero --pod-running-timeout=0 -- true',
      'kubectl exec deploy/zero --pod-running-timeout=x -- true',
      'kubectl exec deploy/zero --pod-running-timeout=-1s -- true',
      'kubectl exec done -- ls',
      'kubectl exec done -it -- ls',
      'kubectl exec failed -- ls',
      'kubectl exec pending -- ls',
      'kubectl exec nopull -- ls',
      'kubectl exec crash -- ls',
      'kubectl exec half -- ls -d /',
      'kubectl exec half -c dead -- ls',
      'kubectl exec noexe -- ls',
      'kubectl exec noexe2 -- ls',
      'kubectl get pods noexe noexe2 --no-headers',
      'kubectl get pod noexe -o jsonpath=\'{.status.containerStatuses[0].lastState.terminated.message}{"\\n"}{.status.containerStatuses[0].lastState.terminated.reason} {.status.containerStatuses[0].lastState.terminated.exitCode}\'',
      'kubectl get pod noexe2 -o jsonpath=\'{.status.containerStatuses[0].state.terminated.message}{"\\n"}{.status.containerStatuses[0].state.terminated.reason}\'',
      'kubectl exec nosuch -- ls',
      'kubectl exec a -- nosuch',
      'kubectl exec a -- /no/such',
      'kubectl exec a -- /etc',
      'kubectl exec a -- /etc/passwd',
      "kubectl exec a -- ''",
      "kubectl exec a -- sh -c 'exit 7'",
      "kubectl exec a -- sh -c 'exit 0'",
      'kubectl exec a -- false',
      "kubectl exec a -- sh -c 'echo out; echo err >&2; exit 3'",
      "kubectl exec a -- sh -c 'nosuch'",
      "kubectl exec a -- sh -c 'kill -9 $$'",
      "kubectl exec a -- sh -c 'kill -TERM $$'",
      'kubectl exec a -- ls /nosuch',
      'kubectl exec a -- cat',
      'echo piped | kubectl exec -i a -- cat',
      'echo piped | kubectl exec a -- cat',
      'echo piped | kubectl exec -i a -- wc -c',
      "echo 'echo from-stdin; exit 5' | kubectl exec -i a -- sh",
      'kubectl exec -t a -- echo tty',
      'kubectl exec -it a -- echo tty',
      'echo x | kubectl exec -it a -- cat',
      'kubectl exec -ti a -c two -- hostname',
    ],
  },
  {
    title: 'commands in containers of all sorts, and attaching, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml -f cm.yaml',
      'sleep 60',
      'kubectl exec a',
      'kubectl exec a -c one',
      'kubectl exec a --',
      'kubectl exec',
      'kubectl exec --',
      'kubectl exec -- ls',
      'kubectl exec -it',
      'kubectl exec a ls',
      'kubectl exec a ls -l',
      'kubectl exec a ls /',
      'kubectl exec -c one a -- ls -d /',
      'kubectl exec a -n nosuch -- ls',
      'kubectl exec a -n kube-system -- ls',
      'kubectl exec -f one.yaml -- echo file',
      'kubectl exec -f one.yaml a -- echo file',
      'kubectl exec -f nosuch.yaml -- hostname',
      'kubectl exec -f cm.yaml -- hostname',
      'kubectl exec -f one.yaml',
      'kubectl exec -f pods.yaml -- hostname',
      'kubectl exec a --quiet -- echo q',
      'kubectl exec a -q -c two -- echo q',
      'kubectl exec a -l app=x -- echo q',
      'kubectl exec a b -- echo q',
      "kubectl exec a -- env | grep -E '^(HOSTNAME|KUBERNETES_SERVICE_HOST)='",
      'kubectl exec a -- pwd',
      'kubectl exec a -- whoami',
      'kubectl exec a -- id -u',
      'kubectl exec a -- date -u > /dev/null',
      'kubectl exec my -- nosuch',
      'kubectl exec my -- ls /nosuch',
      'kubectl exec my -- tar --version',
      'kubectl exec my -- sh -c nosuch',
      'kubectl exec my -- bash -c nosuch',
      'kubectl exec st-0 -- nosuch',
      'kubectl exec st-0 -- sh -c nosuch',
      'kubectl exec a/b -- ls',
      'kubectl exec a/b/c -- ls',
      "kubectl exec '' -- ls",
      'kubectl exec a --container= -- echo x',
      'kubectl exec a --stdin=false --tty=false -- echo x',
      'kubectl exec a -i=x -- echo',
      'kubectl exec a --nosuch -- echo',
      'kubectl exec a -- echo --nosuch -x',
      'kubectl exec a echo -- hi',
      "kubectl exec a -- sh -c 'for i in 1 2 3; do echo $i; done'",
      'for i in 0 1; do kubectl exec st-$i -- hostname; done',
      'for i in 0 1 2; do kubectl exec st-$i -- hostname -f; done',
      'kubectl exec st-0 -- curl -s localhost | head -4',
      'kubectl attach nosuch',
      'kubectl attach done',
      'kubectl attach failed',
      'kubectl attach pending',
      'kubectl attach nopull',
      'kubectl attach crash',
      'kubectl attach a -c init',
      'kubectl attach a -c nosuch',
      'kubectl attach deploy/nosuch',
      'kubectl attach job/j',
      'kubectl attach cm/cm',
      'kubectl attach node/node-1',
      'kubectl attach nope/x',
      'kubectl attach a b c',
      'kubectl attach a -n nosuch',
      'kubectl attach -f one.yaml',
    ],
  },
];

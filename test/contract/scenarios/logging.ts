import type { Scenario } from './scenario.ts';

const PODS = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: x}}
spec:
  terminationGracePeriodSeconds: 1
  initContainers:
  - {name: init, image: "busybox:1.36", command: [sh, -c, "echo init-a"]}
  - {name: side, image: "busybox:1.36", restartPolicy: Always, command: [sh, -c, "echo side; sleep 10000"]}
  containers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo a-one-$i; done; sleep 10000"]}
  - {name: two, image: "busybox:1.36", command: [sh, -c, "echo a-two-1; sleep 10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: x}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: one, image: "busybox:1.36", command: [sh, -c, "echo b-one-1; sleep 10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: slow, labels: {app: slow}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: c, image: "busybox:1.36", command: [sh, -c, "for i in 1 2 3 4 5 6; do echo tick $i; sleep 10; done; sleep 10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: done, labels: {app: fin}}
spec:
  restartPolicy: Never
  containers:
  - {name: c, image: "busybox:1.36", command: [sh, -c, "echo l1; echo l2; echo l3 >&2"]}
---
apiVersion: v1
kind: Pod
metadata: {name: silent, labels: {app: silent}}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: c, image: "busybox:1.36", command: [sleep, "10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: crash, labels: {app: z}}
spec:
  containers:
  - {name: c, image: "busybox:1.36", command: [sh, -c, "echo crashing; exit 3"]}
---
apiVersion: v1
kind: Pod
metadata: {name: nopull, labels: {app: w}}
spec:
  containers:
  - {name: c, image: "busybox:nosuchtag"}
---
apiVersion: v1
kind: Pod
metadata: {name: badimg, labels: {app: w2}}
spec:
  containers:
  - {name: c, image: "busybox:nosuchtag"}
  - {name: d, image: "busybox:1.36", command: [sh, -c, "echo dd; sleep 10000"]}
---
apiVersion: v1
kind: Pod
metadata: {name: nocm, labels: {app: cfg}}
spec:
  containers:
  - {name: c, image: "busybox:1.36", envFrom: [{configMapRef: {name: nosuchcm}}]}
---
apiVersion: v1
kind: Pod
metadata: {name: novol, labels: {app: vol}}
spec:
  containers:
  - {name: c, image: "busybox:1.36", volumeMounts: [{name: v, mountPath: /v}]}
  volumes: [{name: v, secret: {secretName: nosuch}}]
---
apiVersion: v1
kind: Pod
metadata: {name: noexe, labels: {app: noexe}}
spec:
  containers: [{name: c, image: "busybox:1.36", command: [nosuchbinary]}]
---
apiVersion: v1
kind: Pod
metadata: {name: pending, labels: {app: v}}
spec:
  nodeSelector: {no: such}
  containers:
  - {name: c, image: "busybox:1.36"}
---
apiVersion: v1
kind: Pod
metadata: {name: initcrash, labels: {app: u}}
spec:
  initContainers: [{name: init, image: "busybox:1.36", command: [sh, -c, "echo init fails; exit 1"]}]
  containers:
  - {name: c, image: "busybox:1.36"}
---
apiVersion: v1
kind: Pod
metadata: {name: initing, labels: {app: u2}}
spec:
  initContainers: [{name: i1, image: "busybox:1.36", command: [sh, -c, "echo first"]},{name: i2, image: "busybox:1.36", command: [sh, -c, "echo second; sleep 10000"]},{name: i3, image: "busybox:1.36", command: [sh, -c, "echo third"]}]
  containers:
  - {name: c, image: "busybox:1.36"}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st}
spec:
  replicas: 3
  serviceName: st
  selector: {matchLabels: {app: st}}
  template:
    metadata: {labels: {app: st}}
    spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "echo from $HOSTNAME; sleep 10000"]}, {name: d, image: "busybox:1.36", command: [sh, -c, "echo d from $HOSTNAME; sleep 10000"]}]}
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
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [echo, from-job]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: jf}
spec: {backoffLimit: 1, template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "echo failing; exit 1"]}]}}}
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
  template: {metadata: {labels: {app: ds}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "echo ds; sleep 10000"]}]}}
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
kind: ReplicaSet
metadata: {name: rs}
spec:
  replicas: 2
  selector: {matchLabels: {app: rs}}
  template: {metadata: {labels: {app: rs}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: [sh, -c, "echo rs; sleep 10000"]}]}}
`;

const APOD = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec: {containers: [{name: one, image: x},{name: two, image: x}]}
`;

const FILES = {
  'pods.yaml': PODS,
  'apod.yaml': APOD,
};

export const LOGGING: readonly Scenario[] = [
  {
    title: 'logs of pods in every state',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml',
      'sleep 75',
      "kubectl get pods --no-headers | awk '{print $1, $3}' | grep -v -- - | sort",
      'kubectl logs a',
      'kubectl logs a -c one --tail=3',
      'kubectl logs a -c side',
      'kubectl logs a -c init',
      'kubectl logs a --container=two',
      'kubectl logs a --all-containers=true 2>\\&1 | sort',
      'kubectl logs a --all-containers --prefix 2>\\&1 | sort',
      'kubectl logs a --all-containers --tail=1 --prefix 2>\\&1 | sort',
      'kubectl logs a --prefix',
      'kubectl logs a --tail 1',
      'kubectl logs a --tail=0',
      'kubectl logs a --tail=x',
      'kubectl logs a --tail=',
      'kubectl logs a -p',
      'kubectl logs a -c two --previous',
      'kubectl logs a --limit-bytes=5',
      'kubectl logs a --limit-bytes=0',
      'kubectl logs a --limit-bytes=-1',
      'kubectl logs a --limit-bytes=x',
      'kubectl logs a --since=10h',
      'kubectl logs a --since=10h --since-time=2020-01-01T00:00:00Z',
      'kubectl logs a --since=x',
      'kubectl logs a --since=5',
      'kubectl logs a --since-time=2020-01-01T00:00:00Z --tail=2',
      'kubectl logs a --since-time=2020-01-01T00:00:00+02:00 --tail=2',
      'kubectl logs a --since-time=yesterday',
      'kubectl logs a --since-time=',
      'kubectl logs slow --since=25s',
      'kubectl logs slow --since=1s',
      'kubectl logs slow --since=65s --tail=2',
      'kubectl logs slow --timestamps --tail=2',
      'kubectl logs slow --timestamps --prefix --tail=1',
      'kubectl logs silent',
      'kubectl logs silent --prefix',
      'kubectl logs done',
      'kubectl logs done -f',
      'kubectl logs done -f --tail=1',
      'kubectl logs done --follow --prefix',
      'kubectl logs done -c nosuch',
      'kubectl logs done nosuch',
      'kubectl logs done c',
      'kubectl logs done --previous',
      'kubectl logs crash',
      'kubectl logs crash -p',
      'kubectl logs crash -f',
      'kubectl logs nopull',
      'kubectl logs nopull -p',
      'kubectl logs badimg',
      'kubectl logs badimg -c d',
      'kubectl logs nocm',
      'kubectl logs novol',
      'kubectl logs noexe',
      'kubectl logs noexe -p',
      'kubectl logs pending',
      'kubectl logs pending -f',
      'kubectl logs pending -p',
      'kubectl logs initcrash',
      'kubectl logs initcrash -c init',
      'kubectl logs initcrash -c init -p',
      'kubectl logs initing',
      'kubectl logs initing -c i1',
      'kubectl logs initing -c i2',
      'kubectl logs initing -c i3',
      'kubectl logs initing -c c',
    ],
  },
  {
    title: 'logs of pods in every state, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f pods.yaml',
      'sleep 75',
      'kubectl logs -l app=x 2>\\&1 | sort',
      'kubectl logs -l app=x --prefix 2>\\&1 | sort',
      'kubectl logs -l app=x --all-containers --prefix --tail=-1 2>\\&1 | sort',
      'kubectl logs -l app=x -c one --tail=1 2>\\&1 | sort',
      'kubectl logs -l app=x -c two 2>\\&1 | sort',
      'kubectl logs -l app=x -c two --ignore-errors 2>\\&1 | sort',
      'kubectl logs -l app=x -c nosuch --ignore-errors 2>\\&1 | sort',
      "kubectl logs -l 'app in (fin)' -f",
      "kubectl logs -l 'app in x'",
      "kubectl logs -l 'app==fin'",
      "kubectl logs -l 'a=b=c'",
      "kubectl logs -l '!!'",
      'kubectl logs -l app=nosuch',
      'kubectl logs -l app=nosuch -f',
      "kubectl logs -l ''",
      'kubectl logs -l app=w',
      'kubectl logs -l app=v',
      'kubectl logs -l app=v --ignore-errors',
      'kubectl logs -l app=w --ignore-errors',
      'kubectl logs --selector=app=fin --tail=1',
      'kubectl logs -l app=fin --previous',
      'kubectl logs -A -l app=fin',
      'kubectl logs --all-namespaces -l app=fin',
      'kubectl logs sts/st',
      'kubectl logs sts/st -c d',
      'kubectl logs statefulset/st --prefix',
      'kubectl logs statefulsets.apps/st --tail=1',
      'kubectl logs sts st',
      'kubectl logs sts st c',
      'kubectl logs svc/st',
      'kubectl logs svc/nosel',
      'kubectl logs job/j',
      'kubectl logs jobs/j',
      'kubectl logs job j',
      'kubectl logs job/jf',
      'kubectl logs job/nosuch',
      'kubectl logs cj/cj',
      'kubectl logs cronjob/cj --pod-running-timeout=1s',
      'kubectl logs ds/ds',
      'kubectl logs rs/rs',
      "kubectl logs rs/rs --prefix | cut -d' ' -f 2-",
      'kubectl logs deploy/zero',
      'kubectl logs deploy/zero --all-pods',
      'kubectl logs deploy/nosuch',
      'kubectl logs node/node-1',
      'kubectl logs ns/default',
      'kubectl logs pvc/x',
      'kubectl logs nope/x',
      'kubectl logs nosuch',
      'kubectl logs nosuch -f',
      'kubectl logs nosuch -p -c x',
      'kubectl logs a b',
      'kubectl logs a one two',
      'kubectl logs pod/a b',
      'kubectl logs pod/a one',
      'kubectl logs pods/a -c one --tail=1',
      'kubectl logs pod a',
      'kubectl logs',
      'kubectl logs -f',
      'kubectl logs -c one',
      'kubectl logs --all-containers',
      'kubectl logs --all-pods',
      'kubectl logs a/',
      'kubectl logs /a',
      'kubectl logs a/b/c',
      "kubectl logs ''",
      'kubectl logs A',
      'kubectl logs a -n kube-system',
      'kubectl logs a -n nosuch',
      'kubectl logs a -A',
      'kubectl logs a --nosuch',
      'kubectl logs a -o yaml',
      'kubectl logs a -x',
      'kubectl logs a --tail -1 --prefix=false | tail -1',
      'kubectl logs a --timestamps=x',
      'kubectl logs a --max-log-requests=1',
      'kubectl logs -f a --tail=1 --all-containers --max-log-requests=1',
      'kubectl log a',
      'kubectl logs --pod-running-timeout=5s a --tail=1',
      'kubectl logs -p -l app=z',
      'kubectl logs -l app=z --previous --prefix',
      'kubectl logs a --all-pods',
      'kubectl logs pod/a --all-pods --tail=1',
      'kubectl logs rs/rs -f --all-pods --max-log-requests=1',
      'kubectl logs silent -f --request-timeout=1s 2>/dev/null; echo $?',
      'kubectl logs -f -l app=silent --request-timeout=2 --prefix 2>/dev/null; echo $?',
      'kubectl logs done --request-timeout=1s',
      'kubectl delete pod a --wait=false --grace-period=30',
      'kubectl logs a --tail=1',
    ],
  },
];

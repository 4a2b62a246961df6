import type { Scenario } from './scenario.ts';

export const SETTING: readonly Scenario[] = [
  {
    title: 'images, variables, resources, accounts, selectors and subjects',
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
      initContainers:
      - {name: init, image: "busybox:1.36", command: ["true"]}
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
      initContainers:
      - {name: init, image: "busybox:1.36", command: ["true"]}
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
      initContainers:
      - {name: init, image: "busybox:1.36", command: ["true"]}
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
      'od.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: od, labels: {app: od}}
spec:
  replicas: 2
  updateStrategy: {type: OnDelete}
  selector: {matchLabels: {app: od}}
  template:
    metadata: {labels: {app: od}}
    spec:
      terminationGracePeriodSeconds: 1
      initContainers:
      - {name: init, image: "busybox:1.36", command: ["true"]}
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
      'dsod.yaml': `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: dsod, labels: {app: dsod}}
spec:
  updateStrategy: {type: OnDelete}
  selector: {matchLabels: {app: dsod}}
  template:
    metadata: {labels: {app: dsod}}
    spec:
      terminationGracePeriodSeconds: 1
      initContainers:
      - {name: init, image: "busybox:1.36", command: ["true"]}
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
      'rec.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: rec, labels: {app: rec}}
spec:
  replicas: 2
  strategy: {type: Recreate}
  selector: {matchLabels: {app: rec}}
  template:
    metadata: {labels: {app: rec}}
    spec:
      terminationGracePeriodSeconds: 1
      initContainers:
      - {name: init, image: "busybox:1.36", command: ["true"]}
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http},{containerPort: 81, protocol: UDP}]}
      - {name: d, image: "redis:7", env: [{name: A, value: b}]}
`,
      'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {name: p1, labels: {run: p1}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: m, image: "busybox:1.36", command: [sleep, "1000"]}]}
`,
      'cm.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {part: a}}
data: {a: "1"}
`,
      'svc.yaml': `apiVersion: v1
kind: Service
metadata: {name: s}
spec: {selector: {a: b}, ports: [{port: 80}]}
`,
      'cj.yaml': `apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec: {schedule: "0 0 1 1 *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: x, image: "busybox:1.36"}]}}}}}
`,
      'sec.yaml': `apiVersion: v1
kind: Secret
metadata: {name: sec}
stringData: {user-name: u, pass.word: p, "9x": q}
`,
      'rb.yaml': `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {kind: ClusterRole, name: view, apiGroup: rbac.authorization.k8s.io}
`,
      'job.yaml': `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: x, image: "busybox:1.36", command: [sleep, "100"]}]}}}
`,
    },
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f ds.yaml -f pod.yaml -f cm.yaml -f svc.yaml -f cj.yaml -f sec.yaml -f rb.yaml -f job.yaml',
      'kubectl set nope',
      'kubectl set image',
      'kubectl set image deploy/app',
      'kubectl set image deploy app c=nginx:1.26 d=redis:6',
      'kubectl set image deploy app init=busybox:1.28',
      'kubectl set image deploy/app c=nginx:1.26',
      'kubectl set image deploy/app nope=x c=y',
      'kubectl set image deploy/app c=a=b',
      'kubectl set image deploy/app c=""',
      'kubectl set image deploy/app =x',
      'kubectl set image deploy/app c=nginx:1.26 c=nginx:1.27',
      'kubectl set image all --all c=x --dry-run=client',
      'kubectl set image pod/p1 m=busybox:1.28',
      'kubectl set image svc/s c=x',
      'kubectl set image cm/one c=x',
      'kubectl set image cj/cj x=busybox:1.28',
      'kubectl set image job/j x=busybox:1.28',
      'kubectl set image -f dep.yaml c=nginx:1.20 --local',
      'kubectl set image -f dep.yaml -f sts.yaml c=nginx:1.20 --local -o name',
      'kubectl set image -f dep.yaml c=nginx:1.20 --dry-run=client',
      'kubectl set image deploy/app c=x --local',
      'kubectl set image deploy/nope c=x',
      'kubectl set image nope/app c=x',
      'kubectl set image deploy app --all c=x',
      'kubectl set image deploy -l app=zz c=x',
      'kubectl set image deploy c=x',
      'kubectl set env',
      'kubectl set env deploy/app',
      'kubectl set env deploy/app X=1',
      'kubectl set env deploy/app X=1',
      'kubectl set env deploy/app --list',
      'kubectl set env deploy,sts,ds --list --all',
      'kubectl set env pod/p1 --list',
      'kubectl set env deploy/app X=1 X-',
      'kubectl set env deploy/app X- Y-',
      'kubectl set env deploy/app A- -c c',
      'kubectl set env deploy/app A- -c d',
      'kubectl set env deploy/app -e Q=2',
      'kubectl set env deploy/app -e Q=2 -e W=3 Z=4 --list',
      'echo "B=1" | kubectl set env deploy/app -',
      'printf "C=1\\n#x\\n\\nD=2\\n" | kubectl set env deploy/app -e - -c c',
      'printf "bad line\\n" | kubectl set env deploy/app -',
      'kubectl set env deploy/app "A B=c"',
      'kubectl set env deploy/app =c',
      'kubectl set env deploy/app A=',
      'kubectl set env deploy/app A= --list',
      'kubectl set env deploy/app --from=cm/one --list',
      'kubectl set env deploy/app --from=cm/one',
      // One key: the real one takes several out of a map, and adds them in any order.
      'kubectl set env deploy/app --from=secret/sec --keys=user-name --prefix=P_ -c c',
      'kubectl set env deploy/app --list --resolve',
      'kubectl set env deploy/app --from=secret/sec --list',
      'kubectl set env deploy/app --from=secret/sec --list --resolve',
      'kubectl set env deploy/app --from=secret/sec --keys=nope',
      'kubectl set env deploy/app --from=cm/one --keys=a,b',
      'kubectl set env deploy/app --from=nope/x',
      'kubectl set env deploy/app --from=deploy/app',
      'kubectl set env deploy/app --from=one',
      'kubectl set env deploy/app --from=cm/one X=2',
      'kubectl set env deploy/app --keys=a X=2',
      'kubectl set env deploy/app --prefix=a_ X=2',
      'kubectl set env deploy/app --overwrite=false X=2 A=9',
      'kubectl set env deploy/app -c "*" ALL=1',
      'kubectl set env deploy/app -c "?" ONE=1',
      'kubectl set env deploy/app --containers=c,d TWO=1',
      'kubectl set env pod/p1 A=b',
      'kubectl set env svc/s A=b',
      'kubectl set env cm/one A=b',
      'kubectl set env cj/cj A=b',
      'kubectl set env job/j A=b',
      'kubectl set env -f dep.yaml A=z --local',
      'kubectl set env deploy/app A=z --local',
      'kubectl set env deploy/nope A=b',
      'kubectl set env deploy -l app=zz A=b',
      'kubectl set env deploy A=b',
      'kubectl set env deploy app A=q',
      'kubectl set env A=b',
      'kubectl set env deploy/app A=b --all',
      'kubectl set env deploy/app A=b -l x=y',
      'kubectl set env deploy/app --list',
      'kubectl set resources',
      'kubectl set resources deploy/app',
      'kubectl set resources deploy/app --limits=cpu=1',
      'kubectl set resources deploy/app --limits=cpu=1',
      'kubectl set resources deploy/app --limits=cpu=200m,memory=64Mi --requests=cpu=100m,memory=32Mi',
      'kubectl set resources deploy/app --limits=cpu=50m',
      'kubectl set resources deploy/app -c c --limits=cpu=0',
      'kubectl set resources deploy/app -c "*" --requests=cpu=0,memory=0',
      'kubectl set resources deploy/app --limits=nope=1',
      'kubectl set resources deploy/app --limits=cpu=1,cpu=2',
      'kubectl set resources deploy/app --limits=cpu=-1',
      'kubectl set resources deploy/app --requests=ephemeral-storage=1Gi',
      'kubectl set resources deploy/app --limits= ',
      'kubectl set resources deploy,sts --all --limits=memory=128Mi',
      'kubectl set resources pod/p1 --limits=cpu=1',
      'kubectl set resources svc/s --limits=cpu=1',
      'kubectl set resources -f dep.yaml --limits=cpu=1 --local',
      'kubectl set resources deploy/app --limits=cpu=1 --local',
      'kubectl set resources cj/cj --limits=cpu=1',
      'kubectl set resources deploy/app --requests=cpu=2 --limits=cpu=1',
      'kubectl set sa',
      'kubectl set sa deploy/app',
      'kubectl set sa deploy/app x',
      'kubectl set sa deploy/app x',
      'kubectl set serviceaccount deploy app y --dry-run=client -o yaml | grep -i serviceaccount',
      'kubectl set sa deploy/app sts/st ds/ds default',
      'kubectl set sa deploy/app a b',
      'kubectl set sa svc/s x',
      'kubectl set sa -f dep.yaml z --local -o yaml | grep serviceAcc',
      'kubectl set sa -f dep.yaml z --local',
      'kubectl set sa --all deploy z --dry-run=server',
      'kubectl set sa deploy/nope z',
      'kubectl set sa deploy z',
      'kubectl set sa cj/cj q',
      'kubectl set selector',
      'kubectl set selector svc/s',
      'kubectl set selector svc/s a=c',
      'kubectl set selector svc/s a=c',
      'kubectl set selector svc s x=y,z=w -o jsonpath={.spec.selector}',
      'kubectl set selector svc s x',
      'kubectl set selector svc s x=',
      'kubectl set selector svc s "x in (a)"',
      'kubectl set selector svc s x!=y',
      'kubectl set selector svc/nope a=b',
      'kubectl set selector deploy/app a=b',
      'kubectl set selector rs/x a=b',
      'kubectl set selector pod/p1 a=b',
      'kubectl set selector svc --all a=b --dry-run=client',
      'kubectl set selector -f svc.yaml q=r --local',
      'kubectl set selector svc/s q=r --resource-version=1',
      'kubectl set selector svc/s svc/kubernetes q=r --resource-version=1',
      'kubectl set selector svc/s q=r --dry-run=server',
      'kubectl set selector svc s a=b c=d',
      'kubectl set subject',
      'kubectl set subject rolebinding rb',
      'kubectl set subject rolebinding rb --user=u',
      'kubectl set subject rolebinding rb --user=u',
      'kubectl set subject rolebinding rb --user=v --group=g --serviceaccount=default:d',
      'kubectl set subject rolebinding rb --serviceaccount=d',
      'kubectl set subject rolebinding rb --serviceaccount=a:b:c',
      'kubectl set subject rolebinding nope --user=u',
      'kubectl set subject role x --user=u',
      'kubectl set subject deploy app --user=u',
      'kubectl set subject -f rb.yaml --user=w --local -o yaml',
      'kubectl set subject -f rb.yaml --user=w --local',
      'kubectl set subject rolebinding/rb --user=x -o yaml',
    ],
  },
];

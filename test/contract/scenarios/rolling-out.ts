import type { Scenario } from './scenario.ts';

const DEP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template: {metadata: {labels: {app: app}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25", env: [{name: A, value: b}]},{name: d, image: "redis:7"}]}}
`;

const STS = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st}
spec:
  serviceName: st
  replicas: 2
  selector: {matchLabels: {app: st}}
  template: {metadata: {labels: {app: st}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
`;

const DS = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds}
spec:
  selector: {matchLabels: {app: ds}}
  template: {metadata: {labels: {app: ds}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
`;

const OTHER = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sleep, "3000"]}], terminationGracePeriodSeconds: 1}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec: {schedule: "0 0 1 1 *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36"}]}}}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {a: b}}
data: {K1: v1, k-2: v2, "k.3": v3}
---
apiVersion: v1
kind: Secret
metadata: {name: sec}
stringData: {S1: v1}
---
apiVersion: v1
kind: Service
metadata: {name: s}
spec: {selector: {app: app}, ports: [{port: 80}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: User, name: u}]
`;

const FILES = {
  'dep.yaml': DEP,
  'sts.yaml': STS,
  'ds.yaml': DS,
  'other.yaml': OTHER,
  'p.yaml': 'spec: {replicas: 3}\n',
  'p.json': '{"spec":{"replicas":1}}\n',
};

export const ROLLING_OUT: readonly Scenario[] = [
  {
    title: 'rollouts, set and patch, also mistyped',
    files: FILES,
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f ds.yaml -f other.yaml',
      'sleep 20',
      'kubectl rollout nope',
      'kubectl rollout status',
      'kubectl rollout status deploy',
      'kubectl rollout status deploy/app',
      'kubectl rollout status deploy app',
      'kubectl rollout status deploy/app sts/st',
      'kubectl rollout status -f dep.yaml',
      'kubectl rollout status -l app=app deploy',
      'kubectl rollout status -l app=nosuch deploy',
      'kubectl rollout status sts/st',
      'kubectl rollout status ds/ds',
      'kubectl rollout status rs/x',
      'kubectl rollout status pod/p',
      'kubectl rollout status job/j',
      'kubectl rollout status cm/conf',
      'kubectl rollout status deploy/nosuch',
      'kubectl rollout status nope/x',
      'kubectl rollout status deploy/app --revision=1',
      'kubectl rollout status deploy/app --revision=9',
      'kubectl rollout status deploy/app --revision=-1',
      'kubectl rollout status deploy/app -w=false',
      'kubectl rollout status deploy/app --timeout=x',
      'kubectl rollout status deploy/app -o json',
      'kubectl set image deploy/app c=nginx:1.26',
      'kubectl rollout status deploy/app --watch=false',
      'kubectl rollout status deploy/app --timeout=60s',
      'kubectl rollout history deploy/app',
      'kubectl rollout history deploy app',
      'kubectl rollout history deploy/app --revision=2',
      'kubectl rollout history deploy/app --revision=9',
      'kubectl rollout history deploy/app --revision=x',
      'kubectl rollout history deploy/app --revision=-1',
      'kubectl rollout history deploy',
      'kubectl rollout history deploy/app sts/st',
      'kubectl rollout history sts/st --revision=1',
      'kubectl rollout history ds/ds',
      'kubectl rollout history rs/x',
      'kubectl rollout history pod/p',
      'kubectl rollout history cm/conf',
      'kubectl rollout history -f dep.yaml',
      'kubectl rollout history deploy/nosuch',
      'kubectl rollout history',
      "kubectl annotate deploy/app kubernetes.io/change-cause='second' --overwrite",
      'kubectl rollout history deploy/app',
      'kubectl rollout undo deploy/app --dry-run=server',
      'kubectl rollout undo deploy/app --to-revision=9',
      'kubectl rollout undo deploy/app --to-revision=-1',
      'kubectl rollout undo deploy/app --to-revision=2',
      'kubectl rollout undo deploy/app --to-revision=1',
      'kubectl rollout history deploy/app',
      'kubectl rollout undo sts/st',
      'kubectl rollout undo ds/ds',
      'kubectl rollout undo pod/p',
      'kubectl rollout undo',
      'kubectl rollout undo deploy',
      'kubectl rollout undo deploy/nosuch',
      'kubectl rollout undo deploy/app sts/st',
      'kubectl rollout undo -f dep.yaml',
      'kubectl rollout pause deploy/app',
      'kubectl rollout pause deploy/app',
      'kubectl set image deploy/app c=nginx:1.27',
      'kubectl rollout status deploy/app --watch=false',
      'kubectl rollout undo deploy/app',
      'kubectl rollout resume deploy/app',
      'kubectl rollout resume deploy/app',
      'kubectl rollout status deploy/app --timeout=60s',
      'kubectl rollout pause sts/st',
      'kubectl rollout resume sts/st',
      'kubectl rollout pause ds/ds pod/p',
      'kubectl rollout pause pod/p',
      'kubectl rollout pause',
      'kubectl rollout pause deploy/nosuch',
      'kubectl rollout pause deploy -l app=app',
      'kubectl rollout resume deploy -l app=app',
      'kubectl rollout restart pod/p',
      'kubectl rollout restart job/j',
      'kubectl rollout restart cm/conf',
      'kubectl rollout restart',
      'kubectl rollout restart -l app=app deploy',
      'kubectl rollout restart -l app=nosuch deploy',
      'kubectl rollout restart -f ds.yaml',
      'kubectl rollout status ds/ds --timeout=60s',
      'kubectl rollout status sts/st --timeout=60s',
      'kubectl set nope',
    ],
  },
  {
    title: 'rollouts, set and patch, also mistyped, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f ds.yaml -f other.yaml',
      'sleep 20',
      'kubectl set image',
      'kubectl set image deploy/app',
      'kubectl set image deploy/app c',
      'kubectl set image deploy/app c=',
      'kubectl set image deploy/app =nginx',
      'kubectl set image deploy/app nosuch=nginx',
      'kubectl set image deploy/app c=nginx nosuch=nginx',
      "kubectl set image deploy/app '*=nginx:1.27'",
      'kubectl set image deploy app c=nginx:1.27',
      "kubectl set image deploy,sts '*=nginx:1.25' --all",
      'kubectl set image deploy -l app=app c=nginx:1.25',
      'kubectl set image pod/p c=nginx:1.26',
      'kubectl set image cj/cj c=busybox:1.35',
      'kubectl set image job/j c=busybox:1.35',
      'kubectl set image cm/conf c=x',
      'kubectl set image svc/s c=x',
      'kubectl set image c=x',
      'kubectl set image deploy/nosuch c=x',
      'kubectl set image deploy/app c=nginx:1.25',
      'kubectl set image deploy/app c=nginx:1.25 --dry-run=client',
      'kubectl set image deploy/app c=nginx:1.26 --dry-run=server',
      'kubectl set image deploy/app c=nginx:1.26 -o name',
      'kubectl set image deploy/app c=nginx:1.26 --record',
      'kubectl set image deploy/app c=nginx:1.26 --local',
      'kubectl set image -f dep.yaml c=x:y --local -o name',
      'kubectl set image -f dep.yaml c=x:y --local',
      "kubectl set image deploy/app 'c=bad image'",
      'kubectl set env deploy/app',
      'kubectl set env deploy/app --list',
      'kubectl set env deploy/app --list --resolve',
      'kubectl set env deploy/app X=1 Y=2',
      'kubectl set env deploy/app X- Y-',
      'kubectl set env deploy/app NOSUCH-',
      'kubectl set env deploy/app X=1 X-',
      'kubectl set env deploy/app X',
      'kubectl set env deploy/app =1',
      'kubectl set env deploy/app 1X=1',
      "kubectl set env deploy/app 'X Y=1'",
      'kubectl set env deploy/app X=1 --overwrite=false',
      'kubectl set env deploy/app A=c --overwrite=false',
      'kubectl set env deploy/app A=c -c nosuch',
      'kubectl set env deploy/app A=c -c d',
      "kubectl set env deploy/app A=c -c '*'",
      'kubectl set env deploy/app --from=configmap/conf --keys=k-2',
      'kubectl set env deploy/app --list',
      'kubectl set env deploy/app --from=configmap/conf --keys=k.3',
      'kubectl set env deploy/app --from=configmap/conf --prefix=P_ --keys=K1',
      'kubectl set env deploy/app --from=cm/conf --keys=nosuch',
      'kubectl set env deploy/app --from=secret/sec',
      'kubectl set env deploy/app --from=secret/nosuch',
      'kubectl set env deploy/app --from=pod/p',
      'kubectl set env deploy/app --from=conf',
      'kubectl set env deploy/app --list -c c',
      'kubectl set env deploy/app -e B=2',
      'kubectl set env deploy/app --env=B=3 --env=C=4',
      "echo 'Q=r' | kubectl set env deploy/app -e -",
      "echo 'Q=r' | kubectl set env deploy/app -",
      'kubectl set env cm/conf A=b',
      'kubectl set env deploy/app A=b --dry-run=client',
      'kubectl set env deploy/app Z=1 --dry-run=server',
      'kubectl set env sts/st A=b -o name',
      'kubectl set env A=b',
      'kubectl set env',
      'kubectl set resources',
      'kubectl set resources deploy/app',
      'kubectl set resources deploy/app --limits=cpu=100m',
      'kubectl set resources deploy/app --limits=cpu=100m',
      'kubectl set resources deploy/app --limits=cpu=0',
      'kubectl set resources deploy/app --limits=cpu',
      'kubectl set resources deploy/app --limits=cpu=x',
      'kubectl set resources deploy/app --limits=nope=1',
      'kubectl set resources deploy/app --limits=cpu=1,memory=1Gi --requests=cpu=2',
      'kubectl set resources deploy/app --requests=memory=10Mi -c d',
      'kubectl set resources deploy/app --requests=memory=10Mi -c nosuch',
      'kubectl set resources cm/conf --limits=cpu=1',
      'kubectl set resources pod/p --limits=cpu=1',
      'kubectl set resources deploy/app --limits=cpu=-1',
      'kubectl set resources sts,ds --all --requests=cpu=1m',
      'kubectl set sa',
      'kubectl set sa deploy/app',
      'kubectl set sa deploy/app x y',
      'kubectl set sa deploy/app robot',
      'kubectl set sa deploy/app robot',
      'kubectl set sa deploy app default',
      'kubectl set sa cm/conf default',
      'kubectl set sa robot',
      'kubectl set serviceaccount sts/st default --dry-run=client',
      'kubectl set selector',
      'kubectl set selector svc/s',
      'kubectl set selector svc/s a=b',
      'kubectl set selector svc s a=b,c=d',
      "kubectl set selector svc/s 'a in (b)'",
      'kubectl set selector svc/s a',
      'kubectl set selector svc/s a=',
      'kubectl set selector deploy/app a=b',
      'kubectl set selector pod/p a=b',
      'kubectl set selector svc/nosuch a=b',
      'kubectl set selector svc/s app=app --resource-version=1',
      'kubectl set selector svc/s app=app --dry-run=client',
      'kubectl set subject',
      'kubectl set subject rolebinding rb',
      'kubectl set subject rolebinding rb --user=x',
      'kubectl set subject rolebinding rb --user=x',
      'kubectl set subject rolebinding rb --serviceaccount=x',
      'kubectl set subject rolebinding rb --serviceaccount=a:b --group=g1 --group=g2',
      'kubectl set subject rolebinding rb --serviceaccount=a:b:c',
      'kubectl set subject deploy app --user=x',
      'kubectl set subject clusterrolebinding nosuch --user=x',
      'kubectl set subject rolebindings --all --user=z',
    ],
  },
  {
    title: 'rollouts, set and patch, also mistyped, part 3',
    files: FILES,
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f ds.yaml -f other.yaml',
      'sleep 20',
      'kubectl patch',
      'kubectl patch deploy/app',
      'kubectl patch deploy/app -p',
      "kubectl patch deploy/app -p ''",
      "kubectl patch deploy/app -p '{}'",
      'kubectl patch deploy/app -p \'{"spec":{"replicas":3}}\'',
      "kubectl patch deploy/app -p 'spec: {replicas: 2}'",
      "kubectl patch deploy/app -p '{spec'",
      "kubectl patch deploy/app -p '[]'",
      "kubectl patch deploy/app -p 'x'",
      'kubectl patch deploy/app --patch-file=p.yaml',
      'kubectl patch deploy/app --patch-file=p.json --type=merge',
      'kubectl patch deploy/app --patch-file=nosuch',
      "kubectl patch deploy/app --patch-file=p.json -p '{}'",
      'kubectl patch deploy/app --type=json -p \'[{"op":"replace","path":"/spec/replicas","value":2}]\'',
      'kubectl patch deploy/app --type=json -p \'[{"op":"test","path":"/spec/replicas","value":9}]\'',
      'kubectl patch deploy/app --type=json -p \'[{"op":"remove","path":"/nosuch"}]\'',
      'kubectl patch deploy/app --type=json -p \'[{"op":"nope","path":"/spec"}]\'',
      'kubectl patch deploy/app --type=json -p \'{"op":"add"}\'',
      "kubectl patch deploy/app --type=nope -p '{}'",
      'kubectl patch deploy/app --type=merge -p \'{"spec":{"template":{"spec":{"containers":[]}}}}\'',
      'kubectl patch deploy/app -p \'{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}\'',
      'kubectl patch deploy/app -p \'{"spec":{"selector":{"matchLabels":{"z":"z"}}}}\'',
      'kubectl patch deploy/app -p \'{"spec":{"nope":1}}\'',
      'kubectl patch deploy/app -p \'{"metadata":{"name":"x"}}\'',
      'kubectl patch deploy/app -p \'{"spec":{"replicas":"x"}}\'',
      'kubectl patch deploy/app -p \'{"spec":{"replicas":-1}}\'',
      'kubectl patch deploy/app sts/st -p \'{"metadata":{"labels":{"q":"r"}}}\'',
      "kubectl patch deploy/nosuch -p '{}'",
      'kubectl patch -f dep.yaml -p \'{"metadata":{"labels":{"q":"s"}}}\'',
      "kubectl patch deploy -l app=app -p '{}'",
      'kubectl patch deploy/app --subresource=scale --type=merge -p \'{"spec":{"replicas":1}}\'',
      "kubectl patch deploy/app --subresource=nope --type=merge -p '{}'",
      'kubectl patch deploy/app --subresource=status --type=merge -p \'{"status":{"replicas":9}}\'',
      'kubectl patch node node-1 -p \'{"spec":{"unschedulable":true}}\'',
      'kubectl patch node node-1 -p \'{"spec":{"unschedulable":null}}\'',
      'kubectl patch svc s -p \'{"spec":{"clusterIP":"10.96.1.1"}}\'',
      'kubectl patch deploy/app -p \'{"spec":{"replicas":1}}\' --dry-run=client',
      'kubectl patch deploy/app -p \'{"spec":{"replicas":4}}\' --dry-run=client',
      'kubectl patch deploy/app -p \'{"spec":{"replicas":4}}\' --dry-run=server -o name',
    ],
  },
];

import type { Scenario } from './scenario.ts';

const DEP = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}, annotations: {a: b}}
spec:
  replicas: 1
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      terminationGracePeriodSeconds: 1
      volumes: [{name: v, emptyDir: {}}]
      initContainers: [{name: i, image: "busybox:1.36", command: ["true"]}]
      containers:
      - {name: c, image: "nginx:1.25", ports: [{containerPort: 80, name: http}], env: [{name: A, value: b}, {name: F, valueFrom: {fieldRef: {fieldPath: metadata.name}}}], resources: {limits: {memory: 64Mi, cpu: 100m}}, volumeMounts: [{name: v, mountPath: /v}], readinessProbe: {httpGet: {port: 80, path: /}, periodSeconds: 2}}
`;

const STS = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st}
spec:
  serviceName: st
  selector: {matchLabels: {app: st}}
  template:
    metadata: {labels: {app: st}}
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{name: c, image: "nginx:1.25"}]
  volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
`;

const DS = `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds}
spec:
  selector: {matchLabels: {app: ds}}
  template: {metadata: {labels: {app: ds}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
`;

const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}}}
`;

const CJ = `apiVersion: batch/v1
kind: CronJob
metadata: {name: cj}
spec: {schedule: "0 0 1 1 *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}}}}}
`;

const POD = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {terminationGracePeriodSeconds: 1, nodeName: node-1, containers: [{name: c, image: "nginx:1.25", lifecycle: {preStop: {sleep: {seconds: 1}}}}]}
`;

const SVC = `apiVersion: v1
kind: Service
metadata: {name: s}
spec: {selector: {app: app}, ports: [{port: 80}]}
`;

const RS = `apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: rs}
spec:
  selector: {matchLabels: {app: rs}}
  template: {metadata: {labels: {app: rs}}, spec: {containers: [{name: c, image: "nginx:1.25"}]}}
`;

const RC = `apiVersion: v1
kind: ReplicationController
metadata: {name: rc}
spec:
  selector: {app: rc}
  template: {metadata: {labels: {app: rc}}, spec: {containers: [{name: c, image: "nginx:1.25"}]}}
`;

const RB = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: User, name: u}]
`;

const FILES = {
  'dep.yaml': DEP,
  'sts.yaml': STS,
  'ds.yaml': DS,
  'job.yaml': JOB,
  'cj.yaml': CJ,
  'pod.yaml': POD,
  'svc.yaml': SVC,
  'rs.yaml': RS,
  'rc.yaml': RC,
  'rb.yaml': RB,
};

export const TYPED_OUTPUT: readonly Scenario[] = [
  {
    title: 'objects that kubectl made, in the order of their types',
    files: FILES,
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f ds.yaml -f rb.yaml',
      'sleep 10',
      'kubectl set image -f dep.yaml c=nginx:1.26 --local -o yaml',
      'kubectl set image -f dep.yaml c=nginx:1.26 --local -o json',
      'kubectl set image -f sts.yaml c=nginx:1.26 --local -o json',
      'kubectl set image -f ds.yaml c=nginx:1.26 --local -o yaml',
      'kubectl set image -f job.yaml c=nginx:1.26 --local -o json',
      'kubectl set image -f cj.yaml c=nginx:1.26 --local -o json',
      'kubectl set image -f pod.yaml c=nginx:1.26 --local -o json',
      'kubectl set image -f rs.yaml c=nginx:1.26 --local -o json',
      'kubectl set image -f rc.yaml c=nginx:1.26 --local -o yaml',
      'kubectl set env -f dep.yaml X=y A- --local -o json',
      'kubectl set env -f cj.yaml X=y --local -o yaml',
      'kubectl set env -f dep.yaml --list --local',
      'kubectl set resources -f dep.yaml --limits=cpu=1,memory=1Gi --requests=cpu=10m --local -o json',
      'kubectl set resources -f pod.yaml --limits=cpu=1 --local -o yaml',
      'kubectl set sa -f dep.yaml robot --local -o json',
      'kubectl set serviceaccount -f sts.yaml robot --local -o yaml',
      'kubectl set subject -f rb.yaml --user=x --group=g --serviceaccount=default:sa --local -o json',
      'kubectl set image deploy/app c=nginx:1.26 --dry-run=client -o json',
      'kubectl set image deploy/app c=nginx:1.26 --dry-run=server -o json',
      'kubectl set image deploy/app c=nginx:1.26 -o json',
      'kubectl set image sts/st c=nginx:1.26 -o yaml',
      'kubectl set env deploy/app Q=r -o json',
      'kubectl set env deploy/app Q=r --dry-run=client -o yaml',
      'kubectl set resources deploy/app --limits=cpu=50m -o json',
      'kubectl set sa deploy/app default -o json',
      'kubectl set subject rolebinding/rb --user=x -o json',
      'kubectl set selector svc/kubernetes a=b --dry-run=client -o json',
      'sleep 5',
      'kubectl rollout history deploy/app -o json',
      'kubectl rollout history deploy/app -o yaml',
      'kubectl rollout history deploy/app --revision=1 -o json',
      'kubectl rollout history deploy/app --revision=1 -o yaml',
      'kubectl rollout history sts/st -o json',
      'kubectl rollout history sts/st --revision=1 -o json',
      'kubectl rollout history sts/st --revision=1 -o yaml',
      'kubectl rollout history ds/ds -o json',
      'kubectl rollout history ds/ds --revision=1 -o yaml',
      'kubectl rollout history deploy/app -o name',
      "kubectl rollout history deploy/app -o jsonpath='{.kind}'",
      'kubectl rollout history deploy/app -o wide',
      'kubectl rollout pause deploy/app -o json',
      'kubectl rollout resume deploy/app -o yaml',
      'kubectl rollout restart sts/st -o json',
      'kubectl rollout undo deploy/app --dry-run=client -o json',
      'kubectl rollout undo deploy/app --dry-run=server -o name',
      'kubectl rollout undo deploy/app --to-revision=1 --dry-run=client',
    ],
  },
  {
    title: 'objects that kubectl made, in the order of their types, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f dep.yaml -f sts.yaml -f ds.yaml -f rb.yaml',
      'sleep 10',
      'kubectl create deploy d1 --image=nginx:1.25 -o json',
      'kubectl create deploy d2 --image=nginx:1.25 --dry-run=client -o json',
      'kubectl create deploy d2 --image=nginx:1.25 --port=80 --replicas=2 --dry-run=server -o json',
      'kubectl create job jj --image=busybox:1.36 -o json',
      'kubectl create job jj2 --image=busybox:1.36 --dry-run=client -o json -- a b',
      "kubectl create cj cc --image=busybox:1.36 --schedule='0 0 1 1 *' -o json",
      "kubectl create cj cc2 --image=busybox:1.36 --schedule='0 0 1 1 *' --dry-run=client -o json",
      'kubectl create job fromcj --from=cronjob/cc -o json',
      'kubectl create job fromcj2 --from=cronjob/cc --dry-run=client -o yaml',
      'kubectl create cm c1 --from-literal=b=2 --from-literal=a=1 -o json',
      'kubectl create secret generic s1 --from-literal=b=2 -o json',
      'kubectl create secret generic s2 --from-literal=b=2 --type=x/y --dry-run=client -o json',
      'kubectl create secret docker-registry s3 --docker-username=u --docker-password=p --docker-email=e --dry-run=client -o json',
      'kubectl create ns n1 -o json',
      'kubectl create ns n2 --dry-run=client -o json',
      'kubectl create sa sa1 -o json',
      'kubectl create sa sa2 --dry-run=client -o json',
      'kubectl create svc clusterip sv1 --tcp=80:8080 -o json',
      'kubectl create svc nodeport sv2 --tcp=80 --node-port=30123 --dry-run=client -o json',
      'kubectl create svc loadbalancer sv3 --tcp=80 --dry-run=client -o json',
      'kubectl create svc externalname sv4 --external-name=a.b --dry-run=client -o json',
      'kubectl create role r1 --verb=get --resource=pods -o json',
      'kubectl create role r2 --verb=get,list --resource=pods,deploy --resource-name=a --dry-run=client -o json',
      'kubectl create clusterrole cr1 --verb=get --non-resource-url=/x --dry-run=client -o json',
      'kubectl create rolebinding rb1 --role=r1 --user=u --serviceaccount=a:b -o json',
      'kubectl create clusterrolebinding crb1 --clusterrole=view --group=g --dry-run=client -o json',
      'kubectl create quota q1 --hard=pods=1,cpu=2 -o json',
      'kubectl create quota q2 --hard=pods=1 --scopes=BestEffort --dry-run=client -o json',
      'kubectl create pdb p1 --selector=a=b --min-available=1 -o json',
      'kubectl create pdb p2 --selector=a=b --max-unavailable=20% --dry-run=client -o json',
      'kubectl create pc pc1 --value=10 --description=x -o json',
      'kubectl create ingress i1 --rule=a.b/c*=s:80,tls=x -o json',
      'kubectl create ingress i2 --default-backend=s:80 --class=c --annotation=a=b --dry-run=client -o json',
      'kubectl run r1 --image=nginx:1.25 -o json',
      'kubectl expose deploy app --port=80 -o json',
      'kubectl expose deploy app --port=80 --name=e2 --dry-run=client -o json',
      'kubectl expose deploy app --port=80 --name=e3 --dry-run=client -o yaml',
      'kubectl expose deploy app --port=80 --name=e3 --dry-run=server -o json',
      'kubectl autoscale deploy app --max=3 -o json',
      'kubectl autoscale deploy app --max=3 --cpu=50% --memory=1Gi --name=h2 --dry-run=client -o json',
      'kubectl autoscale deploy app --max=3 --min=1 --name=h3 --dry-run=server -o json',
      'kubectl label deploy app x=y -o json',
      'kubectl label -f dep.yaml x=y --local -o json',
      'kubectl annotate -f dep.yaml x=y --local -o yaml',
      'kubectl label -f dep.yaml x=y --dry-run=client -o json',
      'kubectl taint node node-2 a=b:NoSchedule -o json',
      'kubectl cordon node-2 -o json',
      'kubectl patch deploy app -p \'{"spec":{"replicas":1}}\' -o json',
      'kubectl patch -f dep.yaml -p \'{"spec":{"replicas":3}}\' --local -o json',
      'kubectl patch -f dep.yaml -p \'{"spec":{"replicas":3}}\' --local -o yaml',
      'kubectl replace -f dep.yaml -o json',
      'kubectl apply -f dep.yaml -o json',
      'kubectl create -f job.yaml -o json',
      'kubectl delete job j -o json',
      'kubectl auth whoami -o json',
      'kubectl auth whoami -o yaml',
      "kubectl version --client -o json | jq 'keys_unsorted'",
      "kubectl events -o json | jq -r '.kind, (.items[0]|keys_unsorted[])'",
      'kubectl top pods -o json',
      'kubectl create secret tls t --cert=a --key=b',
      'kubectl create deploy d9 --image=a --image=b --dry-run=client -o json',
    ],
  },
];

import type { Scenario } from './scenario.ts';

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {a: "1"}
`;

const TWO = `apiVersion: v1
kind: ConfigMap
metadata: {name: c1, labels: {part: a}}
data: {a: "1"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: d1, labels: {part: a}}
spec:
  selector: {matchLabels: {app: d1}}
  template:
    metadata: {labels: {app: d1}}
    spec: {containers: [{name: c, image: nginx}]}
`;

const BAD = `apiVersion: v1
kind: ConfigMap
metadata: {name: bad}
dta: {a: "1"}
`;

const MANY_KINDS = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: c, image: nginx}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: v1
kind: ReplicationController
metadata: {name: rc1}
spec:
  replicas: 1
  selector: {app: rc1}
  template:
    metadata: {labels: {app: rc1}}
    spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: np}
spec: {podSelector: {}}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: ic}
spec: {controller: a.com/x}
---
apiVersion: v1
kind: LimitRange
metadata: {name: lr}
spec: {limits: [{type: PersistentVolumeClaim, max: {storage: 5Gi}}]}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}, ports: [{port: 80}]}
`;

/** `-v` shows what each verb asks of the server. */
export const LOOKING_IN: readonly Scenario[] = [
  {
    title: '-v=6: the requests of creating and applying',
    files: {
      'cm.yaml': CONFIG,
      'two.yaml': TWO,
      'bad.yaml': BAD,
    },
    lines: [
      'kubectl -v=6 get pods',
      'kubectl -v=6 create deploy web --image=nginx --replicas=2',
      'kubectl -v=6 create deploy web --image=nginx --replicas=2 --dry-run=server',
      'kubectl -v=6 create -f cm.yaml',
      'kubectl -v=6 create -f cm.yaml',
      'kubectl -v=6 create -f bad.yaml',
      'kubectl -v=6 create -f bad.yaml --validate=false',
      'kubectl -v=6 apply -f two.yaml',
      'kubectl -v=6 apply -f two.yaml',
      'kubectl -v=6 apply -f two.yaml --server-side --force-conflicts',
      'kubectl -v=6 apply -f two.yaml --dry-run=client',
      'kubectl -v=6 apply -f two.yaml --dry-run=server',
      'kubectl -v=6 apply -f two.yaml --prune -l part=a',
      'kubectl -v=6 diff -f two.yaml',
      'kubectl -v=6 run p1 --image=nginx',
      'kubectl -v=6 run p2 --image=nginx --expose --port=80',
      'sleep 20',
    ],
  },
  {
    title: '-v=6: the requests of getting and describing',
    files: {
      'cm.yaml': CONFIG,
      'two.yaml': TWO,
      'bad.yaml': BAD,
    },
    lines: [
      'kubectl create deploy web --image=nginx --replicas=2',
      'kubectl run p1 --image=nginx',
      'kubectl run p2 --image=nginx --expose --port=80',
      'kubectl create -f cm.yaml',
      'kubectl apply -f two.yaml',
      'sleep 20',
      'kubectl -v=6 get pod p1',
      'kubectl -v=6 get pods p1 p2',
      'kubectl -v=6 get pod,svc',
      'kubectl -v=6 get all',
      'kubectl -v=6 get pods -A',
      'kubectl -v=6 get pods -o yaml',
      'kubectl -v=6 get pods -o wide --sort-by=.metadata.name',
      'kubectl -v=6 get pods -l app=web --show-labels',
      'kubectl -v=6 get pods --field-selector=status.phase=Running',
      'kubectl -v=6 get -f two.yaml',
      'kubectl -v=6 get deploy web --subresource=scale',
      'kubectl -v=6 get pods --chunk-size=1',
      'kubectl -v=6 get nope',
      'kubectl -v=6 get pod nope',
      'kubectl -v=6 describe pod p1',
      'kubectl -v=6 describe pods -l app=web',
      'kubectl -v=6 describe pod p',
      'kubectl -v=6 describe pod nope',
      'kubectl -v=6 describe deploy web',
      'kubectl -v=6 describe svc p2',
      'kubectl -v=6 describe node node-1',
      'kubectl -v=6 describe ns default',
      'kubectl -v=6 describe -f two.yaml',
      'kubectl -v=6 describe cm conf',
      'kubectl -v=6 describe sts',
    ],
  },
  {
    title: '-v=6: the requests of changing what is there',
    files: {
      'cm.yaml': CONFIG,
      'two.yaml': TWO,
      'bad.yaml': BAD,
    },
    lines: [
      'kubectl create deploy web --image=nginx --replicas=2',
      'kubectl run p1 --image=nginx',
      'kubectl create -f cm.yaml',
      'kubectl apply -f two.yaml',
      'sleep 20',
      'kubectl -v=6 scale deploy web --replicas=3',
      'kubectl -v=6 scale deploy web --replicas=3 --current-replicas=3',
      'kubectl -v=6 scale deploy web --replicas=3 --dry-run=server',
      'kubectl -v=6 scale -f two.yaml --replicas=1',
      'kubectl -v=6 autoscale deploy web --max=3',
      'kubectl -v=6 delete hpa web',
      `kubectl -v=6 patch deploy web -p '{"spec":{"replicas":2}}'`,
      `kubectl -v=6 patch deploy web -p '{"spec":{"replicas":2}}' --type=merge`,
      `kubectl -v=6 patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":2}]' --dry-run=server`,
      `kubectl -v=6 patch deploy web -p '{"spec":{"replicas":2}}' --dry-run=client`,
      `kubectl -v=6 patch deploy web -p '{"spec":{"replicas":2}}' --subresource=scale --type=merge`,
      'kubectl -v=6 replace -f cm.yaml',
      'kubectl -v=6 replace --force -f cm.yaml',
      'kubectl -v=6 label pod p1 a=b',
      'kubectl -v=6 label pod p1 a=b',
      'kubectl -v=6 label pod p1 a=c --overwrite',
      'kubectl -v=6 label pod p1 a-',
      'kubectl -v=6 label pods --all x=y',
      'kubectl -v=6 label pod p1 a=b --dry-run=server --list',
      'kubectl -v=6 annotate pod p1 a=b',
      'kubectl -v=6 annotate pod p1 a=c --overwrite --resource-version=1',
      'kubectl -v=6 expose deploy web --port=80',
      'kubectl -v=6 set env deploy web A=b',
      'kubectl -v=6 set env deploy web --list',
      'kubectl -v=6 set env deploy web --from=configmap/conf',
      'kubectl -v=6 set resources deploy web --limits=cpu=1',
      'kubectl -v=6 set selector svc web a=b',
      'kubectl -v=6 create sa robot',
      'kubectl -v=6 set serviceaccount deploy web robot',
      'kubectl -v=6 create rolebinding rb --clusterrole=view',
      'kubectl -v=6 set subject rolebinding rb --user=bob',
      'kubectl -v=6 rollout status deploy web',
      'kubectl -v=6 rollout status deploy web --watch=false',
      'kubectl -v=6 rollout history deploy web',
      'kubectl -v=6 rollout history deploy web --revision=1',
      'kubectl -v=6 rollout pause deploy web',
      'kubectl -v=6 rollout resume deploy web',
      'sleep 30',
    ],
  },
  {
    title: '-v=6: the requests of containers, nodes and what the API says of itself',
    files: {
      'cm.yaml': CONFIG,
      'two.yaml': TWO,
      'bad.yaml': BAD,
    },
    lines: [
      'kubectl create deploy web --image=nginx --replicas=2',
      'kubectl run p1 --image=nginx',
      'kubectl create -f cm.yaml',
      'kubectl apply -f two.yaml',
      'sleep 20',
      'kubectl -v=6 logs p1',
      'kubectl -v=6 logs p1 -c nginx --since=1h --previous',
      'kubectl -v=6 logs p1 --all-containers',
      'kubectl -v=6 exec p1 -- hostname',
      'kubectl -v=6 cp cm.yaml p1:/tmp/x',
      'kubectl -v=6 wait pod p1 --for=condition=Ready',
      "kubectl -v=6 wait pod p1 --for=jsonpath='{.status.phase}'=Running",
      'kubectl -v=6 wait pod p1 --for=create',
      'kubectl -v=6 top nodes',
      'kubectl -v=6 top pod p1 --containers',
      'kubectl -v=6 explain pod.spec',
      'kubectl -v=6 explain deploy --recursive',
      'kubectl -v=6 explain pod --output=plaintext-openapiv2',
      'kubectl -v=6 api-resources',
      'kubectl -v=6 api-resources --api-group=apps -o wide',
      'kubectl -v=6 api-versions',
      'kubectl -v=6 auth can-i get pods',
      'kubectl -v=6 auth can-i --list',
      'kubectl -v=6 auth whoami',
      'kubectl -v=6 auth can-i get pods/log --subresource=log',
      'kubectl -v=6 cordon node-1',
      'kubectl -v=6 cordon node-1',
      'kubectl -v=6 uncordon node-1',
      'kubectl -v=6 drain node-1 --dry-run=client --ignore-daemonsets --force',
      'kubectl -v=6 uncordon node-1',
      'kubectl -v=6 taint node node-1 a=b:NoSchedule',
      'kubectl -v=6 taint node node-1 a:NoSchedule-',
      'kubectl -v=6 cluster-info',
      'kubectl -v=6 version',
      'kubectl -v=6 version --client',
    ],
  },
  {
    title: '-v=6: the requests of generators, debugging and deleting',
    files: {
      'cm.yaml': CONFIG,
      'two.yaml': TWO,
      'bad.yaml': BAD,
    },
    lines: [
      'kubectl create deploy web --image=nginx --replicas=2',
      'kubectl run p1 --image=nginx',
      'kubectl create -f cm.yaml',
      'kubectl apply -f two.yaml',
      'sleep 20',
      'kubectl -v=6 create ns team',
      'kubectl -v=6 create secret generic s --from-literal=a=b',
      'kubectl -v=6 create role r --verb=get --resource=pods,deploy',
      'kubectl -v=6 create job j --image=busybox:1.28 -- date',
      "kubectl -v=6 create cronjob cj --image=busybox:1.28 --schedule='* * * * *' -- date",
      'kubectl -v=6 create job j2 --from=cronjob/cj',
      'kubectl -v=6 create pdb pdb --selector=app=web --min-available=1',
      'kubectl -v=6 create quota q --hard=pods=20',
      'kubectl -v=6 create ingress i --rule=a.com/=web:80',
      'kubectl -v=6 create priorityclass pc --value=1',
      'kubectl -v=6 debug node/node-1 --image=busybox:1.28 --attach=false',
      'kubectl -v=6 apply view-last-applied -f two.yaml',
      'kubectl -v=6 apply set-last-applied -f two.yaml',
      'kubectl -v=6 auth reconcile -f cm.yaml',
      'kubectl -v=6 delete pod nope',
      'kubectl -v=6 delete pod nope --ignore-not-found',
      'kubectl -v=6 delete -f two.yaml',
      'kubectl -v=6 delete cm --all',
      'kubectl -v=6 delete svc -l run=p2',
      'kubectl -v=6 get --raw /healthz',
      'kubectl -v=6 plugin list',
    ],
  },
  {
    title: '-v=7: the requests of each description',
    files: {
      'kinds.yaml': MANY_KINDS,
    },
    lines: [
      'kubectl create -f kinds.yaml --validate=false',
      'kubectl create job j --image=busybox:1.28 -- date',
      "kubectl create cronjob cj --image=busybox:1.28 --schedule='1 1 1 1 1' -- date",
      'kubectl create deploy web --image=nginx',
      'kubectl autoscale deploy web --max=3',
      'kubectl create ingress i --rule=a.com/=db:80',
      'kubectl create pdb pdb --selector=app=web --min-available=1',
      'kubectl create quota q --hard=pods=20',
      'kubectl create priorityclass pc --value=1',
      'kubectl create sa robot',
      'kubectl create secret generic s --from-literal=a=b',
      'kubectl create role r --verb=get --resource=pods',
      'kubectl create rolebinding rb --role=r --user=x',
      'sleep 30',
      'kubectl -v=7 describe sts db',
      'kubectl -v=7 describe ds agent',
      'kubectl -v=7 describe rc rc1',
      'kubectl -v=7 describe rs',
      'kubectl -v=7 describe job j',
      'kubectl -v=7 describe cronjob cj',
      'kubectl -v=7 describe hpa web',
      'kubectl -v=7 describe ing i',
      'kubectl -v=7 describe pdb pdb',
      'kubectl -v=7 describe quota q',
      'kubectl -v=7 describe priorityclass pc',
      'kubectl -v=7 describe sa robot',
      'kubectl -v=7 describe secret s',
      'kubectl -v=7 describe role r',
      'kubectl -v=7 describe rolebinding rb',
      'kubectl -v=7 describe clusterrole view',
      'kubectl -v=7 describe clusterrolebinding cluster-admin',
      'kubectl -v=7 describe pvc data-db-0',
      'kubectl -v=7 describe pv',
      'kubectl -v=7 describe sc',
      'kubectl -v=7 describe netpol np',
      'kubectl -v=7 describe ingressclass ic',
      'kubectl -v=7 describe limits lr',
      'kubectl -v=7 describe ep db',
      'kubectl -v=7 describe endpointslices',
      'kubectl -v=7 describe csinode node-1',
      'kubectl -v=7 describe lease -n kube-node-lease node-1',
      'kubectl -v=7 describe servicecidr kubernetes',
      'kubectl -v=7 describe ns default',
      'kubectl -v=7 describe pod db-0',
      'kubectl -v=7 describe deploy web',
      'kubectl -v=7 describe svc db',
      'kubectl -v=7 describe apiservice v1.apps',
    ],
  },
  {
    title: '-v=8: headers and bodies',
    files: {
      'cm.yaml': CONFIG,
    },
    lines: [
      'kubectl -v=8 get pods',
      'kubectl -v=8 create -f cm.yaml',
      'kubectl -v=8 get cm conf',
      'kubectl -v=8 get cm conf -o yaml',
      `kubectl -v=8 patch cm conf -p '{"data":{"x":"y"}}'`,
      'kubectl -v=8 label cm conf a=b',
      'kubectl -v=8 apply -f cm.yaml',
      'kubectl -v=8 apply -f cm.yaml --server-side',
      'kubectl get nope -v=9',
      'kubectl get pod nope -v=9',
      'kubectl -v=8 describe cm conf',
      'kubectl -v=8 run p1 --image=nginx',
      'kubectl create deploy web --image=nginx',
      'kubectl -v=8 scale deploy web --replicas=2',
      'kubectl -v=8 set env deploy web A=b',
      'kubectl -v=8 expose deploy web --port=80',
      'kubectl -v=8 rollout history deploy web',
      'kubectl -v=8 rollout pause deploy web',
      'kubectl -v=8 cordon node-1',
      'kubectl -v=8 taint node node-1 a=b:NoSchedule',
      'sleep 20',
      'kubectl -v=8 logs p1',
      'kubectl -v=8 exec p1 -- hostname',
      'kubectl -v=8 version',
      'kubectl -v=8 explain pod',
      'kubectl -v=8 delete cm conf',
      'kubectl -v=8 delete cm nope',
      'kubectl -v=8 get pods --as=bob --as-group=dev',
      'kubectl -v=8 replace -f cm.yaml',
      'kubectl -v=8 get --raw /healthz',
      'kubectl -v=8 api-versions',
      'kubectl -v=8 wait pod p1 --for=condition=Ready',
    ],
  },
  {
    title: '-v: other levels',
    files: {
      'cm.yaml': CONFIG,
    },
    lines: [
      'kubectl get pods -v=1',
      'kubectl get pods nope -v=2',
      'kubectl get pods nope -v=4',
      'kubectl get nope -v=5',
      'kubectl get pods nope -v=5',
      'kubectl run p1 --image=nginx -v=3',
      'kubectl version --client -v=9',
      'kubectl create deploy x --image=nginx --dry-run=client -v=9',
      'kubectl delete pod -v=9',
      'kubectl get pods --as=bob -v=7',
      'kubectl get pods -v=9',
      'kubectl create -f cm.yaml -v=9',
      'kubectl create ns x -v=5',
      'sleep 20',
      'kubectl wait pod p1 --for=condition=Ready -v=4',
      'kubectl wait pod p1 --for=condition=Ready -v=2',
      'kubectl exec p1 -v=4 -- hostname',
      'kubectl exec p1 -v=3 -- hostname',
      'kubectl exec p1 -v=5 -- hostname',
      'kubectl plugin list -v=9',
    ],
  },
];

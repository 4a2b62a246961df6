import type { Scenario } from './scenario.ts';

const ALL = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template: {metadata: {labels: {app: app}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st}
spec:
  serviceName: st
  replicas: 2
  selector: {matchLabels: {app: st}}
  template: {metadata: {labels: {app: st}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ds}
spec:
  selector: {matchLabels: {app: ds}}
  template: {metadata: {labels: {app: ds}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {terminationGracePeriodSeconds: 1, nodeName: node-1, restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sleep, "10000"]}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: bare, labels: {app: bare}}
spec: {nodeName: node-1, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: bare2, labels: {app: bare}}
spec: {nodeName: node-1, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: done, labels: {app: bare}}
spec: {nodeName: node-1, restartPolicy: Never, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "busybox:1.36", command: ["true"]}]}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: local}
spec:
  replicas: 1
  selector: {matchLabels: {app: local}}
  template: {metadata: {labels: {app: local}}, spec: {nodeName: node-1, terminationGracePeriodSeconds: 1, volumes: [{name: e, emptyDir: {}}], containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: mirror, annotations: {kubernetes.io/config.mirror: x}}
spec: {nodeName: node-1, terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
`;

const PDB = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: pdb}
spec: {minAvailable: 2, selector: {matchLabels: {app: st}}}
`;

const FILES = {
  'all.yaml': ALL,
  'dep.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app}\n',
  'pdb.yaml': PDB,
};

export const EMPTYING: readonly Scenario[] = [
  {
    title: 'replicas, nodes that are emptied, taints and deletions',
    files: FILES,
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 15',
      'kubectl scale deploy app --replicas=1 --timeout=1ms',
      'kubectl scale deploy/app --replicas=2 --current-replicas=1',
      'kubectl scale deploy/app --replicas=2 --current-replicas=9',
      'kubectl scale deploy/app sts/st --replicas=2 --current-replicas=9',
      'kubectl scale deploy/app --replicas=2 --resource-version=1',
      'kubectl scale deploy/app --replicas=2 --resource-version=',
      'kubectl scale --replicas=2 -f dep.yaml',
      'kubectl scale --replicas=2 -f dep.yaml --dry-run=server',
      'kubectl scale --replicas=2 -f nosuch.yaml',
      'kubectl scale --replicas=3 deploy --all',
      'kubectl scale --replicas=2 deploy,sts --all',
      'kubectl scale --replicas=2 deploy --all -A',
      'kubectl scale --replicas=2 all --all',
      'kubectl scale --replicas=2 deploy -l app=app',
      'kubectl scale --replicas=2 deploy -l app=nosuch',
      'kubectl scale --replicas=2 deploy nosuch',
      'kubectl scale --replicas=2 deploy app nosuch',
      'kubectl scale --replicas=2 deploy/app job/j',
      'kubectl scale --replicas=2 job/j',
      'kubectl scale --replicas=2 ds/ds',
      'kubectl scale --replicas=2 pod bare',
      'kubectl scale --replicas=2 rs/local --dry-run=client',
      'kubectl scale --replicas=2 deploy/app --dry-run=server',
      'kubectl scale --replicas=2 deploy/app --dry-run=server -o yaml | grep replicas',
      "kubectl scale --replicas=2 deploy/app -o jsonpath='{.spec.replicas}'",
      'kubectl scale --replicas=2 deploy/app -o wide',
      'kubectl scale deploy/app',
      'kubectl scale deploy/app --replicas=abc',
      'kubectl scale deploy/app --replicas=-1',
      'kubectl scale deploy/app --replicas=99999999999',
      'kubectl scale deploy/app --replicas=1 --current-replicas=',
      'kubectl scale deploy/app --replicas 2 -n nosuch',
      'kubectl scale deployment.apps/app --replicas 2',
      'kubectl scale deployment.v1.apps/app --replicas 2',
      'kubectl scale statefulset st --replicas=2 --timeout=20s',
      'kubectl scale sts st --replicas=1 -q',
    ],
  },
  {
    title: 'replicas, nodes that are emptied, taints and deletions, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 15',
      'kubectl drain',
      'kubectl drain nosuch',
      'kubectl drain node-1 node-9',
      'kubectl uncordon node-1',
      'kubectl drain node-1 --dry-run=client --pod-selector=app=ds',
      'kubectl drain node-1 --dry-run=client --pod-selector=app=ds --ignore-daemonsets',
      'kubectl drain node-1 --dry-run=client --pod-selector=app=bare',
      'kubectl drain node-1 --dry-run=client --pod-selector=app=bare --force',
      'kubectl drain node-1 --dry-run=client --ignore-daemonsets --force',
      'kubectl get node node-1',
      'kubectl drain node-1 --pod-selector=app=nosuch',
      "kubectl drain node-1 --pod-selector='app in'",
      'kubectl drain node-1 --pod-selector=app=local',
      'kubectl drain node-1 --selector=a=b',
      'kubectl drain --selector=a=b',
      "kubectl drain --selector='a b'",
      'kubectl drain node-1 --grace-period=x',
      'kubectl drain node-1 --delete-local-data --pod-selector=app=bare',
      'kubectl get pods bare bare2 done',
      'kubectl uncordon node-1',
      'kubectl uncordon node-1',
      'kubectl uncordon node-1 node-2 nosuch',
      'kubectl uncordon',
      'kubectl uncordon -l a=b',
      'kubectl uncordon --selector=kubernetes.io/os=linux',
      'kubectl cordon node-2',
      'kubectl cordon node-2',
      'kubectl cordon node-2 node-9',
      'kubectl cordon nosuch',
      'kubectl cordon',
      'kubectl cordon --all',
      'kubectl cordon -l kubernetes.io/hostname=node-3',
      'kubectl cordon node-1 --dry-run=client',
      'kubectl cordon node-1 --dry-run=server',
      'kubectl cordon node-1 -o yaml',
      'kubectl cordon node/node-1',
      'kubectl cordon nodes node-1',
      'kubectl uncordon node-1 node-2 node-3',
      'kubectl apply -f pdb.yaml',
      'sleep 3',
      'kubectl get pdb',
      'kubectl scale sts st --replicas=2',
      'sleep 10',
      'kubectl uncordon node-1 node-2 node-3',
      'kubectl uncordon node-1 node-2 node-3',
    ],
  },
  {
    title: 'replicas, nodes that are emptied, taints and deletions, part 3',
    files: FILES,
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 15',
      'kubectl taint',
      'kubectl taint node',
      'kubectl taint node node-1',
      'kubectl taint node node-1 a',
      'kubectl taint node node-1 a=b',
      'kubectl taint node node-1 a=b:',
      'kubectl taint node node-1 a=b:Nope',
      'kubectl taint node node-1 a=b:NoSchedule',
      'kubectl taint node node-1 a=b:NoSchedule',
      'kubectl taint node node-1 a=c:NoSchedule',
      'kubectl taint node node-1 a=c:NoSchedule --overwrite',
      'kubectl taint node node-1 a:PreferNoSchedule',
      'kubectl taint node node-1 a=b:NoSchedule a:NoSchedule-',
      'kubectl taint node node-1 a-',
      'kubectl taint node node-1 a-',
      'kubectl taint node node-1 a:NoSchedule-',
      'kubectl taint node node-1 b:NoSchedule- c=d:NoSchedule',
      'kubectl taint node node-1 c:NoExecute-',
      'kubectl taint node node-1 c=d:NoSchedule-',
      'kubectl taint nodes --all x=y:PreferNoSchedule',
      'kubectl taint nodes --all x-',
      'kubectl taint nodes -l kubernetes.io/hostname=node-2 x=y:PreferNoSchedule',
      'kubectl taint nodes -l a=b x=y:PreferNoSchedule',
      'kubectl taint node node-1 node-2 z=1:NoSchedule',
      'kubectl taint node node-1 node-2 z-',
      'kubectl taint node node-9 z-',
      'kubectl taint pod bare a=b:NoSchedule',
      'kubectl taint node/node-1 a=b:NoSchedule',
      "kubectl taint no node-1 'a b=c:NoSchedule'",
      "kubectl taint no node-1 'a=b c:NoSchedule'",
      'kubectl taint no node-1 a=b:NoSchedule:x',
      'kubectl taint no node-1 =b:NoSchedule',
      'kubectl taint no node-1 q=1:NoSchedule q=1:NoSchedule',
      'kubectl taint no node-1 q=1:NoSchedule q=1:NoExecute --dry-run=client',
      'kubectl taint no node-1 q=1:NoSchedule --dry-run=server',
      'kubectl taint no node-1 q=1:NoSchedule --dry-run=client -o name',
      'kubectl taint no node-1 q=1:NoSchedule --validate=false',
      'kubectl delete',
      'kubectl delete pod',
      'kubectl delete pod bare --dry-run',
      'kubectl apply -f all.yaml',
      'sleep 10',
      'kubectl delete pod bare --dry-run=client',
      'kubectl delete pod bare --dry-run=server',
      'kubectl delete pod bare --now',
      'kubectl delete pod bare2 --force',
      'kubectl apply -f all.yaml',
      'sleep 8',
      'kubectl delete pod bare --force --grace-period=0',
      'kubectl delete pod bare2 --grace-period=0 --wait=false',
      'kubectl delete pod bare2 --grace-period=1 --force',
      'kubectl delete pods bare done nosuch',
      'kubectl delete deploy/app sts/st --wait=false',
      'kubectl delete sts st --cascade=orphan',
      'kubectl apply -f all.yaml',
      'sleep 8',
      'kubectl delete sts st --cascade=orphan',
      'kubectl get pods -l app=st',
      'kubectl delete rs,pods -l app=st',
      'kubectl delete deploy app --cascade=foreground --timeout=30s',
      'kubectl delete deploy app --cascade=foreground --wait=false',
      'kubectl delete -f all.yaml --ignore-not-found',
      'kubectl delete -f all.yaml',
      'kubectl delete pod --all --grace-period=5',
      'kubectl delete pods --all -n kube-system',
      'kubectl delete all -l app=st',
      'kubectl delete pods,svc,cm -l app=st',
      'kubectl delete pod -l app=st --field-selector=status.phase=Running',
      'kubectl delete nope x',
      'kubectl delete pod a/b',
      'kubectl delete pod/a svc/b',
      'kubectl delete po -A --all --dry-run=client',
      'kubectl delete ns default',
      'kubectl delete ns kube-system --dry-run=server',
      'kubectl delete node node-3 --dry-run=client',
      'kubectl delete cm kube-root-ca.crt -o name',
      'kubectl delete cm kube-root-ca.crt -o yaml',
      'kubectl delete cm kube-root-ca.crt -o wide',
    ],
  },
];

import { APP, SLEEPER } from './manifests.ts';
import type { Scenario } from './scenario.ts';

const VOLUMES = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 1Gi}}
---
apiVersion: v1
kind: Pod
metadata: {name: user}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - {name: c, image: "busybox:1.36", command: [sleep, "1000"], volumeMounts: [{name: v, mountPath: /v}]}
  volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
`;
const POLICIES = `apiVersion: v1
kind: ResourceQuota
metadata: {name: few}
spec: {hard: {pods: "1", configmaps: "5"}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: sizes}
spec:
  limits:
  - {type: Container, default: {cpu: 100m}, defaultRequest: {cpu: 50m}, max: {cpu: "1"}}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: high}
value: 1000
description: important
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: keep}
spec: {minAvailable: 1, selector: {matchLabels: {run: sleeper}}}
`;
const DAEMON = APP.replace('kind: Deployment', 'kind: DaemonSet').replace('  replicas: 2\n', '');

export const KINDS: readonly Scenario[] = [
  {
    title: 'claims and volumes',
    files: { 'volumes.yaml': VOLUMES },
    lines: [
      'kubectl apply -f volumes.yaml',
      'kubectl wait --for=condition=Ready pod/user --timeout=30s',
      'kubectl get pvc,pv,sc',
      'kubectl get pvc data -o wide',
      'kubectl get pvc data -o yaml',
      'kubectl get pv -o yaml',
      'kubectl get pv -o wide',
      'kubectl describe pvc data',
      'kubectl describe pv',
      'kubectl describe pod user',
      'kubectl patch pvc data -p \'{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}\'',
      'kubectl delete pvc data --wait=false',
      'kubectl get pvc',
      'kubectl describe pvc data',
      'kubectl delete pod user',
      'kubectl get pvc,pv',
      'kubectl get volumeattachments',
      'kubectl get csinodes,csidrivers',
    ],
  },
  {
    title: 'quotas, limits, priorities and budgets',
    files: { 'policies.yaml': POLICIES, 'sleeper.yaml': SLEEPER, 'app.yaml': APP },
    lines: [
      'kubectl apply -f policies.yaml',
      'kubectl get quota,limits,pc,pdb',
      'kubectl describe quota few',
      'kubectl describe limits sizes',
      'kubectl describe pc high',
      'kubectl describe pdb keep',
      'kubectl describe ns default',
      'kubectl apply -f sleeper.yaml',
      'kubectl run second --image=nginx:1.25',
      'kubectl apply -f app.yaml',
      'kubectl get deploy,rs',
      'kubectl describe rs',
      'kubectl describe deploy app',
      'kubectl get quota few -o yaml',
      'kubectl get pdb keep -o yaml',
      'kubectl get pod sleeper -o jsonpath={.spec.containers[0].resources}',
      'kubectl get events --sort-by=.metadata.name -o custom-columns=R:.reason,T:.type',
      'kubectl delete -f policies.yaml',
    ],
  },
  {
    title: 'jobs and cron jobs',
    files: {},
    lines: [
      'kubectl create job one --image=busybox:1.36 -- sh -c "echo done"',
      'kubectl wait --for=condition=Complete job/one --timeout=30s',
      'kubectl get jobs',
      'kubectl get jobs -o wide',
      'kubectl get job one -o yaml',
      'kubectl describe job one',
      'kubectl logs job/one',
      'kubectl create job bad --image=busybox:1.36 -- sh -c "exit 1"',
      'kubectl get pods -l job-name=bad --no-headers | wc -l',
      'kubectl create cronjob tick --image=busybox:1.36 --schedule="0 5 * * *" -- date',
      'kubectl get cj',
      'kubectl describe cj tick',
      'kubectl get cj tick -o yaml',
      'kubectl create job now --from=cronjob/tick',
      'kubectl create job now --from=cronjob/nosuch',
      'kubectl wait --for=condition=Complete job/now --timeout=30s',
      'kubectl describe job now',
      'kubectl patch cj tick -p \'{"spec":{"suspend":true}}\'',
      'kubectl get cj tick',
      'kubectl delete job one now bad',
      'kubectl delete cj tick',
      'kubectl get jobs,cj,pods',
    ],
  },
  {
    title: 'daemon sets, nodes and services',
    files: { 'daemon.yaml': DAEMON },
    lines: [
      'kubectl apply -f daemon.yaml',
      'kubectl rollout status ds/app --timeout=60s',
      'kubectl get ds -o wide',
      'kubectl describe ds app',
      'kubectl get ds app -o yaml',
      'kubectl rollout history ds/app',
      'kubectl set image ds/app c=nginx:1.26',
      'kubectl rollout status ds/app --timeout=60s',
      'kubectl rollout undo ds/app',
      'kubectl rollout status ds/app --timeout=60s',
      'kubectl get controllerrevisions',
      'kubectl expose ds app --port=80',
      'kubectl create service clusterip app --tcp=80',
      'kubectl describe svc app',
      'kubectl get svc app -o yaml',
      'kubectl get endpointslices -o yaml | grep -c "ready: true"',
      'kubectl create service nodeport np --tcp=80:80',
      'kubectl create service loadbalancer lb --tcp=80:80',
      'kubectl create service externalname en --external-name=example.com',
      'kubectl get svc | sed "s/[0-9]*\\/TCP/PORT/g"',
      'kubectl get nodes --show-labels',
      'kubectl get nodes -l node-role.kubernetes.io/control-plane',
      'kubectl get node node-1 -o jsonpath={.status.nodeInfo}',
      'kubectl cordon node-2',
      'kubectl cordon node-2',
      'kubectl cordon nosuch',
      'kubectl uncordon node-2 node-3',
      'kubectl taint nodes node-3 a=b:NoSchedule',
      'kubectl taint nodes node-3 a=b:NoSchedule',
      'kubectl taint nodes node-3 a=c:NoSchedule --overwrite',
      'kubectl taint nodes node-3 a:NoSchedule-',
      'kubectl taint nodes node-3 a:NoSchedule-',
      'kubectl taint nodes node-3 a=b:Nosuch',
      'kubectl taint nodes node-3',
      'kubectl drain node-3 --timeout=30s',
      'kubectl drain node-3 --ignore-daemonsets --timeout=30s',
      'kubectl get nodes',
      'kubectl drain nosuch',
      'kubectl drain node-3 --ignore-daemonsets --dry-run=client',
      'kubectl uncordon node-3',
      'kubectl describe node node-3',
    ],
  },
];

import type { Scenario } from './scenario.ts';

const ALL = `apiVersion: v1
kind: Pod
metadata: {name: a, labels: {app: x}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: b, labels: {app: x}}
spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: Pod
metadata: {name: pend, labels: {app: p}}
spec: {nodeSelector: {no: such}, containers: [{name: c, image: "nginx:1.25"}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: dep}
spec:
  replicas: 2
  progressDeadlineSeconds: 20
  selector: {matchLabels: {app: dep}}
  template: {metadata: {labels: {app: dep}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: [sleep, "3"]}]}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: jf}
spec: {backoffLimit: 0, template: {spec: {restartPolicy: Never, containers: [{name: c, image: "busybox:1.36", command: ["false"]}]}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: pvc}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cm, labels: {app: x}}
data: {k: v, e: ""}
---
apiVersion: v1
kind: Service
metadata: {name: s}
spec: {type: LoadBalancer, selector: {app: x}, ports: [{port: 80}, {port: 81, name: q}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: st}
spec:
  serviceName: st
  replicas: 2
  selector: {matchLabels: {app: st}}
  template: {metadata: {labels: {app: st}}, spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.25"}]}}
`;

const FILES = {
  'all.yaml': ALL,
  'one.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n',
  'none.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: nosuch}\n',
};

export const WAITING: readonly Scenario[] = [
  {
    title: 'waiting for conditions, fields, creation and deletion',
    files: FILES,
    lines: [
      'kubectl wait',
      'kubectl wait pod/a',
      'kubectl wait --for=condition=Ready',
      'kubectl wait --for=condition=Ready pod/a',
      'kubectl wait --for=create pod/a --timeout=1s',
      'kubectl wait --for=delete pod/a',
      'kubectl apply -f all.yaml',
      'kubectl wait --for=condition=Ready pod/a pod/b --timeout=30s',
      'kubectl wait --for=condition=ready pod a b --timeout=30s',
      'kubectl wait --for=condition=Ready=true pod/a',
      'kubectl wait --for=condition=Ready=True pod/a',
      'kubectl wait --for=condition=Ready=False pod/a --timeout=1s',
      'kubectl wait --for=condition=Ready=false pod/pend --timeout=1s',
      'kubectl wait --for=condition=Ready=Unknown pod/a --timeout=1s',
      'kubectl wait --for=condition=Nosuch pod/a --timeout=1s',
      'kubectl wait --for=condition= pod/a --timeout=1s',
      'kubectl wait --for=condition pod/a --timeout=1s',
      'kubectl wait --for=condition=Ready= pod/a --timeout=1s',
      'kubectl wait --for= pod/a --timeout=1s',
      'kubectl wait --for=nope pod/a --timeout=1s',
      'kubectl wait --for=Ready pod/a --timeout=1s',
      'kubectl wait --for=condition=PodScheduled pod/a pod/b --timeout=1s',
      'kubectl wait --for=condition=Ready pod --all --timeout=2s',
      'kubectl wait --for=condition=Ready pods -l app=x',
      'kubectl wait --for=condition=Ready pods -l app=nosuch',
      'kubectl wait --for=condition=Ready pods -l app=nosuch --timeout=0',
      "kubectl wait --for=condition=Ready pods -l 'a b'",
      'kubectl wait --for=condition=Ready pods --field-selector=metadata.name=a',
      'kubectl wait --for=condition=Ready pods --field-selector=metadata.name=nosuch',
      'kubectl wait --for=condition=Ready pods --field-selector=nope=a',
      'kubectl wait --for=condition=Ready pods',
      'kubectl wait --for=condition=Ready pod/a -l app=x',
      'kubectl wait --for=condition=Ready pod a --all',
      'kubectl wait --for=condition=Ready pod/pend --timeout=0',
      'kubectl wait --for=condition=Ready pod/pend --timeout=0s',
      'kubectl wait --for=condition=Ready pod/pend --timeout=1',
      'kubectl wait --for=condition=Ready pod/pend --timeout=x',
      'kubectl wait --for=condition=Ready pod/pend --timeout=3s',
      'kubectl wait --for=condition=Ready pod/a pod/pend pod/b --timeout=3s',
      'kubectl wait --for=condition=Ready pod/pend pod/a --timeout=3s',
      'kubectl wait --for=condition=Ready pod/nosuch --timeout=3s',
      'kubectl wait --for=condition=Ready pod/a pod/nosuch --timeout=3s',
      'kubectl wait --for=condition=Ready pod/nosuch pod/a --timeout=3s',
      'kubectl wait --for=condition=Ready nope/a --timeout=3s',
      'kubectl wait --for=condition=Ready a --timeout=3s',
      'kubectl wait --for=condition=Ready -f one.yaml --timeout=3s',
      'kubectl wait --for=condition=Ready -f none.yaml --timeout=3s',
      'kubectl wait --for=condition=Ready -f nosuch.yaml --timeout=3s',
      'kubectl wait --for=condition=Ready -f one.yaml pod/b --timeout=3s',
      'kubectl wait --for=condition=Available deploy/dep --timeout=60s',
      'kubectl wait --for=condition=Available=False deploy/dep --timeout=1s',
      'kubectl wait --for=condition=Progressing deploy/dep --timeout=1s',
      'kubectl wait --for condition=available deploy dep',
      'kubectl wait --for=condition=Available deploy --all --timeout=60s',
      'kubectl wait --for=condition=Complete job/j --timeout=60s',
      'kubectl wait --for=condition=complete jobs --all --timeout=2s',
      'kubectl wait --for=condition=Failed job/jf --timeout=30s',
      'kubectl wait --for=condition=Complete job/jf --timeout=1s',
      'kubectl wait --for=condition=Ready nodes --all',
      'kubectl wait --for=condition=Ready node/node-1 node/node-9',
      'kubectl wait --for=condition=Ready cm/cm --timeout=1s',
      'kubectl wait --for=condition=Ready svc/s --timeout=1s',
      'kubectl wait --for=condition=Ready sts/st --timeout=1s',
    ],
  },
  {
    title: 'waiting for conditions, fields, creation and deletion, part 2',
    files: FILES,
    lines: [
      'kubectl apply -f all.yaml',
      'sleep 30',
      "kubectl wait --for=jsonpath='{.status.phase}'=Running pod/a",
      "kubectl wait --for=jsonpath='{.status.phase}'=running pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.status.phase}'=Pending pod/a pod/pend --timeout=1s",
      "kubectl wait --for=jsonpath='{.status.phase}' pod/a",
      "kubectl wait --for=jsonpath='{.status.nosuch}' pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.status.nosuch}'=x pod/a --timeout=1s",
      'kubectl wait --for=jsonpath=.status.phase=Running pod/a',
      'kubectl wait --for=jsonpath=status.phase=Running pod/a',
      "kubectl wait --for=jsonpath='{status.phase}'=Running pod/a",
      "kubectl wait --for=jsonpath='{.status.phase' pod/a",
      "kubectl wait --for=jsonpath='{.status.phase}'= pod/a",
      'kubectl wait --for=jsonpath= pod/a',
      'kubectl wait --for=jsonpath pod/a',
      "kubectl wait --for=jsonpath='{}' pod/a",
      "kubectl wait --for=jsonpath='{.status.phase}{.metadata.name}'=x pod/a",
      "kubectl wait --for=jsonpath='{.metadata.labels.app}'=x pod/a",
      "kubectl wait --for=jsonpath='{.metadata.labels}'=x pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.metadata.labels}' pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.spec.containers[0].image}'=nginx:1.25 pod/a",
      "kubectl wait --for=jsonpath='{.spec.containers[*].image}'=nginx:1.25 pod/a",
      "kubectl wait --for=jsonpath='{.spec.containers}'=x pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.spec.ports[*].port}'=80 svc/s --timeout=1s",
      "kubectl wait --for=jsonpath='{.spec.ports[0].port}'=80 svc/s --timeout=1s",
      'kubectl wait --for=jsonpath=\'{.status.conditions[?(@.type=="Ready")].status}\'=True pod/a --timeout=1s',
      "kubectl wait --for=jsonpath='{.status.readyReplicas}'=2 sts/st --timeout=60s",
      "kubectl wait --for=jsonpath='{.status.readyReplicas}'=9 sts/st --timeout=1s",
      "kubectl wait --for=jsonpath='{.spec.replicas}'=2 deploy/dep sts/st",
      "kubectl wait --for=jsonpath='{.data.k}'=v cm/cm",
      'kubectl wait --for=jsonpath=\'{.data.e}\'="" cm/cm',
      "kubectl wait --for=jsonpath='{.data.e}' cm/cm",
      "kubectl wait --for=jsonpath='{.metadata.deletionTimestamp}' pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.status.phase}'=Bound pvc/pvc --timeout=10s",
      'kubectl wait --for=jsonpath=\'{.status.phase}\'="Bound" pvc --all --timeout=10s',
      "kubectl wait --for=jsonpath='{.status.loadBalancer.ingress}' svc/s --timeout=1s",
      "kubectl wait --for=jsonpath='{.status.loadBalancer}' svc/s --timeout=1s",
      "kubectl wait --for=jsonpath='{.metadata.generation}'=1 pod/a --timeout=1s",
      "kubectl wait --for=jsonpath='{.spec.enableServiceLinks}'=true pod/a --timeout=1s",
      "kubectl wait --for='jsonpath={.status.podIP}' pod -l app=x",
      'kubectl wait --for=create pod/a',
      'kubectl wait --for=create pod/a pod/b deploy/dep',
      'kubectl wait --for=create pod/nosuch --timeout=1s',
      'kubectl wait --for=create pod/nosuch pod/a --timeout=1s',
      'kubectl wait --for=create pod/a pod/nosuch --timeout=1s',
      'kubectl wait --for=create pods -l app=x',
      'kubectl wait --for=create pods --all',
      'kubectl wait --for=create -f one.yaml',
      'kubectl wait --for=create -f none.yaml --timeout=1s',
      'kubectl wait --for=create nope/x --timeout=1s',
      'kubectl wait --for=Create pod/a',
      'kubectl wait --for=create=x pod/a',
      'kubectl wait --for=delete pod/nosuch',
      'kubectl wait --for=delete pods -l app=nosuch',
      'kubectl wait --for=delete pods --all --timeout=0',
      'kubectl wait --for=delete -f none.yaml',
      'kubectl wait --for=delete=x pod/a --timeout=1s',
      'kubectl wait --for=delete ns/nosuch',
      'kubectl wait --for=condition=Ready pod/a -n nosuch',
      'kubectl wait --for=condition=Ready pods --all -n nosuch',
      'kubectl wait --for=delete pods --all -n nosuch',
      'kubectl wait --for=condition=Ready pods --all -A --timeout=1s',
      'kubectl wait --for=condition=Available deploy/dep -o name',
      "kubectl wait --for=condition=Available deploy/dep -o jsonpath='{.metadata.name}'",
      'kubectl wait --for=condition=Available deploy/dep -o yaml | head -3',
      'kubectl wait --for=condition=Available deploy/dep -o nope',
      'kubectl wait --for=condition=Available deploy/dep --dry-run=client',
      'kubectl wait --for=condition=Available --for=condition=Progressing deploy/dep',
      'kubectl wait deploy/dep --for condition=Available --timeout 1s --selector a=b',
      'kubectl set image deploy/dep c=nginx:nosuchtag',
      'kubectl wait --for=condition=Progressing=False deploy/dep --timeout=60s',
      'kubectl wait --for=jsonpath=\'{.status.conditions[?(@.type=="Progressing")].reason}\'=ProgressDeadlineExceeded deploy/dep --timeout=60s',
      'kubectl rollout status deploy/dep',
      'kubectl rollout status deploy/dep --timeout=1s',
    ],
  },
];

import type { Scenario } from './scenario.ts';

const WEB = `apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  replicas: 1
  serviceName: web
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
`;
const CONF = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf, labels: {app: file}}
data: {a: b}
`;
const PLACED = `apiVersion: v1
kind: ConfigMap
metadata: {name: conf, namespace: default}
data: {a: b}
`;

const SELECTORS = ['-l app=web', '-l app=none', "-l 'a b'"];
const WITH_SELECTOR = [
  'get -f web.yaml',
  'get -f web.yaml -o name',
  'describe -f web.yaml',
  'label -f web.yaml q=r --dry-run=server',
  'annotate -f web.yaml q=r --dry-run=client',
  'delete -f web.yaml --dry-run=client',
  'scale -f web.yaml --replicas=3 --dry-run=client',
  'set image -f web.yaml web=x --dry-run=client',
  'rollout status -f web.yaml',
  'rollout history -f web.yaml',
  'rollout restart -f web.yaml',
  'wait -f web.yaml --for=create --timeout=1s',
  'create -f conf.yaml --dry-run=client',
  'apply -f web.yaml --dry-run=client',
];

/** Selectors and namespaces beside files, and what is looked at before what. */
export const CHOSEN_FROM_FILES: readonly Scenario[] = [
  {
    title: 'a selector chooses among the objects of files',
    files: { 'web.yaml': WEB, 'conf.yaml': CONF },
    lines: [
      'kubectl apply -f web.yaml',
      'kubectl rollout status sts/web',
      ...WITH_SELECTOR.flatMap((line) =>
        SELECTORS.map((selector) => `kubectl ${line} ${selector}`),
      ),
      "kubectl apply -f nosuch.yaml -l 'a b'",
      "kubectl delete -f nosuch.yaml -l 'a b'",
      "kubectl diff -f web.yaml -l 'a b'",
    ],
  },
  {
    title: 'the labels that count are those of the cluster, or those of the file',
    files: { 'conf.yaml': CONF },
    lines: [
      'kubectl create cm conf',
      'kubectl label cm conf app=cluster',
      'kubectl label -f conf.yaml a=b -l app=file',
      'kubectl label -f conf.yaml a=b -l app=cluster',
      'kubectl get -f conf.yaml -l app=file -o name',
      'kubectl get -f conf.yaml -l app=cluster -o name',
      'kubectl describe -f conf.yaml -l app=file',
      'kubectl describe -f conf.yaml -l app=cluster',
      'kubectl delete -f conf.yaml -l app=cluster',
      'kubectl delete -f conf.yaml -l app=file',
    ],
  },
  {
    title: 'in every namespace, an object of a file has to name its own',
    files: { 'conf.yaml': CONF, 'placed.yaml': PLACED, 'web.yaml': WEB },
    lines: [
      'kubectl create cm conf',
      'kubectl get -f conf.yaml -A',
      'kubectl get -f conf.yaml -A -o yaml',
      'kubectl get -f web.yaml -A',
      'kubectl get -f placed.yaml -A',
      'kubectl describe -f conf.yaml -A',
      'kubectl describe -f placed.yaml -A',
      'kubectl label -f conf.yaml a=b -A',
      'kubectl label -f placed.yaml a=b -A',
      'kubectl wait -f conf.yaml --for=delete -A --timeout=1s',
      'kubectl delete -f conf.yaml -A --dry-run=client',
      'kubectl delete -f conf.yaml -A',
      'kubectl delete -f placed.yaml -A',
    ],
  },
  {
    title: 'objects of files that are not looked up',
    files: { 'conf.yaml': CONF, 'web.yaml': WEB },
    lines: [
      'kubectl expose -f web.yaml --port=80 --name=e1',
      'kubectl expose -f conf.yaml --port=80',
      'kubectl autoscale -f web.yaml --max=3',
      'kubectl autoscale -f conf.yaml --max=3',
      'kubectl scale -f conf.yaml --replicas=1',
      'kubectl exec -f . -- hostname',
      'kubectl exec web-0 -f conf.yaml -f . -- hostname',
    ],
  },
  {
    title: 'what is looked at first',
    files: { 'web.yaml': WEB },
    lines: [
      'kubectl create deploy api --image=nginx:1.25',
      'kubectl cordon node-1 -l a=b --dry-run=x',
      'kubectl cordon --dry-run=x',
      'kubectl drain node-1 -l a=b --dry-run=x',
      'kubectl autoscale deploy nosuch --max=3 --cpu-percent=x',
      'kubectl port-forward nosuch 80 --address=x',
      'kubectl set env deploy/api A=1 A=2',
      'kubectl set env deploy/api B- --env=1a=b --env=A',
      'kubectl set env deploy/api B- --env=A --env=1a=b',
      'kubectl set env deploy/api --env=A=b --env=A=c --dry-run=client -o yaml',
      'kubectl rollout history deploy -l nosuch=x',
      'kubectl rollout undo deploy -l nosuch=x',
      'kubectl rollout pause deploy -l nosuch=x',
      'kubectl apply set-last-applied -f web.yaml -n nosuch',
      "kubectl auth whoami --template='{{.kind}}'",
      "kubectl config view --template='{{.kind}}'",
      'kubectl config set-credentials u1 --exec-command=c --exec-interactive-mode=x',
      'kubectl create ns n9 --field-manager=',
      'kubectl get ns n9 -o yaml --show-managed-fields',
    ],
  },
  {
    title: 'flags that meet',
    files: { 'web.yaml': WEB, 'conf.yaml': CONF },
    lines: [
      'kubectl apply -f web.yaml',
      'kubectl create deploy api --image=nginx:1.25',
      'kubectl auth can-i get pods --list -A',
      'kubectl auth reconcile -f web.yaml --dry-run=x',
      'kubectl exec deploy/api -f web.yaml -- true',
      'kubectl debug pod/web-0 -f web.yaml --image=busybox --attach=false',
      'kubectl create priorityclass pc1 --dry-run=client -o yaml',
      'kubectl create priorityclass pc1',
      'kubectl get pc pc1 -o yaml',
      "kubectl patch sts web -p '{}' --type=Nosuch",
      'kubectl annotate -f web.yaml a=b --list',
      'kubectl label -f web.yaml --list',
      'kubectl label -f web.yaml -f conf.yaml --list',
      'kubectl label sts --all --list',
      'kubectl label -f web.yaml a=b --resource-version=1',
      'kubectl diff -f nosuch.yaml --force-conflicts',
      'kubectl apply view-last-applied sts/web -o x --all',
      'kubectl apply view-last-applied sts/nosuch -o x',
      'kubectl apply view-last-applied svc/web svc/nosuch sts/nosuch',
      'kubectl set image -f web.yaml web=x --local --dry-run=server',
      'kubectl set resources -f web.yaml --limits=cpu=1 --local --dry-run=server',
      'kubectl set subject -f web.yaml --user=x --local --dry-run=server',
      'kubectl set selector -f web.yaml x=y --local --dry-run=server',
      'kubectl autoscale deploy api --max=3 --cpu-percent=50',
      'kubectl autoscale deploy api --max=3 --cpu-percent=50',
      'kubectl autoscale deploy api --max=3 --cpu=50%',
      'kubectl create job j1 --from=cronjob/tick -n nosuch',
      "kubectl patch -f web.yaml -p '{}' --subresource=scale --dry-run=client",
      "kubectl get svc web --template='{{.kind}}' -o jsonpath={.metadata.name}",
      "kubectl get svc web --template='{.kind}' -o jsonpath",
      'kubectl delete nosuch web --cascade=true',
      'kubectl taint node node-1 x=y:NoSchedule --overwrite',
      'kubectl taint node node-1 x- --overwrite',
      'kubectl taint node node-1 x=y:NoSchedule z=y:NoSchedule',
      'kubectl apply set-last-applied -f web.yaml',
      'kubectl get svc web -o yaml --show-managed-fields',
      "kubectl patch -f web.yaml -p '{}' --local --dry-run=server",
      'kubectl annotate -f web.yaml -f nosuch.yaml a=b --resource-version=1',
    ],
  },
  {
    title: 'contexts and clusters that are not there, and who may not',
    files: { 'web.yaml': WEB },
    lines: [
      'kubectl apply -f web.yaml',
      ...[
        'get pods',
        'get --raw /api',
        'describe pods',
        'create cm m --dry-run=client',
        'create token default',
        'apply -f web.yaml',
        'apply view-last-applied sts/web',
        'diff -f web.yaml',
        'delete pod x',
        'auth can-i get pods',
        'auth reconcile -f web.yaml',
        'rollout status sts/web',
        'top node',
        'top pod',
        'wait pod/x --for=delete',
      ].flatMap((line) => [`kubectl ${line} --context=nosuch`, `kubectl ${line} --cluster=nosuch`]),
      'kubectl apply -f web.yaml --as=bob',
      'kubectl cluster-info --as=bob',
      'kubectl get svc web --as-user-extra=a',
      'kubectl get pods --kubeconfig=/',
      'kubectl config view --kubeconfig=/',
    ],
  },
];

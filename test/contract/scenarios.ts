/** Command lines that are run in order, in clusters that start equal. */
export interface Scenario {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

const WEB = `apiVersion: v1
kind: Service
metadata:
  name: web
  labels: {app: web}
spec:
  clusterIP: None
  selector: {app: web}
  ports:
  - {name: http, port: 80}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      terminationGracePeriodSeconds: 10
      containers:
      - name: nginx
        image: nginx:1.25
        ports:
        - {containerPort: 80, name: http}
        volumeMounts:
        - {name: data, mountPath: /data}
        readinessProbe:
          httpGet: {path: /, port: 80}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
`;

export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'a StatefulSet from apply to delete',
    files: {
      'web.yaml': WEB,
      'bad.yaml': WEB.replace('serviceName', 'servicename'),
      'other.yaml': WEB.replace('matchLabels: {app: web}', 'matchLabels: {app: other}'),
    },
    lines: [
      'kubectl apply -f web.yaml',
      'kubectl rollout status sts/web --timeout=60s',
      'kubectl get sts,pods,svc,pvc,pv',
      'kubectl get all',
      'kubectl get pods -o wide',
      'kubectl get pods -o name',
      'kubectl get sts web -o yaml',
      'kubectl get sts web -o json',
      'kubectl get pod web-0 -o yaml',
      'kubectl get pods -o jsonpath=\'{range .items[*]}{.metadata.name} {.status.phase}{"\\n"}{end}\'',
      'kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName',
      'kubectl get pods --show-labels',
      'kubectl get pods -l app=web',
      'kubectl get pods -l app=nothing',
      'kubectl get pods --field-selector status.phase=Running',
      'kubectl get pods --field-selector spec.nosuch=1',
      'kubectl get pods --sort-by=.metadata.name',
      'kubectl get pods -A',
      'kubectl get pods -n nosuch',
      'kubectl get nosuch',
      'kubectl get pod nosuch',
      'kubectl get endpoints web',
      'kubectl get endpointslices',
      'kubectl get controllerrevisions',
      'kubectl get sc,nodes,ns',
      'kubectl get nodes -o wide',
      'kubectl describe sts web',
      'kubectl describe pod web-0',
      'kubectl describe svc web',
      'kubectl describe pvc data-web-0',
      'kubectl describe node node-1',
      'kubectl get events',
      'kubectl events --for sts/web',
      'kubectl apply -f web.yaml',
      'kubectl apply -f bad.yaml',
      'kubectl apply -f other.yaml',
      'kubectl apply -f web.yaml --dry-run=server',
      'kubectl apply -f web.yaml --dry-run=client',
      'kubectl diff -f web.yaml',
      'kubectl scale sts web --replicas=3',
      'kubectl get sts web',
      'kubectl scale sts web --replicas=2 --current-replicas=7',
      'kubectl scale sts web --replicas=-1',
      'kubectl patch sts web -p \'{"spec":{"replicas":2}}\'',
      'kubectl patch sts web -p \'{"spec":{"replicas":2}}\'',
      'kubectl patch sts web --type=json -p \'[{"op":"replace","path":"/spec/replicas","value":3}]\'',
      'kubectl patch sts web --type=json -p \'[{"op":"remove","path":"/spec/nosuch"}]\'',
      'kubectl patch sts web --type=merge -p \'{"spec":{"nosuch":1}}\'',
      'kubectl patch sts web -p \'{"spec":{"serviceName":"x"}}\'',
      'kubectl set image sts/web nginx=nginx:1.26',
      'kubectl rollout status sts/web --timeout=90s',
      'kubectl rollout history sts/web',
      'kubectl rollout history sts/web --revision=2',
      'kubectl rollout undo sts/web',
      'kubectl rollout status sts/web --timeout=90s',
      'kubectl rollout restart sts/web',
      'kubectl rollout pause sts/web',
      'kubectl label sts web tier=front',
      'kubectl label sts web tier=back',
      'kubectl label sts web tier=back --overwrite',
      'kubectl annotate sts web note=hello',
      'kubectl wait --for=condition=Ready pod/web-0 --timeout=60s',
      'kubectl delete pod web-1',
      'kubectl wait --for=delete pod/nosuch --timeout=2s',
      'kubectl delete sts web --cascade=orphan',
      'kubectl get pods',
      'kubectl delete pods -l app=web',
      'kubectl delete -f web.yaml',
      'kubectl delete -f web.yaml --ignore-not-found',
      'kubectl get pvc',
      'kubectl delete pvc --all',
      'kubectl get pv',
    ],
  },
  {
    title: 'server-side apply and field owners',
    files: {
      'deploy.yaml': [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: {name: app}',
        'spec:',
        '  replicas: 2',
        '  selector: {matchLabels: {app: app}}',
        '  template:',
        '    metadata: {labels: {app: app}}',
        '    spec: {containers: [{name: c, image: "nginx:1.25"}]}',
        '',
      ].join('\n'),
    },
    lines: [
      'kubectl apply --server-side -f deploy.yaml',
      'kubectl apply --server-side -f deploy.yaml',
      'kubectl scale deploy app --replicas=3',
      'kubectl apply --server-side -f deploy.yaml',
      'sed -i s/1.25/1.26/ deploy.yaml; kubectl apply --server-side --field-manager=other -f deploy.yaml',
      'kubectl apply --server-side --force-conflicts -f deploy.yaml',
      'kubectl get deploy app -o yaml --show-managed-fields',
      'kubectl get pods -o yaml --show-managed-fields | grep -c manager',
      'kubectl delete deploy app',
    ],
  },
  {
    title: 'objects made by generators, and nodes',
    files: {},
    lines: [
      'kubectl create deployment web --image=nginx:1.25 --replicas=2',
      'kubectl create deployment web --image=nginx:1.25',
      'kubectl expose deployment web --port=80',
      'kubectl create configmap conf --from-literal=a=1 --from-literal=b=2',
      'kubectl create secret generic s --from-literal=p=w',
      'kubectl create namespace lab',
      'kubectl create serviceaccount robot -n lab',
      'kubectl create quota q --hard=pods=5 -n lab',
      'kubectl run one --image=busybox:1.36 --restart=Never -- sleep 1000',
      'kubectl create job once --image=busybox:1.36 -- sleep 1',
      'kubectl wait --for=condition=complete job/once --timeout=60s',
      'kubectl get all',
      'kubectl describe deploy web',
      'kubectl describe cm conf',
      'kubectl describe secret s',
      'kubectl describe ns lab',
      'kubectl describe job once',
      'kubectl get cm conf -o yaml',
      'kubectl set env deploy/web A=1',
      'kubectl rollout status deploy/web --timeout=60s',
      'kubectl rollout history deploy/web',
      'kubectl autoscale deployment web --min=1 --max=3 --cpu=50%',
      'kubectl get hpa',
      'kubectl create pdb web --selector=app=web --min-available=1',
      'kubectl get pdb',
      'kubectl cordon node-2',
      'kubectl get nodes',
      'kubectl uncordon node-2',
      'kubectl taint nodes node-3 a=b:NoSchedule',
      'kubectl drain node-1 --ignore-daemonsets --force --timeout=60s',
      'kubectl delete ns lab',
      'kubectl auth can-i create pods',
      'kubectl auth whoami',
    ],
  },
  {
    title: 'what the API says of itself',
    files: {},
    lines: [
      'kubectl version',
      'kubectl api-versions',
      'kubectl api-resources',
      'kubectl api-resources --api-group=apps -o name',
      'kubectl api-resources --namespaced=false --verbs=list',
      'kubectl explain sts',
      'kubectl explain sts.spec',
      'kubectl explain pod.spec.containers.ports',
      'kubectl explain sts.spec.nosuch',
      'kubectl explain nosuch',
      'kubectl top nodes',
    ],
  },
];

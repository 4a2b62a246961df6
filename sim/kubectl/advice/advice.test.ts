import { beforeAll, expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';
import type { Advice } from '../../kernel/index.ts';

const MANIFEST = `apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec:
  serviceName: web
  replicas: 2
  podManagementPolicy: Parallel
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: "nginx:1.25"}]}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: shop}
spec: {selector: {app: api}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: dns}
spec: {containers: [{name: dns, image: "busybox:1.36", command: [sleep, "3600"]}]}
`;
const FILES = {
  'all.yaml': MANIFEST,
  'tab.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: x\n',
  'indent.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n   labels: {}\n',
  'no-name.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\nname: x\n',
  'beta.yaml': 'apiVersion: apps/v1beta1\nkind: StatefulSet\nmetadata: {name: x}\n',
  'kind.yaml': 'apiVersion: apps/v1\nkind: Statefulset\nmetadata: {name: x}\n',
  'field.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {container: []}\n',
  'generated.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: x-}\n',
  'service-name.yaml': (MANIFEST.split('---\n')[2] ?? '').replace('e: web\n  r', 'e: b\n  r'),
  'capitals.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: My_Config}\n',
  'other.kc':
    'apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: "https://kube-apiserver:6443"}}]\n' +
    'contexts: [{name: staging, context: {cluster: c, namespace: shop}}]\ncurrent-context: staging\n',
  'script.sh': 'kubectl get podz\nkubctl get pods\n',
};

let cluster: Cluster;

beforeAll(() => {
  cluster = createStandardCluster(7, ALL_PARTS);
  for (const [name, text] of Object.entries(FILES)) {
    cluster.files.write(`/home/learner/${name}`, text);
  }
  cluster.openTerminal('one', { columns: 80, rows: 24 });
  type('kubectl apply -f all.yaml; kubectl wait pod --all --for=condition=Ready');
});

function type(line: string): void {
  cluster.terminal('one').master.sendLine(line);
  cluster.world.advance(30_000);
}

/** What is suggested after lines that are typed, without where. */
function adviceAfter(...lines: readonly string[]): Advice[] {
  const terminal = cluster.terminal('one');
  const before = terminal.advice().length;
  for (const line of lines) type(line);
  return terminal
    .advice()
    .slice(before)
    .map(({ code, values }) => ({ code, values }));
}

const AS_WEB_POD = { name: 'web', pods: 'web-0, web-1' };

test.each<[string, Advice['code'], Advice['values']]>([
  // Kinds and names.
  ['kubectl get pods --wide', 'flag', { flag: '--wide', meant: '-o wide' }],
  ['kubectl explain pod spec', 'meant', { meant: 'kubectl explain pod.spec' }],
  [
    'kubectl use-context x',
    'instead',
    { word: 'use-context', meant: 'kubectl config use-context' },
  ],
  [
    'kubectl config use-context shop',
    'meant',
    { meant: 'kubectl config set-context --current --namespace=shop' },
  ],
  ['kubectl get podz', 'kind', { word: 'podz', meant: 'pods' }],
  ['kubectl get pod web', 'pods', AS_WEB_POD],
  ['kubectl logs web', 'pods', AS_WEB_POD],
  ['kubectl exec web -- ls', 'pods', AS_WEB_POD],
  ['kubectl port-forward web 8080:80', 'pods', AS_WEB_POD],
  ['kubectl get pod web-7', 'pods', { name: 'web-7', pods: 'web-0, web-1' }],
  ['kubectl get pod dsn', 'name', { kind: 'pod', name: 'dsn', meant: 'dns' }],
  ['kubectl get svc wbe', 'name', { kind: 'service', name: 'wbe', meant: 'web' }],
  [
    'kubectl logs web -n shop',
    'podsElsewhere',
    { name: 'web', pods: 'web-0, web-1', namespace: 'default' },
  ],
  ['kubectl get svc api', 'elsewhere', { kind: 'service', name: 'api', namespace: 'shop' }],
  [
    'kubectl rollout status deploy/web',
    'otherKind',
    { kind: 'deployment', name: 'web', meant: 'statefulset/web' },
  ],
  [
    'kubectl get sts web-0',
    'otherKind',
    { kind: 'statefulset', name: 'web-0', meant: 'pod/web-0' },
  ],
  ['kubectl delete web-0', 'noKind', { name: 'web-0', meant: 'pod/web-0' }],
  ['kubectl scale web --replicas=5', 'noKind', { name: 'web', meant: 'statefulset/web' }],
  ['kubectl get deployment.v1 web', 'meant', { meant: 'deployments.apps' }],
  ['kubectl logs pod web-0', 'oneWord', { meant: 'pod/web-0' }],
  ['kubectl port-forward svc web 8080:80', 'oneWord', { meant: 'service/web' }],
  ['kubectl cordon nodes node-2', 'oneWord', { meant: 'node-2' }],
  ['kubectl scale pod web-0 --replicas=2', 'owner', { meant: 'statefulset/web' }],
  ['kubectl rollout status pod/web-0', 'owner', { meant: 'statefulset/web' }],
  [
    'kubectl rollout undo sts web --to-revision=99',
    'revisions',
    { line: 'kubectl rollout history sts web' },
  ],
  ['kubectl logs dns -c dsn', 'container', { pod: 'dns', meant: 'dns' }],
  ['kubectl set image sts/web web=nginx', 'containers', { names: 'nginx' }],
  ['kubectl set image sts/web nginx:1.26', 'pair', { meant: 'nginx=nginx:1.26' }],
  ['kubectl set image sts web nginx:1.26', 'pair', { meant: 'nginx=nginx:1.26' }],
  ['kubectl port-forward svc/web 8080:8080', 'servicePorts', { name: 'web', ports: '80' }],
  ['kubectl logs -p web-0', 'previous', {}],
  // Namespaces.
  ['kubectl get cm -n defalt', 'namespace', { namespace: 'defalt', meant: 'default' }],
  ['kubectl get pods -n shop', 'others', { kind: 'pods', namespace: 'default' }],
  ['kubectl create cm a -n xyz', 'newNamespace', { namespace: 'xyz' }],
  ['kubectl get pods -l app=wbe', 'meant', { meant: '-l app=web' }],
  // Verbs and flags.
  ['kubectl rollout stats sts/web', 'verb', { meant: 'rollout status' }],
  ['kubectl getpods', 'verb', { meant: 'get pods' }],
  ['kubectl create namespce shop', 'verb', { meant: 'create namespace' }],
  ['kubectl get pods svc', 'meant', { meant: 'pods,svc' }],
  ['kubectl get pods, svc', 'meant', { meant: 'pods,svc' }],
  ['kubectl get pods,svc,', 'meant', { meant: 'pods,svc' }],
  ['kubectl get all pvc', 'meant', { meant: 'all,pvc' }],
  ['kubectl restart sts/web', 'instead', { word: 'restart', meant: 'kubectl rollout restart' }],
  [
    'kubectl rollout sts/web',
    'verbs',
    { path: 'rollout', verbs: 'history, pause, restart, resume, status, undo' },
  ],
  ['kubectl get pods --namespce=x', 'flag', { flag: '--namespce', meant: '--namespace' }],
  ['kubectl get pods -a', 'flag', { flag: '-a', meant: '-A' }],
  ['kubectl get pods -o yml', 'flag', { flag: '-o yml', meant: '-o yaml' }],
  ['kubectl get pods -namespace shop', 'twoDashes', { meant: '--namespace' }],
  ['kubectl scale sts web -replicas=3', 'twoDashes', { meant: '--replicas=3' }],
  ['kubectl scale sts web 3', 'meant', { meant: '--replicas=3' }],
  ['kubectl run x nginx', 'meant', { meant: '--image=nginx' }],
  ['kubectl label pod web-0 a b', 'meant', { meant: 'a=b' }],
  ['kubectl label pod web-0 a:b', 'meant', { meant: 'a=b' }],
  ['kubectl get pod web-0,web-1', 'meant', { meant: 'web-0 web-1' }],
  ['kubectl auth can-i get pod web-0', 'oneWord', { meant: 'pod/web-0' }],
  ['kubectl exec web-0 ls -l', 'dashes', { line: 'kubectl exec web-0 -- ls -l' }],
  ['kubectl exec -it web-0', 'dashes', { line: 'kubectl exec -it web-0 -- sh' }],
  [
    'kubectl run -it --rm once --image=busybox --pod-running-timeout=9s -- nslookup db',
    'endsAtOnce',
    {},
  ],
  ['kubectl exec web-0 -- bash', 'interactive', { verb: 'exec' }],
  ['kubectl exec -it dns -- bash', 'noProgram', { word: 'bash', meant: 'sh' }],
  ['kubectl wait pod/web-0 --for=Ready', 'condition', { meant: '--for=condition=Ready' }],
  ['kubectl taint nodes node-2 a=b', 'taint', {}],
  ['kubectl get pods -l app:web', 'selector', {}],
  ['kubectl get pods -l app= web', 'selector', {}],
  ['kubectl get pod/web-0 -l', 'selector', {}],
  ['kubectl get pods --all', 'flag', { flag: '--all', meant: '--all-namespaces' }],
  ['kubectl get pods-A', 'meant', { meant: 'pods -A' }],
  ['kubectl get podes', 'kind', { word: 'podes', meant: 'pods' }],
  ['kubectl get pvs', 'kind', { word: 'pvs', meant: 'pv' }],
  ['kubectl get pod web*', 'wildcard', { kind: 'pods' }],
  ['kubectl get pods --sort-by age', 'sortPath', { path: 'age' }],
  [
    'kubectl get pods -o json-path={.items}',
    'flag',
    { flag: '-o json-path={.items}', meant: '-o jsonpath={.items}' },
  ],
  ['kubectl logs web-0 --since 5', 'meant', { meant: '--since=5s' }],
  ['kubectl logs web-0 -n5', 'meant', { meant: '--tail=5' }],
  ['kubectl cp web-0 /etc/hosts .', 'oneWord', { meant: 'web-0:/etc/hosts' }],
  ['kubectl expose pod web-0 --port=80 --type nodeport', 'meant', { meant: 'NodePort' }],
  ['kubectl run x --image=busybox --restart=never', 'meant', { meant: 'Never' }],
  ['kubectl delete pod web-0 --dry-run=clent', 'meant', { meant: 'client' }],
  ['kubectl rollout sts/web status', 'verb', { meant: 'rollout status sts/web' }],
  ['kubectl rollout restart pod web-0', 'owner', { meant: 'statefulset/web' }],
  ['kubectl config use-context minkube', 'meant', { meant: 'minikube' }],
  ['kubectl config use-context stagin --kubeconfig=other.kc', 'meant', { meant: 'staging' }],
  ['kubectl config get-contexts minkube', 'meant', { meant: 'minikube' }],
  ['kubectl config delete-context minkube', 'meant', { meant: 'minikube' }],
  ['kubectl config rename-context minkube a', 'meant', { meant: 'minikube' }],
  ['kubectl get pods --context minkube', 'meant', { meant: '--context=minikube' }],
  ['kubectl api-resources --context Minikube', 'meant', { meant: '--context=minikube' }],
  ['kubectl get pods --context shop', 'meant', { meant: '--namespace=shop' }],
  ['kubectl get pods --cluster minkube', 'meant', { meant: '--cluster=minikube' }],
  ['kubectl logs web-0 --user minkube', 'meant', { meant: '--user=minikube' }],
  [
    'kubectl wait pod/web-0 --for=condition=Running --timeout=1s',
    'condition',
    { meant: "--for=jsonpath='{.status.phase}'=Running" },
  ],
  [
    'kubectl wait --for condition=redy --timeout=1s pod web-0',
    'condition',
    { meant: '--for=condition=Ready' },
  ],
  [
    'kubectl wait sts/web --for=condition=Ready --timeout=1s',
    'instead',
    { word: 'condition=Ready', meant: 'kubectl rollout status statefulset/web' },
  ],
  ['kubectl get pods -o jsonpath={.items[*].a }', 'quotePath', {}],
  ['kubectl get pods -o jsonpath="{.items[?(@.kind=="Pod")].c}"', 'quoteInside', {}],
  ['kubectl patch svc web -p {"spec":{"type":"NodePort"', 'quotes', {}],
  ['kubectl create statefulset x', 'noGenerator', { kind: 'StatefulSet' }],
  [
    'kubectl create secret db --from-literal=a=b',
    'meant',
    { meant: 'kubectl create secret generic db --from-literal=a=b' },
  ],
  // Files and manifests.
  ['kubectl apply -f al.yml', 'file', { meant: 'all.yaml' }],
  ['kubectl apply -f all', 'file', { meant: 'all.yaml' }],
  ['kubectl apply all.yaml', 'meant', { meant: '-f all.yaml' }],
  ['kubectl create -f all.yaml', 'exists', { name: 'shop' }],
  ['kubectl apply -f tab.yaml', 'tab', { line: '4' }],
  ['kubectl apply -f indent.yaml', 'indent', { line: '5' }],
  ['kubectl apply -f no-name.yaml', 'noName', {}],
  ['kubectl apply -f beta.yaml', 'apiVersion', { kind: 'StatefulSet', meant: 'apps/v1' }],
  ['kubectl apply -f kind.yaml', 'manifestKind', { word: 'Statefulset', meant: 'StatefulSet' }],
  ['kubectl apply -f field.yaml', 'field', { field: 'container', meant: 'containers' }],
  ['kubectl explain sts.spec.replica', 'field', { field: 'replica', meant: 'replicas' }],
  ['kubectl apply -f generated.yaml', 'generateName', {}],
  ['kubectl apply -f service-name.yaml', 'immutable', { name: 'web' }],
  ['kubectl apply -f capitals.yaml', 'meant', { meant: 'my-config' }],
  // Names of hosts.
  ['kubectl exec dns -- nslookup web-0', 'podName', { name: 'web-0', meant: 'web-0.web' }],
  [
    'kubectl exec dns -- nslookup web-0.web',
    'podName',
    { name: 'web-0.web', meant: 'web-0.web.default.svc.cluster.local' },
  ],
  [
    'kubectl exec web-0 -- curl -s http://api/x',
    'serviceElsewhere',
    { name: 'api', namespace: 'shop', meant: 'api.shop' },
  ],
  ['kubectl exec dns -- wget -O- wbe:80', 'serviceName', { name: 'wbe', meant: 'web' }],
  [
    'curl http://web-0.web/',
    'outside',
    { name: 'web-0.web', line: 'kubectl port-forward svc/web 8080:80' },
  ],
  ['curl localhost:8080', 'noForward', { port: '8080' }],
  ['mysql -h web', 'inCluster', { word: 'mysql' }],
  ['ssh web-0', 'meant', { meant: 'kubectl exec -it web-0 -- sh' }],
])('%s', (line, code, values) => {
  expect(adviceAfter(line)).toEqual([{ code, values }]);
});

test.each([
  // It went well, or the tool itself says what was meant.
  'kubectl get pods',
  'kubectl ge pods',
  'kubectl log web-0',
  'kubectl rm pod web-0',
  'kubectl get pods -l app=nosuch',
  'kubectl get sts,deploy web',
  'kubectl exec web-0 -- bash -c true',
  'kubectl exec web-0 -- ls /nosuch',
  'kubectl exec dns -- wget -qO- http://web:8080',
  'kubectl create ns shop',
  'curl http://example.com',
  // Nobody typed it, or nobody would see it.
  'bash script.sh',
  '. ./script.sh',
  'bash -c "kubectl get podz"',
  'kubectl get podz | cat',
  'x=$(kubectl get podz)',
  'kubectl get podz > out',
])('nothing is suggested after: %s', (line) => {
  expect(adviceAfter(line)).toEqual([]);
});

test('what is suggested is in no output, nor in the log of commands', () => {
  const terminal = cluster.terminal('one');
  const from = terminal.output().length;
  adviceAfter('kubectl get podz');
  expect(terminal.output().slice(from)).toMatch(/podz\nerror: .* type "podz"\n$/);
  expect(Object.keys(cluster.commands().at(-1) ?? {})).not.toContain('advice');
});

test('a shell in a container suggests, too', () => {
  expect(
    adviceAfter('kubectl exec -it dns -- sh', 'ping web-1', 'kubectl get pods', 'exit 0'),
  ).toEqual([
    { code: 'podName', values: { name: 'web-1', meant: 'web-1.web' } },
    { code: 'inContainer', values: {} },
  ]);
});

test('a script is told nothing', () => {
  const before = cluster.terminal('one').advice().length;
  cluster.runScript({ script: 'kubectl get podz', stdin: '', limitMs: 10_000 });
  expect(cluster.terminal('one').advice()).toHaveLength(before);
});

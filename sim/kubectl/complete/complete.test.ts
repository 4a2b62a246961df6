import { beforeAll, expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';

let cluster: Cluster;
let terminal: ReturnType<Cluster['openTerminal']>;

beforeAll(() => {
  cluster = createStandardCluster(7, ALL_PARTS);
  const setUp = [
    'kubectl create deploy web --image=nginx:1.25',
    'kubectl create ns lab',
    'kubectl run alone --image=nginx:1.25 -n lab',
    'kubectl wait pod --all --for=condition=Ready',
  ];
  for (const name of ['all.yaml', 'notes.txt']) {
    cluster.files.write(`/home/learner/${name}`, '');
  }
  cluster.files.makeDirectory('/home/learner/manifests');
  cluster.runScript({ script: setUp.join('\n'), stdin: '', limitMs: 60_000 });
  terminal = cluster.openTerminal('one', { columns: 80, rows: 24 });
  cluster.world.advance(100);
});

const values = (line: string): string[] =>
  terminal.complete(line, line.length).choices.map(({ value }) => value);

test.each<[string, string]>([
  ['kubectl rollout und', 'undo'],
  ['kubectl get deploy', 'deployments.apps'],
  ['kubectl get st', 'statefulsets.apps'],
  ['kubectl get po,se', 'po,services'],
  ['kubectl get deploy we', 'web'],
  ['kubectl get deploy/we', 'deploy/web'],
  ['k get deploy we', 'web'],
  ['kubectl get pods -n la', 'lab'],
  ['kubectl logs -n lab ', 'alone'],
  ['kubectl logs -n lab alone -c ', 'alone'],
  ['kubectl get pods --show-l', '--show-labels'],
  ['kubectl get pods -o wi', 'wide'],
  ['kubectl rollout status --he', '--help'],
  ['kubectl --he', '--help'],
  ['kubectl get pods -owi', '-owide'],
  ['kubectl apply --dry-run=s', '--dry-run=server'],
  ['kubectl config use-context ', 'minikube'],
  ['kubectl get pods -l app', 'app=web'],
  ["kubectl get pods -o jsonpath='{.items[*].metadata.na", "jsonpath='{.items[*].metadata.name"],
  ['kubectl get deploy web -o jsonpath={.spec.repl', 'jsonpath={.spec.replicas'],
  ['kubectl get pods -o custom-columns=N:.spec.nodeN', 'custom-columns=N:.spec.nodeName'],
  ['kubectl explain deploy.spec.temp', 'deploy.spec.template'],
  ['kubectl wait --for=con', '--for=condition='],
  ['kubectl wait pod -n lab --for=condition=Re', '--for=condition=Ready'],
  ['kubectl logs deploy/web -c ', 'nginx'],
  ['kubectl exec -it deploy/web -c ng', 'nginx'],
  ['kubectl set image deploy/web ', 'nginx='],
  ['kubectl set image deploy web ng', 'nginx='],
  ['kubectl get pods -n=la', '-n=lab'],
  ['kubectl get pods -L ', 'app'],
  ['kubectl get pods --field-selector=status.ph', '--field-selector=status.phase=Running'],
  ['kubectl auth can-i de', 'delete'],
  ['kubectl auth can-i get dep', 'deployments.apps'],
  ['kubectl events --for deployments/', 'deployments/web'],
  ['kubectl help roll', 'rollout'],
  ['kubectl help rollout und', 'undo'],
  ['watch -n 1 kubectl get deploy we', 'web'],
  ['sudo -u root kubectl get deploy we', 'web'],
  ['timeout 5s kubectl get deploy we', 'web'],
  ['if kubectl get deploy we', 'web'],
  ['type kubec', 'kubectl'],
  ['unset HOM', 'HOME'],
  ['ssh no', 'node-1'],
])('%s', (line, wanted) => {
  expect(values(line)).toContain(wanted);
});

test('choices say what they are', () => {
  const [first] = terminal.complete('kubectl get deployments', 23).choices;
  expect(first?.summary).toBe('Deployment (deploy)');
});

test.each([
  ['kubectl rollout ', ['history', 'pause', 'restart', 'resume', 'status', 'undo']],
  ['kubectl top ', ['node', 'pod']],
  ['kubectl config set-context --current --names', ['--namespace']],
  ['kubectl get cm we', []],
  ['kubectl apply -f ', ['all.yaml', 'manifests/']],
  ['kubectl apply --filename=al', ['all.yaml']],
  ['kubectl create configmap x --from-file=k=al', ['all.yaml']],
])('%s has these choices and no others', (line, wanted) => {
  expect(values(line)).toEqual(wanted);
});

test('a manifest is offered behind what stands before it', () => {
  const line = 'kubectl apply --filename=al';
  expect(terminal.complete(line, line.length).from).toBe(line.length - 2);
});

test('a name of several words goes on in the quotes that it was begun in', () => {
  cluster.files.write('/home/learner/my notes.txt', '');
  cluster.runScript({ script: 'mkdir "my folder"', stdin: '', limitMs: 1_000 });
  expect(values('cat my\\ n')).toEqual(['my\\ notes.txt']);
  expect(values('cat "my n')).toEqual(['"my notes.txt"']);
  expect(values("cat 'my f")).toEqual(["'my folder'/"]);
});

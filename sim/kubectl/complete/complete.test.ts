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
  cluster.runScript({ script: setUp.join('\n'), stdin: '', limitMs: 60_000 });
  terminal = cluster.openTerminal('one', { columns: 80, rows: 24 });
  cluster.world.advance(100);
});

const values = (line: string): string[] =>
  terminal.complete(line, line.length).choices.map(({ value }) => value);

test.each<[string, string]>([
  ['kubectl rollout und', 'undo'],
  ['kubectl get deploy', 'deployments'],
  ['kubectl get st', 'sts'],
  ['kubectl get po,sv', 'po,svc'],
  ['kubectl get deploy we', 'web'],
  ['kubectl get deploy/we', 'deploy/web'],
  ['k get deploy we', 'web'],
  ['kubectl get pods -n la', 'lab'],
  ['kubectl logs -n lab ', 'alone'],
  ['kubectl logs -n lab alone -c ', 'alone'],
  ['kubectl get pods --show-l', '--show-labels'],
  ['kubectl get pods -o wi', 'wide'],
  ['kubectl get pods -owi', '-owide'],
  ['kubectl apply --dry-run=s', '--dry-run=server'],
  ['kubectl config use-context ', 'minikube'],
  ['kubectl get pods -l app', 'app=web'],
  ["kubectl get pods -o jsonpath='{.items[*].metadata.na", "jsonpath='{.items[*].metadata.name"],
  ['kubectl get deploy web -o jsonpath={.spec.repl', 'jsonpath={.spec.replicas'],
  ['kubectl get pods -o custom-columns=N:.spec.nodeN', 'custom-columns=N:.spec.nodeName'],
  ['kubectl explain deploy.spec.temp', 'deploy.spec.template'],
  ['kubectl wait --for=con', '--for=condition='],
])('%s', (line, wanted) => {
  expect(values(line)).toContain(wanted);
});

test('choices say what they are', () => {
  const [first] = terminal.complete('kubectl get deployments', 23).choices;
  expect(first?.summary).toBe('Deployment (deploy)');
});

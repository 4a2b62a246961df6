import { expect, it } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { createStandardCluster } from '../cluster/session.ts';

const WEB = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  nodeName: node-2
  containers: [{name: c, image: 'nginx:1.25'}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
`;
const client = (name: string, node: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec:
  nodeName: ${node}
  containers: [{name: c, image: 'quay.io/iamgini/k8sutils:debian12-1.1', command: [sleep, infinity]}]
`;

function start() {
  const cluster = createStandardCluster(1, ALL_PARTS);
  const run = (script: string, stdin = ''): string =>
    cluster.runScript({ script, stdin, limitMs: 300_000 }).stdout;
  run('kubectl apply -f -', [WEB, client('near', 'node-2'), client('far', 'node-3')].join('---\n'));
  run('kubectl wait --for=condition=Ready pod --all --timeout=60s');
  const code = (where: string, url: string): string =>
    run(`${where} curl -s -m 2 -o /dev/null -w '%{http_code} %{exitcode}' ${url}`);
  return { run, code };
}

it('keeps traffic of the inside on the node where the Service wants it', () => {
  const { run, code } = start();
  const [near, far] = ['kubectl exec near --', 'kubectl exec far --'];
  expect([code(near, 'web'), code(far, 'web')]).toEqual(['200 0', '200 0']);
  run(`kubectl patch svc web -p '{"spec":{"internalTrafficPolicy":"Local"}}'`);
  expect([code(near, 'web'), code(far, 'web')]).toEqual(['200 0', '000 28']);
});

it('opens a node port on every node, or where an endpoint is', () => {
  const { run, code } = start();
  const address = (node: string): string =>
    run(`kubectl get node ${node} -o jsonpath='{.status.addresses[0].address}'`);
  const ports = ['node-2', 'node-3'].map((node) => `http://${address(node)}:30080`);
  expect(ports.map((url) => code('', url))).toEqual(['200 0', '200 0']);
  run(`kubectl patch svc web -p '{"spec":{"externalTrafficPolicy":"Local"}}'`);
  expect(ports.map((url) => code('', url))).toEqual(['200 0', '000 28']);
  expect(ports.map((url) => code('kubectl exec far --', url))).toEqual(['200 0', '200 0']);
});

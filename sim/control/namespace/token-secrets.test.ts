import { beforeEach, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';

let cluster: Cluster;
beforeEach(() => {
  cluster = createStandardCluster(1, ALL_PARTS);
});

function run(script: string): string {
  const { stdout, stderr } = cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  return (stdout + stderr).trimEnd();
}

const secret = (name: string, account: string): string =>
  [
    'apiVersion: v1',
    'kind: Secret',
    'type: kubernetes.io/service-account-token',
    'metadata:',
    `  name: ${name}`,
    '  annotations:',
    `    kubernetes.io/service-account.name: ${account}`,
  ].join('\n');
const create = (name: string, account: string): string =>
  run(`kubectl create -f - << EOF\n${secret(name, account)}\nEOF\nsleep 1`);

it('fills the Secret of an account with its token, which goes with the account', () => {
  run('kubectl create serviceaccount bot');
  create('bot-token', 'bot');
  expect(run('kubectl get secret bot-token --no-headers')).toMatch(
    /^bot-token +kubernetes.io\/service-account-token +3 +/,
  );
  const path = "kubectl get secret bot-token -o jsonpath='{.data.token}' | base64 -d";
  const [, claims = ''] = run(path).split('.');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io/serviceaccount/secret.name': 'bot-token',
    sub: 'system:serviceaccount:default:bot',
  });
  run('kubectl delete serviceaccount bot; sleep 1');
  expect(run('kubectl get secret bot-token')).toContain('NotFound');
});

it('removes the Secret of an account that there is not', () => {
  create('lost', 'nobody');
  expect(run('kubectl get secret lost')).toContain('NotFound');
});

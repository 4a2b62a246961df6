import { beforeEach, expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Cluster, createStandardCluster } from '../index.ts';

// What the real kubectl 1.36 does at a terminal of bash 5.2.

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: talk, labels: {app: talk}}
spec:
  containers:
  - {name: a, image: "busybox:1.36", command: [sh, -c, "while true; do echo tick; sleep 1; done"]}
---
apiVersion: v1
kind: Service
metadata: {name: talk}
spec:
  selector: {app: talk}
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: never}
spec:
  selector: {matchLabels: {app: never}}
  template:
    metadata: {labels: {app: never}}
    spec:
      containers: [{name: c, image: "busybox:none"}]
`;

let cluster: Cluster;

beforeEach(() => {
  cluster = createStandardCluster(7, ALL_PARTS);
  cluster.files.write('/home/learner/all.yaml', MANIFEST);
  cluster.openTerminal('one', { columns: 80, rows: 24 });
  type('kubectl apply -f all.yaml; kubectl wait pod/talk --for=condition=Ready; clear');
});

function during(act: () => void, ms: number): string {
  const terminal = cluster.terminal('one');
  const from = terminal.output().length;
  act();
  cluster.world.advance(ms);
  return terminal.output().slice(from);
}

const type = (line: string): string =>
  during(() => cluster.terminal('one').master.sendLine(line), 8_000);
const interrupt = (): string => during(() => cluster.terminal('one').master.interrupt(''), 3_000);

/** The status that a line leaves behind when Ctrl-C comes. */
function statusAfter(line: string): string {
  type(line);
  interrupt();
  return type('echo "<$?>"').match(/^<(\d+)>$/m)?.[1] ?? '';
}

test.each([
  ['kubectl get pods -w', '1'],
  ['kubectl logs -f talk', '1'],
  ['kubectl wait pod/talk --for=delete', '1'],
  ['kubectl rollout status deploy/never', '1'],
  ['kubectl events -w', '1'],
  ['kubectl exec -i talk -- cat', '1'],
  ['kubectl attach -i talk', '1'],
  ['kubectl run x --image=busybox:none -i --restart=Never', '1'],
  ['kubectl port-forward svc/talk 8080:80', '0'],
  ['kubectl exec talk -- sleep 100', '130'],
  ['kubectl attach talk', '130'],
])('Ctrl-C in %s leaves %s', (line, status) => {
  expect(statusAfter(line)).toBe(status);
});

test('the line goes on behind a kubectl that was interrupted, and not behind what died of it', () => {
  type('kubectl get pod talk -w || echo no; echo after');
  expect(interrupt()).toBe('^Cno\nafter\n');
  type('sleep 100 || echo no; echo after');
  expect(interrupt()).toBe('^C\n');
  type('kubectl get pod talk -w | sleep 100; echo after');
  expect(interrupt()).toBe('^C\n');
  expect(type('declare -p PIPESTATUS')).toContain('([0]="1" [1]="130")');
});

test('a loop needs as many Ctrl-C as it has commands that only end', () => {
  type('for i in 1 2; do kubectl get pod talk -w >/dev/null; echo $i; done');
  expect(interrupt()).toBe('^C1\n');
  expect(interrupt()).toBe('^C2\n');
});

test('run --rm that is interrupted leaves its pod', () => {
  type('kubectl run x --rm -it --image=busybox:none --restart=Never');
  expect(interrupt()).toBe('^C');
  expect(type('kubectl get pod x -o name')).toContain('\npod/x\n');
});

test('attach that is interrupted prints nothing any more', () => {
  expect(type('kubectl attach talk')).toContain('tick\ntick\n');
  expect(interrupt()).toBe('^C\n');
  expect(during(() => undefined, 5_000)).toBe('');
});

test('a job that is ended by kill says how', () => {
  type('kubectl get pods -w >/dev/null &');
  type('kill %1');
  expect(type('')).toContain('[1]+  Exit 1                  kubectl get pods -w > /dev/null\n');
  type('sleep 100 &');
  type('kill -INT %1');
  expect(type('')).toContain('[1]+  Interrupt               sleep 100\n');
  type('sleep 100 &');
  expect(type('kill %1; wait %1; echo "<$?>"')).toMatch(
    /\n\[1\]\+ {2}Terminated {14}sleep 100\n<143>\n$/,
  );
});

test('a connection is told of before it is answered', () => {
  const web = 'kubectl run web --image=nginx:1.25; kubectl wait pod/web --for=condition=Ready';
  type(web);
  type('kubectl port-forward pod/web 8080:80 >/dev/null &');
  type('kill %1');
  type('kubectl port-forward pod/web 8080:80 &');
  expect(type('curl -sI localhost:8080 | head -1')).toMatch(
    /\nHandling connection for 8080\nHTTP\/1\.1 200 OK\r?\n$/,
  );
});

test('Enter parts what a command prints', () => {
  type('kubectl get pod talk -w');
  expect(type('')).toBe('\n');
  interrupt();
  type('cat');
  type('');
  expect(type('x')).toBe('x\nx\n');
});

test('Ctrl-C at the prompt of redis-cli ends it, and without a failure', () => {
  type('kubectl run cache --image=redis:7; kubectl wait pod/cache --for=condition=Ready');
  type('kubectl exec -it cache -- redis-cli');
  interrupt();
  expect(type('echo "<$?>"')).toContain('<0>');
});

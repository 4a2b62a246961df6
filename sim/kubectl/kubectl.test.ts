import { beforeAll, expect, test } from 'vitest';
import { ALL_PARTS } from '../all-parts.ts';
import { type Cluster, createCluster, standardClass } from '../index.ts';
import { PLAIN_NETWORK } from '../net/index.ts';
import { DEFAULT_PROFILE } from '../node/index.ts';

const SET = `apiVersion: v1
kind: Secret
metadata: {name: pw}
stringData: {root: secret}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  replicas: 2
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - {name: main, image: "busybox:1.36", command: [sh, -c, "echo hello; sleep infinity"]}
      - {name: side, image: "busybox:1.36", command: [sh, -c, "echo aside; sleep infinity"]}
`;

let cluster: Cluster;

const run = (script: string, stdin = ''): { exitCode: number; stdout: string; stderr: string } =>
  cluster.runScript({ script, stdin, limitMs: 600_000 });

beforeAll(() => {
  cluster = createCluster({
    seed: 7,
    nodes: 3,
    storageClasses: [standardClass()],
    objects: [],
    files: { 'db.yaml': SET, 'mine.txt': 'from here\n' },
    profile: DEFAULT_PROFILE,
    featureGates: {},
    network: PLAIN_NETWORK,
    parts: ALL_PARTS,
  });
  expect(run('kubectl apply -f db.yaml').stderr).toBe('');
  expect(run('kubectl rollout status sts/db --timeout=120s').exitCode).toBe(0);
});

test('exec runs in the first container and says so', () => {
  const { stdout, stderr, exitCode } = run('kubectl exec db-0 -- sh -c "hostname; exit 3"');
  expect(stdout).toBe('db-0\n');
  expect(stderr).toBe(
    'Defaulted container "main" out of: main, side\ncommand terminated with exit code 3\n',
  );
  expect(exitCode).toBe(3);
  expect(run('echo in | kubectl exec -i sts/db -c side -- cat').stdout).toBe('in\n');
});

test('a label may be called as what every object of JavaScript has', () => {
  expect(run('kubectl label node node-1 constructor=x').stdout).toBe('node/node-1 labeled\n');
  const listed = run('kubectl get nodes -L constructor --no-headers').stdout;
  expect(listed).toMatch(/^node-1 .* x\nnode-2 .*v\S+ +\nnode-3 .*v\S+ +\n$/);
  expect(run('kubectl label node node-1 constructor- toString-').stdout).toBe(
    'label "toString" not found.\nnode/node-1 unlabeled\n',
  );
});

test('so may a key of a secret', () => {
  const made = run(
    'kubectl create secret generic odd --from-literal=toString=x -o jsonpath={.data}',
  );
  expect(made.stdout).toBe('{"toString":"eA=="}');
});

test('logs of one container, of all, of a selector', () => {
  expect(run('kubectl logs db-1 -c main').stdout).toBe('hello\n');
  expect(run('kubectl logs db-1 --all-containers').stdout).toBe('hello\naside\n');
  expect(run('kubectl logs -l app=db -c side --prefix').stdout).toBe(
    '[pod/db-0/side] aside\n[pod/db-1/side] aside\n',
  );
});

test('cp goes both ways', () => {
  expect(run('kubectl cp mine.txt db-0:/tmp/theirs.txt -c main')).toMatchObject({ exitCode: 0 });
  expect(run('kubectl cp db-0:/tmp/theirs.txt back.txt -c main && cat back.txt').stdout).toBe(
    "tar: Removing leading `/' from member names\nfrom here\n",
  );
});

test('a watch ends with its reader', () => {
  const script = 'kubectl get pods -w -o name | head -2; echo $?';
  expect(run(`(sleep 1; kubectl delete pod db-1 >/dev/null) & ${script}; wait`).stdout).toBe(
    'pod/db-0\npod/db-1\n0\n',
  );
});

test('flags stand anywhere and fail as they do', () => {
  expect(run('kubectl -n kube-system get --no-headers=true sa -oname').stdout).toBe(
    'serviceaccount/default\n',
  );
  expect(run('kubectl scale sts/db --replicas two').stderr).toBe(
    'error: invalid argument "two" for "--replicas" flag: strconv.ParseInt: parsing "two": ' +
      "invalid syntax\nSee 'kubectl scale --help' for usage.\n",
  );
  expect(run('kubectl wait pod/db-0 --for=delete --timeout=5').stderr).toContain(
    'time: missing unit in duration "5"',
  );
});

test.each([
  ['taint node node-1 a=b:NoSchedule a=c:NoSchedule', 'duplicated taints with the same key'],
  ['wait pod/db-0 --for=jsonpath={.bad', 'unexpected path string, expected a'],
  ['set image sts/db main=busybox:2 --local', 'you must specify resources by --filename when'],
  ['api-versions extra', 'unexpected arguments: [extra]'],
  ['auth can-i get pods nope', 'you must specify two arguments: verb resource or'],
  ['explain pods sts', 'We accept only this format: explain RESOURCE\n'],
])('kubectl %s is refused', (words, text) => {
  const { stderr, exitCode } = run(`kubectl ${words}`);
  expect([exitCode, stderr.startsWith(`error: ${text}`), stderr]).toEqual([1, true, stderr]);
});

test('templates', () => {
  const template =
    '{{range $i, $p := .items}}{{if eq $i 0}}{{$p.metadata.name}}{{else}}, {{len $p.spec.containers}}{{end}}{{end}}';
  expect(run(`kubectl get pods -o go-template='${template}'`).stdout).toBe('db-0, 2');
  expect(run('kubectl get sts db -o jsonpath=\'{.spec.replicas}{"\\n"}\'').stdout).toBe('2\n');
  expect(run('kubectl get pods -o custom-columns=N:.metadata.name --no-headers').stdout).toBe(
    'db-0\ndb-1\n',
  );
});

test('run shows what its pod writes, and takes its exit code', () => {
  const { stdout, exitCode } = run(
    'kubectl run tmp --attach --rm --image=busybox:1.36 --restart=Never -- sh -c "echo in; exit 4"',
  );
  expect(stdout).toBe('in\npod "tmp" deleted from default namespace\n');
  expect(exitCode).toBe(4);
});

test('the namespace of the context is used', () => {
  run('kubectl create ns other; kubectl config set-context --current --namespace=other');
  expect(run('kubectl get pods').stderr).toBe('No resources found in other namespace.\n');
  run('kubectl config set-context --current --namespace=default');
});

test('completion knows verbs, flags, kinds and names', () => {
  const terminal = cluster.openTerminal('completing', { columns: 80, rows: 24 });
  // The shell that completes has to be there.
  cluster.world.settle();
  const choices = (line: string): string[] =>
    terminal.complete(line, line.length).choices.map(({ value }) => value.trim());
  expect(choices('kubectl desc')).toEqual(['describe']);
  expect(choices('kubectl rollout un')).toEqual(['undo']);
  expect(choices('kubectl get statefulsets ')).toEqual(['db']);
  expect(choices('kubectl describe sts/')).toContain('sts/db');
  expect(choices('kubectl logs db-0 -c ')).toEqual(['main', 'side']);
  expect(choices('kubectl get pods --sort')).toEqual(['--sort-by']);
  expect(choices('kubectl get pods -o js')).toEqual([
    'json',
    'jsonpath',
    'jsonpath-as-json',
    'jsonpath-file',
  ]);
});

test('help is printed from the definition', () => {
  expect(run('kubectl rollout undo --help').stdout).toContain('kubectl rollout undo sts/mysql');
  expect(run('kubectl rollout undo --help').stdout).toContain('--to-revision');
});

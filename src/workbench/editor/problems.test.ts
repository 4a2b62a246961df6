import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { createStandardCluster } from '../../../sim/index.ts';
import { stepsOf } from './field-place.ts';
import { formatted, problemsOf } from './problems.ts';

const { inspection } = createStandardCluster(3, ALL_PARTS);
const judge = (text: string): string[] =>
  problemsOf(text, inspection.tryManifest).map(
    ({ row, column, endColumn, message }) => `${row}:${column}-${endColumn} ${message}`,
  );
const pod = (container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\nspec:\n  containers:\n  - ${container}\n`;

test('a good manifest has no problem', () => {
  expect(judge(pod('{name: a, image: nginx}'))).toEqual([]);
});

test('what the API server refuses is marked at its field, in its words', () => {
  expect(judge(pod('name: a\n    image: ""'))).toEqual([
    '8:5-14 spec.containers[0].image: Required value',
  ]);
  expect(judge(pod('name: a\n    image: nginx\n    imagee: x'))[0]).toMatch(
    /^9:5-\d+ unknown field "spec\.containers\[0\]\.imagee"$/,
  );
  const [typed = ''] = judge(pod('name: a\n    image: nginx').replace('kind: Pod', 'kind: Pood'));
  expect(judge('x: 1')).toEqual(['1:1-2 apiVersion not set', '1:1-2 kind not set']);
  expect(judge('a: b: c')).toEqual(['1:4-5 yaml: mapping values are not allowed in this context']);
  expect(typed).toBe('2:1-11 no matches for kind "Pood" in version "v1"');
});

test('a value of the wrong type is marked itself, whatever list or map it is in', () => {
  const container = (rest: string): string =>
    judge(pod(`name: a\n    image: nginx\n${rest}`)).join();
  expect(
    container('    ports:\n    - containerPort: 80\n    - containerPort: "81"\n    - name: b\n'),
  ).toMatch(/^11:7-26 .*cannot unmarshal string into .*containerPort of type int32$/);
  const map = (fields: string): string =>
    judge(`apiVersion: v1\nkind: ConfigMap\n${fields}`).join();
  expect(map('metadata:\n  name: a\ndata:\n  a: "1"\n  b: 2\n')).toMatch(
    /^7:3-7 .*cannot unmarshal number into .*data of type string$/,
  );
  expect(map('metadata:\n  name: a\n  labels:\n    a: b\n    on: yes\n')).toMatch(
    /^7:5-12 .*cannot unmarshal bool into .*labels of type string$/,
  );
  expect(
    container('    resources:\n      requests:\n        cpu: 1\n        memory: 64megs\n'),
  ).toMatch(/^12:9-23 .*quantities must match/);
});

test('an object that exists is judged too, at the field', () => {
  const cluster = createStandardCluster(3, ALL_PARTS);
  const script = 'kubectl create deployment web --image=nginx';
  cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  const text =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replica: 3\n';
  const [problem] = problemsOf(text, cluster.inspection.tryManifest);
  expect(problem).toMatchObject({ row: 6, column: 3 });
  expect(problem?.message).toContain('spec.replica');
});

test('what kubectl edit has open may be older than the object, for it writes a patch', () => {
  const cluster = createStandardCluster(3, ALL_PARTS);
  const script = 'kubectl create deployment web --image=nginx; kubectl get deployment web -o yaml';
  const { stdout } = cluster.runScript({ script, stdin: '', limitMs: 60_000 });
  const text = stdout.slice(stdout.indexOf('apiVersion'));
  cluster.runScript({ script: 'sleep 20', stdin: '', limitMs: 60_000 });
  const { tryManifest, tryEdited } = cluster.inspection;
  expect(problemsOf(text, tryManifest).map(({ message }) => message)).toEqual([
    expect.stringContaining('the object has been modified'),
  ]);
  expect(problemsOf(text, tryEdited)).toEqual([]);
  const wrong = text.replace('replicas: 1', 'replicas: -1');
  expect(problemsOf(wrong, tryEdited)).toHaveLength(1);
});

test('broken YAML is marked where it breaks, other documents all the same', () => {
  const found = judge(`a: [1\n---\n${pod('name: A_b\n    image: nginx')}`);
  expect(found[0]).toMatch(/^[12]:/);
  expect(found.some((line) => /^9:\d+-\d+ spec\.containers\[0\]\.name: Invalid/.test(line))).toBe(
    true,
  );
});

test('a key that is there twice is marked, and the rest is judged all the same', () => {
  const found = judge(pod('name: a\n    image: ""').replace('name: one', 'name: one\n  name: two'));
  expect(found).toEqual([
    '5:3-7 key "name" already set in map',
    '9:5-14 spec.containers[0].image: Required value',
  ]);
});

test('of a field that is there twice the last one is judged', () => {
  const found = judge(pod('name: a\n    image: nginx\n    image: ""'));
  expect(found).toContain('9:5-14 spec.containers[0].image: Required value');
});

test('steps of a field, and formatting', () => {
  expect(stepsOf('a.b[2].c')).toEqual(['a', 'b', 2, 'c']);
  expect(stepsOf('metadata.labels[app.x/y]')).toEqual(['metadata', 'labels', 'app.x/y']);
  expect(formatted('a:   1 # one\nb:\n    - 2\n---\nc: 3\n')).toBe(
    'a: 1 # one\nb:\n  - 2\n---\nc: 3\n',
  );
  expect(formatted('a: [')).toBe('a: [');
  const spelled = 'mode: 0644\nb: yes\nc: "1"\nd: 1e3\n';
  expect(formatted(spelled.replaceAll(': ', ':   '))).toBe(spelled);
  expect(formatted('a:  1\r\nb: 2\r\n')).toBe('a: 1\r\nb: 2\r\n');
});

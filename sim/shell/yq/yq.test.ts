import { expect, test } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import {
  createMemoryFiles,
  createPrng,
  createProcesses,
  createQueue,
  ROOT,
} from '../../kernel/index.ts';
import { ALL_TOOLS, createTools, type ShellHost, startScript } from '../index.ts';

const MANIFEST = `kind: StatefulSet
metadata:
  name: web # the name
  labels: {app: web}
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: nginx
        image: "nginx:1.25"
---
kind: Service
metadata:
  name: svc
`;

function run(script: string): string {
  const queue = createQueue(Date.UTC(2026, 0, 1));
  const processes = createProcesses(queue, ALL_PARTS);
  const files = createMemoryFiles({
    nowEpochMs: () => queue.epochMs(),
    files: { '/root/m.yaml': MANIFEST, '/root/j.json': '{"a":{"b":[1,"x"]}}' },
  });
  const host: ShellHost = {
    commands: createTools(() => host, ALL_TOOLS, []),
    processes,
    clock: queue,
    prng: createPrng(1),
    hostname: 'here',
    user: 'root',
    identity: ROOT,
    container: undefined,
    busybox: undefined,
    onLine: () => () => undefined,
    adviceFor: () => undefined,
    prompts: { bash: '\\u@\\h:\\w\\$ ', sh: '\\$ ' },
  };
  const result = startScript({
    host,
    files,
    env: new Map(),
    directory: '/root',
    script,
    stdin: '',
  });
  while (result.process.exitCode() === undefined && processes.resume()) queue.runNext();
  return result.stdout() + result.stderr();
}

test('a path of every document', () => {
  expect(run('yq .metadata.name m.yaml')).toBe('web\n---\nsvc\n');
  expect(run(`yq '.spec.template.spec.containers[].image' m.yaml`)).toBe('nginx:1.25\n');
});

test('select by kind or by place', () => {
  expect(run(`yq 'select(.kind == "Service") | .metadata.name' m.yaml`)).toBe('svc\n');
  expect(run(`yq 'select(di == 0).spec.replicas' m.yaml`)).toBe('3\n');
});

test('a change in place keeps comments, order and quotes', () => {
  const image = '.spec.template.spec.containers[0].image = "nginx:2"';
  const edit = `select(.kind == "StatefulSet") |= (.spec.replicas = 5 | ${image})`;
  expect(run(`yq -i '${edit}' m.yaml; cat m.yaml`)).toBe(
    MANIFEST.replace('replicas: 3', 'replicas: 5')
      .replace('1.25', '2')
      .replace('      - name: nginx\n        image', '        - name: nginx\n          image'),
  );
});

test('other formats, and a document out of nothing', () => {
  expect(run('yq -o=json -I0 .metadata.labels m.yaml')).toBe('{"app":"web"}\nnull\n');
  expect(run('yq -P j.json')).toBe('a:\n  b:\n    - 1\n    - x\n');
  expect(run(`N=x yq -n '.a.b = 3 | .c = strenv(N)'`)).toBe('a:\n  b: 3\nc: x\n');
});

test('eval-all merges files', () => {
  expect(run(`yq ea 'select(fi == 0) * select(fi == 1)' j.json j.json`)) //
    .toBe('{"a": {"b": [1, "x"]}}\n');
});

test('items that stay keep their comments when others come or go', () => {
  const list = String.raw`printf 'b:\n  - x\n  - y # note\n' | yq`;
  expect(run(`${list} 'del(.b[0])'`)).toBe('b:\n  - y # note\n');
  expect(run(`${list} '.b = ["w"] + .b'`)).toBe('b:\n  - w\n  - x\n  - y # note\n');
  expect(run(`${list} '.b += ["z"]'`)).toBe('b:\n  - x\n  - y # note\n  - z\n');
});

test('errors and the exit status', () => {
  expect(run(`yq '.a | select(.b==there)' j.json`)).toBe(
    'Error: 1:17: invalid input text "there)"\n',
  );
  expect(run('yq compares-this-file.yaml')).toBe(
    'Error: 1:1: invalid input text "compares-this-fi..."\n',
  );
  expect(run('yq .x nofile; echo $?')).toBe('1\nError: open nofile: no such file or directory\n');
  expect(run(`yq -e .nope j.json; echo $?`)).toBe('null\n1\nError: no matches found\n');
});

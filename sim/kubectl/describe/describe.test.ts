import { beforeAll, expect, it } from 'vitest';
import { ALL_PARTS } from '../../all-parts.ts';
import { type Cluster, createStandardCluster } from '../../index.ts';

const MANIFEST = `
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: c
    image: nginx:1.25
    env:
    - {name: MEMORY, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
    - {name: MEBI, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
    - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    resources: {limits: {memory: 128Mi}}
  volumes:
  - {name: d, downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: q}
spec: {hard: {pods: "5", requests.cpu: "2"}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r}
rules:
- {apiGroups: ["", apps], resources: [deployments], verbs: [get, list]}
- {apiGroups: [""], resources: [pods/log], resourceNames: [a], verbs: [get]}
`;

let cluster: Cluster;
const run = (script: string): string =>
  cluster.runScript({ script, stdin: MANIFEST, limitMs: 60_000 }).stdout;

beforeAll(() => {
  cluster = createStandardCluster(5, ALL_PARTS);
  run('kubectl apply -f -');
  cluster.world.advance(20_000);
});

it('shows amounts in their unit, and only those fields that kubectl knows', () => {
  const text = run('kubectl describe pod p');
  for (const line of [
    'MEMORY:  134217728 (limits.memory)',
    'MEBI:    128 (limits.memory)',
    'CPU:     node allocatable (limits.cpu)',
    'NODE:     (v1:spec.nodeName)',
    'NAME:    p (v1:metadata.name)',
  ]) {
    expect(text).toContain(line);
  }
});

it('shows what a volume of the downward API has', () => {
  const text = run('kubectl describe pod p');
  expect(text).toContain('    Items:\n      metadata.labels -> l\n');
});

it('shows what a quota leaves', () => {
  expect(run('kubectl describe quota q')).toBe(
    [
      'Name:         q',
      'Namespace:    default',
      'Resource      Used  Hard',
      '--------      ----  ----',
      'pods          1     5',
      'requests.cpu  0     2',
      '',
    ].join('\n'),
  );
});

it('shows one resource of a role a line', () => {
  const lines = run('kubectl describe role r').trimEnd().split('\n').slice(-3);
  expect(lines.map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['deployments', '[]', '[]', '[get list]'],
    ['deployments.apps', '[]', '[]', '[get list]'],
    ['pods/log', '[]', '[a]', '[get]'],
  ]);
});

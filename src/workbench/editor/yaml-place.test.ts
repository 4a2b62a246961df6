import { expect, test } from 'vitest';
import { keysBeside, placeAt } from './yaml-place.ts';

const TEXT = `apiVersion: v1
kind: Service
metadata:
  name: a
---
# a set
apiVersion: apps/v1
kind: StatefulSet
spec:
  replicas: 3
  template:
    spec:
      containers:
      - name: main
        image: nginx
        ports:
          - containerPort: 80
            name: web
        
  volumeClaimTemplates:
`;
const rowOf = (part: string): number => TEXT.split('\n').findIndex((line) => line.includes(part));
const at = (part: string, column = 0) => placeAt(TEXT, rowOf(part), column);

test.each([
  ['name: a', ['metadata'], 'name'],
  ['replicas', ['spec'], 'replicas'],
  ['- name: main', ['spec', 'template', 'spec', 'containers'], 'name'],
  ['image:', ['spec', 'template', 'spec', 'containers'], 'image'],
  ['containerPort', ['spec', 'template', 'spec', 'containers', 'ports'], 'containerPort'],
  ['name: web', ['spec', 'template', 'spec', 'containers', 'ports'], 'name'],
  ['volumeClaimTemplates', ['spec'], 'volumeClaimTemplates'],
])('%s', (part, path, key) => {
  const place = at(part);
  expect(place.path).toEqual(path);
  expect(place.key).toBe(key);
});

test('each document has its own kind, and an empty line counts by the cursor', () => {
  expect(at('name: a')).toMatchObject({ apiVersion: 'v1', kind: 'Service' });
  expect(at('replicas')).toMatchObject({ apiVersion: 'apps/v1', kind: 'StatefulSet' });
  const empty = rowOf('volumeClaimTemplates') - 1;
  expect(placeAt(TEXT, empty, 8).path).toEqual(['spec', 'template', 'spec', 'containers']);
  expect(placeAt(TEXT, empty, 2).path).toEqual(['spec']);
});

test('a line is in an item where a dash stands before it, and not where the dash itself would', () => {
  expect(at('- containerPort')).toMatchObject({ isInItem: true });
  expect(at('name: web')).toMatchObject({ isInItem: true });
  expect(at('replicas')).toMatchObject({ isInItem: false });
  const empty = rowOf('volumeClaimTemplates') - 1;
  const of = (column: number) => placeAt(TEXT, empty, column);
  expect([12, 10, 8, 6].map((column) => of(column).isInItem)).toEqual([true, false, true, false]);
  expect([12, 10].map((column) => of(column).path.at(-1))).toEqual(['ports', 'ports']);
});

const LISTS = `kind: Pod
spec:
  containers:
  - name: a
    image: b
    ports:
    - containerPort: 80
      name: web

    - containerPort: 81
    env:
    - name: X
  - name: c
    x
  restartPolicy: Never
---
kind: Service
`;

test.each([
  // Of the map around it, in its own document.
  [0, 0, ['spec']],
  [16, 0, []],
  [2, 2, ['restartPolicy']],
  // Of one item of a list only, its first line included.
  [4, 4, ['name', 'ports', 'env']],
  [3, 4, ['image', 'ports', 'env']],
  [13, 4, ['name']],
  [8, 6, ['containerPort', 'name']],
  [8, 4, ['name', 'image', 'ports', 'env']],
])('what is beside row %i, column %i', (row, column, keys) => {
  expect(keysBeside(LISTS, row, column)).toEqual(new Set(keys));
});

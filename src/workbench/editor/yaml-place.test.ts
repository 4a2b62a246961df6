import { expect, test } from 'vitest';
import { placeAt } from './yaml-place.ts';

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

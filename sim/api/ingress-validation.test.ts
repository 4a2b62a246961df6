import { expect, test } from 'vitest';
import { bodyOf } from './field-errors.ts';
import { validateIngress } from './ingress-validation.ts';
import type { Ingress, IngressSpec } from './types.generated.ts';

const errorsOf = (spec: object, annotations: Record<string, string> = {}): string[] =>
  validateIngress({
    metadata: { name: 'door', annotations },
    spec: spec as IngressSpec,
  } as Ingress).map((error) => `${error.field}: ${bodyOf(error)}`);

const BACKEND = { service: { name: 'web', port: { number: 80 } } };
const withPath = (path: object): object => ({ rules: [{ http: { paths: [path] } }] });

test.each<[object, string[]]>([
  [withPath({ path: '/', pathType: 'Prefix', backend: BACKEND }), []],
  [{ defaultBackend: BACKEND }, []],
  [{}, ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified']],
  [
    withPath({ path: '/', backend: BACKEND }),
    ['spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified'],
  ],
  [
    withPath({ path: 'a//b', pathType: 'Exact', backend: {} }),
    [
      'spec.rules[0].http.paths[0].path: Invalid value: "a//b": must be an absolute path',
      `spec.rules[0].http.paths[0].path: Invalid value: "a//b": must not contain '//'`,
      'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required',
    ],
  ],
  [
    withPath({ pathType: 'ImplementationSpecific', backend: { service: { name: 'web' } } }),
    ['spec.rules[0].http.paths[0].backend: Required value: port name or number is required'],
  ],
  [
    { rules: [{ host: '10.0.0.1' }, { host: '*.example.com' }] },
    ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
  ],
])('%j', (spec, errors) => {
  expect(errorsOf(spec)).toEqual(errors);
});

test('the class of an annotation is that of the field', () => {
  const spec = { defaultBackend: BACKEND, ingressClassName: 'nginx' };
  const key = 'kubernetes.io/ingress.class';
  expect(errorsOf(spec, { [key]: 'nginx' })).toEqual([]);
  expect(errorsOf(spec, { [key]: 'other' })).toEqual([
    `annotations.${key}: Invalid value: "other": must match \`ingressClassName\` when both are specified`,
  ]);
});

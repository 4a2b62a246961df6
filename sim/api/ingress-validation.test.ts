import { expect, test } from 'vitest';
import { bodyOf } from './field-errors.ts';
import { validateIngress } from './ingress-validation.ts';
import type { Ingress } from './types.generated.ts';

const errorsOf = (spec: object): string[] =>
  validateIngress({ metadata: { name: 'door' }, spec } as Ingress).map(
    (error) => `${error.field}: ${bodyOf(error)}`,
  );

const backend = { service: { name: 'web', port: { number: 80 } } };
const withPath = (path: object): object => ({ rules: [{ http: { paths: [path] } }] });
const AT = 'spec.rules[0].http.paths[0]';
const TYPES = '"Exact", "ImplementationSpecific", "Prefix"';

test.each<[object, string[]]>([
  [withPath({ path: '/', pathType: 'Prefix', backend }), []],
  [withPath({ pathType: 'ImplementationSpecific', backend }), []],
  [{ defaultBackend: backend }, []],
  [{}, ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified']],
  [
    withPath({ path: '/', backend }),
    [`${AT}.pathType: Required value: pathType must be specified`],
  ],
  [
    withPath({ path: '/', pathType: 'X', backend }),
    [`${AT}.pathType: Unsupported value: "X": supported values: ${TYPES}`],
  ],
  [
    withPath({ path: 'a', pathType: 'Exact', backend }),
    [`${AT}.path: Invalid value: "a": must be an absolute path`],
  ],
])('%j', (spec, errors) => {
  expect(errorsOf(spec)).toEqual(errors);
});

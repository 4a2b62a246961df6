import { expect, test } from 'vitest';
import { fieldErrors, type KubeObject } from '../../api/index.ts';
import { INGRESS_RULES } from './ingress.ts';

const errorsOf = (spec: object, kind = 'Ingress', old?: KubeObject): string[] =>
  (INGRESS_RULES[kind]?.({ metadata: { name: 'door' }, spec } as never, old) ?? []).map(
    (error) => `${error.field}: ${fieldErrors.bodyOf(error)}`,
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
  [
    withPath({ path: '/a//../.', pathType: 'Prefix', backend }),
    [
      `${AT}.path: Invalid value: "/a//../.": must not contain '//'`,
      `${AT}.path: Invalid value: "/a//../.": must not contain '/../'`,
      `${AT}.path: Invalid value: "/a//../.": cannot end with '/.'`,
    ],
  ],
  [
    withPath({ path: '/', pathType: 'Prefix', backend: {} }),
    [`${AT}.backend: Invalid value: "": resource or service backend is required`],
  ],
  [
    withPath({ path: '/', pathType: 'Prefix', backend: { service: { name: '1web' } } }),
    [`${AT}.backend: Required value: port name or number is required`],
  ],
  [
    withPath({
      path: '/',
      pathType: 'Prefix',
      backend: { service: { port: { number: 70000 } } },
    }),
    [
      `${AT}.backend.service.name: Required value`,
      `${AT}.backend.service.port.number: Invalid value: 70000: must be between 1 and 65535, inclusive`,
    ],
  ],
  [
    withPath({
      path: '/',
      pathType: 'Prefix',
      backend: { service: { name: 'web', port: { number: 80, name: 'http' } } },
    }),
    [`${AT}.backend: Invalid value: "": cannot set both port name & port number`],
  ],
  [{ rules: [{ http: {} }] }, ['spec.rules[0].http.paths: Required value']],
  [
    { rules: [{ host: '10.0.0.1' }] },
    ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
  ],
  [{ rules: [{ host: '*.example.com' }] }, []],
  [
    { rules: [{ host: 'foo.*.com' }] },
    [
      'spec.rules[0].host: Invalid value: "foo.*.com": a wildcard DNS-1123 subdomain must start ' +
        "with '*.', followed by a valid DNS subdomain, which must consist of lower case " +
        "alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. " +
        "'*.example.com', regex used for validation is " +
        "'\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  ],
  [
    { defaultBackend: { resource: { kind: 'A' } } },
    ['spec.defaultBackend.resource.name: Required value'],
  ],
])('%j', (spec, errors) => {
  expect(errorsOf(spec)).toEqual(errors);
});

test.each<[object, string[]]>([
  [{ controller: 'example.com/door' }, []],
  [{}, ['spec.controller: Required value']],
  [
    { controller: 'door' },
    [
      'spec.controller: Invalid value: "door": must be a domain-prefixed path (such as ' +
        '"acme.io/foo")',
    ],
  ],
  [
    { controller: 'a/b', parameters: { kind: 'A', name: 'b', scope: 'Cluster', namespace: 'c' } },
    ["spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'"],
  ],
  [
    { controller: 'a/b', parameters: { kind: 'A', name: 'b', scope: 'Namespace' } },
    ["spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'"],
  ],
])('the class %j', (spec, errors) => {
  expect(errorsOf(spec, 'IngressClass')).toEqual(errors);
});

test('a class keeps its controller', () => {
  const old = { metadata: { name: 'door' }, spec: { controller: 'a/b' } } as never;
  expect(errorsOf({ controller: 'a/c' }, 'IngressClass', old)).toEqual([
    'spec.controller: Invalid value: "a/c": field is immutable',
  ]);
});

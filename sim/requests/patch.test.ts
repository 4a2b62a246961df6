import { describe, expect, it } from 'vitest';
import type { AnyKind, Json, JsonObject, KubeObject } from '../api/index.ts';
import { configMaps, deployments, pods, services, statefulSets } from '../api/kinds.ts';
import type { PatchType } from '../store/index.ts';
import { applyPatch } from './patch.ts';

const metadata = { name: 'x', namespace: 'default' };
const pod = (spec: JsonObject): JsonObject => ({ metadata, spec });

function patch(kind: AnyKind, old: JsonObject, type: PatchType, body: Json, mode = 'Warn') {
  const result = applyPatch(
    kind,
    old as unknown as KubeObject,
    { type, body, isForced: false },
    mode as 'Warn',
  );
  return result;
}
function specAfter(kind: AnyKind, old: JsonObject, body: Json): Json {
  const result = patch(kind, old, 'strategic', body);
  if (!result.ok) return result.status.message;
  return (result.value as unknown as { spec: Json }).spec;
}
function message(kind: AnyKind, old: JsonObject, type: PatchType, body: Json, mode = 'Warn') {
  const result = patch(kind, old, type, body, mode);
  return result.ok ? 'ok' : result.status.message;
}

const containers = [
  { name: 'a', image: 'i:1', env: [{ name: 'A', value: '1' }], resources: {} },
  { name: 'b', image: 'j:1', resources: {} },
];

describe('strategic merge patch', () => {
  it('merges lists by their keys and keeps the rest', () => {
    const body = {
      spec: {
        containers: [
          { name: 'b', image: 'j:2' },
          { name: 'c', image: 'k' },
        ],
      },
    };
    expect(specAfter(pods, pod({ containers }), body)).toEqual({
      containers: [
        containers[0],
        { name: 'b', image: 'j:2', resources: {} },
        { name: 'c', image: 'k', resources: {} },
      ],
    });
  });

  it('merges inside of items', () => {
    const env = [
      { name: 'B', value: '2' },
      { name: 'A', value: null, valueFrom: null },
    ];
    expect(
      specAfter(pods, pod({ containers }), { spec: { containers: [{ name: 'a', env }] } }),
    ).toEqual({
      containers: [
        { ...containers[0], env: [{ name: 'B', value: '2' }, { name: 'A' }] },
        containers[1],
      ],
    });
  });

  it('deletes and replaces', () => {
    expect(
      specAfter(pods, pod({ containers }), {
        spec: { containers: [{ $patch: 'delete', name: 'a' }] },
      }),
    ).toEqual({ containers: [containers[1]] });
    expect(
      specAfter(pods, pod({ containers }), {
        spec: { containers: [{ $patch: 'replace' }, { name: 'z', image: 'q' }] },
      }),
    ).toEqual({ containers: [{ name: 'z', image: 'q', resources: {} }] });
    expect(
      specAfter(pods, pod({ containers, nodeSelector: { a: '1' } }), {
        spec: { nodeSelector: { $patch: 'replace', b: '2' } },
      }),
    ).toMatchObject({ nodeSelector: { b: '2' } });
  });

  it('orders, retains keys and removes scalars', () => {
    expect(
      specAfter(pods, pod({ containers }), {
        spec: { '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }] },
      }),
    ).toEqual({ containers: [containers[1], containers[0]] });
    const volumes = [{ name: 'v', emptyDir: {} }];
    expect(
      specAfter(pods, pod({ containers, volumes }), {
        spec: {
          volumes: [{ name: 'v', $retainKeys: ['name', 'configMap'], configMap: { name: 'c' } }],
        },
      }),
    ).toMatchObject({ volumes: [{ name: 'v', configMap: { name: 'c' } }] });
    const old = { metadata: { ...metadata, finalizers: ['a/b', 'c/d'] } };
    const result = patch(configMaps, old, 'strategic', {
      metadata: { '$deleteFromPrimitiveList/finalizers': ['a/b'], finalizers: ['e/f'] },
    });
    expect(result.ok && result.value.metadata.finalizers).toEqual(['e/f', 'c/d']);
  });

  it('takes rolling update settings away with the strategy', () => {
    const old = {
      metadata,
      spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
    };
    const body = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(specAfter(deployments, old, body)).toMatchObject({ strategy: { type: 'Recreate' } });
  });

  it('merges service ports by number', () => {
    const old = { metadata, spec: { ports: [{ port: 80, targetPort: 8080 }] } };
    expect(specAfter(services, old, { spec: { ports: [{ port: 443 }] } })).toEqual({
      ports: [{ port: 443 }, { port: 80, targetPort: 8080 }],
    });
  });

  it('replaces lists that are not merged', () => {
    const old = pod({ containers, tolerations: [{ key: 'a' }] });
    expect(specAfter(pods, old, { spec: { tolerations: [{ key: 'b' }] } })).toMatchObject({
      tolerations: [{ key: 'b' }],
    });
  });

  it('says what is wrong', () => {
    expect(message(statefulSets, { metadata }, 'strategic', { spec: { replicas: 'two' } })).toBe(
      ' "" is invalid: patch: Invalid value: "map[spec:map[replicas:two]]": unrecognized ' +
        'type: int32',
    );
    expect(
      message(pods, pod({ containers }), 'strategic', { spec: { containers: [{ image: 'x' }] } }),
    ).toBe('map: map[image:x] does not contain declared merge key: name');
    expect(message(pods, pod({ containers }), 'strategic', [1])).toBe(
      'json: cannot unmarshal array into Go value of type map[string]interface {}',
    );
    expect(patch(pods, pod({ containers }), 'strategic', { spec: { nope: 1 } }).warnings).toEqual([
      'unknown field "spec.nope"',
    ]);
    expect(message(pods, pod({ containers }), 'strategic', { spec: { nope: 1 } }, 'Strict')).toBe(
      ' "" is invalid: patch: Invalid value: "map[spec:map[nope:1]]": strict decoding ' +
        'error: unknown field "spec.nope"',
    );
    expect(message(pods, pod({ containers }), 'strategic', { metadata: { name: 'y' } })).toBe(
      'the name of the object (y) does not match the name on the URL (x)',
    );
  });
});

describe('merge patch and JSON patch', () => {
  const old = { metadata, data: { a: '1', b: '2' } };
  const dataAfter = (type: PatchType, body: Json): unknown => {
    const result = patch(configMaps, old, type, body);
    return result.ok ? (result.value as unknown as { data: Json }).data : result.status.message;
  };

  it('merges', () => {
    expect(dataAfter('merge', { data: { a: null, c: '3' } })).toEqual({ b: '2', c: '3' });
    expect(dataAfter('merge', [])).toMatch(/^error decoding patch: json: cannot unmarshal array/);
  });

  it('carries out operations', () => {
    expect(
      dataAfter('json', [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'move', from: '/data/a', path: '/data/a~1b' },
        { op: 'copy', from: '/data/b', path: '/data/c' },
        { op: 'replace', path: '/data/b', value: 'x' },
        { op: 'replace', path: '/data/d', value: 'new' },
        { op: 'add', path: '/metadata/finalizers', value: ['k/l'] },
        { op: 'add', path: '/metadata/finalizers/0', value: 'm/n' },
        { op: 'add', path: '/metadata/finalizers/-', value: 'o/p' },
        { op: 'remove', path: '/metadata/finalizers/-1' },
      ]),
    ).toEqual({ 'a/b': '1', b: 'x', c: '2', d: 'new' });
    expect(old.data).toEqual({ a: '1', b: '2' });
  });

  it.each([
    [{ op: 'test', path: '/data/a', value: '9' }],
    [{ op: 'remove', path: '/data/z' }],
    [{ op: 'replace', path: '/data/z/y', value: 1 }],
    [{ op: 'add', path: 'data', value: 1 }],
    [{ op: 'bogus', path: '/data' }],
  ])('refuses %j', (operation) => {
    expect(dataAfter('json', [operation as Json])).toBe(
      'the server rejected our request due to an error in our request',
    );
  });

  it('says what is no operation', () => {
    expect(dataAfter('json', ['x'])).toBe(
      'json: cannot unmarshal string into Go value of type jsonpatch.Operation',
    );
  });

  it('shows the object when the result is not one', () => {
    const shown = JSON.stringify('{"data":5,"metadata":{"name":"x","namespace":"default"}}');
    expect(dataAfter('json', [{ op: 'replace', path: '/data', value: 5 }])).toBe(
      ` "" is invalid: patch: Invalid value: ${shown}: json: cannot unmarshal number into ` +
        'Go struct field ConfigMap.data of type map[string]string',
    );
  });
});

import { describe, expect, test } from 'vitest';
import { bodyOf } from './field-errors.ts';
import type { AnyKind } from './kind.ts';
import * as kinds from './kinds.ts';

const refusals = (kind: AnyKind, rest: object): string[] => {
  const metadata = { name: 'thing', creationTimestamp: '2026-01-01T00:00:00Z' };
  const draft = { apiVersion: 'v1', kind: kind.kind, metadata, ...rest };
  kind.setDefaults(draft as never);
  return kind.validate(draft as never).map((error) => `${error.field}: ${bodyOf(error)}`);
};

describe('workloads and Services', () => {
  test.each<[AnyKind, object, string]>([
    [
      kinds.deployments,
      { strategy: { type: 'Foo' } },
      'spec.strategy: Unsupported value: {"Type":"Foo","RollingUpdate":null}: supported values: ' +
        '"Recreate", "RollingUpdate"',
    ],
    [
      kinds.daemonSets,
      { updateStrategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } } },
      'spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when ' +
        'maxSurge is 0',
    ],
    [
      kinds.daemonSets,
      { updateStrategy: { type: 'Foo' } },
      'spec.updateStrategy: Unsupported value: {"Type":"Foo","RollingUpdate":null}: supported ' +
        'values: "RollingUpdate", "OnDelete"',
    ],
  ])('of the strategy of %#', (kind, rest, expected) => {
    const labels = { a: 'b' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const spec = { selector: { matchLabels: labels }, template, ...rest };
    expect(refusals(kind, { spec })).toEqual([expected]);
  });

  test('of Services that nothing outside can reach', () => {
    const spec = {
      ports: [{ port: 80 }],
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: ['10.0.0.0/8', '10/8'],
      trafficDistribution: 'Foo',
    };
    expect(refusals(kinds.services, { spec })).toEqual([
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
      'spec.LoadBalancerSourceRanges[1]: Invalid value: "10/8": must be a valid CIDR value, ' +
        '(e.g. 10.9.8.0/24 or 2001:db8::/64)',
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for ' +
        'externally-accessible services',
      'spec.trafficDistribution: Unsupported value: "Foo": supported values: "PreferClose", ' +
        '"PreferSameNode", "PreferSameZone"',
    ]);
  });
});

describe('pods', () => {
  test.each<[string, object, string]>([
    ['image', { containers: [{ name: 'c', image: ' i' }] }, 'must not have leading or trailing'],
    ['runAsUser', { securityContext: { runAsUser: -1 } }, 'must be between 0 and 2147483647'],
    ['sizeLimit', { volumes: [{ name: 'v', emptyDir: { sizeLimit: '-1' } }] }, 'valid resource'],
    [
      'hostPort',
      {
        hostNetwork: true,
        containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 80, hostPort: 81 }] }],
      },
      'must match `containerPort` when `hostNetwork` is true',
    ],
    [
      'fieldPath',
      {
        containers: [
          {
            name: 'c',
            image: 'i',
            env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'x' } } }],
          },
        ],
      },
      'error converting fieldPath: field label not supported: x',
    ],
    [
      'operator',
      { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] },
      `Invalid value: "b": value must be empty when \`operator\` is 'Exists'`,
    ],
    [
      '.{topologyKey, whenUnsatisfiable}',
      {
        topologySpreadConstraints: [1, 2].map(() => ({
          maxSkew: 1,
          topologyKey: 'x',
          whenUnsatisfiable: 'DoNotSchedule',
        })),
      },
      'Duplicate value: "{x, DoNotSchedule}"',
    ],
  ])('of the %s of a pod', (field, rest, expected) => {
    const spec = { containers: [{ name: 'c', image: 'i' }], ...rest };
    const found = refusals(kinds.pods, { spec });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(field);
    expect(found[0]).toContain(expected);
  });
});

describe('volumes, limits and schedules', () => {
  test.each<[AnyKind, object, string]>([
    [kinds.storageClasses, { provisioner: 'a b' }, 'provisioner: Invalid value: "a b"'],
    [
      kinds.persistentVolumes,
      {
        spec: {
          capacity: { storage: '1Gi' },
          accessModes: ['ReadWriteOnce'],
          nfs: { server: 's', path: 'x' },
        },
      },
      'spec.nfs.path: Invalid value: "x": must be an absolute path',
    ],
    [
      kinds.limitRanges,
      { spec: { limits: [{ type: 'Foo', max: { cpu: '1' } }] } },
      'spec.limits[0].type: Invalid value: "Foo": must be a standard limit type or fully qualified',
    ],
  ])('%#', (kind, rest, expected) => {
    const [first = '', ...others] = refusals(kind, rest);
    expect(first).toContain(expected);
    expect(others).toEqual([]);
  });
});

test('a name that every object of JavaScript has is a name like others', () => {
  const name = 'constructor';
  const resources = { requests: { [name]: '1' } };
  const pod = { spec: { containers: [{ name: 'c', image: 'i', resources }] } };
  const limits = { spec: { limits: [{ type: 'Pod', max: { [name]: '1' } }] } };
  const quota = { spec: { hard: { pods: '1' }, scopes: [name] } };
  expect(refusals(kinds.secrets, { type: name })).toEqual([]);
  expect(refusals(kinds.resourceQuotas, quota)).toEqual([
    'spec.scopes: Invalid value: ["constructor"]: unsupported scope',
    'spec.scopes: Invalid value: ["constructor"]: unsupported scope applied to resource',
  ]);
  expect(refusals(kinds.limitRanges, limits)).toEqual([]);
  expect(refusals(kinds.pods, pod).join()).toContain(`requests[${name}]: Invalid value: "${name}"`);
});

const podTemplate = (labels: object, restartPolicy: string): object => ({
  metadata: { labels },
  spec: { restartPolicy, containers: [{ name: 'c', image: 'i' }] },
});

describe('Jobs', () => {
  const job = (rest: object): string[] =>
    refusals(kinds.jobs, { spec: { template: podTemplate({}, 'Never'), selector: {}, ...rest } });

  test.each<[object, string[]]>([
    [
      { manualSelector: true, managedBy: 'foo' },
      [
        'spec.managedBy: Invalid value: "foo": must be a domain-prefixed path (such as ' +
          '"acme.io/foo")',
      ],
    ],
    [
      { manualSelector: true, completionMode: 'Ordered' },
      [
        'spec.completionMode: Unsupported value: "Ordered": supported values: "NonIndexed", ' +
          '"Indexed"',
      ],
    ],
    [
      { manualSelector: true, maxFailedIndexes: 1 },
      [
        'spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified',
        'spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode',
      ],
    ],
    [
      {
        manualSelector: true,
        completionMode: 'Indexed',
        completions: 200_000,
        parallelism: 20_000,
        backoffLimitPerIndex: 1,
      },
      [
        'spec.maxFailedIndexes: Required value: must be specified when completions is above 100000',
        'spec.parallelism: Invalid value: 20000: must be less than or equal to 10000 when ' +
          'completions are above 100000 and used with backoff limit per index',
      ],
    ],
  ])('%j', (rest, expected) => expect(job(rest)).toEqual(expected));

  test('do not choose their selector by the way', () => {
    const found = job({ selector: { matchLabels: { a: 'b' } } });
    expect(found).toContain(
      'spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` not auto-generated',
    );
  });

  test('of a CronJob leave it to the controller', () => {
    const spec = {
      template: podTemplate({}, 'Never'),
      manualSelector: true,
      selector: { matchLabels: { a: 'b' } },
    };
    expect(
      refusals(kinds.cronJobs, { spec: { schedule: '* * * * *', jobTemplate: { spec } } }),
    ).toEqual([
      'spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` ' +
        'will be auto-generated',
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", ' +
        '"false"',
    ]);
  });
});

describe('selectors that are none', () => {
  const spec = {
    selector: { matchExpressions: [{ key: 'a', operator: 'Foo' }] },
    template: podTemplate({ a: 'b' }, 'Always'),
  };
  const operator =
    'spec.selector.matchExpressions[0].operator: Invalid value: "Foo": not a valid selector ' +
    'operator';
  const shown = '{"matchExpressions":[{"key":"a","operator":"Foo"}]}';

  test.each<[AnyKind, string[]]>([
    [kinds.statefulSets, [operator, `spec.selector: Invalid value: ${shown}`]],
    [
      kinds.deployments,
      [operator, `spec.selector: Invalid value: ${shown}: invalid label selector`],
    ],
    [kinds.daemonSets, [operator]],
  ])('%#', (kind, expected) => expect(refusals(kind, { spec })).toEqual(expected));
});

describe('volumes and claims', () => {
  const volume = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] };

  test.each<[AnyKind, object, string[]]>([
    [
      kinds.persistentVolumes,
      {
        ...volume,
        persistentVolumeReclaimPolicy: 'Recycle',
        hostPath: { path: '/./', type: 'Foo' },
        storageClassName: 'X_',
      },
      ['spec.hostPath.type', 'spec.persistentVolumeReclaimPolicy', 'spec.storageClassName'],
    ],
    [
      kinds.persistentVolumes,
      { accessModes: ['ReadWriteOnce'], hostPath: { path: '/a' } },
      ['spec.capacity', 'spec.capacity'],
    ],
    [
      kinds.persistentVolumes,
      { ...volume, capacity: { storage: '-1' }, hostPath: { path: '/a' } },
      ['spec.capacity[storage]', 'spec.capacity[storage]'],
    ],
    [
      kinds.persistentVolumeClaims,
      {
        accessModes: ['Foo'],
        selector: { matchLabels: { 'a b': 'c' } },
        resources: { requests: { storage: '1Gi' } },
        dataSource: { kind: 'Foo' },
      },
      ['spec.selector.matchLabels', 'spec.accessModes', 'spec.dataSource.name', 'spec.dataSource'],
    ],
  ])('%#', (kind, spec, expected) => {
    expect(refusals(kind, { spec }).map((text) => text.replace(/: .*/, ''))).toEqual(expected);
  });
});

test('a negative number of revisions keeps all of a StatefulSet', () => {
  const labels = { a: 'b' };
  const spec = { selector: { matchLabels: labels }, template: podTemplate(labels, 'Always') };
  const set = { spec: { ...spec, revisionHistoryLimit: -1 } };
  expect(refusals(kinds.statefulSets, set)).toEqual([]);
  expect(kinds.statefulSets.warnings(set as never, undefined)).toEqual([
    'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 ' +
      'is recommended',
  ]);
});

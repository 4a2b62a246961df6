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
      '{"Key":"a","Operator":"Exists","Value":"b","Effect":"","TolerationSeconds":null}',
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

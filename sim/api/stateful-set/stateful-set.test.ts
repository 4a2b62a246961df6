import { describe, expect, test } from 'vitest';
import { bodyOf } from '../field-errors.ts';
import { draftOf } from '../object.ts';
import type { FieldError } from '../status.ts';
import type { StatefulSet, StatefulSetSpec } from '../types.generated.ts';
import { ordinalOf } from './ordinals.ts';
import { statefulSets } from './stateful-set.ts';

const setOf = (spec: Partial<StatefulSetSpec>): StatefulSet => {
  const labels = { app: 'queue' };
  const set = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name: 'queue',
      namespace: 'default',
      uid: 'u1',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels } as unknown as StatefulSet['metadata'],
        spec: { containers: [{ name: 'rabbit', image: 'rabbitmq:4' }] },
      },
      ...spec,
    },
    status: { replicas: 7 },
  };
  statefulSets.setDefaults(set);
  statefulSets.prepareForCreate(set);
  return set;
};

const texts = (errors: readonly FieldError[]): string[] =>
  errors.map((error) => `${error.field}: ${bodyOf(error)}`);

describe('defaults', () => {
  test('are those of the API server', () => {
    const { spec, status } = setOf({});
    expect(spec).toMatchObject({
      podManagementPolicy: 'OrderedReady',
      replicas: 1,
      revisionHistoryLimit: 10,
      serviceName: '',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    expect(status).toEqual({ replicas: 0, availableReplicas: 0 });
  });

  test('a strategy that is named gets no parameters', () => {
    const { spec } = setOf({ updateStrategy: { type: 'RollingUpdate' } });
    expect(spec.updateStrategy).toEqual({ type: 'RollingUpdate' });
  });

  test('claim templates become whole objects', () => {
    const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } };
    const { spec } = setOf({ volumeClaimTemplates: [claim] as never });
    expect(spec.volumeClaimTemplates?.[0]).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: {}, volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    });
  });
});

describe('validation', () => {
  test.each<[Partial<StatefulSetSpec>, string]>([
    [{ replicas: -1 }, 'spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
    [
      { updateStrategy: { type: 'Blue' } },
      [
        `spec.updateStrategy: Invalid value: {"Type":"Blue","RollingUpdate":null}: must `,
        `be 'RollingUpdate' or 'OnDelete'`,
      ].join(''),
    ],
    [
      { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
      [
        `spec.updateStrategy.rollingUpdate: Invalid value: `,
        `{"Partition":1,"MaxUnavailable":null}: only allowed for updateStrategy `,
        `'RollingUpdate'`,
      ].join(''),
    ],
    [
      { selector: { matchLabels: { app: 'other' } } },
      [
        'spec.template.metadata.labels: Invalid value: {"app":"queue"}: `selector` does ',
        'not match template `labels`',
      ].join(''),
    ],
    [
      { podManagementPolicy: 'Random' },
      `spec.podManagementPolicy: Invalid value: "Random": must be 'OrderedReady' or 'Parallel'`,
    ],
    [
      { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '200%' } } },
      [
        'spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "200%": must ',
        'not be greater than 100%',
      ].join(''),
    ],
  ])('%j', (spec, expected) => {
    expect(texts(statefulSets.validate(setOf(spec)))).toEqual([expected]);
  });

  test('containers may mount what the claim templates make', () => {
    const container = {
      name: 'rabbit',
      image: 'rabbitmq:4',
      volumeMounts: [{ name: 'data', mountPath: '/var/lib/rabbitmq' }],
    };
    const set = setOf({});
    set.spec.template.spec = { ...set.spec.template.spec, containers: [container] };
    expect(texts(statefulSets.validate(set))).toEqual([
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ]);
    set.spec.volumeClaimTemplates = [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
        },
      } as never,
    ];
    expect(statefulSets.validate(set)).toEqual([]);
  });

  test('most of the spec is fixed', () => {
    const old = setOf({});
    const scaled = draftOf(old);
    scaled.spec.replicas = 9;
    scaled.spec.minReadySeconds = 5;
    expect(statefulSets.validateUpdate(scaled, old)).toEqual([]);
    const renamed = draftOf(old);
    renamed.spec.serviceName = 'elsewhere';
    expect(texts(statefulSets.validateUpdate(renamed, old))).toEqual([
      [
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', ",
        "'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', ",
        "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
      ].join(''),
    ]);
  });
});

test('ordinals are read from names', () => {
  const set = setOf({});
  const { name } = set.metadata;
  expect(ordinalOf(set, `${name}-12`)).toBe(12);
  for (const other of [name, `${name}-`, `${name}-1a`, `${name}-2147483648`, `${name}-blue-1`]) {
    expect(ordinalOf(set, other)).toBeUndefined();
  }
  expect(ordinalOf(set, `x${name}-1`)).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { scheduleError } from './cron-schedule.ts';
import { bodyOf } from './field-errors.ts';
import type { AnyKind } from './kind.ts';
import * as kinds from './kinds.ts';

const START = Date.UTC(2026, 0, 1);
const CLOCK = { nowMs: () => 90_000, epochMs: () => START + 90_000 };

const make = (kind: AnyKind, rest: object, metadata: object = {}) => {
  const draft = {
    apiVersion: 'v1',
    kind: kind.kind,
    metadata: {
      name: 'thing',
      uid: 'u1',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...metadata,
    },
    ...rest,
  };
  kind.setDefaults(draft);
  return draft;
};

const row = (kind: AnyKind, object: object): string =>
  kind.columns.map((column) => column.cell(object as never, CLOCK)).join(' | ');

const refusals = (kind: AnyKind, rest: object): string[] =>
  kind.validate(make(kind, rest)).map((error) => `${error.field}: ${bodyOf(error)}`);

describe('rows of tables', () => {
  test.each<[AnyKind, object, string]>([
    [kinds.configMaps, { data: { a: '1' }, binaryData: { b: 'AA==' } }, 'thing | 2 | 90s'],
    [kinds.secrets, { stringData: { a: '1' } }, 'thing | Opaque | 1 | 90s'],
    [kinds.namespaces, {}, 'thing | Active | 90s'],
    [
      kinds.services,
      { spec: { type: 'LoadBalancer', clusterIPs: ['10.96.0.7'], ports: [{ port: 80 }] } },
      'thing | LoadBalancer | 10.96.0.7 | <pending> | 80/TCP | 90s | <none>',
    ],
    [
      kinds.endpoints,
      {
        subsets: [
          {
            addresses: [1, 2, 3, 4].map((n) => ({ ip: `10.0.0.${n}` })),
            ports: [{ port: 80 }],
          },
        ],
      },
      'thing | 10.0.0.1:80,10.0.0.2:80,10.0.0.3:80 + 1 more... | 90s',
    ],
    [kinds.endpointSlices, { addressType: 'IPv4' }, 'thing | IPv4 | <unset> | <unset> | 90s'],
    [
      kinds.persistentVolumeClaims,
      { spec: { volumeName: 'pv-1', storageClassName: 'fast' } },
      'thing | Pending | pv-1 | 0 |  | fast | <unset> | 90s | Filesystem',
    ],
    [
      kinds.jobs,
      { spec: { parallelism: 3 }, status: { succeeded: 1, startTime: '2026-01-01T00:01:00Z' } },
      'thing | Running | 1/1 of 3 | 30s | 90s |  |  | <none>',
    ],
    [
      kinds.podDisruptionBudgets,
      { spec: { minAvailable: '50%' }, status: { disruptionsAllowed: 1 } },
      'thing | 50% | N/A | 1 | 90s',
    ],
  ])('%#', (kind, rest, expected) => {
    expect(row(kind, make(kind, rest))).toBe(expected);
  });
});

describe('validation', () => {
  test('of Services', () => {
    expect(refusals(kinds.services, { spec: {} })).toEqual(['spec.ports: Required value']);
    const ports = [{ port: 80 }, { port: 80, name: 'b' }];
    expect(refusals(kinds.services, { spec: { ports } })).toEqual([
      'spec.ports[0].name: Required value',
      [
        'spec.ports[1]: Duplicate value: ',
        '{"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
      ].join(''),
    ]);
  });

  test('of claims', () => {
    const resources = { requests: { storage: '0' } };
    expect(refusals(kinds.persistentVolumeClaims, { spec: { resources } })).toEqual([
      'spec.accessModes: Required value: at least 1 access mode is required',
      'spec.resources[storage]: Invalid value: "0": must be greater than zero',
    ]);
  });

  test('of volumes', () => {
    const spec = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } };
    expect(refusals(kinds.persistentVolumes, { spec })).toEqual([
      'spec: Required value: must specify a volume type',
    ]);
  });

  test('of Deployments', () => {
    const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [] } };
    const spec = { template, strategy: { type: 'Recreate', rollingUpdate: {} } };
    expect(refusals(kinds.deployments, { spec })).toEqual([
      'spec.selector: Required value',
      [
        'spec.template.metadata.labels: Invalid value: {"a":"b"}: `selector` does not ',
        'match template `labels`',
      ].join(''),
      'spec.template.spec.containers: Required value',
      [
        'spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy ',
        "`type` is 'Recreate'",
      ].join(''),
    ]);
  });

  test('of data', () => {
    expect(refusals(kinds.secrets, { type: 'kubernetes.io/tls' })).toEqual([
      'data[tls.crt]: Required value',
      'data[tls.key]: Required value',
    ]);
    const [error] = refusals(kinds.configMaps, { data: { 'a b': '' } });
    expect(error).toMatch(/^data\[a b\]: Invalid value: "a b": a valid config key must consist of/);
  });

  test('a class keeps its policy', () => {
    const old = make(kinds.storageClasses, { provisioner: 'example.com/disk' });
    const next = { ...old, reclaimPolicy: 'Retain' };
    const errors = kinds.storageClasses.validateUpdate(next as never, old as never);
    expect(errors.map((one) => `${one.field}: ${bodyOf(one)}`)).toEqual([
      'reclaimPolicy: Invalid value: "Retain": field is immutable',
    ]);
  });

  test.each<[string, string | undefined]>([
    ['*/5 0-6 1,15 jan-mar mon', undefined],
    ['@daily', undefined],
    ['* * *', 'expected exactly 5 fields, found 3: [* * *]'],
    ['61 * * * *', 'end of range (61) above maximum (59): 61'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['@sometimes', 'unrecognized descriptor: @sometimes'],
  ])('schedule %s', (schedule, error) => {
    expect(scheduleError(schedule)).toBe(error);
  });
});

test('a Job selects its pods by its own uid', () => {
  const job = make(kinds.jobs, { spec: { template: { spec: { restartPolicy: 'Never' } } } });
  kinds.jobs.prepareForCreate(job as never);
  expect(job).toMatchObject({
    metadata: { labels: { 'job-name': 'thing', 'batch.kubernetes.io/controller-uid': 'u1' } },
    spec: { selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u1' } } },
  });
});

test('every kind is listed once', () => {
  const names = kinds.MODELLED_KINDS.map((kind) => `${kind.group}/${kind.plural}`);
  expect(new Set(names).size).toBe(names.length);
});

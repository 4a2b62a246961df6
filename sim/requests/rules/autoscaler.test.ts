import { expect, test } from 'vitest';
import { fieldErrors } from '../../api/index.ts';
import { autoscalerErrors } from './autoscaler.ts';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const object = (spec: object) =>
  ({ metadata: { name: 'a' }, spec: { minReplicas: 1, maxReplicas: 2, ...spec } }) as never;
const errorsOf = (spec: object, old?: object): string[] =>
  autoscalerErrors(
    object({ scaleTargetRef: target, ...spec }),
    old === undefined ? undefined : object({ scaleTargetRef: target, ...old }),
  ).map((error) => `${error.field}: ${fieldErrors.bodyOf(error)}`);

test.each<[object, string[]]>([
  [{}, []],
  [
    { minReplicas: 0 },
    [
      'spec.minReplicas: Invalid value: 0: must be greater than or equal to 1',
      'spec.metrics: Forbidden: must specify at least one Object or External metric to support ' +
        'scaling to zero replicas',
    ],
  ],
  [{ scaleTargetRef: { kind: 'ReplicationController', apiVersion: 'v1', name: 'a' } }, []],
  [
    { scaleTargetRef: { kind: 'a/b', apiVersion: 'v1', name: '' } },
    [
      'spec.scaleTargetRef.kind: Invalid value: "a/b": may not contain \'/\'',
      'spec.scaleTargetRef.name: Required value',
      'spec.scaleTargetRef.apiVersion: Invalid value: "v1": apiVersion must specify API group',
    ],
  ],
  [
    { scaleTargetRef: { ...target, apiVersion: 'a/b/c' } },
    [
      'spec.scaleTargetRef.apiVersion: Invalid value: "a/b/c": unexpected GroupVersion string: ' +
        'a/b/c',
    ],
  ],
  [
    { metrics: [{ type: 'Pods', pods: { metric: {}, target: { type: 'AverageValue' } } }] },
    [
      'spec.metrics[0].pods.metric.name: Required value: must specify a metric name',
      'spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target ' +
        'averageValue',
    ],
  ],
  [
    {
      metrics: [
        {
          type: 'External',
          external: {
            metric: { name: 'a' },
            target: { type: 'Value', value: '0', averageValue: '1' },
          },
        },
      ],
    },
    [
      'spec.metrics[0].external.target.value: Invalid value: "0": must be positive',
      'spec.metrics[0].external.target.value: Forbidden: may not set both a target value for ' +
        'metric and a per-pod target',
    ],
  ],
  [
    {
      metrics: [
        { type: 'Object', resource: { name: 'cpu', target: { type: 'Value', averageValue: '1' } } },
      ],
    },
    [
      'spec.metrics[0].object: Required value: must populate information for the given metric source',
    ],
  ],
  [
    { behavior: { scaleUp: { policies: [] } } },
    ['spec.behavior.scaleUp.policies: Required value: must specify at least one Policy'],
  ],
])('%j', (spec, errors) => expect(errorsOf(spec)).toEqual(errors));

test('a target that is kept keeps its version', () => {
  const scaleTargetRef = { ...target, apiVersion: '' };
  expect(errorsOf({ scaleTargetRef }, { scaleTargetRef })).toEqual([]);
  expect(errorsOf({ scaleTargetRef }, {})).toHaveLength(1);
});

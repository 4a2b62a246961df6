import { expect, test } from 'vitest';
import type { FieldDifference, ObjectDifference } from '../../session/engine.ts';
import { shownDifferences } from './differences.ts';

const changed = (
  kind: string,
  fields: Readonly<Record<string, readonly [string, string]>>,
): ObjectDifference => ({
  type: 'changed',
  resource: kind.toLowerCase(),
  kind,
  namespace: '',
  name: 'a',
  fields: Object.entries(fields).map(
    ([path, [before, after]]): FieldDifference => ({ path, before, after }),
  ),
});

test('of what differs only what says something is shown', () => {
  const shown = shownDifferences([
    changed('EndpointSlice', {
      'endpoints[0].addresses[0]': ['10.0.0.1', '10.0.0.2'],
      'endpoints[0].hostname': ['web-0', 'web-1'],
      'endpoints[1].addresses[0]': ['10.0.0.2', '10.0.0.3'],
    }),
    changed('Node', {
      'spec.unschedulable': ['', 'true'],
      'status.conditions[Ready].lastHeartbeatTime': ['08:00', '08:01'],
    }),
    changed('Pod', {
      'spec.volumes[1].name': ['kube-api-access-abcde', 'kube-api-access-fghij'],
      'status.containerStatuses[web].containerID': ['containerd://a', 'containerd://b'],
      'status.podIP': ['10.0.0.1', '10.0.0.3'],
    }),
    changed('Lease', { 'spec.renewTime': ['08:00', '08:01'] }),
  ]);
  expect(shown.map(({ kind, shown: fields }) => [kind, fields])).toEqual([
    ['Pod', [{ path: 'status.podIP', before: '10.0.0.1', after: '10.0.0.3' }]],
    ['Node', [{ path: 'spec.unschedulable', before: '', after: 'true' }]],
    ['EndpointSlice', [{ path: 'endpoints', before: '10.0.0.1', after: '10.0.0.3' }]],
  ]);
});

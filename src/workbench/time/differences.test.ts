import { expect, test } from 'vitest';
import type { FieldDifference, ObjectDifference } from '../../session/engine.ts';
import { sayValues, shownDifferences } from './differences.ts';

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

test('a map that came whole is shown by its entries, without those that only follow', () => {
  const [shown] = shownDifferences([
    {
      ...changed('ConfigMap', {}),
      fields: [
        {
          path: 'metadata.annotations',
          before: undefined,
          after: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', note: 'a' },
        },
        { path: 'data', before: { a: '1' }, after: undefined },
      ],
    },
  ]);
  expect(shown?.shown).toEqual([
    { path: 'metadata.annotations.note', before: undefined, after: 'a' },
    { path: 'data.a', before: '1', after: undefined },
  ]);
});

test('of long values the place where they differ is shown', () => {
  const said = (before: unknown, after: unknown) => sayValues({ path: '', before, after }, '-');
  expect(said('a', undefined)).toEqual(['a', '-']);
  const numbers = (last: number) => Array.from({ length: last }, (_, i) => i + 1).join('\n');
  expect(said(numbers(60), numbers(61))).toEqual(['… 60', '… 60\n61']);
  expect(said(undefined, numbers(60))).toEqual(['-', '1\n2\n3\n4\n5\n6 …']);
  const same = 'x'.repeat(300);
  const [before, after] = said(`${same}old${same}`, `${same}new${same}`);
  expect(before).toMatch(/^… x{24}oldx+ …$/);
  expect(after).toMatch(/^… x{24}newx+ …$/);
  expect(before.length).toBeLessThan(170);
});

import { describe, expect, it } from 'vitest';
import { statefulSet } from '../../../test/control-plane/manifests.ts';
import type { Pod, StatefulSet } from '../../api/index.ts';
import { createMemberLists, type MemberLists } from './members.ts';

const setWith = (uid: string, spec: Readonly<Record<string, unknown>> = {}): StatefulSet => {
  const { metadata, ...rest } = statefulSet('web', { volumeClaimTemplates: [], ...spec });
  return { ...rest, metadata: { ...metadata, uid } } as unknown as StatefulSet;
};
const podOf = (name: string, ownerUid: string, phase: string): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      labels: {
        app: 'web',
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': name.slice('web-'.length),
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: 'web',
          uid: ownerUid,
          controller: true,
        },
      ],
    },
    spec: { containers: [] },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '1970-01-01T00:00:01Z' }],
    },
  }) as unknown as Pod;

const KEY = 'default/web';

const membersOf = (lists: MemberLists, ...[set, pods]: [StatefulSet, readonly Pod[]]) =>
  lists.of(KEY, set, pods).members;

describe('members of a set', () => {
  it('are what the set asks of its pods', () => {
    const pods = [
      podOf('other', 'a', 'Running'),
      podOf('web-0', 'a', 'Running'),
      podOf('web-1', 'b', 'Pending'),
      podOf('web-10', 'a', 'Failed'),
    ];
    const members = membersOf(createMemberLists(), setWith('a'), pods);
    expect(members.map(({ pod }) => pod)).toEqual(pods);
    expect(members.map(({ ordinal }) => ordinal)).toEqual([undefined, 0, 1, 10]);
    expect(members.map(({ isOwn }) => isOwn)).toEqual([true, true, false, true]);
    expect(members.map(({ isSound }) => isSound)).toEqual([false, true, true, false]);
    const since = members.map(({ readySinceMs }) => readySinceMs);
    expect(since).toEqual([1000, 1000, undefined, undefined]);
  });

  it('are worked out anew only where a pod is another one', () => {
    const lists = createMemberLists();
    const set = setWith('a');
    const [first, second, third] = ['web-0', 'web-1', 'web-2'].map((name) =>
      podOf(name, 'a', 'Running'),
    ) as [Pod, Pod, Pod];
    const before = membersOf(lists, set, [first, third]);
    const changed = podOf('web-2', 'a', 'Failed');
    const after = membersOf(lists, set, [first, second, changed]);
    expect(after[0]).toBe(before[0]);
    expect(after.map(({ pod }) => pod)).toEqual([first, second, changed]);
    expect(after[2]?.isSound).toBe(false);
    expect(membersOf(lists, set, [second])[0]).toBe(after[1]);
  });

  it('are all worked out anew for another set of the name, another spec, or after it was gone', () => {
    const lists = createMemberLists();
    const pods = [podOf('web-0', 'a', 'Running')];
    const set = setWith('a');
    const [known] = membersOf(lists, set, pods);
    expect(membersOf(lists, { ...set }, pods)[0]).toBe(known);
    expect(membersOf(lists, setWith('b'), pods)[0]?.isOwn).toBe(false);
    const [moved] = membersOf(
      lists,
      setWith('a', { selector: { matchLabels: { app: 'x' } } }),
      pods,
    );
    expect(moved?.isOwn).toBe(false);
    const [again] = membersOf(lists, set, pods);
    lists.forget(KEY);
    expect(membersOf(lists, set, pods)[0]).not.toBe(again);
  });

  it('are as before while pods differ in what a set does not look at, and only then', () => {
    const lists = createMemberLists();
    const set = setWith('a');
    const isAsBefore = (...pods: Pod[]): boolean => lists.of(KEY, set, pods).isAsBefore;
    const [first, second] = ['web-0', 'web-1'].map((name) => podOf(name, 'a', 'Running')) as [
      Pod,
      Pod,
    ];
    const { metadata } = second;
    const labelled = {
      ...second,
      metadata: { ...metadata, labels: { ...metadata.labels, x: 'y' } },
    };
    const replaced = { ...second, metadata: { ...metadata, uid: 'another' } };
    expect(isAsBefore(first, second)).toBe(false);
    expect(isAsBefore(first, second)).toBe(true);
    expect(isAsBefore(first, labelled)).toBe(true);
    expect(isAsBefore(first, podOf('web-1', 'a', 'Failed'))).toBe(false);
    expect(isAsBefore(first, second)).toBe(false);
    expect(isAsBefore(first, replaced)).toBe(false);
    expect(isAsBefore(first)).toBe(false);
    expect(isAsBefore(first, second)).toBe(false);
  });
});

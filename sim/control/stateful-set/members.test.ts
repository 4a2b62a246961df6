import { describe, expect, it } from 'vitest';
import { statefulSet } from '../../../test/control-plane/manifests.ts';
import { type Pod, pods, type StatefulSet } from '../../api/index.ts';
import { because, createQueue } from '../../kernel/index.ts';
import { createStore, type Store } from '../../store/index.ts';
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
      uid: name,
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
const ORIGIN = { actor: 'test', why: because('test'), triggerRv: 0, commandId: 0 };

/** A store with these pods. */
function storeWith(...all: readonly Pod[]): Store {
  const store = createStore(createQueue(0), 1);
  for (const pod of all) store.put(pods, pod, ORIGIN);
  return store;
}
const membersOf = (lists: MemberLists, set: StatefulSet, store: Store) => [
  ...lists.of(KEY, set, store).members,
];
const namesOf = (members: ReturnType<typeof membersOf>): string[] =>
  members.map(({ pod }) => pod.metadata.name);

describe('members of a set', () => {
  it('are what the set asks of its pods', () => {
    const store = storeWith(
      podOf('web-10', 'a', 'Failed'),
      podOf('web-1', 'b', 'Pending'),
      podOf('other', 'a', 'Running'),
      podOf('web-0', 'a', 'Running'),
    );
    const members = membersOf(createMemberLists(), setWith('a'), store);
    expect(members.map(({ pod }) => pod)).toEqual(store.list(pods, 'default'));
    expect(members.map(({ ordinal }) => ordinal)).toEqual([undefined, 0, 1, 10]);
    expect(members.map(({ isOwn }) => isOwn)).toEqual([true, true, false, true]);
    expect(members.map(({ isSound }) => isSound)).toEqual([false, true, true, false]);
    const since = members.map(({ readySinceMs }) => readySinceMs);
    expect(since).toEqual([1000, 1000, undefined, undefined]);
  });

  it('are worked out anew only where a pod is another one', () => {
    const lists = createMemberLists();
    const set = setWith('a');
    const store = storeWith(podOf('web-0', 'a', 'Running'), podOf('web-2', 'a', 'Running'));
    const before = membersOf(lists, set, store);
    const elsewhere = podOf('web-00', 'a', 'Running');
    const metadata = { ...elsewhere.metadata, namespace: 'other', uid: 'other' };
    store.put(pods, { ...elsewhere, metadata }, ORIGIN);
    store.put(pods, podOf('web-1', 'a', 'Running'), ORIGIN);
    store.put(pods, podOf('web-2', 'a', 'Failed'), ORIGIN);
    const after = membersOf(lists, set, store);
    expect(after[0]).toBe(before[0]);
    expect(namesOf(after)).toEqual(['web-0', 'web-1', 'web-2']);
    expect(after[2]?.isSound).toBe(false);
    for (const name of ['web-0', 'web-2']) store.remove(pods, podOf(name, 'a', ''), ORIGIN);
    expect(membersOf(lists, set, store)).toEqual([after[1]]);
  });

  it('are all worked out anew for another set of the name, another spec, or after it was gone', () => {
    const lists = createMemberLists();
    const store = storeWith(podOf('web-0', 'a', 'Running'));
    const set = setWith('a');
    const [known] = membersOf(lists, set, store);
    expect(membersOf(lists, { ...set }, store)[0]).toBe(known);
    expect(membersOf(lists, setWith('b'), store)[0]?.isOwn).toBe(false);
    const other = setWith('a', { selector: { matchLabels: { app: 'x' } } });
    expect(membersOf(lists, other, store)[0]?.isOwn).toBe(false);
    const [again] = membersOf(lists, set, store);
    lists.forget(KEY);
    expect(membersOf(lists, set, store)[0]).not.toBe(again);
  });

  it('are as before while pods differ in what a set does not look at, and only then', () => {
    const lists = createMemberLists();
    const set = setWith('a');
    const second = podOf('web-1', 'a', 'Running');
    const store = storeWith(podOf('web-0', 'a', 'Running'), second);
    const isAsBefore = (): boolean => lists.of(KEY, set, store).isAsBefore;
    const isAsBeforeWith = (pod: Pod): boolean => {
      store.put(pods, pod, ORIGIN);
      return isAsBefore();
    };
    const { metadata } = second;
    const labels = { ...metadata.labels, x: 'y' };
    expect(isAsBefore()).toBe(false);
    expect(isAsBefore()).toBe(true);
    expect(isAsBeforeWith({ ...second, metadata: { ...metadata, labels } })).toBe(true);
    expect(isAsBeforeWith(podOf('web-1', 'a', 'Failed'))).toBe(false);
    expect(isAsBeforeWith(second)).toBe(false);
    expect(isAsBeforeWith({ ...second, metadata: { ...metadata, uid: 'another' } })).toBe(false);
    store.remove(pods, second, ORIGIN);
    expect(isAsBefore()).toBe(false);
    expect(isAsBeforeWith(second)).toBe(false);
    expect(isAsBefore()).toBe(true);
  });
});

import { expect, test } from 'vitest';
import { configMaps } from '../api/index.ts';
import { because, createQueue } from '../kernel/index.ts';
import { compareViews } from './compare-views.ts';
import { pastView } from './past-view.ts';
import { createStore } from './store.ts';

const ORIGIN = { actor: 'test', why: because('test', {}), triggerRv: 0, commandId: 0 };

function setUp() {
  const queue = createQueue(0);
  const store = createStore(queue, 1);
  const write = (name: string, value: string) =>
    store.put(
      configMaps,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name,
          namespace: 'default',
          uid: `uid-${name}`,
          creationTimestamp: '',
          resourceVersion: '',
        },
        data: { value },
      },
      ORIGIN,
    );
  return { queue, store, write };
}

test('a past instant has the objects of then, and the history up to then', () => {
  const { queue, store, write } = setUp();
  write('b', '1');
  write('a', '1');
  queue.moveTo(1000);
  const b = write('b', '2');
  store.remove(configMaps, b, ORIGIN);
  queue.moveTo(2000);
  write('c', '1');

  const names = (atMs: number): string[] =>
    pastView(store.changes(), atMs)
      .list(configMaps, 'default')
      .map(({ metadata, data }) => `${metadata.name}=${data?.value}`);
  expect(names(0)).toEqual(['a=1', 'b=1']);
  expect(names(999)).toEqual(['a=1', 'b=1']);
  expect(names(1000)).toEqual(['a=1']);
  expect(names(5000)).toEqual(['a=1', 'c=1']);
  const past = pastView(store.changes(), 1500);
  expect(past.changes()).toHaveLength(4);
  expect(past.resourceVersion()).toBe(4);
  expect(past.byUid('uid-b')).toBeUndefined();
  expect(past.get(configMaps, 'default', 'a')).toBe(store.get(configMaps, 'default', 'a'));
});

test('two instants are compared object by object, field by field', () => {
  const { queue, store, write } = setUp();
  write('same', '1');
  write('changed', '1');
  const gone = write('gone', '1');
  queue.moveTo(1000);
  write('changed', '2');
  store.remove(configMaps, gone, ORIGIN);
  write('new', '1');
  const differences = compareViews(pastView(store.changes(), 0), store);
  expect(differences.map(({ type, name }) => `${type} ${name}`)).toEqual([
    'changed changed',
    'added new',
    'removed gone',
  ]);
  expect(differences[0]?.fields).toEqual([{ path: 'data.value', before: '1', after: '2' }]);
});

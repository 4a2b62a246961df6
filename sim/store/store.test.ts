import { expect, test } from 'vitest';
import { configMaps, type KubeObject } from '../api/index.ts';
import { because, createQueue } from '../kernel/index.ts';
import { createStore } from './store.ts';

const ORIGIN = { actor: 'test', why: because('test'), triggerRv: 0, commandId: 0 };

const configMap = (namespace: string, name: string, data: Record<string, string>): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace,
      uid: `${namespace}/${name}`,
      resourceVersion: '',
      creationTimestamp: '',
    },
    data,
  }) as KubeObject;

test('lists are in order, whatever the order of writing', () => {
  const store = createStore(createQueue(0), 1);
  for (const name of ['b', 'c', 'a'])
    store.put(configMaps, configMap('x', name, {}) as never, ORIGIN);
  store.put(configMaps, configMap('w', 'z', {}) as never, ORIGIN);
  store.put(configMaps, configMap('x', 'b', { k: 'v' }) as never, ORIGIN);
  const names = (namespace: string): string[] =>
    store.list(configMaps, namespace).map(({ metadata }) => metadata.name);
  expect(names('')).toEqual(['z', 'a', 'b', 'c']);
  expect(names('x')).toEqual(['a', 'b', 'c']);
  const b = store.get(configMaps, 'x', 'b');
  expect(b?.data).toEqual({ k: 'v' });
  if (b !== undefined) store.remove(configMaps, b, ORIGIN);
  expect(names('x')).toEqual(['a', 'c']);
});

test('a namespace is not taken for one whose name begins with it', () => {
  const store = createStore(createQueue(0), 1);
  for (const namespace of ['a', 'a-b', 'a0', 'b']) {
    store.put(configMaps, configMap(namespace, 'one', {}) as never, ORIGIN);
    store.put(configMaps, configMap(namespace, 'two', {}) as never, ORIGIN);
  }
  for (const namespace of ['a', 'a-b', 'a0', 'b', 'c']) {
    const found = store.list(configMaps, namespace).map(({ metadata }) => metadata.namespace);
    expect(found).toEqual(namespace === 'c' ? [] : [namespace, namespace]);
  }
});

test('every change is kept with its cause, and stored objects are frozen', () => {
  const store = createStore(createQueue(0), 7);
  const first = store.put(configMaps, configMap('x', 'a', {}) as never, ORIGIN);
  store.put(configMaps, configMap('x', 'a', { k: 'v' }) as never, ORIGIN);
  store.remove(configMaps, first, ORIGIN);
  expect(store.changes().map(({ rv, type }) => [rv, type])).toEqual([
    [7, 'ADDED'],
    [8, 'MODIFIED'],
    [9, 'DELETED'],
  ]);
  expect(Object.isFrozen(first.metadata)).toBe(true);
  expect(store.get(configMaps, 'x', 'a')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { type JsonObject, sortKeys } from '../../api/index.ts';
import { sortedJsonPieces, toJson } from './json.ts';

const pod = (name: string): JsonObject => ({
  metadata: { name, labels: { b: '<2>', a: '1' } },
  kind: 'Pod',
  status: { conditions: [], message: 'one\ntwo' },
});

const printed = (value: JsonObject): string => sortedJsonPieces(value).join('');

test.each<[string, JsonObject]>([
  ['an object', pod('a')],
  ['a list', { kind: 'List', items: [pod('b'), pod('a')], apiVersion: 'v1', metadata: {} }],
  ['an empty list', { kind: 'List', items: [], apiVersion: 'v1' }],
  ['a list of what are no objects', { items: ['b', 1, null, [2]], a: { z: 1, y: [3] } }],
])('%s has its keys in order', (_, value) => {
  expect(printed(value)).toBe(toJson(sortKeys(value)));
});

test('objects that never change are printed alike each time', () => {
  const items = [Object.freeze(pod('b')), Object.freeze(pod('a'))];
  const list = (): JsonObject => ({ kind: 'List', items: [...items] });
  const expected = toJson(sortKeys(list()));
  expect([printed(list()), printed(list())]).toEqual([expected, expected]);
});

test('a long list is written in pieces, none of which is much longer than a write', () => {
  const items = Array.from({ length: 2000 }, (_, index) => pod(`pod-${index}`));
  const list: JsonObject = { kind: 'List', items };
  const pieces = sortedJsonPieces(list);
  expect(pieces.join('')).toBe(toJson(sortKeys(list)));
  expect(pieces.length).toBeGreaterThan(3);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
});

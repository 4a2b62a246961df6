import { expect, test } from 'vitest';
import { inReadingOrder, type Spot, type Way, whereTo } from './reading-order.ts';

const spot = (name: string, kind: Spot['kind'], left: number, top: number, width = 80) => ({
  ...{ name, kind, left, top, width, height: 20 },
});
/** Two nodes, in the order in which the page has what is drawn. */
const SPOTS = [
  spot('set', 'rollout', 0, 0),
  spot('node-1', 'node', 0, 60, 100),
  spot('node-2', 'node', 110, 60, 100),
  spot('dns', 'service', 0, 30),
  spot('claim-0', 'claim', 0, 150, 40),
  spot('claim-1', 'claim', 50, 150, 40),
  spot('waiting', 'pod', 0, 200),
  spot('b-1', 'pod', 120, 85),
  spot('a-1', 'pod', 10, 110),
  spot('a-0', 'pod', 10, 85),
];
const named = (name: string) => SPOTS.find((one) => one.name === name) ?? SPOTS[0];
const to = (name: string, way: Way) => {
  const from = named(name);
  return from === undefined ? '' : whereTo(SPOTS, from, way).name;
};

test('a picture is read from the top down, each node with its pods', () => {
  expect(inReadingOrder(SPOTS).map(({ name }) => name)).toEqual([
    ...['set', 'dns', 'node-1', 'a-0', 'a-1', 'node-2', 'b-1', 'claim-0', 'claim-1', 'waiting'],
  ]);
});

test('nodes in two rows keep their own pods', () => {
  const rows = [
    spot('low', 'node', 0, 100, 100),
    spot('low-pod', 'pod', 0, 125),
    spot('high', 'node', 0, 0, 100),
    spot('high-pod', 'pod', 0, 25),
  ];
  expect(inReadingOrder(rows).map(({ name }) => name)).toEqual([
    ...['high', 'high-pod', 'low', 'low-pod'],
  ]);
});

test('left and right go in reading order, up and down to what is nearest', () => {
  expect(to('a-1', 'ArrowRight')).toBe('node-2');
  expect(to('node-2', 'ArrowLeft')).toBe('a-1');
  expect(to('a-0', 'ArrowDown')).toBe('a-1');
  expect(to('a-1', 'ArrowDown')).toBe('claim-1');
  expect(to('b-1', 'ArrowUp')).toBe('node-2');
  expect(to('claim-1', 'ArrowUp')).toBe('a-1');
  expect(to('b-1', 'Home')).toBe('set');
  expect(to('b-1', 'End')).toBe('waiting');
});

test('at the end of the way one stays', () => {
  expect(to('set', 'ArrowLeft')).toBe('set');
  expect(to('set', 'ArrowUp')).toBe('set');
  expect(to('waiting', 'ArrowRight')).toBe('waiting');
  expect(to('waiting', 'ArrowDown')).toBe('waiting');
});

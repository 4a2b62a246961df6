import { expect, test } from 'vitest';
import type { SessionLog } from '../../sim/lesson/index.ts';
import { addBranch, type Branch, mergeBranches, readBranches } from './branches.ts';

const logOf = (seed: number, text = 'ls'): SessionLog => ({
  engine: '1',
  lesson: 'a/b',
  seed,
  endedAtMs: 10,
  inputs: [{ atMs: 0, input: { type: 'line', terminal: '1', text } }],
});
const leave = (...logs: readonly SessionLog[]): readonly Branch[] =>
  logs.reduce<readonly Branch[]>(addBranch, []);
const numbers = (branches: readonly Branch[]): number[] => branches.map(({ number }) => number);

test('branches are counted on, and the oldest go first', () => {
  const many = leave(...Array.from({ length: 45 }, (_, at) => logOf(at)));
  expect(many).toHaveLength(40);
  expect(many[0]).toEqual({ number: 6, log: logOf(5) });
  expect(many.at(-1)?.number).toBe(45);
});

test('long ones leave less room for old ones, and the last one is kept in any case', () => {
  const long = logOf(1, 'x'.repeat(1_500_000));
  expect(numbers(leave(long, long, long))).toEqual([2, 3]);
  const huge = logOf(2, 'x'.repeat(5_000_000));
  expect(numbers(leave(long, huge))).toEqual([2]);
});

test('those of another browser come behind, once', () => {
  const mine = leave(logOf(1), logOf(2));
  const merged = mergeBranches(mine, leave(logOf(2), logOf(3)));
  expect(merged).toEqual(leave(logOf(1), logOf(2), logOf(3)));
  expect(mergeBranches(merged, mine)).toEqual(merged);
});

test('what is no list of branches of the lesson is not read', () => {
  const branches = leave(logOf(1), logOf(2));
  expect(readBranches(JSON.parse(JSON.stringify(branches)), 'a/b')).toEqual(branches);
  expect(readBranches(branches, 'a/c')).toBeUndefined();
  expect(readBranches({ branches }, 'a/b')).toBeUndefined();
  expect(readBranches([{ number: 1, log: {} }], 'a/b')).toBeUndefined();
});

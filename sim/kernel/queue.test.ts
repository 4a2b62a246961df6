import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

test('tasks run in order of time, then of scheduling, and reading time does not move it', () => {
  const queue = createQueue(1000);
  const ran: string[] = [];
  queue.schedule(20, 'b', () => ran.push(`b@${queue.nowMs()}`));
  queue.schedule(10, 'a1', () => {
    ran.push(`a1@${queue.nowMs()}`);
    queue.schedule(0, 'a3', () => ran.push('a3'));
  });
  queue.schedule(10, 'a2', () => ran.push('a2'));
  expect(queue.nowMs()).toBe(0);
  while (queue.runNext());
  expect(ran).toEqual(['a1@10', 'a2', 'a3', 'b@20']);
  expect(queue.epochMs()).toBe(1020);
});

test('a cancelled task does not run, and time cannot jump over a due one', () => {
  const queue = createQueue(0);
  const timer = queue.schedule(5, 'x', () => {
    throw new Error('was cancelled');
  });
  queue.schedule(8, 'y', () => undefined);
  queue.cancel(timer);
  expect(queue.nextAtMs()).toBe(8);
  expect(() => queue.moveTo(9)).toThrow('cannot move time');
  queue.moveTo(8);
  expect(queue.nowMs()).toBe(8);
});

test('a delay that is not whole milliseconds is a bug', () => {
  expect(() => createQueue(0).schedule(0.5, 'x', () => undefined)).toThrow('whole milliseconds');
});

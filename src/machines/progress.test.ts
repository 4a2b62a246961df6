import { expect, test } from 'vitest';
import { createActor } from 'xstate';
import { progressMachine } from './progress.machine.ts';

const standing = (...oks: boolean[]) => oks.map((ok, index) => ({ id: `t${index}`, ok }));

function start(...oks: boolean[]) {
  const actor = createActor(progressMachine, { input: { tasks: standing(...oks) } });
  const orders: string[] = [];
  actor.on('tasksMet', (order) => orders.push(...order.ids));
  actor.on('lessonMet', () => orders.push('all'));
  actor.start();
  return {
    actor,
    orders,
    check: (...now: boolean[]) => actor.send({ type: 'CHECKED', tasks: standing(...now) }),
  };
}

test('a task that is met is announced once and stays met', () => {
  const { actor, orders, check } = start(false, false);
  check(false, false);
  expect(actor.getSnapshot().value).toBe('untouched');
  check(true, false);
  check(true, false);
  expect(orders).toEqual(['t0']);
  expect(actor.getSnapshot().value).toBe('underway');
  check(true, true);
  expect(orders).toEqual(['t0', 't1', 'all']);
  expect(actor.getSnapshot().value).toBe('complete');
});

test('what was met before the page opened is not announced again', () => {
  const { actor, orders } = start(true, true);
  expect(actor.getSnapshot().value).toBe('complete');
  expect(orders).toEqual([]);
});

test('a lesson without tasks is never complete', () => {
  expect(start().actor.getSnapshot().value).toBe('untouched');
});

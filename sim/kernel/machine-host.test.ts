import { expect, test } from 'vitest';
import { setup } from 'xstate';
import { hostMachine } from './machine-host.ts';
import { createQueue } from './queue.ts';

const lamp = setup({
  types: { events: {} as { type: 'press' } | { type: 'break' } },
  actions: { shine: (_, _params: { watts: number }) => undefined },
  delays: { untilOff: 500 },
}).createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { on: { press: 'on' } },
    on: {
      entry: { type: 'shine', params: { watts: 5 } },
      after: { untilOff: 'off' },
      on: { press: 'off', break: 'broken' },
    },
    broken: {},
  },
});

const setUp = () => {
  const queue = createQueue(0);
  const effects: string[] = [];
  const hosted = hostMachine(queue, lamp as never, undefined as never, ({ type, params }) => {
    effects.push(`${type} ${params.watts}`);
  });
  const value = (): unknown => (hosted.snapshot() as { value: unknown }).value;
  const send = (type: string): void => hosted.send({ type } as never);
  return { queue, effects, value, send };
};

test('a delayed transition is a timer of the queue, and leaving the state cancels it', () => {
  const { queue, effects, value, send } = setUp();
  send('press');
  expect([value(), effects, queue.nextAtMs()]).toEqual(['on', ['shine 5'], 500]);
  queue.runNext();
  expect([value(), queue.nowMs()]).toEqual(['off', 500]);
  send('press');
  send('press');
  expect([value(), queue.nextAtMs()]).toEqual(['off', undefined]);
});

test('an event that a state does not name is a bug', () => {
  const { send } = setUp();
  expect(() => send('break')).toThrow('lamp in "off" got break');
});

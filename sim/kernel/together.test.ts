import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';
import { createProcesses } from './process-table.ts';
import type { Program } from './program.ts';
import { createQueue } from './queue.ts';
import { together } from './together.ts';
import { sleep, until } from './waits.ts';

const setUp = () => {
  const queue = createQueue(0);
  const processes = createProcesses(queue, partsOf([]));
  const said: string[] = [];
  const say = (text: string): number => said.push(`${queue.nowMs()} ${text}`);
  const run = (...programs: Program<number | undefined>[]): number | undefined => {
    const process = processes.spawn('together', function* () {
      return (yield* together(queue, programs)) ?? 0;
    });
    processes.resume();
    while (queue.runNext()) processes.resume();
    return process.exitCode();
  };
  return { queue, said, say, run };
};

test('programs go on side by side, each at its own time', () => {
  const { said, say, run } = setUp();
  let isOpen = false;
  function* slow(): Program<undefined> {
    yield* sleep(30);
    say('slow');
    isOpen = true;
    return undefined;
  }
  function* quick(): Program<undefined> {
    for (const name of ['one', 'two']) {
      yield* sleep(10);
      say(name);
    }
    yield* until(() => isOpen);
    say('after slow');
    return undefined;
  }
  expect(run(slow(), quick())).toBe(0);
  expect(said).toEqual(['10 one', '20 two', '30 slow', '30 after slow']);
});

test('the first answer ends the others', () => {
  const { said, say, run } = setUp();
  function* answer(): Program<number> {
    yield* sleep(5);
    return 7;
  }
  function* endless(): Program<undefined> {
    try {
      for (;;) yield* sleep(2);
    } finally {
      say('ended');
    }
  }
  expect(run(endless(), answer())).toBe(7);
  expect(said).toEqual(['5 ended']);
});

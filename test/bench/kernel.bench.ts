import { createPrng, createProcesses, createQueue, sleep } from '../../sim/kernel/index.ts';
import type { Benchmark } from './measure.ts';

const timers = (count: number): Benchmark => ({
  name: `kernel: ${count} timers`,
  goalMs: undefined,
  prepare: () => {
    const queue = createQueue(0);
    const prng = createPrng(1);
    return () => {
      for (let i = 0; i < count; i++) queue.schedule(prng.below(1_000_000), 'timer', () => {});
      while (queue.runNext());
    };
  },
});

const processes: Benchmark = {
  name: 'kernel: 100 processes, 100 sleeps each',
  goalMs: undefined,
  prepare: () => {
    const queue = createQueue(0);
    const table = createProcesses(queue, new Map());
    for (let i = 0; i < 100; i++) {
      table.spawn(`sleeper-${i}`, function* () {
        for (let n = 0; n < 100; n++) yield* sleep(n + i);
        return 0;
      });
    }
    return () => {
      table.resume();
      while (queue.runNext()) table.resume();
    };
  },
};

export const KERNEL = { few: timers(10_000), many: timers(100_000), processes };

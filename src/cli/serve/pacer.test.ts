import { expect, test } from 'vitest';
import { startPacer } from './pacer.ts';

/** Keeps the thread, as a busy machine does: no timer comes in between. */
function spin(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

test('what passed before time was let go, or before it was held, is not made up for', () => {
  let speed = 0;
  let passedMs = 0;
  const world = {
    advance(ms: number) {
      passedMs += ms;
    },
  };
  const pacer = startPacer(
    world,
    () => speed,
    () => undefined,
    (error) => {
      throw error;
    },
  );
  spin(30);
  speed = 20;
  pacer.catchUp();
  expect(passedMs).toBe(0);
  spin(5);
  pacer.catchUp();
  expect(passedMs).toBeGreaterThanOrEqual(100);
  const beforeMs = passedMs;
  spin(5);
  speed = 0;
  pacer.catchUp();
  expect(passedMs).toBe(beforeMs);
  pacer.stop();
});

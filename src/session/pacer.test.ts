import { expect, test } from 'vitest';
import { type Paced, startPacer, type WallClock } from './pacer.ts';

/** A world whose every step costs `costMs` of wall time, and a wall clock that a test moves. */
function setUp(options: { stepMs: number; costMs: number; speed: number }) {
  let wallMs = 0;
  let virtualMs = 0;
  let frame: (() => void) | undefined;
  const wall: WallClock = {
    nowMs: () => wallMs,
    onFrame: (callback) => {
      frame = callback;
      return 1;
    },
    cancelFrame: () => {
      frame = undefined;
    },
  };
  const session: Paced = {
    nowMs: () => virtualMs,
    nextAtMs: () => virtualMs + options.stepMs,
    advance: (ms) => {
      if (ms <= 0) throw new Error('time must move');
      virtualMs += ms;
      wallMs += options.costMs;
    },
  };
  const faults: unknown[] = [];
  let mayAdvance = true;
  let needsFrame = false;
  const host = {
    mayAdvance: () => mayAdvance,
    needsFrame: () => needsFrame,
    onMoved: () => {},
    onFault: (fault: unknown) => faults.push(fault),
  };
  const pacer = startPacer(session, wall, { isPaused: false, speed: options.speed }, host);
  return {
    pacer,
    session,
    faults,
    hold: () => {
      mayAdvance = false;
    },
    leaveFrame: (isLeft: boolean) => {
      needsFrame = isLeft;
    },
    virtualMs: () => virtualMs,
    wallMs: () => wallMs,
    tick(ms: number) {
      wallMs += ms;
      const callback = frame;
      frame = undefined;
      callback?.();
    },
  };
}

test('virtual time follows wall time at the chosen speed', () => {
  const world = setUp({ stepMs: 1000, costMs: 0, speed: 2 });
  for (let i = 0; i < 10; i++) world.tick(16);
  expect(world.virtualMs()).toBe(320);
  world.pacer.setSpeed(0.5);
  for (let i = 0; i < 10; i++) world.tick(15);
  expect(world.virtualMs()).toBe(320 + 75);
});

test('a paused world stands still and does not catch up', () => {
  const world = setUp({ stepMs: 1000, costMs: 0, speed: 1 });
  world.pacer.setPaused(true);
  for (let i = 0; i < 10; i++) world.tick(16);
  expect(world.virtualMs()).toBe(0);
  world.pacer.setPaused(false);
  world.tick(16);
  expect(world.virtualMs()).toBe(16);
});

test('a long absence is not caught up', () => {
  const world = setUp({ stepMs: 1000, costMs: 0, speed: 1 });
  world.tick(3_600_000);
  expect(world.virtualMs()).toBe(100);
});

test('a world that never rests takes its budget and no more, and is called late', () => {
  const world = setUp({ stepMs: 1, costMs: 2, speed: 10 });
  world.tick(16);
  expect(world.wallMs()).toBe(16 + 6);
  expect(world.pacer.state().isLate).toBe(true);
  world.pacer.setPaused(true);
  expect(world.pacer.state().isLate).toBe(false);
});

test('a world that is hurried has more of each frame, and waits less for the page', () => {
  const world = setUp({ stepMs: 1, costMs: 2, speed: 100 });
  world.tick(16);
  expect(world.wallMs()).toBe(16 + 8);
  const before = world.virtualMs();
  world.leaveFrame(true);
  world.tick(16 - 8);
  expect(world.virtualMs()).toBe(before);
  world.tick(16);
  expect(world.virtualMs()).toBeGreaterThan(before);
});

test('a speed that cannot be reached is measured, and told until it can be', () => {
  const world = setUp({ stepMs: 10, costMs: 3, speed: 100 });
  for (let i = 0; i < 100; i++) world.tick(16);
  expect(world.pacer.state().reached).toBeCloseTo(30 / 25, 1);
  world.pacer.setSpeed(0.5);
  for (let i = 0; i < 100; i++) world.tick(16);
  expect(world.pacer.state().reached).toBeUndefined();
});

test('the world waits while its output cannot be shown', () => {
  const world = setUp({ stepMs: 10, costMs: 0, speed: 1 });
  world.hold();
  world.tick(16);
  expect(world.virtualMs()).toBe(0);
});

test('a frame that is left to the page is caught up', () => {
  const world = setUp({ stepMs: 1000, costMs: 0, speed: 1 });
  world.leaveFrame(true);
  world.tick(16);
  expect(world.virtualMs()).toBe(0);
  world.leaveFrame(false);
  world.tick(16);
  expect(world.virtualMs()).toBe(32);
  world.leaveFrame(true);
  world.tick(60);
  expect(world.virtualMs()).toBe(32 + 60);
});

test('a fault stops it and is handed over', () => {
  const world = setUp({ stepMs: 10, costMs: 0, speed: 1 });
  world.session.advance = () => {
    throw new Error('bug');
  };
  world.tick(16);
  world.tick(16);
  expect(world.faults).toEqual([new Error('bug')]);
});

test('listeners hear of changes and only of changes', () => {
  const world = setUp({ stepMs: 10, costMs: 0, speed: 1 });
  const heard: number[] = [];
  world.pacer.onChange((state) => heard.push(state.speed));
  world.pacer.setSpeed(1);
  world.pacer.setSpeed(5);
  expect(heard).toEqual([5]);
});

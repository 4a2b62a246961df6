import { expect, it } from 'vitest';
import { createMeter } from './meter.ts';

function start(milli: number) {
  const clock = { now: 0, nowMs: () => clock.now };
  return { clock, meter: createMeter(clock, milli) };
}

it('adds up what is taken all the time and what single things take', () => {
  const { clock, meter } = start(100);
  clock.now = 5_000;
  meter.spend(250);
  clock.now = 10_000;
  expect(meter.usedMs(0, 10_000)).toBe(1_250);
  expect(meter.usedMs(6_000, 10_000)).toBe(400);
});

it('knows a pace from when it began', () => {
  const { clock, meter } = start(0);
  clock.now = 4_000;
  meter.runAt(1_000);
  expect(meter.usedMs(0, 10_000)).toBe(6_000);
});

it('forgets what nobody asks for any more', () => {
  const { clock, meter } = start(0);
  meter.spend(100);
  clock.now = 120_000;
  meter.spend(1);
  expect(meter.usedMs(0, 200_000)).toBe(1);
});

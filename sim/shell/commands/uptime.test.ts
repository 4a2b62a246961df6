import { expect, test } from 'vitest';
import { createQueue } from '../../kernel/index.ts';
import { inWords, uptimeText } from './uptime.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

test.each([
  [0, '0 min', 'up 0 minutes'],
  [59 * MINUTE_MS, '59 min', 'up 59 minutes'],
  [HOUR_MS, ' 1:00', 'up 1 hour'],
  [14 * HOUR_MS + 35 * MINUTE_MS, '14:35', 'up 14 hours, 35 minutes'],
  [DAY_MS + 5 * MINUTE_MS, '1 day, 5 min', 'up 1 day, 5 minutes'],
  [9 * DAY_MS + 2 * HOUR_MS, '9 days,  2:00', 'up 1 week, 2 days, 2 hours'],
])('after %d ms a machine has been up for %s', (elapsedMs, shown, words) => {
  const clock = createQueue(Date.UTC(2026, 0, 1));
  clock.moveTo(elapsedMs);
  expect(uptimeText(clock)).toContain(` up ${shown},  1 user,  load average: 0.00, 0.00, 0.00`);
  expect(inWords(elapsedMs)).toBe(words);
});

import { describe, expect, it } from 'vitest';
import { createHarness } from '../../../test/control-plane/harness.ts';
import { cronJobs, jobs } from '../../api/index.ts';
import { nextMs, parseSchedule } from './schedule.ts';

const cronJob = (schedule: string, spec: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tick', namespace: 'default' },
  spec: {
    schedule,
    jobTemplate: {
      spec: {
        template: {
          spec: { containers: [{ name: 'main', image: 'tick:1' }], restartPolicy: 'Never' },
        },
      },
    },
    ...spec,
  },
});
const MINUTE_MS = 60_000;

it('starts a Job at each of its times', () => {
  const h = createHarness();
  h.create(cronJob('*/2 * * * *'));
  h.run(5 * MINUTE_MS);
  expect(h.store.list(jobs, 'default')).toHaveLength(2);
  const { status } = h.store.list(cronJobs, 'default')[0] ?? {};
  expect(status?.active).toHaveLength(2);
  expect(status?.lastScheduleTime).toBe('2026-11-23T08:04:00Z');
});

it('starts none while one runs when it may not', () => {
  const h = createHarness();
  h.create(cronJob('* * * * *', { concurrencyPolicy: 'Forbid' }));
  h.run(3.5 * MINUTE_MS);
  expect(h.store.list(jobs, 'default')).toHaveLength(1);
});

it('replaces the one that runs when it should', () => {
  const h = createHarness();
  h.create(cronJob('* * * * *', { concurrencyPolicy: 'Replace' }));
  h.run(3.5 * MINUTE_MS);
  expect(h.store.list(jobs, 'default')).toHaveLength(1);
  expect(h.store.list(cronJobs, 'default')[0]?.status.active).toHaveLength(1);
});

it('starts none while it is suspended', () => {
  const h = createHarness();
  h.create(cronJob('* * * * *', { suspend: true }));
  h.run(3.5 * MINUTE_MS);
  expect(h.store.list(jobs, 'default')).toHaveLength(0);
});

describe('schedules', () => {
  const next = (schedule: string, from: string, timeZone?: string): string =>
    new Date(nextMs(parseSchedule(schedule), Date.parse(from), timeZone) ?? 0).toISOString();

  it.each([
    ['0 3 * * *', '2026-11-23T08:00:00Z', '2026-11-24T03:00:00.000Z'],
    ['*/15 * * * *', '2026-11-23T08:01:00Z', '2026-11-23T08:15:00.000Z'],
    ['0 0 1 jan *', '2026-11-23T08:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['0 9 * * mon-fri', '2026-11-27T10:00:00Z', '2026-11-30T09:00:00.000Z'],
    ['0 0 13 * 5', '2026-11-23T08:00:00Z', '2026-11-27T00:00:00.000Z'],
    ['@hourly', '2026-11-23T08:30:00Z', '2026-11-23T09:00:00.000Z'],
    ['@every 90s', '2026-11-23T08:00:00Z', '2026-11-23T08:01:30.000Z'],
  ])('%s after %s', (schedule, from, due) => {
    expect(next(schedule, from)).toBe(due);
  });

  it.each([
    ['Asia/Shanghai', '2026-11-23T08:00:00Z', '2026-11-23T19:00:00.000Z'],
    ['Europe/Berlin', '2026-11-23T08:00:00Z', '2026-11-24T02:00:00.000Z'],
    ['Europe/Berlin', '2026-07-01T08:00:00Z', '2026-07-02T01:00:00.000Z'],
    ['America/New_York', '2026-03-08T12:00:00Z', '2026-03-09T07:00:00.000Z'],
  ])('are read in %s', (timeZone, from, due) => {
    expect(next('0 3 * * *', from, timeZone)).toBe(due);
  });

  it('without a time for years have none', () => {
    const from = Date.parse('2026-11-23T08:00:00Z');
    expect(nextMs(parseSchedule('0 0 31 2 *'), from, undefined)).toBeUndefined();
  });
});

import type { CronJob } from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';
import { nextMs, parseSchedule } from './schedule.ts';

/** After so many missed times a controller says so. */
const MANY = 100;
/** The controller looks a little after each time, so that its own clock cannot be before it. */
const MARGIN_MS = 100;

/** What is due of a CronJob now. */
export interface Due {
  /** The last time that has passed and was not served. */
  readonly missedMs: number | undefined;
  /** Whether more times were missed than it will think about. */
  readonly isTooMany: boolean;
  /** Until it must look again; undefined: never. */
  readonly againMs: number | undefined;
}

/** Where the search for missed times begins. */
function earliestMs({ metadata, spec, status }: CronJob, clock: Clock): number {
  const since = Date.parse(status.lastScheduleTime ?? metadata.creationTimestamp);
  const { startingDeadlineSeconds } = spec;
  if (startingDeadlineSeconds === undefined) return since;
  return Math.max(since, clock.epochMs() - startingDeadlineSeconds * 1000);
}

/** Models mostRecentScheduleTime and nextScheduleTimeDuration. */
export function dueOf(cronJob: CronJob, clock: Clock): Due {
  const { schedule, timeZone } = cronJob.spec;
  const parsed = parseSchedule(schedule);
  const nowMs = clock.epochMs();
  let missedMs: number | undefined;
  let count = 0;
  let next = nextMs(parsed, earliestMs(cronJob, clock), timeZone);
  while (next !== undefined && next <= nowMs) {
    missedMs = next;
    count++;
    // Where it lay down for long, only the last time matters.
    const from = count > MANY ? Math.max(next, nowMs - (nowMs - next) / 2) : next;
    next = nextMs(parsed, from, timeZone);
  }
  return {
    missedMs,
    isTooMany: count > MANY,
    againMs: next === undefined ? undefined : next - nowMs + MARGIN_MS,
  };
}

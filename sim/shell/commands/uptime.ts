import type { Clock } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import type { ShellHost } from '../types.ts';
import { type StreamingCommand, tool } from './tool.ts';

const counted = (count: number, unit: string): string =>
  `${count} ${unit}${count === 1 ? '' : 's'}`;

/** A time since the start in days, hours and minutes. Models procps' `library/uptime.c`. */
function upFor(elapsedMs: number): string {
  const minutes = Math.floor(elapsedMs / 60_000);
  const [days, hours, rest] = [
    Math.floor(minutes / 1440),
    Math.floor(minutes / 60) % 24,
    minutes % 60,
  ];
  const time =
    hours === 0 ? `${rest} min` : `${String(hours).padStart(2)}:${String(rest).padStart(2, '0')}`;
  return days === 0 ? time : `${counted(days, 'day')}, ${time}`;
}

/** A time since the start in words, for `-p`. */
export function inWords(elapsedMs: number): string {
  const minutes = Math.floor(elapsedMs / 60_000);
  const parts = [
    counted(Math.floor(minutes / 10_080), 'week'),
    counted(Math.floor(minutes / 1440) % 7, 'day'),
    counted(Math.floor(minutes / 60) % 24, 'hour'),
    counted(minutes % 60, 'minute'),
  ].filter((part) => !part.startsWith('0 '));
  return `up ${parts.length === 0 ? '0 minutes' : parts.join(', ')}`;
}

/** How long a machine has been up, as `uptime` and the first line of `top` tell it. */
export function uptimeText(clock: Clock): string {
  const time = formatDate('%H:%M:%S', clock.epochMs());
  return `${time} up ${upFor(clock.nowMs())},  1 user,  load average: 0.00, 0.00, 0.00`;
}

export const createUptime = (host: () => ShellHost): StreamingCommand =>
  tool({
    name: 'uptime',
    summary: 'Prints how long the machine has been up.',
    flags: 'p|pretty s|since',
    *run(t) {
      const { clock } = host();
      const [nowMs, epochMs] = [clock.nowMs(), clock.epochMs()];
      const since = formatDate('%Y-%m-%d %H:%M:%S', epochMs - nowMs);
      const words = t.args.has('p') ? inWords(nowMs) : ` ${uptimeText(clock)}`;
      yield* t.out(`${t.args.has('s') ? since : words}\n`);
      return 0;
    },
  });

import { type CommandContext, type Program, untilOr } from '../../kernel/index.ts';
import type { Place } from '../host-names.ts';

/** What `ping` was asked for. */
export interface PingRequest {
  readonly host: string;
  /** Infinite when it goes on until it is interrupted. */
  readonly count: number;
  readonly intervalMs: number;
  /** How long the last answer is waited for. */
  readonly waitMs: number;
  /** When to stop in any case. */
  readonly deadlineMs: number;
  readonly isQuiet: boolean;
  /** Whether addresses are left as they are. */
  readonly isNumeric: boolean;
  readonly isSixth: boolean;
  readonly isFourth: boolean;
  readonly isTimed: boolean;
  readonly bytes: number;
}

export interface PingReply {
  readonly sequence: number;
  readonly ttl: number;
  readonly tripUs: number;
}

/** What was sent and what came back. */
export interface PingResult {
  readonly sent: number;
  readonly received: number;
  readonly errors: number;
  /** From the first request to the last. */
  readonly tookMs: number;
  /** Round trips in microseconds. */
  readonly tripsUs: readonly number[];
}

/** The words of a command line of `ping`. */
export interface PingWords {
  readonly hosts: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  /** A letter that is no option, or that lacks its value; '' for none. */
  readonly unknown: string;
  readonly lacking: string;
}

const DEFAULT_BYTES = 56;
const SECOND_MS = 1000;

/** Takes the words apart. `plain` and `valued` are the letters of a program. */
export function pingWords(args: readonly string[], plain: string, valued: string): PingWords {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const hosts: string[] = [];
  let [unknown, lacking] = ['', ''];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (!arg.startsWith('-') || arg === '-') {
      hosts.push(arg);
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const flag = arg.charAt(at);
      if (!valued.includes(flag)) {
        if (!plain.includes(flag)) unknown ||= flag;
        flags.add(flag);
        continue;
      }
      const value = at + 1 < arg.length ? arg.slice(at + 1) : args[++i];
      if (value === undefined) lacking ||= flag;
      values.set(flag, value ?? '');
      break;
    }
  }
  return { hosts, values, flags, unknown, lacking };
}

/** What a BusyBox program says of an option that it does not have, or that lacks its value. */
export const optionProblem = (program: string, { unknown, lacking }: PingWords): string => {
  if (unknown !== '') return `${program}: invalid option -- '${unknown}'\n`;
  return lacking === '' ? '' : `${program}: option requires an argument -- '${lacking}'\n`;
};

/** What the words ask for. A number that is none counts as 0. */
export function pingRequest({ hosts, values, flags }: PingWords, waitMs: number): PingRequest {
  const number = (flag: string, other: number): number =>
    values.has(flag) ? Number(values.get(flag)) || 0 : other;
  const ms = (flag: string, other: number): number =>
    values.has(flag) ? Math.max(0, Math.round(number(flag, 0) * SECOND_MS)) : other;
  const isFlood = flags.has('A') || flags.has('f');
  return {
    host: hosts.at(-1) ?? '',
    count: number('c', 0) || Number.POSITIVE_INFINITY,
    // A ping without a pause would never let the time pass.
    intervalMs: isFlood ? 1 : Math.max(1, ms('i', SECOND_MS)),
    waitMs: ms('W', waitMs),
    deadlineMs: ms('w', Number.POSITIVE_INFINITY) || Number.POSITIVE_INFINITY,
    isQuiet: flags.has('q'),
    isNumeric: flags.has('n'),
    isSixth: flags.has('6'),
    isFourth: flags.has('4'),
    isTimed: flags.has('D'),
    bytes: number('s', DEFAULT_BYTES),
  };
}

const SHORTEST_US = 45;
const SPREAD_US = 40;

/** Sends echo requests until all are sent, time is up or the program is interrupted. */
export function* sendPings(
  place: Place,
  { self, stdout }: CommandContext,
  address: string,
  request: PingRequest,
  lineOf: (reply: PingReply | undefined, sequence: number) => string,
): Program<PingResult> {
  const startedAtMs = place.clock.nowMs();
  const elapsedMs = (): number => place.clock.nowMs() - startedAtMs;
  let isInterrupted = false;
  self.onSignal((signal) => {
    if (signal !== 'SIGINT') return false;
    isInterrupted = true;
    return true;
  });
  let [sent, errors, lastMs] = [0, 0, 0];
  const tripsUs: number[] = [];
  const hasDeadline = Number.isFinite(request.deadlineMs);
  // With a deadline the answers are counted, without one what was sent.
  const done = (): number => (hasDeadline ? tripsUs.length : sent);
  while (done() < request.count && !isInterrupted && elapsedMs() < request.deadlineMs) {
    if (sent > 0) {
      const leftMs = request.deadlineMs - elapsedMs();
      yield* untilOr(() => isInterrupted, Math.min(request.intervalMs, leftMs));
    }
    if (isInterrupted || elapsedMs() >= request.deadlineMs) break;
    lastMs = elapsedMs();
    const echo = place.network.echo(place.from, address);
    const sequence = sent++;
    if (echo.type === 'reply') {
      const tripUs = SHORTEST_US + place.prng.below(SPREAD_US);
      tripsUs.push(tripUs);
      const text = lineOf({ sequence, ttl: echo.ttl, tripUs }, sequence);
      if (!request.isQuiet) yield* stdout.write(text);
    } else if (echo.type === 'unreachable') {
      errors++;
      const text = lineOf(undefined, sequence);
      if (!request.isQuiet) yield* stdout.write(text);
    }
    place.network.record({
      from: place.from,
      protocol: 'icmp',
      host: request.host,
      port: 0,
      address,
      pod: '',
      outcome: echo.type === 'reply' ? 'ok' : echo.type,
      what: '',
      answer: '',
    });
  }
  const tookMs = isInterrupted ? elapsedMs() : lastMs;
  if (tripsUs.length < sent && !isInterrupted) {
    const leftMs = Math.max(0, request.deadlineMs - elapsedMs());
    yield* untilOr(() => isInterrupted, Math.min(request.waitMs, leftMs));
  }
  return { sent, received: tripsUs.length, errors, tookMs, tripsUs };
}

/** Milliseconds with three digits, as round trips are printed. */
export const tripText = (microseconds: number): string => (microseconds / 1000).toFixed(3);

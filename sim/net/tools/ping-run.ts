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

const DEFAULT_BYTES = 56;
const VALUE_FLAGS = 'cisWwtIQSTMlp';

/** Reads the options that both `ping`s have; undefined when the host is missing. */
export function pingRequest(args: readonly string[], waitMs: number): PingRequest | undefined {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  let host: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    if (!arg.startsWith('-') || arg === '-') {
      host = arg;
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const flag = arg.charAt(at);
      if (VALUE_FLAGS.includes(flag)) {
        values.set(flag, at + 1 < arg.length ? arg.slice(at + 1) : (args[++i] ?? ''));
        break;
      }
      flags.add(flag);
    }
  }
  if (host === undefined) return undefined;
  const ms = (flag: string, defaultMs: number): number =>
    values.has(flag) ? Math.round(Number(values.get(flag)) * 1000) : defaultMs;
  return {
    host,
    count: Number(values.get('c') ?? Number.POSITIVE_INFINITY),
    intervalMs: ms('i', 1000),
    waitMs: ms('W', waitMs),
    deadlineMs: ms('w', Number.POSITIVE_INFINITY),
    isQuiet: flags.has('q'),
    isNumeric: flags.has('n'),
    bytes: Number(values.get('s') ?? DEFAULT_BYTES),
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
  let [sent, errors] = [0, 0];
  const tripsUs: number[] = [];
  while (sent < request.count && !isInterrupted && elapsedMs() < request.deadlineMs) {
    if (sent > 0) yield* untilOr(() => isInterrupted, request.intervalMs);
    if (isInterrupted) break;
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
  const tookMs = elapsedMs();
  if (tripsUs.length < sent && !isInterrupted) {
    yield* untilOr(() => isInterrupted, Math.min(request.waitMs, request.deadlineMs));
  }
  return { sent, received: tripsUs.length, errors, tookMs, tripsUs };
}

/** Milliseconds with three digits, as round trips are printed. */
export const tripText = (microseconds: number): string => (microseconds / 1000).toFixed(3);

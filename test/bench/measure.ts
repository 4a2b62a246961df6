import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** One thing whose speed matters. */
export interface Benchmark {
  readonly name: string;
  /**
   * What one run may take at most, in milliseconds, as DESIGN's budgets say; undefined: no goal.
   */
  readonly goalMs: number | undefined;
  /** Prepares a run and answers what is timed. */
  readonly prepare: () => () => void;
  /** Lets go of what was prepared, so that later benchmarks do not collect garbage around it. */
  readonly end?: () => void;
}

export interface Measured {
  readonly name: string;
  /**
   * The first run after the warm-up: of a command, in a cluster of which nothing was printed before
   * and whose objects the engine sees for the first time. It counts in the others too.
   */
  readonly firstMs: number;
  /** The run in the middle. */
  readonly medianMs: number;
  /** What 99 of 100 runs take at most, which the goal is for: of 200 runs, the second slowest. */
  readonly p99Ms: number;
  readonly goalMs: number | undefined;
  /** The first runs, as many of each row as a p99 needs, in their order. */
  readonly runsMs: readonly number[];
}

/** Runs that warm the engine up, and are not counted. */
export const WARM_UPS = 2;
const RUNS = 15;
/** Of fewer runs, the 99th in a hundred is the slowest of all, and tells of the machine. */
const RUNS_FOR_P99 = 200;
/** Runs are repeated until this much was measured, so that short ones are not lost in the clock. */
const LEAST_TOTAL_MS = 200;
/** Of long runs there are fewer. */
const MOST_TOTAL_MS = 3000;
const MOST_RUNS = 2000;

/** The value that so much of all values (0.5: half of them) do not exceed. */
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

const NAP_MS = 0.2;
const bell = new Int32Array(new SharedArrayBuffer(4));

/**
 * What this thread has computed so far, the collection of garbage within it included. The system
 * adds it up whenever the thread stops for a while, so it does.
 */
function threadMs(): number {
  Atomics.wait(bell, 0, 0, NAP_MS);
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * How long something computes, in milliseconds: what else the machine does meanwhile does not
 * count, so that a slow run is slow by itself.
 */
export function timeOf(run: () => unknown): number {
  const startedAt = threadMs();
  run();
  return threadMs() - startedAt;
}

setFlagsFromString('--expose-gc');
/** Frees all memory that nobody uses, so that none of what is timed later has to. */
export const collectGarbage: () => void = runInNewContext('gc');

/** A preparation that takes longer leaves so much behind that to collect it would be seen. */
const LONG_PREPARATION_MS = 10;

/**
 * Prepares runs and times each alone. The run before is kept while garbage is collected: code that
 * was compiled for its objects goes with the last of them.
 */
function createTimer(prepare: Benchmark['prepare']): () => number {
  const runs: (() => void)[] = [];
  return () => {
    const preparedInMs = timeOf(() => runs.push(prepare()));
    if (preparedInMs > LONG_PREPARATION_MS) collectGarbage();
    if (runs.length > 1) runs.shift();
    return timeOf(runs[0] as () => void);
  };
}

/**
 * Lets the engine do what it puts off until the program is idle. A page and a server come back to
 * their event loop after each command, and the engine collects young garbage there.
 */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Runs a benchmark often enough to trust its median. The first runs warm the engine up. */
export async function measure({ name, goalMs, prepare, end }: Benchmark): Promise<Measured> {
  const times: number[] = [];
  let total = 0;
  const timeOfRun = createTimer(prepare);
  for (let i = 0; i < WARM_UPS; i++) timeOfRun();
  const isEnough = (): boolean =>
    times.length >= RUNS &&
    (total >= MOST_TOTAL_MS || (times.length >= RUNS_FOR_P99 && total >= LEAST_TOTAL_MS));
  while (!isEnough() && times.length < MOST_RUNS) {
    await turn();
    const elapsed = timeOfRun();
    times.push(elapsed);
    total += elapsed;
  }
  end?.();
  const [firstMs = 0] = times;
  const runsMs = times.slice(0, RUNS_FOR_P99);
  times.sort((a, b) => a - b);
  const [medianMs, p99Ms] = [quantile(times, 0.5), quantile(times, 0.99)];
  return { name, goalMs, firstMs, medianMs, p99Ms, runsMs };
}

/** What 99 of 100 runs of any of these rows take at most; each row counts alike. */
export const p99OfAll = (rows: readonly Measured[]): number =>
  quantile(
    rows.flatMap(({ runsMs }) => runsMs).sort((a, b) => a - b),
    0.99,
  );

/** A fixed piece of work. Times divided by its time can be compared between machines. */
export const REFERENCE: Benchmark = {
  name: 'reference: 200,000 entries through a Map',
  goalMs: undefined,
  prepare: () => () => {
    const map = new Map<string, number>();
    for (let i = 0; i < 200_000; i++) map.set(`key-${i % 5000}`, i);
    if (map.size !== 5000) throw new Error('the reference is broken');
  },
};

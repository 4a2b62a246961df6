/** After a pause of the page itself (a hidden tab, a long task) no more than this is caught up. */
const LONGEST_FRAME_MS = 100;

/** How the frames are shared between the world and the page, in wall-clock milliseconds. */
interface Share {
  /** What one frame may spend on the simulator. */
  readonly budgetMs: number;
  /** The world waits no longer for the page, so that no time is lost where frames are slow. */
  readonly longestWaitMs: number;
}

/** Every step is looked at: the page is quick, and shows all of them. */
const WATCHED: Share = { budgetMs: 6, longestWaitMs: 50 };
/** What comes out is waited for: the world has most of each second frame. */
const HURRIED: Share = { budgetMs: 8, longestWaitMs: 25 };
const HURRIED_FROM_SPEED = 25;

const shareAt = (speed: number): Share => (speed < HURRIED_FROM_SPEED ? WATCHED : HURRIED);

/** How long the speed that is reached is measured. */
const MEASURE_MS = 500;
/** Less than this part of the speed that was asked for is worth telling. */
const SLOW_BELOW_SHARE = 0.8;

/** The part of a session that a pacer moves. */
export interface Paced {
  nowMs(): number;
  nextAtMs(): number | undefined;
  advance(ms: number): void;
}

/** Where wall time comes from: `requestAnimationFrame` and `performance.now` in a page. */
export interface WallClock {
  nowMs(): number;
  /** Calls once, before the next frame is drawn; never while the page is hidden. */
  onFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
}

export interface PacerState {
  readonly isPaused: boolean;
  /** Virtual milliseconds that pass in one of the wall clock. */
  readonly speed: number;
  /** Whether the world has more to do than fits into a frame, so that it runs slower than asked. */
  readonly isLate: boolean;
  /** The speed that was reached lately; undefined while it is about the one that was asked for. */
  readonly reached: number | undefined;
}

/** What drives a session through time. The only place where wall time meets virtual time. */
export interface Pacer {
  state(): PacerState;
  setPaused(isPaused: boolean): void;
  setSpeed(speed: number): void;
  onChange(listener: (state: PacerState) => void): () => void;
  stop(): void;
}

/** A frame is late when it gave up more than this part of its virtual time. */
const LATE_FROM_SHARE = 0.5;

/**
 * Moves `session` on by at most `ms` within a wall budget, from due time to due time. Returns the
 * virtual time that was given up.
 */
export function advanceWithin(
  session: Paced,
  ms: number,
  wall: WallClock,
  budgetMs: number,
): number {
  const target = session.nowMs() + ms;
  const deadline = wall.nowMs() + budgetMs;
  for (;;) {
    const left = target - session.nowMs();
    if (left <= 0) return 0;
    const next = session.nextAtMs();
    const toNext = next === undefined ? left : Math.max(1, next - session.nowMs());
    const before = session.nowMs();
    session.advance(Math.min(left, toNext));
    // The world waits for something that is not there yet.
    if (session.nowMs() === before) return left;
    if (wall.nowMs() >= deadline) return Math.max(0, target - session.nowMs());
  }
}

/** What a pacer asks and tells its page. */
export interface PacerHost {
  /** False holds the world back, while its output cannot be shown as fast as it comes. */
  mayAdvance(): boolean;
  /** True leaves this frame to the page; one of the next catches up. */
  needsFrame(): boolean;
  /** Time has moved, whether or not anything happened. */
  onMoved(): void;
  /** The simulator threw this. The pacer has stopped. */
  onFault(fault: unknown): void;
}

/** Measures how fast the world gets on. */
function createSpeedometer() {
  let [wallMs, movedMs, wasSlow] = [0, 0, false];
  return {
    /** Adds a frame. Answers what was reached whenever that has been measured anew. */
    add(frameMs: number, frameMovedMs: number, speed: number): { reached?: number } | undefined {
      // A page that was hidden has not been slow.
      wallMs += Math.min(frameMs, MEASURE_MS);
      movedMs += frameMovedMs;
      if (wallMs < MEASURE_MS) return undefined;
      const reached = movedMs / wallMs;
      const isSlow = reached < speed * SLOW_BELOW_SHARE;
      // A hiccup is no news.
      const answer = isSlow && wasSlow ? { reached } : {};
      [wallMs, movedMs, wasSlow] = [0, 0, isSlow];
      return answer;
    },
    reset(): void {
      [wallMs, movedMs, wasSlow] = [0, 0, false];
    },
  };
}

/** Starts to move `session` through time, paused or not as `initial` says. */
export function startPacer(
  session: Paced,
  wall: WallClock,
  initial: { readonly isPaused: boolean; readonly speed: number },
  host: PacerHost,
): Pacer {
  let state: PacerState = { ...initial, isLate: false, reached: undefined };
  const speedometer = createSpeedometer();
  let lastMs = wall.nowMs();
  // Virtual time is whole milliseconds; what a slow speed leaves over is carried on.
  let carriedMs = 0;
  let handle = 0;
  let isStopped = false;
  const listeners = new Set<(state: PacerState) => void>();

  const change = (next: Partial<PacerState>): void => {
    const changed = { ...state, ...next };
    const isSame = (Object.keys(next) as (keyof PacerState)[]).every(
      (k) => state[k] === changed[k],
    );
    if (isSame) return;
    state = changed;
    for (const listener of listeners) listener(state);
  };

  const move = (elapsedMs: number): void => {
    const wanted = carriedMs + elapsedMs * state.speed;
    const whole = Math.floor(wanted);
    carriedMs = wanted - whole;
    if (whole === 0) return;
    const givenUp = advanceWithin(session, whole, wall, shareAt(state.speed).budgetMs);
    host.onMoved();
    change({ isLate: givenUp > whole * LATE_FROM_SHARE });
  };

  const measure = (frameMs: number, movedMs: number): void => {
    if (state.isPaused) return;
    const measured = speedometer.add(frameMs, movedMs, state.speed);
    if (measured !== undefined) change({ reached: measured.reached });
  };

  const frame = (): void => {
    const now = wall.nowMs();
    if (now - lastMs < shareAt(state.speed).longestWaitMs && host.needsFrame()) {
      handle = wall.onFrame(frame);
      return;
    }
    const frameMs = now - lastMs;
    lastMs = now;
    const beforeMs = session.nowMs();
    try {
      if (!state.isPaused && host.mayAdvance()) move(Math.min(frameMs, LONGEST_FRAME_MS));
      measure(frameMs, session.nowMs() - beforeMs);
    } catch (fault) {
      isStopped = true;
      host.onFault(fault);
    }
    if (!isStopped) handle = wall.onFrame(frame);
  };
  handle = wall.onFrame(frame);

  return {
    state: () => state,
    setPaused(isPaused) {
      speedometer.reset();
      change({ isPaused, isLate: false, reached: undefined });
    },
    setSpeed(speed) {
      speedometer.reset();
      change({ speed, reached: undefined });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      isStopped = true;
      wall.cancelFrame(handle);
    },
  };
}

/** The page's own clock. */
export const pageClock: WallClock = {
  nowMs: () => performance.now(),
  onFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
};

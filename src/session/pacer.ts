/**
 * Wall-clock milliseconds that one frame may spend on the simulator, so that the page stays quick.
 */
const BUDGET_MS = 6;
/** After a pause of the page itself (a hidden tab, a long task) no more than this is caught up. */
const LONGEST_FRAME_MS = 100;

/** The world waits no longer for the page, so that no time is lost where frames are slow. */
const LONGEST_WAIT_MS = LONGEST_FRAME_MS / 2;

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
 * Moves `session` on by at most `ms` within the wall budget, from due time to due time. Returns the
 * virtual time that was given up.
 */
export function advanceWithin(session: Paced, ms: number, wall: WallClock): number {
  const target = session.nowMs() + ms;
  const deadline = wall.nowMs() + BUDGET_MS;
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

/** Starts to move `session` through time, paused or not as `initial` says. */
export function startPacer(
  session: Paced,
  wall: WallClock,
  initial: { readonly isPaused: boolean; readonly speed: number },
  host: PacerHost,
): Pacer {
  let state: PacerState = { ...initial, isLate: false };
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
    const givenUp = advanceWithin(session, whole, wall);
    host.onMoved();
    change({ isLate: givenUp > whole * LATE_FROM_SHARE });
  };

  const frame = (): void => {
    const now = wall.nowMs();
    if (now - lastMs < LONGEST_WAIT_MS && host.needsFrame()) {
      handle = wall.onFrame(frame);
      return;
    }
    const elapsedMs = Math.min(now - lastMs, LONGEST_FRAME_MS);
    lastMs = now;
    try {
      if (!state.isPaused && host.mayAdvance()) move(elapsedMs);
    } catch (fault) {
      isStopped = true;
      host.onFault(fault);
    }
    if (!isStopped) handle = wall.onFrame(frame);
  };
  handle = wall.onFrame(frame);

  return {
    state: () => state,
    setPaused: (isPaused) => change({ isPaused, isLate: false }),
    setSpeed: (speed) => change({ speed }),
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

/** What the page does in a frame may take this long beside the simulator's work. */
const OWN_FRAME_FROM_MS = 2;

/** Frames that the page may have for itself before the simulator has one again. */
const MOST_OWN_FRAMES = 3;

/**
 * Shares the frames between what the panels read, what they draw later, and the simulator: none has
 * too much to do. Listeners are called once after `schedule`, however often that is called.
 */
export function createFrames() {
  const listeners = new Set<() => void>();
  const drawings: (() => void)[] = [];
  let handle = 0;
  let isDue = false;
  let startedAtMs = Number.POSITIVE_INFINITY;
  let ownFrames = 0;
  let isTyped = false;
  const ask = (): void => {
    if (handle === 0) handle = requestAnimationFrame(run);
  };
  const run = (): void => {
    handle = 0;
    if (isTyped) {
      ask();
      return;
    }
    startedAtMs = performance.now();
    const drawing = drawings.shift();
    if (drawing !== undefined) drawing();
    else {
      isDue = false;
      for (const listener of listeners) listener();
    }
    if (isDue || drawings.length > 0) ask();
  };
  /** A key was pressed: the next frame is for what it changes, and for nothing else. */
  const typed = (): void => {
    if (isTyped) return;
    isTyped = true;
    requestAnimationFrame(() => {
      isTyped = false;
    });
  };
  addEventListener('keydown', typed, { capture: true });
  return {
    /** Whether this frame, or the one that begins, is the page's own. */
    isOwn(): boolean {
      const tookMs = performance.now() - startedAtMs;
      startedAtMs = Number.POSITIVE_INFINITY;
      const isOwn = isTyped || drawings.length > 0 || tookMs >= OWN_FRAME_FROM_MS;
      ownFrames = isOwn && ownFrames < MOST_OWN_FRAMES ? ownFrames + 1 : 0;
      return ownFrames > 0;
    },
    schedule(): void {
      isDue = true;
      ask();
    },
    /** Draws in a frame of its own. */
    draw(drawing: () => void): void {
      drawings.push(drawing);
      ask();
    },
    on(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop(): void {
      removeEventListener('keydown', typed, { capture: true });
      cancelAnimationFrame(handle);
    },
  };
}

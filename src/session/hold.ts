/** How long the tab that has a lesson may take to save it and let go, before it is taken. */
const PATIENCE_MS = 3000;

/** Sees to it that a lesson is played in one tab of the browser at a time. */
export interface LessonHold {
  /**
   * Resolves when this tab has the lesson: at once, or when the tab that has it lets go. `onWait`
   * is called when it has to wait.
   */
  take(onWait: () => void): Promise<void>;
  /** While `take` waits: asks the tab that has the lesson to let go, and takes it in any case. */
  takeOver(): void;
  /** Lets another tab have it. */
  release(): void;
}

/** What a tab does when another wants its lesson. */
export interface HoldHost {
  /** Asked to let go: saves first. The hold is released when this is done. */
  onAsked(): Promise<void>;
  /** The lesson is in another tab now. */
  onLost(): void;
}

const wasAborted = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/**
 * Creates the hold of a lesson, by a lock that the browser frees when the tab goes, however it
 * goes. Where there are no locks (a page that is not from a secure place), the tab that was opened
 * last has the lesson.
 */
export function createHold(lesson: string, host: HoldHost): LessonHold {
  const name = `ordinal.lesson.${lesson}`;
  const locks = navigator.locks as LockManager | undefined;
  const channel = new BroadcastChannel(name);
  let isHeld = false;
  let isLost = false;
  let free = (): void => {};
  /** Ends the request that waits in the browser's queue. */
  let waiting = new AbortController();
  let isWaiting = false;
  let onGranted = (): void => {};

  const lose = (): void => {
    isHeld = false;
    isLost = true;
    host.onLost();
  };
  const holdWithoutLock = (): void => {
    channel.postMessage('let go');
    isHeld = true;
  };
  /** Asks the browser for the lock. Answers false when it is not to be had at once. */
  const ask = (options: LockOptions): Promise<boolean> =>
    new Promise((answer, fail) => {
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (lock === null) {
          answer(false);
          return undefined;
        }
        isHeld = true;
        isWaiting = false;
        answer(true);
        return new Promise((resolve) => {
          free = resolve;
        });
      };
      locks?.request(name, options, hold).catch((error: unknown) => {
        // A held lock that ends so was taken by another tab.
        if (isHeld) lose();
        else fail(error);
      });
    });
  const queue = (): void => {
    waiting.abort();
    waiting = new AbortController();
    isWaiting = true;
    ask({ signal: waiting.signal }).then(
      () => onGranted(),
      (error: unknown) => {
        if (!wasAborted(error)) console.error(error);
      },
    );
  };
  channel.addEventListener('message', async () => {
    if (isHeld) {
      await host.onAsked().catch(() => undefined);
      if (!isHeld) return;
      free();
      lose();
    } else if (isWaiting) {
      // Whoever has asked goes first.
      queue();
    }
  });

  return {
    async take(onWait) {
      if (locks === undefined && !isLost) holdWithoutLock();
      if (isHeld || (locks !== undefined && (await ask({ ifAvailable: true })))) return;
      onWait();
      await new Promise<void>((resolve) => {
        onGranted = resolve;
        if (locks !== undefined) queue();
      });
    },
    takeOver() {
      if (locks === undefined) {
        holdWithoutLock();
        onGranted();
        return;
      }
      channel.postMessage('let go');
      setTimeout(() => {
        if (!isWaiting) return;
        waiting.abort();
        void ask({ steal: true }).then(() => onGranted());
      }, PATIENCE_MS);
    },
    release() {
      isHeld = false;
      free();
    },
  };
}

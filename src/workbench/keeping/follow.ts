const channelOf = (lesson: string): BroadcastChannel =>
  new BroadcastChannel(`ordinal.kept.${lesson}`);

/** Tells the browser's other tabs when something new of a lesson is kept. */
export function createKeptSignal(lesson: string): () => void {
  const channel = channelOf(lesson);
  return () => channel.postMessage('kept');
}

/**
 * Calls `catchUp` when another tab has kept something new of the lesson: one call at a time, and
 * while nobody sees this tab none, but one when it is seen again.
 */
export function followKept(lesson: string, catchUp: () => Promise<void>): void {
  let isDue = false;
  let isBusy = false;
  const run = async (): Promise<void> => {
    if (isBusy || !isDue || document.hidden) return;
    isBusy = true;
    isDue = false;
    await catchUp().catch((error: unknown) => console.error(error));
    isBusy = false;
    void run();
  };
  channelOf(lesson).addEventListener('message', () => {
    isDue = true;
    void run();
  });
  document.addEventListener('visibilitychange', () => void run());
}

import {
  type CommandContext,
  type Program,
  type Signal,
  sleep,
  untilOr,
} from '../../kernel/index.ts';

const LONGEST_WAIT_MS = 60_000;

/** Whether a server was told to end: it takes SIGTERM and SIGINT. */
export function watchSignals({ self }: CommandContext): () => boolean {
  let signal: Signal | undefined;
  self.onSignal((each) => {
    const isTaken = each === 'SIGTERM' || each === 'SIGINT';
    if (isTaken) signal ??= each;
    return isTaken;
  });
  return () => signal !== undefined;
}

/** Waits until a server was told to end. */
export function* untilStopped(isStopping: () => boolean): Program<void> {
  while (!isStopping()) yield* untilOr(isStopping, LONGEST_WAIT_MS);
}

/** Tries until it works or the server was told to end. */
export function* retry(
  isStopping: () => boolean,
  everyMs: number,
  attempt: () => Program<boolean>,
): Program<void> {
  while (!isStopping() && !(yield* attempt())) yield* sleep(everyMs);
}

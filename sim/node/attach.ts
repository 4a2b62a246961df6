import type { Program, Self, Signal } from '../kernel/index.ts';
import { SIGNAL_NUMBERS, until } from '../kernel/index.ts';
import type { Attached, Console } from './console.ts';
import type { ContainerLog } from './logs.ts';

/** What one who is attached sees of a main program. */
export interface AttachTarget {
  readonly log: ContainerLog;
  /** Undefined for a program that reads nothing. */
  readonly console: Console | undefined;
  isOver(): boolean;
  signal(signal: Signal): void;
}

/** The keys of a terminal; its other signals are for the one who is attached. */
const KEYS: readonly Signal[] = ['SIGINT', 'SIGQUIT', 'SIGTSTP'];

function* follow(log: ContainerLog, { stdout }: Attached): Program {
  const reader = log.reader({
    isFollowed: true,
    tailLines: 0,
    sinceEpochMs: undefined,
    hasTimestamps: false,
  });
  for (;;) {
    const text = yield* reader.read();
    if (text === undefined || !(yield* stdout.write(text))) return 0;
  }
}

/** Shows what a main program does from now on, until it ends. */
export function* attachedProgram(target: AttachTarget, attached: Attached, self: Self): Program {
  const { console } = target;
  self.onSignal((signal) => {
    // It may be the first of its namespace, which a signal without a handler does not end.
    if (signal === 'SIGHUP') self.exit(128 + SIGNAL_NUMBERS.SIGHUP);
    else if (console === undefined || attached.tty === undefined) return false;
    else if (KEYS.includes(signal)) target.signal(signal);
    else return false;
    return true;
  });
  if (console === undefined) return yield* follow(target.log, attached);
  console.connect(attached);
  try {
    yield* until(target.isOver);
    return 0;
  } finally {
    console.disconnect(attached);
  }
}

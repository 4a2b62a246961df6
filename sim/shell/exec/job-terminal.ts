import { interruptible, type Program, type Signal, type Tty } from '../../kernel/index.ts';
import type { JobPlace } from '../types.ts';

/** What a program writes that takes the whole screen. */
const TAKES_SCREEN = '\x1b[?1049h';

/**
 * The terminal as a job has it that was started in the background: who reads there, or takes the
 * whole screen, is stopped until the job is in the foreground. `stop` answers whether it did; what
 * ignores the signal reads nothing.
 */
export function jobTerminal(tty: Tty, place: JobPlace, stop: (signal: Signal) => boolean): Tty {
  function* isAllowed(signal: Signal): Program<boolean> {
    while (!place.isForeground) {
      if (!stop(signal)) return false;
      yield {};
    }
    return true;
  }
  const inForeground = <A extends unknown[], T>(
    ask: (...args: A) => Program<T | undefined>,
    signal: Signal = 'SIGTTIN',
  ): ((...args: A) => Program<T | undefined>) =>
    function* (...args) {
      while (yield* isAllowed(signal)) {
        const answer = yield* interruptible(ask(...args), () => !place.isForeground);
        if (place.isForeground) return answer;
      }
      return undefined;
    };
  return {
    ...tty,
    readLine: inForeground(tty.readLine),
    readText: inForeground(tty.readText),
    readKey: inForeground(tty.readKey),
    read: inForeground(tty.read),
    edit: inForeground(tty.edit, 'SIGTTOU'),
    *write(text) {
      if (text.includes(TAKES_SCREEN) && !(yield* isAllowed('SIGTTOU'))) return false;
      return yield* tty.write(text);
    },
  };
}

import type { ReadlineHost } from './host.ts';

const STOP = '\x13';
const START = '\x11';
/** Signals start the output again, too. */
const SIGNALS: ReadonlySet<string> = new Set(['\x03', '\x1a', '\x1c']);

/** Ctrl-S and Ctrl-Q: the output of a program stands still meanwhile. */
export interface Flow {
  /** Takes one key; true when it is one of the two, where a program has the terminal. */
  take(code: string): boolean;
}

/** Creates it for one terminal. Models IXON of termios(3); at a prompt both keys are readline's. */
export function createFlow({ actor, hold, release }: ReadlineHost): Flow {
  let isStopped = false;
  const setStopped = (isWanted: boolean): void => {
    if (isWanted === isStopped) return;
    isStopped = isWanted;
    if (isStopped) hold();
    else release();
  };
  const hasFlow = (): boolean => {
    const snapshot = actor.getSnapshot();
    const { request } = snapshot.context;
    return request === undefined ? snapshot.matches('running') : request.history === '';
  };
  return {
    take(code) {
      if (SIGNALS.has(code)) setStopped(false);
      if ((code !== STOP && code !== START) || !(isStopped || hasFlow())) return false;
      setStopped(code === STOP);
      return true;
    },
  };
}

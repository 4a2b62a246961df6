import { SIGNAL_NUMBERS, type Signal } from '../../kernel/index.ts';
import type { Shell } from '../types.ts';

/** Signals that end a shell behind its EXIT trap. */
const ENDING: ReadonlySet<Signal> = new Set([
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGALRM',
  'SIGUSR1',
  'SIGUSR2',
]);

/** Signals of the terminal, which what runs in the foreground gets as well. */
const KEYS: ReadonlySet<Signal> = new Set(['SIGINT', 'SIGQUIT']);

/**
 * Takes the signal whose trap is next, which is that of the lowest number; one that came several
 * times counts once, but of children each. Models run_pending_traps of bash.
 */
export function takePending({ signals }: Shell): Signal | undefined {
  const [next] = signals.toSorted((a, b) => SIGNAL_NUMBERS[a] - SIGNAL_NUMBERS[b]);
  const rest = signals.filter((signal) => signal !== next);
  const more = next === 'SIGCHLD' ? signals.filter((signal) => signal === next).slice(1) : [];
  signals.splice(0, signals.length, ...more, ...rest);
  return next;
}

/** Notes children that have ended for the CHLD trap, each once. */
export function hearOfChildren(shell: Shell): void {
  // What ended before there was a trap is past.
  const isTrapped = shell.traps.has('CHLD');
  for (const job of shell.jobs) {
    if (job.isHeard || job.processes.some((one) => one.exitCode() === undefined)) continue;
    job.isHeard = true;
    if (isTrapped) for (const _ of job.processes) shell.signals.push('SIGCHLD');
  }
}

/**
 * Makes traps work in a script or a subshell: a signal with a trap is kept until the command at
 * hand is over; one that is ignored vanishes; the others end the process, after its EXIT trap if
 * there is one. Ctrl-C waits for the command in the foreground, and counts if that ended by it.
 */
export function handleSignals(shell: Shell): void {
  shell.self.onSignal((signal) => {
    const action = shell.traps.get(signal.slice(3));
    if (action === '') return true;
    if (action !== undefined) {
      shell.signals.push(signal);
      return true;
    }
    const isWaiting = shell.foreground.some((process) => process.exitCode() === undefined);
    if (KEYS.has(signal) && isWaiting) {
      shell.keySignal = signal;
      return true;
    }
    if (!shell.traps.has('EXIT') || !ENDING.has(signal)) return false;
    shell.traps.set(signal.slice(3), `exit ${128 + SIGNAL_NUMBERS[signal]}`);
    shell.endingSignal = signal;
    shell.signals.push(signal);
    return true;
  });
}

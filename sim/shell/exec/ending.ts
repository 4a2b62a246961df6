import type { Program } from '../../kernel/index.ts';
import { TRAP_NAMES } from '../signals.ts';
import type { Job, Shell } from '../types.ts';
import { decider, isRunning, statusOf } from './job-marks.ts';
import { endingOf, toldJob } from './job-text.ts';
import { printError, report } from './report.ts';

/** Ends by Ctrl-C and by a closed pipe, which bash does not mention. */
const QUIET_ENDINGS: ReadonlySet<number> = new Set([130, 141]);

/** Ends of background commands that a script does not mention: also by `kill`. */
const USUAL_ENDINGS: ReadonlySet<number> = new Set([...QUIET_ENDINGS, 143]);

/** What the shell calls the signal that ended a job; undefined where none did. */
const endingSignal = (job: Job): string | undefined =>
  decider(job)?.isSignalled() === true ? endingOf(statusOf(job)) : undefined;

/** Tells what a signal ended in the foreground. Models `notify_of_job_status` of bash. */
export function* tellKilled(shell: Shell): Program<void> {
  const job = shell.killed;
  if (job === undefined) return;
  shell.killed = undefined;
  const [code, ending] = [statusOf(job), endingSignal(job)];
  if (ending === undefined || shell.isSubstitution || QUIET_ENDINGS.has(code)) return;
  // Of SIGTERM, and of signals with a trap, a script says no more than a terminal does.
  const isShort =
    shell.isAtTerminal || code === 143 || shell.traps.has(TRAP_NAMES[code - 128] ?? '');
  const text = isShort ? undefined : shell.dialect.jobs.killed(toldJob(shell, job));
  if (text === undefined) yield* printError(shell, `${ending}\n`);
  else yield* report(shell, text);
}

/** Tells, in a script, of background commands that a signal ended. */
export function* reportKilled(shell: Shell): Program<void> {
  if (shell.isAtTerminal || shell.isSubstitution) return;
  for (const job of shell.jobs) {
    if (job.isReported || job.isTold || isRunning(job)) continue;
    if (endingSignal(job) === undefined || USUAL_ENDINGS.has(statusOf(job))) continue;
    const text = shell.dialect.jobs.killed(toldJob(shell, job));
    job.isTold = true;
    if (text !== undefined) yield* report(shell, text);
  }
}

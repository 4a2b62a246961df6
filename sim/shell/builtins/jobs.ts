import { type Program, SIGNAL_NUMBERS, until } from '../../kernel/index.ts';
import { forgetCoprocs } from '../exec/coproc.ts';
import { reportKilled } from '../exec/ending.ts';
import { waitFor } from '../exec/fork.ts';
import {
  broughtBack,
  isRunning,
  isStopped,
  liveJobs,
  sentAway,
  statusOf,
  stopSignalOf,
} from '../exec/job-marks.ts';
import { describeJob, toldJob } from '../exec/job-text.ts';
import { findJob, forgetEnded, missingJob, notify, pidOf, reportStopped } from '../exec/jobs.ts';
import { complain, print, report } from '../exec/report.ts';
import { hearOfChildren } from '../exec/signals.ts';
import { hasJobControl } from '../exec/start-job.ts';
import type { Job, Outcome, Shell } from '../types.ts';
import { setText } from '../variables.ts';
import type { ShellMessage } from '../words/shell.ts';
import { type Builtin, invalidOption, readOptions, refuseOptions } from './usage.ts';

const jobs: Builtin = function* (shell, args) {
  const options = readOptions(args, 'lnprsx');
  if (options.flags.has('x')) {
    const words = options.rest.map((word) => {
      const job = word.startsWith('%') ? findJob(shell, word) : undefined;
      return job === undefined ? word : String(pidOf(job));
    });
    const run = { skipFunctions: false, onlyBuiltins: false, replaces: false };
    const outcome = yield* shell.engine.runWords(shell, words, run);
    return outcome.type === 'normal' ? shell.status : outcome;
  }
  if (options.bad !== undefined) return yield* invalidOption(shell, 'jobs', options.bad);
  const { flags, rest } = options;
  let chosen = liveJobs(shell.jobs);
  if (rest.length > 0) {
    const named = rest.map((spec) => findJob(shell, spec.startsWith('%') ? spec : `%${spec}`));
    const missing = rest.find((_, i) => named[i] === undefined);
    if (missing !== undefined) {
      const why = missingJob(shell, missing);
      yield* complain(shell, `${why}`);
      if (why.endsWith('spec')) yield* complain(shell, ['noJob', missing]);
      return 1;
    }
    chosen = named.filter((job) => job !== undefined);
  }
  for (const job of chosen) {
    if (flags.has('r') && (!isRunning(job) || isStopped(job))) continue;
    if (flags.has('s') && !isStopped(job)) continue;
    const line = flags.has('p') ? String(pidOf(job)) : describeJob(shell, job, flags.has('l'));
    // With -n those of which something is new.
    if (flags.has('n') && job.isStateTold) continue;
    job.isStateTold = true;
    yield* print(shell, `${line}\n`);
  }
  for (const job of chosen) if (!isRunning(job)) job.isReported = true;
  return 0;
};

/** Waits for processes, or until a signal with a trap comes; its status then. */
function* waitUntil(shell: Shell, isOver: () => boolean): Program<number | undefined> {
  yield* until(() => isOver() || shell.signals.length > 0);
  const [signal] = shell.signals;
  return !isOver() && signal !== undefined ? 128 + SIGNAL_NUMBERS[signal] : undefined;
}

/** What is said of a job that a spec does not mean, or does not mean alone. */
export function unmet(shell: Shell, spec: string): ShellMessage | string {
  const why = missingJob(shell, spec);
  return why.endsWith('ambiguous job spec') ? ['ambiguousJob', spec, why] : ['noJob', spec];
}

/** The job that has a process of that id. */
export const jobOfPid = (shell: Shell, spec: string): Job | undefined =>
  [...shell.jobs, ...(shell.substitution === undefined ? [] : [shell.substitution])].find((one) =>
    one.processes.some((process) => String(process.pid) === spec),
  );

/** The jobs that `wait -n` names and that are still to be waited for; it complains of others. */
function* jobsNamed(shell: Shell, specs: readonly string[]): Program<Job[]> {
  const wanted: Job[] = [];
  for (const spec of specs) {
    const job = spec.startsWith('%') ? findJob(shell, spec) : jobOfPid(shell, spec);
    if (job === undefined || job.isReported) {
      yield* complain(shell, ['noJob', spec]);
    } else wanted.push(job);
  }
  return wanted;
}

/** `wait` alone at a prompt does not tell what has ended before. */
function silenceEnded(shell: Shell): void {
  for (const job of shell.jobs) if (!isRunning(job)) job.isReported = true;
}

/** Whether `wait` has nothing to wait for: with job control what is stopped may be so for ever. */
const isOver = (shell: Shell, job: Job): boolean =>
  !isRunning(job) || (hasJobControl(shell) && isStopped(job));

function* waitForAll(shell: Shell, live: readonly Job[]): Program<number> {
  for (const job of live.filter((one) => hasJobControl(shell) && isStopped(one))) {
    yield* complain(shell, `warning: job ${job.id}[${pidOf(job)}] stopped`);
  }
  const isAlive = (): boolean =>
    shell.host.processes
      .alive()
      .some(
        ({ pid, parentPid, stoppedBy }) =>
          pid === shell.lastBackground && parentPid === shell.self.pid && stoppedBy() === undefined,
      );
  // The last `>(…)` is waited for too.
  const interrupted = yield* waitUntil(
    shell,
    () => live.every((job) => isOver(shell, job)) && !isAlive(),
  );
  if (interrupted !== undefined) return interrupted;
  yield* reportKilled(shell);
  yield* forgetEnded(shell);
  if (!shell.isInteractive) for (const job of live) job.isReported = true;
  yield* notify(shell);
  hearOfChildren(shell);
  // Their statuses cannot be asked for any more.
  shell.jobs.splice(0, shell.jobs.length, ...shell.jobs.filter((job) => !job.isReported));
  forgetCoprocs(shell);
  return 0;
}

/** The status of a word that can mean no job. */
const NO_JOB = 1;

/** The job that a word means to `wait`, or the status where it means none and that was told. */
function* jobToWaitFor(shell: Shell, spec: string): Program<Job | number> {
  if (spec.startsWith('%')) {
    const job = findJob(shell, spec);
    if (job === undefined) yield* complain(shell, unmet(shell, spec));
    return job ?? 127;
  }
  if (!/^\d+$/.test(spec)) {
    yield* complain(shell, ['notWaited', spec]);
    return NO_JOB;
  }
  const job = jobOfPid(shell, spec);
  if (job === undefined && shell.dialect.jobs.tellsStrangers) {
    yield* complain(shell, `pid ${spec} is not a child of this shell`);
  }
  return job ?? 127;
}

/** What bash has for the status of a job that is not there any more. */
const UNKNOWN = -1;

/** Jobs that are another shell's count as gone once they are waited for. */
function forgetForeign({ jobs }: Shell): void {
  jobs.splice(0, jobs.length, ...jobs.filter(({ isForeign }) => !isForeign));
}

const wait: Builtin = function* (shell, args) {
  const options = readOptions(args, 'fnp:');
  const wrong = yield* refuseOptions(shell, 'wait', options);
  if (wrong !== undefined) return wrong;
  const named = options.values.get('p');
  if (args.length === 0 && shell.isInteractive) silenceEnded(shell);
  if (options.rest.length === 0) forgetForeign(shell);
  let live = shell.jobs.filter((job) => !job.isReported);
  if (options.flags.has('n')) {
    if (options.rest.length > 0) live = yield* jobsNamed(shell, options.rest);
    const isDone = (): boolean =>
      live.some((job) => !isRunning(job)) || live.every((job) => isOver(shell, job));
    const interrupted = yield* waitUntil(shell, isDone);
    if (interrupted !== undefined) return interrupted;
    const done = live.find((job) => !isRunning(job));
    if (done === undefined) return 127;
    done.isReported = true;
    if (named !== undefined) setText(shell, named, String(pidOf(done)));
    return statusOf(done);
  }
  if (options.rest.length === 0) return yield* waitForAll(shell, live);
  let status = 0;
  for (const spec of options.rest) {
    const target = yield* jobToWaitFor(shell, spec);
    if (typeof target === 'number') {
      if (target === NO_JOB && shell.dialect.errors.stopsAtFirst) return 2;
      status = target;
      continue;
    }
    if (target.isForeign) {
      forgetForeign(shell);
      status = UNKNOWN;
      continue;
    }
    const interrupted = yield* waitUntil(shell, () => isOver(shell, target));
    if (interrupted !== undefined) return interrupted;
    if (isRunning(target)) {
      yield* report(shell, `warning: wait_for_job: job ${target.id} is stopped`);
      status = 128 + SIGNAL_NUMBERS[stopSignalOf(target)];
      continue;
    }
    yield* reportKilled(shell);
    status = statusOf(target);
    yield* forgetEnded(shell);
    // At a prompt its end is told all the same.
    if (!shell.isInteractive) target.isReported = true;
    target.signalledAtMs = undefined;
    yield* notify(shell);
    if (named !== undefined) setText(shell, named, String(pidOf(target)));
  }
  yield* forgetEnded(shell);
  forgetCoprocs(shell);
  return status;
};

/** Sends a stopped job on in the background. */
function* sendOn(shell: Shell, job: Job): Program<number> {
  if (!isStopped(job)) {
    yield* complain(shell, `job ${job.id} already in background`);
    return 0;
  }
  yield* print(shell, `${shell.dialect.jobs.resumed(toldJob(shell, job))}\n`);
  for (const process of job.processes) process.signal('SIGCONT');
  job.signalledAtMs = shell.host.clock.nowMs();
  Object.assign(job, { state: 'running', isStateTold: false });
  sentAway(shell);
  return 0;
}

/** Brings a job to the foreground and waits for it. */
function* bringBack(shell: Shell, job: Job): Program<number | Outcome> {
  broughtBack(shell, job);
  yield* print(shell, `${shell.dialect.jobs.broughtBack(toldJob(shell, job))}\n`);
  job.place.isForeground = true;
  Object.assign(job, { state: 'running', isStateTold: false });
  for (const process of job.processes) process.signal('SIGCONT');
  try {
    if (!(yield* waitFor(shell, job.processes, 'job'))) return yield* reportStopped(shell, job);
    shell.killed = job;
  } finally {
    job.place.isForeground = false;
    // Also when Ctrl-C ended it, and this command with it.
    if (!isRunning(job)) job.isReported = true;
  }
  return statusOf(job);
}

const foreground: Builtin = function* (shell, args, _, name) {
  if (!shell.options.has('monitor')) {
    yield* complain(shell, ['noJobControl', args[0]]);
    return shell.dialect.errors.statuses.jobControl;
  }
  const wrong = yield* refuseOptions(shell, name, readOptions(args, ''));
  if (wrong !== undefined) return wrong;
  // Only one can be in the foreground.
  const specs = args.length === 0 ? [undefined] : name === 'fg' ? args.slice(0, 1) : args;
  let status = 0;
  for (const given of specs) {
    const spec = given ?? '%+';
    const job = findJob(shell, spec.startsWith('%') ? spec : `%${spec}`);
    if (job === undefined) {
      yield* complain(shell, `${missingJob(shell, given ?? 'current')}`);
      status = 1;
    } else if (!isRunning(job) && hasJobControl(shell)) {
      yield* report(shell, `${name}: job has terminated`);
      yield* notify(shell);
      status = 1;
    } else if (name === 'fg') return yield* bringBack(shell, job);
    else status = Math.max(status, yield* sendOn(shell, job));
  }
  return status;
};

/** Forgets a job, of which nothing is told any more. */
function* forget(shell: Shell, job: Job): Program<void> {
  if (isStopped(job)) {
    const text = `deleting stopped job ${job.id} with process group ${pidOf(job)}`;
    yield* report(shell, `warning: ${text}`);
  }
  job.isReported = true;
}

const disown: Builtin = function* (shell, args) {
  const options = readOptions(args, 'ahr');
  const wrong = yield* refuseOptions(shell, 'disown', options);
  if (wrong !== undefined) return wrong;
  const { flags, rest } = options;
  if (rest.length === 0 && (flags.has('a') || flags.has('r'))) {
    // No job is the current one then, until another is started or stopped.
    Object.assign(shell.marks, { current: 0, previous: 0 });
    for (const job of liveJobs(shell.jobs)) {
      const isChosen = !flags.has('r') || (isRunning(job) && !isStopped(job));
      if (isChosen && !flags.has('h')) yield* forget(shell, job);
    }
    return 0;
  }
  let status = 0;
  for (const given of rest.length === 0 ? [undefined] : rest) {
    const spec = given ?? '%+';
    const job = jobOfPid(shell, spec) ?? findJob(shell, spec.startsWith('%') ? spec : `%${spec}`);
    if (job !== undefined) {
      // With -h it stays, and would only not be hung up.
      if (!flags.has('h')) yield* forget(shell, job);
      continue;
    }
    yield* complain(shell, given === undefined ? 'current: no such job' : unmet(shell, spec));
    status = 1;
  }
  return status;
};

export const JOBS: Readonly<Record<string, Builtin>> = {
  jobs,
  wait,
  fg: foreground,
  bg: foreground,
  disown,
};

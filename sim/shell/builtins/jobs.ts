import { type Program, SIGNAL_NUMBERS, until } from '../../kernel/index.ts';
import { forgetCoprocs } from '../exec/coproc.ts';
import { waitFor } from '../exec/fork.ts';
import {
  describeJob,
  findJob,
  forgetEnded,
  isRunning,
  isStopped,
  missingJob,
  pidOf,
  reportEnded,
  reportKilled,
  reportStopped,
  statusOf,
  toldJob,
} from '../exec/jobs.ts';
import { complain, print } from '../exec/report.ts';
import type { Job, Shell } from '../types.ts';
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
  // Until a subshell has jobs of its own it lists those of its parent.
  const listed = shell.jobs.length > 0 ? shell.jobs : shell.outerJobs;
  let chosen = listed.filter((one) => !one.isReported).sort((a, b) => a.id - b.id);
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

function* waitForAll(shell: Shell, live: readonly Job[]): Program<number> {
  const isAlive = (): boolean =>
    shell.host.processes.alive().some(({ pid }) => pid === shell.lastBackground);
  // The last `>(…)` is waited for too.
  const interrupted = yield* waitUntil(shell, () => !live.some(isRunning) && !isAlive());
  if (interrupted !== undefined) return interrupted;
  yield* reportKilled(shell);
  yield* forgetEnded(shell);
  if (!shell.isInteractive) for (const job of live) job.isReported = true;
  yield* reportEnded(shell);
  forgetCoprocs(shell);
  return 0;
}

const wait: Builtin = function* (shell, args) {
  const options = readOptions(args, 'fnp:');
  const wrong = yield* refuseOptions(shell, 'wait', options);
  if (wrong !== undefined) return wrong;
  const named = options.values.get('p');
  if (args.length === 0 && shell.isInteractive) silenceEnded(shell);
  let live = shell.jobs.filter((job) => !job.isReported);
  if (options.flags.has('n')) {
    if (options.rest.length > 0) live = yield* jobsNamed(shell, options.rest);
    const isDone = (): boolean => live.length === 0 || live.some((job) => !isRunning(job));
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
    let job: Job | undefined;
    if (spec.startsWith('%')) {
      job = findJob(shell, spec);
      if (job === undefined) {
        yield* complain(shell, unmet(shell, spec));
        status = 127;
        continue;
      }
    } else if (/^\d+$/.test(spec)) {
      job = jobOfPid(shell, spec);
      if (job === undefined) {
        if (shell.dialect.jobs.tellsStrangers) {
          yield* complain(shell, `pid ${spec} is not a child of this shell`);
        }
        status = 127;
        continue;
      }
    } else {
      yield* complain(shell, ['notWaited', spec]);
      if (shell.dialect.errors.stopsAtFirst) return 2;
      status = 1;
      continue;
    }
    const target = job;
    const interrupted = yield* waitUntil(shell, () => !isRunning(target));
    if (interrupted !== undefined) return interrupted;
    yield* reportKilled(shell);
    status = statusOf(target);
    yield* forgetEnded(shell);
    // At a prompt its end is told all the same.
    if (!shell.isInteractive) target.isReported = true;
    target.killedAtMs = undefined;
    yield* reportEnded(shell);
    if (named !== undefined) setText(shell, named, String(pidOf(target)));
  }
  yield* forgetEnded(shell);
  forgetCoprocs(shell);
  return status;
};

const foreground: Builtin = function* (shell, args, _, name) {
  if (!shell.options.has('monitor')) {
    yield* complain(shell, ['noJobControl', args[0]]);
    return shell.dialect.errors.statuses.jobControl;
  }
  const spec = args[0] ?? '%+';
  const job = findJob(shell, spec.startsWith('%') ? spec : `%${spec}`);
  if (job === undefined) {
    yield* complain(shell, `${missingJob(shell, args[0] ?? 'current')}`);
    return 1;
  }
  if (name === 'bg') {
    if (!isStopped(job)) {
      yield* complain(shell, `job ${job.id} already in background`);
      return 0;
    }
    yield* print(shell, `${shell.dialect.jobs.resumed(toldJob(shell, job, false))}\n`);
    for (const process of job.processes) process.signal('SIGCONT');
    return 0;
  }
  yield* print(shell, `${job.text}\n`);
  for (const process of job.processes) process.signal('SIGCONT');
  try {
    if (!(yield* waitFor(shell, job.processes, true))) return yield* reportStopped(shell, job);
  } finally {
    // Also when Ctrl-C ended it, and this command with it.
    if (!isRunning(job)) job.isReported = true;
  }
  return statusOf(job);
};

const disown: Builtin = function* (shell, args) {
  const wrong = yield* refuseOptions(shell, 'disown', readOptions(args, 'ahr'));
  if (wrong !== undefined) return wrong;
  if (args.length === 0) {
    const current = findJob(shell, '%+');
    if (current === undefined) {
      yield* complain(shell, 'current: no such job');
      return 1;
    }
    current.isReported = true;
  }
  if (args.some((arg) => /^-[hr]*a/.test(arg))) for (const job of shell.jobs) job.isReported = true;
  for (const spec of args.filter((arg) => !/^-[ahr]+$/.test(arg))) {
    const job = jobOfPid(shell, spec) ?? findJob(shell, spec.startsWith('%') ? spec : `%${spec}`);
    if (job === undefined) {
      yield* complain(shell, ['noJob', spec]);
      return 1;
    }
    if (args[0] !== '-h') job.isReported = true;
  }
  return 0;
};

export const JOBS: Readonly<Record<string, Builtin>> = {
  jobs,
  wait,
  fg: foreground,
  bg: foreground,
  disown,
};

import { type Process, type Program, SIGNAL_NUMBERS, signalOf, until } from '../../kernel/index.ts';
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
import { complain, print, printError } from '../exec/report.ts';
import { quoteSingle } from '../expand/quote.ts';
import { groupOf, KEYS } from '../key-signals.ts';
import { nameOfNumber, realTimeNumber, signalName, TRAP_NAMES } from '../signals.ts';
import type { Job, Shell } from '../types.ts';
import { setText } from '../variables.ts';
import type { ShellMessage } from '../words/shell.ts';
import { type Builtin, invalidOption, readOptions, refuseOptions, usage } from './usage.ts';

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

/** What is said of a job that a spec does not mean alone. */
function unmet(shell: Shell, spec: string): ShellMessage | string {
  const why = missingJob(shell, spec);
  return why.endsWith('ambiguous job spec') ? ['ambiguousJob', spec, why] : ['noJob', spec];
}

const jobOfPid = (shell: Shell, spec: string): Job | undefined =>
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

function targetsOf(shell: Shell, spec: string): readonly Process[] | undefined {
  if (spec.startsWith('%')) return findJob(shell, spec)?.processes;
  const alive = shell.host.processes.alive();
  const pid = Number(spec);
  const found = alive.find((process) => process.pid === Math.abs(pid));
  return found === undefined ? undefined : [found];
}

/** Signals that `kill` lets a stopped job see at once. */
const ENDS_STOPPED: ReadonlySet<string> = new Set(['SIGTERM', 'SIGHUP']);

/** `kill -l`: all signals, or the names of numbers and the numbers of names. */
function* listSignals(shell: Shell, specs: readonly string[]): Program<number> {
  if (specs.length === 0) yield* print(shell, shell.dialect.builtins.signalTable());
  let wrong = 0;
  for (const text of specs) {
    const number = Number(text) > 128 ? Number(text) - 128 : Number(text);
    const at = TRAP_NAMES.indexOf(signalName(text) ?? '');
    const shown = /^\d+$/.test(text)
      ? nameOfNumber(number)
      : at >= 0 && at < 32
        ? String(at)
        : realTimeNumber(text)?.toString();
    if (shown !== undefined) yield* print(shell, `${shown}\n`);
    else {
      yield* complain(shell, ['badSignal', text]);
      wrong = 1;
    }
  }
  return wrong;
}

const kill: Builtin = function* (shell, args) {
  const [first] = args;
  if (first === undefined) return yield* usage(shell, 'kill');
  if (first === '-l' || first === '-L') {
    return yield* listSignals(shell, args.slice(1));
  }
  let rest = args;
  let name: string | undefined = 'TERM';
  const { statuses, stopsAtFirst } = shell.dialect.errors;
  if (first === '-s' || first === '-n') {
    if (args.length === 1) {
      yield* complain(shell, ['lacksValue', first]);
      return 1;
    }
    name = signalName(args[1] ?? '');
    rest = args.slice(2);
    if (name === undefined) {
      yield* complain(shell, ['badSignal', args[1] ?? '']);
      return statuses.signal;
    }
  } else if (first === '--') rest = args.slice(1);
  else if (first.startsWith('-') && first.length > 1) {
    name = signalName(first.slice(1));
    rest = args.slice(1);
    if (name === undefined) {
      yield* complain(shell, ['badSignalOption', first]);
      return statuses.signal;
    }
  }
  if (rest.length === 0) return yield* usage(shell, 'kill');
  let status = 0;
  for (const spec of rest) {
    if (!/^%|^-?\d+$/.test(spec)) {
      yield* complain(shell, ['notProcess', spec]);
      if (stopsAtFirst) return 2;
      status = 1;
      continue;
    }
    const targets = targetsOf(shell, spec);
    if (targets === undefined) {
      yield* complain(shell, spec.startsWith('%') ? unmet(shell, spec) : ['noProcess', spec]);
      if (stopsAtFirst && spec.startsWith('%')) return 2;
      status = 1;
      continue;
    }
    if (name === '0' || name === 'EXIT') continue;
    for (const target of targets) {
      const signal = signalOf(`SIG${name}`) ?? 'SIGTERM';
      // A job has a process group of its own, and all of it gets the terminal's signals.
      const isGroup = KEYS.has(signal) && jobOfPid(shell, String(target.pid)) !== undefined;
      for (const one of isGroup ? groupOf(shell, [target]) : [target]) one.signal(signal);
      const job = shell.jobs.find((one) => one.processes.includes(target) && isStopped(one));
      if (job !== undefined && spec.startsWith('%') && ENDS_STOPPED.has(signal)) {
        yield* printError(shell, `\n${describeJob(shell, job)}\n`);
      }
      // A stopped job would not see it before it goes on.
      const own = shell.jobs.find((one) => one.processes.includes(target));
      if (own !== undefined) own.killedAtMs = shell.host.clock.nowMs();
      if (target.isStopped() && ENDS_STOPPED.has(signal)) target.signal('SIGCONT');
    }
    // A signal to oneself takes effect before the next command.
    yield {};
  }
  return status;
};

/** The trap that a word means. */
const trapName = ({ dialect }: Shell, text: string): string | undefined => {
  const name = signalName(text);
  const isSignal = !/^(?:ERR|DEBUG|RETURN)$/.test(name ?? '');
  return isSignal || dialect.builtins.hasPseudoSignals ? name : undefined;
};

const trap: Builtin = function* (shell, args) {
  const options = readOptions(args, 'lp');
  if (options.bad !== undefined) return yield* invalidOption(shell, 'trap', options.bad);
  const { rest, flags } = options;
  if (flags.has('l')) return yield* kill(shell, ['-l'], [], 'kill');
  const listed = shell.outerTraps ?? shell.traps;
  const show = (name: string): string => {
    const full = TRAP_NAMES.indexOf(name) > 0 && !['ERR', 'DEBUG', 'RETURN'].includes(name);
    return `trap -- ${quoteSingle(listed.get(name) ?? '')} ${full ? shell.dialect.builtins.signalHead : ''}${name}\n`;
  };
  if (flags.has('p') || rest.length === 0) {
    const names =
      rest.length === 0
        ? TRAP_NAMES.filter((name) => listed.has(name))
        : rest.map((text) => trapName(shell, text));
    for (const name of names) {
      if (name !== undefined && listed.has(name)) yield* print(shell, show(name));
    }
    const unknown = rest.filter((text) => trapName(shell, text) === undefined);
    for (const text of unknown) {
      yield* complain(shell, ['badTrap', text]);
    }
    return unknown.length === 0 ? 0 : 1;
  }
  if (rest.length === 1 && trapName(shell, rest[0] ?? '') === undefined) {
    return yield* usage(shell, 'trap');
  }
  const isReset = rest.length === 1 || rest[0] === '-' || /^\d+$/.test(rest[0] ?? '');
  const specs = isReset && rest[0] !== '-' ? rest : rest.slice(1);
  let status = 0;
  for (const spec of specs) {
    const name = trapName(shell, spec);
    if (name === undefined) {
      yield* complain(shell, ['badTrap', spec]);
      status = 1;
      continue;
    }
    if (shell.lockedTraps.has(name)) continue;
    shell.outerTraps = undefined;
    if (isReset) shell.traps.delete(name);
    else shell.traps.set(name, rest[0] ?? '');
    const signal = signalOf(`SIG${name}`);
    if (signal !== undefined && !isReset && rest[0] === '') shell.self.ignored.add(signal);
    else if (signal !== undefined) shell.self.ignored.delete(signal);
  }
  return status;
};

export const JOBS: Readonly<Record<string, Builtin>> = {
  jobs,
  wait,
  fg: foreground,
  bg: foreground,
  disown,
  kill,
  trap,
};

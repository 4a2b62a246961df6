import { type Process, type Program, signalOf } from '../../kernel/index.ts';
import { isStopped } from '../exec/job-marks.ts';
import { describeJob } from '../exec/job-text.ts';
import { findJob } from '../exec/jobs.ts';
import { complain, print, printError } from '../exec/report.ts';
import { hasJobControl } from '../exec/start-job.ts';
import { quoteSingle } from '../expand/quote.ts';
import { groupOf, KEYS } from '../key-signals.ts';
import { nameOfNumber, realTimeNumber, signalName, TRAP_NAMES } from '../signals.ts';
import type { Shell } from '../types.ts';
import { unmet } from './jobs.ts';
import { type Builtin, invalidOption, readOptions, usage } from './usage.ts';

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
    const named = spec.startsWith('%') ? findJob(shell, spec) : undefined;
    // What a job that is named was when the shell heard of it last is told anew.
    const isToldAnew = named !== undefined && hasJobControl(shell) && isStopped(named);
    const stopped = isToldAnew && name !== 'CONT' ? `\n${describeJob(shell, named)}\n` : '';
    for (const target of targets) {
      const signal = signalOf(`SIG${name}`) ?? 'SIGTERM';
      const job = shell.jobs.find((one) => one.processes.includes(target));
      // A job has a process group of its own, and all of it gets the terminal's signals.
      const isGroup = KEYS.has(signal) && job !== undefined;
      for (const one of isGroup ? groupOf(shell, [target]) : [target]) one.signal(signal);
      if (job !== undefined) job.signalledAtMs = shell.host.clock.nowMs();
      // A stopped job would not see it before it goes on.
      if (target.stoppedBy() !== undefined && ENDS_STOPPED.has(signal)) target.signal('SIGCONT');
    }
    yield* printError(shell, stopped);
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

export const SIGNALS: Readonly<Record<string, Builtin>> = { kill, trap };

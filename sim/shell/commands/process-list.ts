import type { Process, Program } from '../../kernel/index.ts';
import { signalOf } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import { signalName } from '../signals.ts';
import type { ShellHost } from '../types.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

/** The processes of the terminal that this program runs at: all below its first one. */
function ownProcesses(host: ShellHost, t: Tool): readonly Process[] {
  const alive = host.processes.alive();
  const byPid = new Map(alive.map((one) => [one.pid, one]));
  let root = byPid.get(t.context.self.pid);
  for (let parent = root; parent !== undefined; parent = byPid.get(parent.parentPid)) root = parent;
  const found = new Set<number>(root === undefined ? [] : [root.pid]);
  for (const one of alive) if (found.has(one.parentPid)) found.add(one.pid);
  return alive.filter((one) => found.has(one.pid));
}

/** The program's name, without its arguments. */
const programOf = (process: Process): string => process.name.split(/\s/)[0] || process.name;

function createPs(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'ps',
    summary: 'Shows processes.',
    flags: 'A a e f u x l p|pid: o|format: C: |forest |no-headers',
    rewrite: (args) => args.map((arg) => (/^[aux]+$/.test(arg) ? `-${arg}` : arg)),
    *run(t) {
      const { has, value } = t.args;
      const wanted = value('p')?.split(',').map(Number);
      const isWhole = wanted !== undefined || ['A', 'a', 'e', 'x'].some((flag) => has(flag));
      const own = ownProcesses(host(), t);
      // Without a terminal all that have none are meant.
      const hasTty = t.context.tty !== undefined;
      const seen = isWhole || !hasTty ? host().processes.alive() : own;
      const ttyOf = (one: Process): string =>
        (hasTty && own.some(({ pid }) => pid === one.pid) ? 'pts/0' : '?').padEnd(8);
      const all = seen.filter((one) => wanted === undefined || wanted.includes(one.pid));
      const { user, clock } = host();
      const startedEpochMs = (one: Process): number =>
        clock.epochMs() - clock.nowMs() + one.startedMs;
      const started = (one: Process): string => formatDate('%H:%M', startedEpochMs(one));
      const state = (one: Process): string =>
        one.isStopped() ? 'T' : one.pid === t.context.self.pid ? 'R+' : 'S';
      const rows = all.map((one) => {
        const pid = String(one.pid).padStart(7);
        if (has('u')) {
          const numbers = `${pid}  0.0  0.1   4188  3412 ${ttyOf(one)} `;
          const place = `${state(one).padEnd(4)} ${started(one)}   0:00 ${one.name}`;
          return `${user.padEnd(8)} ${numbers.trimStart().padStart(40)}${place}`;
        }
        if (has('f')) {
          const parent = String(one.parentPid).padStart(7);
          const start = `${started(one)} ${ttyOf(one)} 00:00:00`;
          return `${user.padEnd(8)} ${pid} ${parent}  0 ${start} ${one.name}`;
        }
        return `${pid} ${ttyOf(one)} 00:00:00 ${programOf(one)}`;
      });
      const head = has('u')
        ? 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'
        : has('f')
          ? 'UID          PID    PPID  C STIME TTY          TIME CMD'
          : '    PID TTY          TIME CMD';
      const lines = has('no-headers') ? rows : [head, ...rows];
      yield* t.out(lines.map((line) => `${line}\n`).join(''));
      return all.length > 0 ? 0 : 1;
    },
  });
}

/** The processes that a pattern means; not the searching program itself. */
function matching(host: ShellHost, t: Tool, pattern: string, isExact: boolean): Process[] {
  const expression = new RegExp(isExact ? `^(?:${pattern})$` : pattern);
  const isFull = t.args.has('f');
  return host.processes
    .alive()
    .filter(
      (one) =>
        one.pid !== t.context.self.pid && expression.test(isFull ? one.name : programOf(one)),
    );
}

function createPgrep(host: () => ShellHost, name: 'pgrep' | 'pkill'): StreamingCommand {
  return tool({
    name,
    summary: name === 'pgrep' ? 'Finds processes by name.' : 'Sends a signal by name.',
    flags: 'f|full x|exact l|list-name a|list-full c|count n|newest o|oldest u: e|echo |signal:',
    usageStatus: 2,
    rewrite: (args) =>
      name === 'pkill' ? args.map((arg) => arg.replace(/^-(?=[A-Z]{2}|\d)/, '--signal=')) : args,
    *run(t) {
      const { has, value } = t.args;
      const [pattern] = t.args.operands;
      if (pattern === undefined) {
        return yield* misuse(t, name, 'no matching criteria specified', 2);
      }
      const found = matching(host(), t, pattern, has('x'));
      const chosen = has('n') ? found.slice(-1) : has('o') ? found.slice(0, 1) : found;
      if (name === 'pkill') {
        const signal = signalOf(`SIG${signalName(value('signal') ?? 'TERM')}`) ?? 'SIGTERM';
        for (const one of chosen) one.signal(signal);
      } else if (has('c')) yield* t.out(`${chosen.length}\n`);
      else {
        for (const one of chosen) {
          const shown = has('a') ? ` ${one.name}` : has('l') ? ` ${programOf(one)}` : '';
          yield* t.out(`${one.pid}${shown}\n`);
        }
      }
      return chosen.length > 0 ? 0 : 1;
    },
  });
}

/** The newest comes first, all on one line. */
function createPidof(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'pidof',
    summary: 'Finds processes by the name of their program.',
    flags: 's c n q x z o:',
    *run(t) {
      const { has, value, operands } = t.args;
      const found = operands
        .flatMap((name) =>
          host()
            .processes.alive()
            .filter((one) => programOf(one) === name),
        )
        .map(({ pid }) => String(pid))
        .filter((pid) => pid !== value('o'));
      const chosen = found.reverse().slice(0, has('s') ? 1 : found.length);
      if (chosen.length > 0 && !has('q')) yield* t.out(`${chosen.join(' ')}\n`);
      return chosen.length > 0 ? 0 : 1;
    },
  });
}

function createKillall(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'killall',
    summary: 'Sends a signal to all processes of a name.',
    flags: 's|signal: q|quiet v|verbose',
    rewrite: (args) => args.map((arg) => arg.replace(/^-(?=[A-Z]{2}|\d)/, '--signal=')),
    *run(t) {
      const { has, value, operands } = t.args;
      const signal = signalOf(`SIG${signalName(value('s') ?? 'TERM')}`) ?? 'SIGTERM';
      let status = 0;
      for (const name of operands) {
        const found = host()
          .processes.alive()
          .filter((one) => programOf(one) === name);
        for (const one of found) one.signal(signal);
        if (found.length > 0) continue;
        if (!has('q')) yield* t.context.stderr.write(`${name}: no process found\n`);
        status = 1;
      }
      return status;
    },
  });
}

/** `kill` as a program, for `xargs` and `find`; the shell's own knows jobs too. */
function createKill(host: () => ShellHost): StreamingCommand {
  return {
    name: 'kill',
    summary: 'Sends a signal to processes.',
    opensStreams: true,
    *run(context): Program {
      const [first = ''] = context.args;
      const isSignal = /^-\w/.test(first);
      const name = isSignal ? signalName(first.slice(1)) : 'TERM';
      const signal = signalOf(`SIG${name}`) ?? 'SIGTERM';
      let status = 0;
      for (const text of isSignal ? context.args.slice(1) : context.args) {
        const found = host()
          .processes.alive()
          .find((one) => one.pid === Number(text));
        if (found !== undefined && name !== '0') found.signal(signal);
        if (found !== undefined) continue;
        yield* context.stderr.write(`kill: (${text}): No such process\n`);
        status = 1;
      }
      return status;
    },
  };
}

/** Commands that list processes or choose them by name. */
export const createProcessLists = (host: () => ShellHost): StreamingCommand[] => [
  createPs(host),
  createPgrep(host, 'pgrep'),
  createPgrep(host, 'pkill'),
  createPidof(host),
  createKillall(host),
  createKill(host),
];

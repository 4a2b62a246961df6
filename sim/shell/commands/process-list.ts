import type { Process, Program } from '../../kernel/index.ts';
import { signalOf } from '../../kernel/index.ts';
import { signalName } from '../signals.ts';
import type { ShellHost } from '../types.ts';
import { createPs } from './ps.ts';
import { misuse, type StreamingCommand, type Tool, tool } from './tool.ts';

/** The program's name, without its arguments. */
const programOf = (process: Process): string => process.name.split(/\s/)[0] || process.name;

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

import { errorText, sleep, work } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { readDelay } from './delays.ts';
import { quotedName } from './file-names.ts';
import { runChild } from './launch.ts';
import { less, more } from './less/less.ts';
import { createTime } from './time.ts';
import { createTimeout } from './timeout.ts';
import { hintOf, misuse, type StreamingCommand, tool } from './tool.ts';
import { createWatch } from './watch.ts';

/** The longest sleep in one piece: the kernel wants whole, finite milliseconds. */
const LONG_MS = 86_400_000;

const sleepCommand = tool({
  name: 'sleep',
  summary: 'Waits.',
  flags: '',
  *run(t) {
    const { operands } = t.args;
    if (operands.length === 0) return yield* misuse(t, 'sleep', 'missing operand');
    let total = 0;
    const bad: string[] = [];
    for (const text of operands) {
      const delayMs = readDelay(text);
      if (delayMs === undefined) bad.push(text);
      else total += delayMs;
    }
    if (bad.length > 0) {
      for (const text of bad) yield* t.err(['badInterval', text]);
      yield* t.context.stderr.write(hintOf(t.context, t.name));
      return 1;
    }
    for (let left = total; left > 0; left -= LONG_MS) yield* sleep(Math.min(left, LONG_MS));
    return 0;
  },
});

const yes = tool({
  name: 'yes',
  summary: 'Prints a line again and again.',
  flags: '',
  *run(t) {
    const line = `${t.args.operands.length === 0 ? 'y' : t.args.operands.join(' ')}\n`;
    const block = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
    for (let i = 1; ; i++) {
      if (!(yield* t.context.stdout.write(block))) return 1;
      // Into a file nothing slows it down, so time must.
      if (i % 64 === 0) yield* work(1);
    }
  },
});

/** Why a command could not be started. */
const startError = (error: 'ENOENT' | 'EACCES' | 'EAGAIN'): string =>
  errorText(error === 'EAGAIN' ? 'EBUSY' : error);

/** The words of `env -S`: split at blanks but for quotes, with `${NAME}` replaced. */
function splitWords(text: string, env: ReadonlyMap<string, string>): string[] {
  const words = text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(
      /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)|\$\{(\w+)\}/g,
      (_, double, single, c, name) => {
        if (name !== undefined) return env.get(name) ?? '';
        return single ?? c ?? double.replace(/\\(.)/g, '$1');
      },
    ),
  );
}

/** `env`. */
function createEnv(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'env',
    summary: 'Shows the environment, or runs a command in a changed one.',
    usageStatus: 125,
    flags:
      'i|ignore-environment 0|null u|unset: C|chdir: S|split-string: v|debug ' +
      '|block-signal:: |default-signal:: |ignore-signal:: |list-signal-handling',
    stopsAtOperand: true,
    *run(t) {
      const { has, value } = t.args;
      const split = value('S');
      const operands =
        split === undefined
          ? t.args.operands
          : [...splitWords(split, t.context.env), ...t.args.operands];
      const env = new Map(has('i') || operands[0] === '-' ? [] : t.context.env);
      for (const { name, value: text = '' } of t.args.all) {
        if (name !== 'u') continue;
        if (text === '' || text.includes('=')) {
          yield* t.err(`cannot unset ‘${text}’: Invalid argument`);
          return 125;
        }
        env.delete(text);
      }
      const rest = operands[0] === '-' ? operands.slice(1) : [...operands];
      while (/=/.test(rest[0] ?? '')) {
        const pair = rest.shift() ?? '';
        const at = pair.indexOf('=');
        env.set(pair.slice(0, at), pair.slice(at + 1));
      }
      const folder = value('C');
      if (folder !== undefined && rest.length === 0) {
        return yield* misuse(t, 'env', 'must specify command with --chdir (-C)', 125);
      }
      if (folder !== undefined) {
        const stat = t.context.files.stat(t.path(folder));
        const error = !stat.ok ? stat.error : stat.value.type === 'directory' ? '' : 'ENOTDIR';
        if (error !== '') {
          yield* t.err(`cannot change directory to ${quotedName(folder)}: ${errorText(error)}`);
          return 125;
        }
      }
      if (has('v') && rest.length > 0) {
        const shown = rest.map((word, i) => `   arg[${i}]= ‘${word}’\n`).join('');
        yield* t.context.stderr.write(`executing: ${rest[0]}\n${shown}`);
      }
      if (rest.length === 0) {
        const end = has('0') ? '\0' : '\n';
        yield* t.out([...env].map(([name, text]) => `${name}=${text}${end}`).join(''));
        return 0;
      }
      const directory = folder === undefined ? t.context.directory : t.path(folder);
      return yield* runChild(host(), t.context, rest, { env, directory }, function* (error) {
        const why = errorText(error === 'EAGAIN' ? 'EBUSY' : error);
        yield* t.err(['notFound', rest[0] ?? '', why]);
        return error === 'ENOENT' ? 127 : 126;
      });
    },
  });
}

const printenv = tool({
  name: 'printenv',
  summary: 'Prints environment variables.',
  usageStatus: 2,
  flags: '0|null',
  *run(t) {
    const { env } = t.context;
    const { operands } = t.args;
    const end = t.args.has('0') ? '\0' : '\n';
    if (operands.length === 0) {
      yield* t.out([...env].map(([name, text]) => `${name}=${text}${end}`).join(''));
      return 0;
    }
    let status = 0;
    for (const name of operands) {
      const text = env.get(name);
      if (text === undefined) status = 1;
      else yield* t.out(`${text}${end}`);
    }
    return status;
  },
});

/** `nohup` and `sudo` run a command as it is. */
function createWrapper(host: () => ShellHost, name: string, flags: string): StreamingCommand {
  return tool({
    name,
    summary: 'Runs a command.',
    usageStatus: 125,
    flags,
    stopsAtOperand: true,
    *run(t) {
      const argv = t.args.operands;
      if (argv.length === 0) return yield* misuse(t, name, 'missing operand', 125);
      if (name === 'nohup') t.context.self.ignored.add('SIGHUP');
      const code = yield* runChild(host(), t.context, argv, {}, function* (error) {
        const text = errorText(error === 'EAGAIN' ? 'EBUSY' : error);
        yield* t.err(
          name === 'sudo'
            ? `${argv[0]}: command not found`
            : ['notStartedPlain', argv[0] ?? '', text],
        );
        return name === 'sudo' ? 1 : 127;
      });
      return code;
    },
  });
}

/** The least and the most urgent that a process can be. */
const NICEST = 19;
const RUDEST = -20;

/** `nice`: priorities are not simulated, so only another `nice` sees one. */
function createNice(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'nice',
    summary: 'Runs a command with another priority.',
    usageStatus: 125,
    flags: 'n|adjustment:',
    stopsAtOperand: true,
    rewrite: (args) =>
      args.flatMap((arg, i) => (i === 0 && /^-[-+]?\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg])),
    *run(t) {
      const argv = t.args.operands;
      const given = t.args.value('n') ?? (argv.length === 0 ? '0' : '10');
      if (!/^[-+]?\d+$/.test(given)) {
        yield* t.err(`invalid adjustment ‘${given}’`);
        return 125;
      }
      const level = Math.max(RUDEST, Math.min(NICEST, Number(given)));
      if (argv.length === 0 && t.args.has('n')) {
        return yield* misuse(t, 'nice', 'a command must be given with an adjustment', 125);
      }
      if (argv.length === 0 || (argv.length === 1 && argv[0] === 'nice')) {
        yield* t.out(`${level}\n`);
        return 0;
      }
      return yield* runChild(host(), t.context, argv, {}, function* (error) {
        yield* t.err(['notFound', argv[0] ?? '', startError(error)]);
        return error === 'ENOENT' ? 127 : 126;
      });
    },
  });
}

/** Tools that wait, and tools that start other commands. */
export function createProcessCommands(host: () => ShellHost): StreamingCommand[] {
  return [
    sleepCommand,
    yes,
    printenv,
    createEnv(host),
    createTimeout(host),
    createWatch(host),
    createWrapper(host, 'nohup', ''),
    createNice(host),
    createTime(host),
    less,
    more,
  ];
}

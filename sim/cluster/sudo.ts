import type { Command, CommandContext, FileSystem } from '../kernel/index.ts';
import { DEFAULT_PATH, lookUp, type ShellHost, startOf } from '../shell/index.ts';

const USAGE = `usage: sudo -h | -V
usage: sudo [-n] [VAR=value] command [arg ...]
usage: sudo -i | -s
`;
const ROOT_HOME = '/root';

/** What root's programs find in their environment, besides what sudo lets through. */
function environmentOf(given: CommandContext['env'], assigned: readonly string[]) {
  const user = given.get('USER') ?? '';
  const env = new Map<string, string>([
    ['HOME', ROOT_HOME],
    ['LANG', given.get('LANG') ?? 'C.UTF-8'],
    ['LOGNAME', 'root'],
    ['PATH', DEFAULT_PATH],
    ['SHELL', '/bin/bash'],
    ['SUDO_USER', user],
    ['TERM', given.get('TERM') ?? 'dumb'],
    ['USER', 'root'],
  ]);
  for (const word of assigned) {
    const at = word.indexOf('=');
    env.set(word.slice(0, at), word.slice(at + 1));
  }
  return env;
}

/** `sudo`, which asks for no password here: runs a command, or a shell, as root. */
export const createSudo = (root: () => ShellHost, files: FileSystem): Command => ({
  name: 'sudo',
  summary: 'run a command as root',
  *run(context) {
    const { args, stderr, directory } = context;
    const isOption = (word: string): boolean => /^-(?!-$)/.test(word);
    const first = args.findIndex((word) => !isOption(word));
    const options = new Set(first < 0 ? args : args.slice(0, first));
    let words = first < 0 ? [] : args.slice(first);
    if (words[0] === '--') words = words.slice(1);
    const end = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    const env = environmentOf(context.env, end < 0 ? words : words.slice(0, end));
    const isShell = ['-i', '-s', '--login', '--shell'].some((option) => options.has(option));
    const given = end < 0 ? [] : words.slice(end);
    const argv = isShell && given.length === 0 ? ['bash'] : given;
    const [name = ''] = argv;
    if (name === '') {
      yield* stderr.write(USAGE);
      return 1;
    }
    const host = root();
    const found = lookUp(host.commands, files, directory, env.get('PATH'), name);
    if (found.type === 'error') {
      yield* stderr.write(`sudo: ${name}: command not found\n`);
      return 1;
    }
    const { command, args: rest } = startOf(host.commands, found, argv);
    return yield* command.run({
      ...context,
      name,
      args: rest,
      directory: options.has('-i') ? ROOT_HOME : directory,
      env,
      files,
    });
  },
});

import type { Program } from '../../kernel/index.ts';
import { complain, print } from '../exec/report.ts';
import { matchesPattern } from '../pattern.ts';
import type { Shell } from '../types.ts';
import { SYNOPSES } from './synopses.ts';
import { type Builtin, readOptions, refuseOptions } from './usage.ts';

/** What each builtin does, in a line. */
const DOES: Readonly<Record<string, string>> = {
  ':': 'Null command.',
  '.': 'Execute commands from a file in the current shell.',
  '[': 'Evaluate conditional expression.',
  alias: 'Define or display aliases.',
  bg: 'Move jobs to the background.',
  bind: 'Set Readline key bindings and variables.',
  break: 'Exit for, while, or until loops.',
  builtin: 'Execute shell builtins.',
  caller: 'Return the context of the current subroutine call.',
  cd: 'Change the shell working directory.',
  command: 'Execute a simple command or display information about commands.',
  compgen: 'Display possible completions depending on the options.',
  complete: 'Specify how arguments are to be completed by Readline.',
  compopt: 'Modify or display completion options.',
  continue: 'Resume for, while, or until loops.',
  declare: 'Set variable values and attributes.',
  dirs: 'Display directory stack.',
  disown: 'Remove jobs from current shell.',
  echo: 'Write arguments to the standard output.',
  enable: 'Enable and disable shell builtins.',
  eval: 'Execute arguments as a shell command.',
  exec: 'Replace the shell with the given command.',
  exit: 'Exit the shell.',
  export: 'Set export attribute for shell variables.',
  false: 'Return an unsuccessful result.',
  fc: 'Display or execute commands from the history list.',
  fg: 'Move job to the foreground.',
  getopts: 'Parse option arguments.',
  hash: 'Remember or display program locations.',
  help: 'Display information about builtin commands.',
  history: 'Display or manipulate the history list.',
  jobs: 'Display status of jobs.',
  kill: 'Send a signal to a job.',
  let: 'Evaluate arithmetic expressions.',
  local: 'Define local variables.',
  logout: 'Exit a login shell.',
  mapfile: 'Read lines from the standard input into an indexed array variable.',
  popd: 'Remove directories from stack.',
  printf: 'Formats and prints ARGUMENTS under control of the FORMAT.',
  pushd: 'Add directories to stack.',
  pwd: 'Print the name of the current working directory.',
  read: 'Read a line from the standard input and split it into fields.',
  readarray: 'Read lines from a file into an array variable.',
  readonly: 'Mark shell variables as unchangeable.',
  return: 'Return from a shell function.',
  set: 'Set or unset values of shell options and positional parameters.',
  shift: 'Shift positional parameters.',
  shopt: 'Set and unset shell options.',
  source: 'Execute commands from a file in the current shell.',
  suspend: 'Suspend shell execution.',
  test: 'Evaluate conditional expression.',
  times: 'Display process times.',
  trap: 'Trap signals and other events.',
  true: 'Return a successful result.',
  type: 'Display information about command type.',
  typeset: 'Set variable values and attributes.',
  ulimit: 'Modify shell resource limits.',
  umask: 'Display or set file mode mask.',
  unalias: 'Remove each NAME from the list of defined aliases.',
  unset: 'Unset values and attributes of shell variables and functions.',
  wait: 'Wait for job completion and return exit status.',
};

const synopsis = (name: string): string => `${name} ${SYNOPSES[name] ?? ''}`.trimEnd();

function* printTopic(shell: Shell, name: string, mode: string): Program<void> {
  const does = DOES[name] ?? '';
  if (mode === 'd') yield* print(shell, `${name} - ${does}\n`);
  else if (mode === 's') yield* print(shell, `${name}: ${synopsis(name)}\n`);
  else if (mode === 'm') {
    const parts = [
      `NAME\n    ${name} - ${does}\n`,
      `SYNOPSIS\n    ${synopsis(name)}\n`,
      `DESCRIPTION\n    ${does}\n`,
      'SEE ALSO\n    bash(1)\n',
    ];
    yield* print(shell, `${parts.join('\n')}\n`);
  } else yield* print(shell, `${name}: ${synopsis(name)}\n    ${does}\n`);
}

/** `help`: what the builtins are, each in a line of our own. */
export function createHelp(names: () => readonly string[]): Builtin {
  return function* (shell, args) {
    const options = readOptions(args, 'dms');
    const wrong = yield* refuseOptions(shell, 'help', options);
    if (wrong !== undefined) return wrong;
    const mode = ['d', 'm', 's'].find((letter) => options.flags.has(letter)) ?? '';
    const all = [...names(), 'exec'].sort();
    if (options.rest.length === 0) {
      yield* print(shell, `Shell builtins: ${all.join(' ')}\n`);
      return 0;
    }
    let isFound = false;
    for (const topic of options.rest) {
      const isPattern = /[*?[]/.test(topic);
      const found = all.filter((one) => (isPattern ? matchesPattern(topic, one) : one === topic));
      // A topic may also be the beginning of names.
      const topics = found.length > 0 ? found : all.filter((one) => one.startsWith(topic));
      if (topics.length > 0 && isPattern) {
        yield* print(shell, `Shell commands matching keyword \`${topic}'\n\n`);
      }
      for (const name of topics) yield* printTopic(shell, name, mode);
      isFound ||= topics.length > 0;
    }
    if (isFound) return 0;
    const topic = options.rest.at(-1) ?? '';
    const hint = `Try \`help help' or \`man -k ${topic}' or \`info ${topic}'.`;
    yield* complain(shell, `no help topics match \`${topic}'.  ${hint}`);
    return 1;
  };
}

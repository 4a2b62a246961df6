import type { Command, CommandContext, Program } from '../kernel/index.ts';
import { errorText, need, readAll, resolvePath } from '../kernel/index.ts';
import { openReader, openTty, openWriter } from './descriptors.ts';
import { BASH } from './late-bash.ts';
import { OPTION_NAMES, SHOPT_NAMES } from './options.ts';
import { runAtTerminal } from './prompt.ts';
import { readSource } from './source.ts';
import { createShellState, type ShellStart } from './start.ts';
import type { Dialect, OpenFile, ShellHost, ShellState } from './types.ts';
import { scalar } from './values.ts';

const LETTERS: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  n: 'noexec',
  v: 'verbose',
  f: 'noglob',
  a: 'allexport',
  E: 'errtrace',
  C: 'noclobber',
  B: 'braceexpand',
  H: 'histexpand',
  P: 'physical',
  T: 'functrace',
  b: 'notify',
  h: 'hashall',
  k: 'keyword',
  m: 'monitor',
  p: 'privileged',
  t: 'onecmd',
};

/** What `bash --version` comes to. */
const TELL_VERSION = 'echo "GNU bash, version $BASH_VERSION ($MACHTYPE)"';

interface Invocation {
  command: string | undefined;
  isInteractive: boolean;
  readsInput: boolean;
  isLogin: boolean;
  hasProfile: boolean;
  hasRc: boolean;
  rcFile: string | undefined;
  readonly on: string[];
  readonly off: string[];
  readonly shopts: string[];
  rest: readonly string[];
  bad: string | undefined;
  /** What is said of a name behind -o or -O that is none. */
  unknown: string | undefined;
  /** The name behind an `-o` that is none. */
  unknownOption: string | undefined;
}

function readInvocation(args: readonly string[]): Invocation {
  const invocation: Invocation = {
    command: undefined,
    isInteractive: false,
    readsInput: false,
    isLogin: false,
    hasProfile: true,
    hasRc: true,
    rcFile: undefined,
    on: [],
    off: [],
    shopts: [],
    rest: [],
    bad: undefined,
    unknown: undefined,
    unknownOption: undefined,
  };
  let wantsCommand = false;
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--' || arg === '-') {
      at++;
      break;
    }
    if (/^--\w/.test(arg)) {
      if (arg === '--version') invocation.command = TELL_VERSION;
      else if (arg === '--login') invocation.isLogin = true;
      else if (arg === '--posix') invocation.on.push('posix');
      else if (arg === '--norc') invocation.hasRc = false;
      else if (arg === '--noprofile') invocation.hasProfile = false;
      else if (arg === '--rcfile' || arg === '--init-file') invocation.rcFile = args[++at];
      else if (arg !== '--noediting') invocation.bad = arg;
      continue;
    }
    if (!/^[-+]./.test(arg)) break;
    for (const letter of arg.slice(1)) {
      if (letter === 'c') wantsCommand = true;
      else if (letter === 'i') invocation.isInteractive = true;
      else if (letter === 's') invocation.readsInput = true;
      else if (letter === 'l') invocation.isLogin = true;
      else if (letter === 'o' || letter === 'O') {
        const name = args[++at] ?? '';
        if (letter === 'O' && SHOPT_NAMES.includes(name)) invocation.shopts.push(name);
        else if (OPTION_NAMES.includes(name)) {
          (arg.startsWith('-') ? invocation.on : invocation.off).push(name);
        } else {
          invocation.unknown =
            letter === 'O'
              ? `${name}: invalid shell option name`
              : `bash: ${name}: invalid option name`;
          invocation.unknownOption = name;
        }
      } else if (LETTERS[letter] === undefined) invocation.bad = `-${letter}`;
      else (arg.startsWith('-') ? invocation.on : invocation.off).push(LETTERS[letter] ?? '');
    }
  }
  invocation.rest = args.slice(at);
  if (wantsCommand) {
    invocation.command = invocation.rest[0];
    invocation.rest = invocation.rest.slice(1);
    if (invocation.command === undefined) invocation.bad = '-c';
  }
  return invocation;
}

/** Descriptors 0, 1 and 2 from what a program was started with. */
function descriptorsOf(context: CommandContext): Map<number, OpenFile> {
  const { tty } = context;
  if (tty !== undefined) {
    return new Map([0, 1, 2].map((number) => [number, openTty(tty)]));
  }
  return new Map([
    [0, openReader(context.stdin)],
    [1, openWriter(context.stdout)],
    [2, openWriter(context.stderr)],
  ]);
}

/** `bash` or `sh` on a host: its commands are those of the host's table. */
export function createBash(host: () => ShellHost, name: 'bash' | 'sh'): Command {
  return {
    name,
    summary: 'the shell',
    run: (context) => runBash(host, context, name),
  };
}

/** Which shell a host has under a name. Its prompt tells. */
const dialectOf = ({ busybox, prompts }: ShellHost, program: 'bash' | 'sh'): Dialect =>
  program === 'bash' || prompts.sh.startsWith('sh-')
    ? 'bash'
    : busybox === undefined
      ? 'dash'
      : 'ash';

/** What is wrong with the options of a call; undefined for nothing. */
function refusalOf(
  { unknown, unknownOption, bad }: Invocation,
  dialect: Dialect,
): string | undefined {
  if (unknownOption !== undefined && dialect === 'dash')
    return `Illegal option -o ${unknownOption}`;
  if (unknown !== undefined) return `line 0: ${unknown}`;
  if (bad === '-c') return `-c${dialect === 'bash' ? ': option' : ''} requires an argument`;
  if (bad === undefined) return undefined;
  if (dialect === 'dash' && bad.startsWith('--')) return 'Illegal option --';
  return dialect === 'bash' ? `${bad}: invalid option` : `Illegal option ${bad}`;
}

/** Runs a text in a shell, with what it takes to do so. */
function* runText(
  { env, tty }: CommandContext,
  invocation: Invocation,
  state: ShellState,
  text: string,
): Program {
  const { equip, runScriptText, runStartupFiles } = yield* need(BASH);
  const shell = equip(state, env);
  // A shell of a terminal has read them before.
  const isBegun =
    shell.dialect !== 'bash' || tty !== undefined || (yield* runStartupFiles(shell, invocation));
  return yield* runScriptText(shell, isBegun ? text : `exit ${shell.status}`);
}

/** Only bash tells that it cannot read its commands. */
function* refuseDirectory(dialect: Dialect, complain: (text: string) => Program<boolean>): Program {
  if (dialect !== 'bash') return 0;
  yield* complain('error reading input file: Is a directory');
  return 2;
}

/** Whether the standard input is a directory, which cannot be read. */
function readsDirectory({ stdin, files }: CommandContext): boolean {
  const path = 'path' in stdin ? String(stdin.path) : '';
  const stat = path === '' ? undefined : files.stat(path);
  return stat?.ok === true && stat.value.type === 'directory';
}

function* runBash(host: () => ShellHost, context: CommandContext, program: 'bash' | 'sh'): Program {
  const dialect = dialectOf(host(), program);
  const scriptCall = context.args[0] === '\0script';
  const invocation = readInvocation(scriptCall ? [] : context.args);
  const at = dialect === 'dash' ? '0: ' : '';
  const complain = (text: string) => context.stderr.write(`${context.name}: ${at}${text}\n`);
  const refused = refusalOf(invocation, dialect);
  if (refused !== undefined) {
    yield* complain(refused);
    return 2;
  }
  const start = (
    own: Pick<ShellStart, 'name' | 'positional' | 'input' | 'isInteractive'>,
  ): ShellState => {
    const shell = createShellState({
      host: host(),
      self: context.self,
      files: context.files,
      env: context.env,
      directory: context.directory,
      dialect,
      fds: descriptorsOf(context),
      ...own,
    });
    for (const option of invocation.on) shell.options.add(option);
    for (const option of invocation.off) shell.options.delete(option);
    for (const option of invocation.shopts) shell.shellOptions.add(option);
    if (invocation.isLogin) shell.shellOptions.add('login_shell');
    return shell;
  };
  if (invocation.command !== undefined) {
    const [own = context.name, ...positional] = invocation.rest;
    const { isInteractive } = invocation;
    const shell = start({ name: own, positional, input: 'command', isInteractive });
    const text = { value: scalar(invocation.command), attributes: new Set<never>() };
    shell.scopes[0]?.set('BASH_EXECUTION_STRING', text);
    return yield* runText(context, invocation, shell, invocation.command);
  }
  const [file, ...positional] = scriptCall ? context.args.slice(1) : invocation.rest;
  if (file !== undefined && !invocation.readsInput) {
    const path = resolvePath(context.directory, file);
    const stat = context.files.stat(path);
    const text = yield* readSource(context.files, path);
    if (!text.ok) {
      if (stat.ok && stat.value.type === 'directory') {
        yield* context.stderr.write(`${file}: ${file}: Is a directory\n`);
      } else if (dialect === 'dash') yield* complain(`cannot open ${file}: No such file`);
      else if (dialect === 'ash') yield* complain(`can't open '${file}': ${errorText(text.error)}`);
      else yield* complain(`${file}: ${errorText(text.error)}`);
      return dialect !== 'bash' ? 2 : text.error === 'ENOENT' ? 127 : 126;
    }
    const [own = file, ...given] = scriptCall ? positional : [file, ...positional];
    const shell = start({ name: own, positional: given, input: 'file', isInteractive: false });
    return yield* runText(context, invocation, shell, text.value);
  }
  const rest = file === undefined ? [] : [file, ...positional];
  const own = { name: context.name, positional: rest, input: 'stdin' } as const;
  const { tty } = context;
  if (tty !== undefined) {
    const shell = start({ ...own, isInteractive: true });
    return yield* runAtTerminal(shell, context.env, tty);
  }
  if (readsDirectory(context)) return yield* refuseDirectory(dialect, complain);
  const text = yield* readAll(context.stdin);
  const shell = start({ ...own, isInteractive: false });
  return yield* runText(context, invocation, shell, text);
}

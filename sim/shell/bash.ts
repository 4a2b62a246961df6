import type { Command, CommandContext, Program } from '../kernel/index.ts';
import { need, readAll, resolvePath } from '../kernel/index.ts';
import { openReader, openTty, openWriter } from './descriptors.ts';
import { LAUNCHES, type Launch } from './dialect/launch.ts';
import { BASH } from './late-bash.ts';
import { OPTION_NAMES, OPTION_OF_LETTER, SHOPT_NAMES } from './options.ts';
import { runAtTerminal } from './prompt.ts';
import { readSource } from './source.ts';
import { createShellState, type ShellStart } from './start.ts';
import type { OpenFile, ShellHost, ShellState } from './types.ts';
import { scalar } from './values.ts';

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
  /** A name behind -o or -O that is none, and what bash says of it. */
  unknown: { readonly name: string; readonly told: string } | undefined;
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
          const told =
            letter === 'O'
              ? `${name}: invalid shell option name`
              : `bash: ${name}: invalid option name`;
          invocation.unknown = { name, told };
        }
      } else if (OPTION_OF_LETTER[letter] === undefined) invocation.bad = `-${letter}`;
      else
        (arg.startsWith('-') ? invocation.on : invocation.off).push(OPTION_OF_LETTER[letter] ?? '');
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
function launchOf({ busybox, prompts }: ShellHost, program: 'bash' | 'sh'): Launch {
  if (program === 'bash' || prompts.sh.startsWith('sh-')) return LAUNCHES.bash;
  return busybox === undefined ? LAUNCHES.dash : LAUNCHES.ash;
}

/** What is wrong with the options of a call; undefined for nothing. */
function refusalOf({ unknown, bad }: Invocation, launch: Launch): string | undefined {
  if (unknown !== undefined) return launch.badOptionName(unknown.name, unknown.told);
  if (bad === '-c') return launch.lacksCommand;
  return bad === undefined ? undefined : launch.badOption(bad);
}

/** Runs a text in a shell, with what it takes to do so. */
function* runText({ env, tty }: CommandContext, state: ShellState, text: string): Program {
  const { equip, runScriptText, beginWithText } = yield* need(BASH);
  const shell = equip(state, env);
  const isBegun = yield* beginWithText(shell, tty);
  return yield* runScriptText(shell, isBegun ? text : `exit ${shell.status}`);
}

/** Whether the standard input is a directory, which cannot be read. */
function readsDirectory({ stdin, files }: CommandContext): boolean {
  const path = 'path' in stdin ? String(stdin.path) : '';
  const stat = path === '' ? undefined : files.stat(path);
  return stat?.ok === true && stat.value.type === 'directory';
}

function* runBash(host: () => ShellHost, context: CommandContext, program: 'bash' | 'sh'): Program {
  const launch = launchOf(host(), program);
  const scriptCall = context.args[0] === '\0script';
  const invocation = readInvocation(scriptCall ? [] : context.args);
  const complain = (text: string) =>
    context.stderr.write(`${context.name}: ${launch.place}${text}\n`);
  const refused = refusalOf(invocation, launch);
  if (refused !== undefined) {
    yield* complain(refused);
    return 2;
  }
  const start = (
    own: Pick<ShellStart, 'name' | 'positional' | 'input' | 'isInteractive'>,
  ): ShellState => {
    const { isLogin, hasProfile, hasRc, rcFile } = invocation;
    const isInteractive = invocation.isInteractive || own.isInteractive;
    const shell = createShellState({
      host: host(),
      self: context.self,
      files: context.files,
      env: context.env,
      directory: context.directory,
      launch,
      beginning: { isLogin, hasProfile, hasRc, rcFile, isInteractive },
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
    return yield* runText(context, shell, invocation.command);
  }
  const [file, ...positional] = scriptCall ? context.args.slice(1) : invocation.rest;
  if (file !== undefined && !invocation.readsInput) {
    const path = resolvePath(context.directory, file);
    const stat = context.files.stat(path);
    const text = yield* readSource(context.files, path);
    if (!text.ok) {
      if (stat.ok && stat.value.type === 'directory') {
        yield* context.stderr.write(`${file}: ${file}: Is a directory\n`);
      } else yield* complain(launch.unread(file, text.error));
      return launch.unreadStatus(text.error);
    }
    const [own = file, ...given] = scriptCall ? positional : [file, ...positional];
    const shell = start({ name: own, positional: given, input: 'file', isInteractive: false });
    return yield* runText(context, shell, text.value);
  }
  const rest = file === undefined ? [] : [file, ...positional];
  const own = { name: context.name, positional: rest, input: 'stdin' } as const;
  const { tty } = context;
  if (tty !== undefined) {
    const shell = start({ ...own, isInteractive: true });
    return yield* runAtTerminal(shell, context.env, tty);
  }
  if (readsDirectory(context)) {
    if (launch.unreadDirectory === undefined) return 0;
    yield* complain(launch.unreadDirectory);
    return 2;
  }
  const text = yield* readAll(context.stdin);
  const shell = start({ ...own, isInteractive: false });
  return yield* runText(context, shell, text);
}

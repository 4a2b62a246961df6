import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { need, ownAt } from '../../kernel/index.ts';
import type { BusyboxBuild, ShellHost } from '../types.ts';
import type { Code } from '../words/gnu.ts';
import type { AppletContext } from '../words/message.ts';
import { APPLETS, type Applet } from './applets.ts';
import { argumentsOf, exitStatus } from './behaviour.ts';
import { BUSYBOX_USAGE } from './late.ts';
import { runBusybox } from './multi-call.ts';
import { optionProblem } from './options.ts';
import { wc } from './wc.ts';
import { BUSYBOX_WORDS } from './words.ts';

type Run = (context: CommandContext, host: () => ShellHost) => Program;

/** Applets that are not GNU's tools with other words. */
const OWN: Readonly<Record<string, Run>> = { wc, busybox: runBusybox };

/** Applets that have no help of their own, and take `--help` for a word like others. */
const WITHOUT_HELP = new Set(['[', 'busybox', 'echo', 'false', 'test', 'true']);

/** Those among whose words `-x` and `-1` are no options. */
const WORDS: Readonly<Record<string, RegExp>> = { chmod: /^-[rwxXstugo]/, seq: /^-[\d.]/ };

/** What an applet complains of before it prints its usage. */
const BEFORE_USAGE: ReadonlySet<Code> = new Set(['badPredicate']);

function* showUsage(build: BusyboxBuild, { stderr }: CommandContext, name: string): Program<void> {
  const usageOf = yield* need(BUSYBOX_USAGE);
  yield* stderr.write(usageOf(build.minor, name));
}

/** Options with which an applet needs fewer words: so many with any of these letters. */
const FREEING: Readonly<Record<string, readonly [RegExp, number]>> = {
  ...Object.fromEntries(
    ['awk', 'egrep', 'fgrep', 'grep', 'sed'].map((name) => [name, [/^-\w*[ef]/, 0] as const]),
  ),
  cp: [/^(?:-\w*t|--t)/, 1],
  mv: [/^(?:-\w*t|--t)/, 1],
  rm: [/^-\w*f/, 0],
  tar: [/^-/, 0],
  taskset: [/^-\w*p/, 1],
};

function leastOf({ least }: Applet, name: string, args: readonly string[]): number {
  const freeing = ownAt(FREEING, name);
  return freeing !== undefined && args.some((arg) => freeing[0].test(arg)) ? freeing[1] : least;
}

/** What an applet does before its own work: its options, and how many words it takes. */
function* refuse(build: BusyboxBuild, name: string, context: CommandContext): Program<number> {
  const { args, stderr } = context;
  if (args.length === 1 && args[0] === '--help' && !WITHOUT_HELP.has(name)) {
    yield* showUsage(build, context, name);
    return 0;
  }
  const applet = APPLETS.get(name);
  if (applet === undefined) return PASSED;
  const word = WORDS[name];
  const seen = word === undefined ? args : args.map((arg) => arg.replace(word, '+'));
  const found = optionProblem(applet, seen, build.isMusl);
  const { text, operands } = found;
  if (text === '' && operands >= leastOf(applet, name, args) && operands <= applet.most) {
    return PASSED;
  }
  if (text !== '') yield* stderr.write(`${name}: ${text}\n`);
  yield* showUsage(build, context, name);
  return applet.misuse;
}

/** What `refuse` returns where nothing is wrong. */
const PASSED = -1;

/** Runs a tool as BusyBox's applet of that name. Models `run_applet_no_and_exit`. */
export function* runApplet(
  host: () => ShellHost,
  command: Command,
  context: CommandContext,
): Program {
  const { busybox } = host();
  const { name } = command;
  if (busybox !== undefined) {
    const refused = yield* refuse(busybox, name, context);
    if (refused !== PASSED) return refused;
  }
  if (Object.hasOwn(OWN, name)) return yield* (OWN[name] as Run)(context, host);
  let isMisused = false;
  const applet: AppletContext = {
    ...context,
    name,
    args: argumentsOf(name, context.args),
    words: ownAt(BUSYBOX_WORDS, name) ?? {},
    onSaid: (code) => {
      isMisused ||= BEFORE_USAGE.has(code);
    },
  };
  const status = yield* command.run(applet);
  if (isMisused && busybox !== undefined) yield* showUsage(busybox, context, name);
  return exitStatus(name, status);
}

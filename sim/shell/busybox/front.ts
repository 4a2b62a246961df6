import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { need } from '../../kernel/index.ts';
import type { BusyboxBuild, ShellHost } from '../types.ts';
import { APPLETS, type Applet } from './applets.ts';
import { argumentsOf, exitStatus, outputOf } from './behaviour.ts';
import { BUSYBOX_USAGE } from './late.ts';
import { optionProblem } from './options.ts';
import { wc } from './wc.ts';
import { inBusybox } from './words.ts';

/** Applets that are not GNU's tools with other words. */
const OWN: Readonly<Record<string, Command['run']>> = { wc };

/** Applets that have no help of their own, and take `--help` for a word like others. */
const WITHOUT_HELP = new Set(['[', 'echo', 'false', 'test', 'true']);

/** Prints how an applet is called. Models `bb_show_usage`. */
export function* showUsage(
  build: BusyboxBuild,
  { stderr }: CommandContext,
  name: string,
): Program<void> {
  const usageOf = yield* need(BUSYBOX_USAGE);
  yield* stderr.write(usageOf(build.minor, name));
}

/** What an applet does before its own work: its options, and how many words it takes. */
function* refuse(
  build: BusyboxBuild,
  applet: Applet,
  name: string,
  context: CommandContext,
): Program<number | undefined> {
  const { args, stderr } = context;
  if (args.length === 1 && args[0] === '--help' && !WITHOUT_HELP.has(name)) {
    yield* showUsage(build, context, name);
    return 0;
  }
  const found = optionProblem(applet, args, build.isMusl);
  if (found.text === '' && found.operands >= applet.least && found.operands <= applet.most) {
    return undefined;
  }
  if (found.text !== '') yield* stderr.write(`${name}: ${found.text}\n`);
  yield* showUsage(build, context, name);
  return applet.misuse;
}

/** Runs a tool as BusyBox's applet of that name. */
export function* runApplet(
  host: () => ShellHost,
  command: Command,
  context: CommandContext,
): Program {
  const { busybox } = host();
  const applet = APPLETS.get(command.name);
  if (busybox === undefined) return yield* command.run(context);
  if (applet !== undefined) {
    const refused = yield* refuse(busybox, applet, command.name, context);
    if (refused !== undefined) return refused;
  }
  const { name } = command;
  if (Object.hasOwn(OWN, name)) return yield* (OWN[name] as Command['run'])(context);
  const stderr = inBusybox(context.stderr, name);
  const stdout = {
    ...context.stdout,
    write: (text: string) => context.stdout.write(outputOf(name, text)),
  };
  const args = argumentsOf(name, context.args);
  const status = yield* command.run({ ...context, name, args, stdout, stderr });
  return exitStatus(name, status);
}

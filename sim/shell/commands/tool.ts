import { type Command, type CommandContext, openedPath, type Program } from '../../kernel/index.ts';
import { ESCAPED_LETTERS } from '../escapes.ts';
import { calledAs } from '../words/called-as.ts';
import type { Message } from '../words/gnu.ts';
import { isApplet, textOf } from '../words/message.ts';
import { type Flag, flags, type ParsedArguments, parseArguments } from './arguments.ts';
import { versionOf } from './versions.ts';

/** What a tool works with. */
export interface Tool {
  readonly context: CommandContext;
  /** The name under which it complains. */
  readonly name: string;
  readonly args: ParsedArguments;
  out(text: string): Program<void>;
  /** `name: text` on standard error. */
  err(message: Message | string): Program<void>;
  /** A message in the words of the build that runs. */
  text(message: Message): string;
  /** Absolute path of an operand. */
  path(name: string): string;
}

/** A command whose opened paths may be streams such as `/dev/fd/63`. */
export interface StreamingCommand extends Command {
  readonly opensStreams: true;
}

export interface ToolOptions {
  readonly name: string;
  readonly summary: string;
  readonly flags: string;
  /** Exit status of wrong usage. */
  readonly usageStatus?: number;
  readonly stopsAtOperand?: boolean;
  /** A further hint when the arguments are wrong. */
  readonly hint?: (context: CommandContext) => string;
  /** All that is said then, where it is not what GNU's tools say. */
  readonly refusal?: (context: CommandContext, message: string) => string;
  /** Rewrites old-style arguments such as `head -5`; a text is an error, after NUL without hint. */
  readonly rewrite?: (args: readonly string[]) => readonly string[] | string;
  run(tool: Tool): Program;
}

/** Makes a command out of its flags and what it does. */
export function tool(options: ToolOptions): StreamingCommand {
  // Read when it is run: a shell has many tools, and runs few of them.
  let known: readonly Flag[] | undefined;
  const knownFlags = (): readonly Flag[] => {
    known ??= [...flags(options.flags), ...GENERAL_FLAGS];
    return known;
  };
  return {
    name: options.name,
    summary: options.summary,
    opensStreams: true,
    run: (context) => runTool(options, knownFlags(), context),
  };
}

const GENERAL_FLAGS = flags('|help |version');

function* runTool(options: ToolOptions, known: readonly Flag[], context: CommandContext): Program {
  const { name, usageStatus = 1 } = options;
  const args = options.rewrite === undefined ? context.args : options.rewrite(context.args);
  if (typeof args === 'string') {
    if (!args.startsWith('\0')) return yield* refuseArguments(options, context, args);
    yield* context.stderr.write(`${calledAs(context, name)}: ${args.slice(1)}\n`);
    return usageStatus;
  }
  const result = parseArguments(known, args, options.stopsAtOperand === true);
  if (!result.ok) return yield* refuseArguments(options, context, result.message);
  if (result.parsed.has('help')) {
    yield* context.stdout.write(help(options));
    return 0;
  }
  if (result.parsed.has('version')) {
    yield* context.stdout.write(versionOf(name));
    return 0;
  }
  return yield* options.run(createTool(context, name, result.parsed));
}

function* refuseArguments(
  { name: program, usageStatus = 1, hint, refusal }: ToolOptions,
  context: CommandContext,
  message: string,
): Program {
  if (refusal !== undefined) {
    yield* context.stderr.write(refusal(context, message));
    return usageStatus;
  }
  const name = calledAs(context, program);
  const more = `${hint?.(context) ?? ''}${hintOf(context, name)}`;
  yield* context.stderr.write(`${name}: ${message}\n${more}`);
  return usageStatus;
}

/** What stands in ‘curly marks’ has its backslashes and control characters escaped as in C. */
export const escapeQuoted = (text: string): string =>
  text.replace(/‘[^‘’]*’/g, (quoted) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that are escaped
    quoted.replace(/[\\\0-\x1f\x7f]/g, (c) => {
      const octal = `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;
      return ESCAPED_LETTERS[c] ?? octal;
    }),
  );

/** What an empty name stands for: no file has it, and none can be made there. */
const NOWHERE = '/\0/\0';

export function createTool(context: CommandContext, program: string, args: ParsedArguments): Tool {
  const name = calledAs(context, program);
  return {
    context,
    name,
    args,
    out: (text) => writeOut(context, text),
    err: (message) => complain(context, `${name}: ${escapeQuoted(textOf(context, message))}\n`),
    text: (message) => textOf(context, message),
    path: (one) => (one === '' ? NOWHERE : openedPath(context.directory, one)),
  };
}

function* writeOut({ stdout }: CommandContext, text: string): Program<void> {
  if (text !== '') yield* stdout.write(text);
}

function* complain({ stderr }: CommandContext, text: string): Program<void> {
  yield* stderr.write(text);
}

function help(options: ToolOptions): string {
  const lines = flags(options.flags).map((flag) => {
    const short = flag.short === '' ? '    ' : `-${flag.short}${flag.long === '' ? '' : ', '}`;
    const value = flag.value === 'none' ? '' : flag.value === 'optional' ? '[=VALUE]' : '=VALUE';
    const long = flag.long === '' ? '' : `--${flag.long}${value}`;
    return `  ${short}${long}`.trimEnd();
  });
  const list = lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
  return `Usage: ${options.name} [OPTION]... [ARGUMENT]...\n${options.summary}\n${list}`;
}

/** Where to read more: a line that applets of BusyBox do not print. */
export const hintOf = (context: CommandContext, name: string): string =>
  isApplet(context) ? '' : `Try '${name} --help' for more information.\n`;

/** A usage error in the tool's words, with its hint; returns `status`. */
export function* misuse(
  { context }: Tool,
  program: string,
  message: Message | string,
  status = 1,
): Program {
  const name = calledAs(context, program);
  const text = escapeQuoted(textOf(context, message));
  yield* context.stderr.write(`${name}: ${text}\n${hintOf(context, name)}`);
  return status;
}

/** The complaint of a value that an option does not take, with those that it takes. */
export function* badChoice(
  tool: Tool,
  program: string,
  option: string,
  value: string,
  choices: readonly string[],
  status = 1,
): Program {
  const list = choices.map((one) => `  - ‘${one}’\n`).join('');
  const name = calledAs(tool.context, program);
  yield* tool.context.stderr.write(
    `${name}: invalid argument ‘${value}’ for ‘--${option}’\nValid arguments are:\n${list}` +
      hintOf(tool.context, name),
  );
  return status;
}

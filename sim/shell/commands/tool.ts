import {
  atOnce,
  type Command,
  type CommandContext,
  errorText,
  isEndless,
  openedPath,
  type Program,
  type Reader,
} from '../../kernel/index.ts';
import { hasStreams } from '../stream-files.ts';
import { calledAs } from '../words/called-as.ts';
import type { Message } from '../words/gnu.ts';
import { isApplet, textOf } from '../words/message.ts';
import { versionOf } from './versions.ts';

/** What an option of a tool looks like: a letter, a long name, and whether it takes a value. */
export interface Flag {
  readonly short: string;
  readonly long: string;
  readonly value: 'none' | 'required' | 'optional';
}

/** Options as they were given, in order. */
export interface ParsedArguments {
  readonly has: (name: string) => boolean;
  /** The last value of an option. */
  readonly value: (name: string) => string | undefined;
  readonly all: readonly { readonly name: string; readonly value: string | undefined }[];
  readonly operands: readonly string[];
}

export type ParseResult =
  | { readonly ok: true; readonly parsed: ParsedArguments }
  | { readonly ok: false; readonly message: string };

/**
 * Flags from a compact table: `n|lines:` is -n and --lines with a value, `i|in-place::` takes an
 * optional
 * one, `v` has no long name, `|color::` no letter.
 */
export function flags(table: string): Flag[] {
  return table
    .split(' ')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [, short = '', long = '', colons = ''] = /^([^|:]*)\|?([^:]*)(:*)$/.exec(entry) ?? [];
      const value = colons === '' ? 'none' : colons === ':' ? 'required' : 'optional';
      return { short, long, value };
    });
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
}

/** What one argument gave: options, a complaint, and whether the next argument is its value. */
type Taken =
  | { readonly ok: true; readonly given: readonly Given[]; readonly usesNext: boolean }
  | { readonly ok: false; readonly message: string };

const nameOf = (flag: Flag): string => (flag.short === '' ? flag.long : flag.short);
const refuse = (message: string): Taken => ({ ok: false, message });

function readLong(known: readonly Flag[], arg: string, next: string | undefined): Taken {
  const [text = '', inline] = splitOnce(arg.slice(2));
  const close = known.filter((flag) => flag.long.startsWith(text));
  const flag =
    known.find((one) => one.long === text) ?? (close.length === 1 ? close[0] : undefined);
  if (flag === undefined) {
    if (close.length === 0) return refuse(`unrecognized option '${arg}'`);
    const list = close.map((one) => ` '--${one.long}'`).join('');
    return refuse(`option '${arg}' is ambiguous; possibilities:${list}`);
  }
  const name = nameOf(flag);
  if (flag.value === 'none' && inline !== undefined) {
    return refuse(`option '--${flag.long}' doesn't allow an argument`);
  }
  const usesNext = flag.value === 'required' && inline === undefined;
  if (usesNext && next === undefined) return refuse(`option '--${flag.long}' requires an argument`);
  return { ok: true, given: [{ name, value: usesNext ? next : inline }], usesNext };
}

function readShort(known: readonly Flag[], arg: string, next: string | undefined): Taken {
  const letters = [...arg.slice(1)];
  const given: Given[] = [];
  for (const [i, letter] of letters.entries()) {
    const flag = known.find((one) => one.short === letter);
    if (flag === undefined) return refuse(`invalid option -- '${letter}'`);
    if (flag.value === 'none') {
      given.push({ name: letter, value: undefined });
      continue;
    }
    const inline = letters.slice(i + 1).join('');
    const usesNext = inline === '' && flag.value === 'required';
    if (usesNext && next === undefined) return refuse(`option requires an argument -- '${letter}'`);
    given.push({ name: letter, value: usesNext ? next : inline === '' ? undefined : inline });
    return { ok: true, given, usesNext };
  }
  return { ok: true, given, usesNext: false };
}

/** getopt_long's rules and words. A flag is known by its letter, else by its long name. */
export function parseArguments(
  known: readonly Flag[],
  args: readonly string[],
  stopsAtOperand = false,
): ParseResult {
  const all: Given[] = [];
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(arg);
      if (!stopsAtOperand) continue;
      operands.push(...args.slice(at + 1));
      break;
    }
    const read = arg.startsWith('--') ? readLong : readShort;
    const taken = read(known, arg, args[at + 1]);
    if (!taken.ok) return taken;
    all.push(...taken.given);
    if (taken.usesNext) at++;
  }
  return {
    ok: true,
    parsed: {
      all,
      operands,
      has: (name) => all.some((one) => one.name === name),
      value: (name) => all.findLast((one) => one.name === name)?.value,
    },
  };
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

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

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
  '\x07': '\\a',
};

/** Characters that a backslash makes of a letter, in C and in the tools that follow it. */
export const LETTER_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** What stands in ‘curly marks’ has its backslashes and control characters escaped as in C. */
export const escapeQuoted = (text: string): string =>
  text.replace(/‘[^‘’]*’/g, (quoted) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that are escaped
    quoted.replace(/[\\\0-\x1f\x7f]/g, (c) => {
      const octal = `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`;
      return NAMED_ESCAPES[c] ?? octal;
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

export type Opened =
  | { readonly ok: true; readonly reader: Reader; readonly path: string }
  | { readonly ok: false; readonly error: string };

/** Whether it is a directory that was not opened, which some tools see only as they read. */
export const isDirectoryError = (opened: Opened): boolean =>
  !opened.ok && opened.error === errorText('EISDIR');

/** What a tool calls an input whose operand is `-`. */
export const inputName = (name: string, standard = 'standard input'): string =>
  name === '-' ? standard : name;

/** Whether standard input is a directory, which is noticed as it is read. */
export function isReadingDirectory({ stdin, files }: CommandContext): boolean {
  const path = 'path' in stdin ? String(stdin.path) : '';
  if (path === '') return false;
  const stat = files.stat(path);
  return stat.ok && stat.value.type === 'directory';
}

/** Writes a file that a tool makes; false after it has complained. */
export function* writeNamed(tool: Tool, name: string, text: string): Program<boolean> {
  const made = tool.context.files.write(tool.path(name), text);
  if (!made.ok) yield* tool.err(['unreadable', name, errorText(made.error)]);
  return made.ok;
}

/** Opens an operand for reading; `-` is standard input. */
export function openInput(tool: Tool, name: string): Opened {
  const { files, stdin } = tool.context;
  if (name === '-') {
    if (isReadingDirectory(tool.context)) return { ok: false, error: errorText('EISDIR') };
    return { ok: true, reader: stdin, path: 'path' in stdin ? String(stdin.path) : '' };
  }
  const path = tool.path(name);
  const stream = hasStreams(files) ? files.openStream(path) : undefined;
  if (stream !== undefined) return { ok: true, reader: stream.reader, path };
  const stat = files.stat(path);
  if (!stat.ok) return { ok: false, error: errorText(stat.error) };
  if (stat.value.type === 'directory') return { ok: false, error: errorText('EISDIR') };
  let isRead = false;
  const take = (): string | undefined => {
    if (isRead && !isEndless(path)) return undefined;
    isRead = true;
    const content = files.read(path);
    return content.ok && content.value !== '' ? content.value : undefined;
  };
  return { ok: true, path, reader: { read: () => atOnce(take) } };
}

/** Lines of a reader, each with its end (the last one perhaps without). */
export function* eachLine(
  reader: Reader,
  delimiter: string,
  onLine: (line: string, isEnded: boolean) => Program<boolean>,
): Program<void> {
  let pending = '';
  for (;;) {
    const part = yield* reader.read();
    if (part === undefined) break;
    pending = pending === '' ? part : pending + part;
    let from = 0;
    for (let at = pending.indexOf(delimiter); at >= 0; at = pending.indexOf(delimiter, from)) {
      if (!(yield* onLine(pending.slice(from, at), true))) return;
      from = at + delimiter.length;
    }
    pending = pending.slice(from);
  }
  if (pending !== '') yield* onLine(pending, false);
}

/** Lines of text without their ends; an end at the very end makes no empty line. */
export function linesOf(text: string, delimiter = '\n'): string[] {
  if (text === '') return [];
  const lines = text.split(delimiter);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

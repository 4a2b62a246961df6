import { type CommandContext, type Program, readAll, resolvePath } from '../../kernel/index.ts';
import type { StreamingCommand } from '../commands/tool.ts';
import type { ShellHost } from '../types.ts';
import { isApplet, textOf } from '../words/message.ts';
import { assignOperand } from './input.ts';
import { unescapeString } from './lexer.ts';
import { parseAwk } from './parser.ts';
import { patternProblem } from './pattern-problem.ts';
import { createMachine, runAwk } from './run.ts';
import { createStreams } from './streams.ts';
import { AwkError } from './syntax.ts';
import { toBytes } from './values.ts';

interface Arguments {
  readonly separator: string | undefined;
  readonly assignments: readonly string[];
  readonly files: readonly string[];
  readonly operands: readonly string[];
}

const USAGE = `Usage: mawk [Options] [Program] [file ...]

Program:
    The -f option value is the name of a file containing program text.
    If no -f option is given, a "--" ends option processing; the following
    parameters are the program text.

Options:
    -f program-file  Program  text is read from file instead of from the
                     command-line.  Multiple -f options are accepted.
    -F value         sets the field separator, FS, to value.
    -v var=value     assigns value to program variable var.
    --               unambiguous end of options.

    Implementation-specific options are prefixed with "-W".  They can be
    abbreviated:

    -W version       show version information and exit.
    -W dump          show assembler-like listing of program and exit.
    -W help          show this message and exit.
    -W interactive   set unbuffered output, line-buffered input.
    -W exec file     use file as program as well as last option.
    -W random=number set initial random seed.
    -W sprintf=number adjust size of sprintf buffer.
    -W posix_space   do not consider "\\n" a space.
    -W usage         show this message and exit.
`;

function readArguments(args: readonly string[]): Arguments | { readonly error: string } {
  let separator: string | undefined;
  const assignments: string[] = [];
  const files: string[] = [];
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      at++;
      break;
    }
    if (!arg.startsWith('-') || arg === '-') break;
    const letter = arg.charAt(1);
    if (!'Fvf'.includes(letter)) return { error: `not an option: ${arg}` };
    const value = arg.length > 2 ? arg.slice(2) : args[++at];
    if (value === undefined) return { error: `option -${letter} lacks argument` };
    if (letter === 'F') separator = value;
    else if (letter === 'v') assignments.push(value);
    else files.push(value);
  }
  return { separator, assignments, files, operands: args.slice(at) };
}

function* readProgram(
  host: ShellHost,
  context: CommandContext,
  files: readonly string[],
): Program<string> {
  const parts: string[] = [];
  for (const name of files) {
    const opened = createStreams(host, context).open(
      name === '-' ? '-' : resolvePath(context.directory, name),
    );
    if ('error' in opened) throw new AwkError(['unreadProgram', name, opened.error]);
    parts.push(yield* readAll(opened));
  }
  return parts.join('\n');
}

/** Of `-F`, whose mistakes are in line 0. */
function checkedSeparator(text: string): string {
  const problem = text.length > 1 ? patternProblem(text) : undefined;
  if (problem === undefined) return text;
  throw new AwkError(`line 0: regular expression compile failed (${problem})\n${text}`);
}

function* run(host: ShellHost, context: CommandContext): Program {
  const given = readArguments(context.args);
  if ('error' in given) {
    yield* context.stderr.write(`${baseName(context.name)}: ${given.error}\n`);
    return 2;
  }
  const bad = given.assignments.find((one) => !/^[A-Za-z_]\w*=/.test(one));
  if (bad !== undefined) throw new AwkError(`improper assignment: -v ${bad}`);
  const [first, ...rest] = given.operands;
  const hasFile = given.files.length > 0;
  if (!hasFile && first === undefined) {
    yield* context.stderr.write(USAGE);
    return 0;
  }
  const source = hasFile ? yield* readProgram(host, context, given.files) : (first ?? '');
  const program = parseAwk(toBytes(source));
  const machine = createMachine(host, context, program, hasFile ? given.operands : rest);
  if (given.separator !== undefined) {
    machine.set('FS', checkedSeparator(unescapeString(toBytes(given.separator))));
  }
  for (const one of given.assignments) {
    assignOperand(toBytes(one), machine.set);
  }
  try {
    return yield* runAwk(machine, program);
  } catch (failure) {
    if (!(failure instanceof AwkError)) throw failure;
    // What was printed is still held back when the message appears.
    yield* context.stderr.write(`${baseName(context.name)}: ${textOf(context, failure.message)}\n`);
    yield* machine.streams.flush();
    return 2;
  }
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const VERSION = `mawk 1.3.4 20200120
Copyright 2008-2019,2020, Thomas E. Dickey
Copyright 1991-1996,2014, Michael D. Brennan

`;

const LIMITS = `random-funcs:       srandom/random
regex-funcs:        internal
compiled limits:
sprintf buffer      8192
maximum-integer     2147483647
`;

/** `-W`, whose words may be cut short. */
function* tell(context: CommandContext, word: string): Program {
  if (word !== '' && 'version'.startsWith(word)) {
    yield* context.stdout.write(VERSION);
    yield* context.stderr.write(LIMITS);
    return 0;
  }
  yield* context.stderr.write(USAGE);
  return 0;
}

/** `awk`, which is mawk as on Debian. */
export function createAwk(host: () => ShellHost): StreamingCommand {
  return {
    name: 'awk',
    summary: 'Finds patterns in text and acts on them.',
    opensStreams: true,
    *run(context) {
      const [option = '', value = ''] = context.args;
      if (option === '--version' && isApplet(context)) {
        yield* context.stdout.write('mawk 1.3.4 20200120\n');
        return 0;
      }
      if (option.startsWith('-W')) return yield* tell(context, option.slice(2) || value);
      try {
        return yield* run(host(), context);
      } catch (failure) {
        if (!(failure instanceof AwkError)) throw failure;
        yield* context.stderr.write(
          `${baseName(context.name)}: ${textOf(context, failure.message)}\n`,
        );
        return 2;
      }
    },
  };
}

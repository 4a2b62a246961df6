import {
  errorText,
  type Program,
  type Reader,
  readAll,
  readerOf,
  writerTo,
} from '../../../kernel/index.ts';
import { putBack } from '../../descriptors.ts';
import type { ShellHost } from '../../types.ts';
import { calledAs } from '../../words/called-as.ts';
import type { Message } from '../../words/gnu.ts';
import { flags, parseArguments } from '../arguments.ts';
import { inputName, openInput } from '../inputs.ts';
import { launch, waitForChild } from '../launch.ts';
import { splitKeeping } from '../text-units.ts';
import { createTool, type StreamingCommand, type Tool } from '../tool.ts';
import { parseSed, type SedCommand, SedError, type SedRules } from './parse.ts';
import { runSed, type SedResult, type SedWorld } from './run.ts';

const FLAGS = flags(
  'n|quiet |silent |debug e|expression: f|file: |follow-symlinks i|in-place:: ' +
    'l|line-length: |posix E|regexp-extended r s|separate |sandbox u|unbuffered b|binary ' +
    'z|null-data |help |version',
);

const OPTIONS: readonly (readonly [string, string])[] = [
  ['  -n, --quiet, --silent', 'suppress automatic printing of pattern space'],
  ['      --debug', 'annotate program execution'],
  ['  -e script, --expression=script', 'add the script to the commands to be executed'],
  [
    '  -f script-file, --file=script-file',
    'add the contents of script-file to the commands to be executed',
  ],
  ['  --follow-symlinks', 'follow symlinks when processing in place'],
  ['  -i[SUFFIX], --in-place[=SUFFIX]', 'edit files in place (makes backup if SUFFIX supplied)'],
  ['  -l N, --line-length=N', "specify the desired line-wrap length for the `l' command"],
  ['  --posix', 'disable all GNU extensions.'],
  [
    '  -E, -r, --regexp-extended',
    'use extended regular expressions in the script\n(for portability use POSIX -E).',
  ],
  [
    '  -s, --separate',
    'consider files as separate rather than as a single,\ncontinuous long stream.',
  ],
  ['      --sandbox', 'operate in sandbox mode (disable e/r/w commands).'],
  [
    '  -u, --unbuffered',
    'load minimal amounts of data from the input files and flush\nthe output buffers more often',
  ],
  ['  -z, --null-data', 'separate lines by NUL characters'],
];

const OPTIONS_TEXT = OPTIONS.map(
  ([flag, text]) => `${flag}\n${text.replace(/^/gm, ' '.repeat(17))}\n`,
).join('');

const usageOf = (
  name: string,
): string => `Usage: ${name} [OPTION]... {script-only-if-no-other-script} [input-file]...

${OPTIONS_TEXT}      --help     display this help and exit
      --version  output version information and exit

If no -e, --expression, -f, or --file option is given, then the first
non-option argument is taken as the sed script to interpret.  All
remaining arguments are names of input files; if no input files are
specified, then the standard input is read.

GNU sed home page: <https://www.gnu.org/software/sed/>.
General help using GNU software: <https://www.gnu.org/gethelp/>.
`;

interface Line {
  readonly text: string;
  readonly isEnded: boolean;
  /** The file that it is from. */
  readonly name: string;
}

/** Lines over several inputs, with one line of foresight for `$`. */
function createInput(
  t: Tool,
  names: readonly string[],
  end: string,
  onFail: (text: Message | string, status: number) => Program<void>,
) {
  let at = 0;
  let reader: Reader | undefined;
  let pending = '';
  let ahead: Line | undefined;
  let number = 0;
  let current = names[0] ?? '-';
  function* fetch(): Program<Line | undefined> {
    for (;;) {
      if (reader === undefined) {
        const name = names[at++];
        if (name === undefined) return undefined;
        const opened = openInput(t, name);
        if (!opened.ok) {
          const isDirectory = opened.error === 'Is a directory';
          yield* onFail(
            isDirectory
              ? `read error on ${inputName(name, 'stdin')}: Is a directory`
              : ['unreadLine', name, opened.error],
            isDirectory ? 4 : 2,
          );
          continue;
        }
        reader = opened.reader;
        pending = '';
      }
      const cut = pending.indexOf(end);
      if (cut >= 0) {
        const text = pending.slice(0, cut);
        pending = pending.slice(cut + 1);
        return { text, isEnded: true, name: names[at - 1] ?? '-' };
      }
      const part = yield* reader.read();
      if (part !== undefined) {
        pending += part;
        continue;
      }
      reader = undefined;
      if (pending !== '') {
        const text = pending;
        pending = '';
        return { text, isEnded: false, name: names[at - 1] ?? '-' };
      }
    }
  }
  return {
    *next(): Program<Line | undefined> {
      const line = ahead ?? (yield* fetch());
      ahead = undefined;
      if (line !== undefined) {
        number++;
        current = line.name;
      }
      return line;
    },
    *isLast(): Program<boolean> {
      ahead ??= yield* fetch();
      return ahead === undefined;
    },
    /** Ends reading: what is left of a file that is standard input is for who comes next. */
    leave(): void {
      if (reader === undefined) return;
      putBack(
        reader,
        (ahead === undefined ? '' : ahead.text + (ahead.isEnded ? end : '')) + pending,
      );
    },
    line: () => number,
    name: () => current,
    setLine(line: number) {
      number = line;
    },
  };
}

function createWorld(
  t: Tool,
  names: readonly string[],
  host: ShellHost,
  { write, writeAsIs }: Output,
  isQuiet: boolean,
  onFail: (text: Message | string, status: number) => Program<void>,
): SedWorld & { setLine(line: number): void; leave(): void } {
  const end = t.args.has('z') ? '\0' : '\n';
  const input = createInput(t, names, end, onFail);
  const { files } = t.context;
  const listed = new Map<string, string[]>();
  return {
    isQuiet,
    lineLength: Number(t.args.value('l') ?? '70'),
    end,
    next: input.next,
    leave: input.leave,
    isLast: input.isLast,
    line: input.line,
    setLine: input.setLine,
    write,
    writeAsIs,
    *readLine(name) {
      let lines = listed.get(name);
      if (lines === undefined) {
        const opened = openInput(t, name === '/dev/stdin' ? '-' : name);
        const text = opened.ok ? yield* readAll(opened.reader) : '';
        lines = splitKeeping(text, end).reverse();
        listed.set(name, lines);
      }
      return lines.pop();
    },
    *runLine(line) {
      let out = '';
      const stdout = writerTo((text) => {
        out += text;
      });
      const started = launch(host, t.context, ['sh', '-c', line], { stdin: readerOf(''), stdout });
      if (started.ok) yield* waitForChild(started.process);
      return out;
    },
    *readFile(name) {
      const opened = openInput(t, name === '/dev/stdin' ? '-' : name);
      return opened.ok ? yield* readAll(opened.reader) : '';
    },
    *writeFile(name, text) {
      if (name === '/dev/stdout') yield* write(text);
      else if (name === '/dev/stderr') yield* t.context.stderr.write(text);
      else files.append(t.path(name), text);
    },
    fileName: input.name,
  };
}

/** Where a script writes. */
interface Output {
  write(text: string, isEnded?: boolean): Program<void>;
  writeAsIs(text: string): Program<void>;
}

/** Joins output pieces; a missing last line end is added before more text follows. */
function createOutput(write: (text: string) => Program<void>, end: string): Output {
  let isOpen = false;
  return {
    *write(text, isEnded = true) {
      yield* write((isOpen ? end : '') + text);
      isOpen = !isEnded;
    },
    *writeAsIs(text) {
      const whole = (isOpen ? end : '') + text;
      if (whole !== '') yield* write(whole);
      isOpen = false;
    },
  };
}

/** One -e or -f, and how sed names a place in it. */
interface Script {
  readonly text: string;
  where(position: number): string;
}

const inExpression =
  (number: number) =>
  (position: number): string =>
    `-e expression #${number}, char ${position}`;

const inFile =
  (name: string, text: string) =>
  (position: number): string =>
    `file ${name} line ${text.slice(0, Math.max(0, position)).split('\n').length}`;

function* readScript(
  t: Tool,
): Program<{ scripts: Script[]; names: readonly string[]; isQuiet: boolean } | number> {
  const scripts: Script[] = [];
  let names = t.args.operands;
  let number = 0;
  let whole = '';
  const isQuiet = t.args.has('n') || t.args.has('silent');
  for (const { name, value = '' } of t.args.all) {
    if (name === 'e') {
      if (scripts.length === 0) whole = value;
      scripts.push({ text: value, where: inExpression(++number) });
    }
    if (name !== 'f') continue;
    const opened = openInput(t, value);
    if (!opened.ok) {
      yield* t.err(`couldn't open file ${value}: ${opened.error}`);
      return 4;
    }
    const text = yield* readAll(opened.reader);
    if (scripts.length === 0) whole = text;
    scripts.push({
      text: text.replace(/^#n\n/, '#n ').replace(/\n$/, ''),
      where: inFile(value, text),
    });
  }
  const isQuietBy = (text: string): boolean => /^#n(?:\n|$)/.test(text);
  if (scripts.length > 0) return { scripts, names, isQuiet: isQuiet || isQuietBy(whole) };
  const [first, ...rest] = names;
  if (first === undefined) {
    yield* t.context.stderr.write(usageOf(t.name));
    return 1;
  }
  names = rest;
  return {
    scripts: [{ text: first, where: inExpression(1) }],
    names,
    isQuiet: isQuiet || isQuietBy(first),
  };
}

/**
 * `i`, `a` and `c` of one -e may go on in the next one, so scripts are joined where they are
 * open.
 */
function parseAll(scripts: readonly Script[], rules: SedRules): SedCommand[] {
  if (scripts.length === 1 || scripts.every(({ text }) => !/[{}]|\\$/.test(text))) {
    return scripts.flatMap(({ text, where }) => parseSed(text, where, rules));
  }
  const where = (position: number): string => {
    let from = 0;
    for (const one of scripts) {
      if (position <= from + one.text.length) return one.where(position - from);
      from += one.text.length + 1;
    }
    return '';
  };
  return parseSed(scripts.map(({ text }) => text).join('\n'), where, rules);
}

function* editInPlace(
  t: Tool,
  host: ShellHost,
  commands: () => SedCommand[],
  names: readonly string[],
  isQuiet: boolean,
  suffix: string,
): Program {
  const { files } = t.context;
  const { has } = t.args;
  let status = 0;
  for (const name of names) {
    const path = t.path(name);
    const content = files.read(path);
    if (!content.ok) {
      yield* t.err(
        content.error === 'EISDIR'
          ? `couldn't edit ${name}: not a regular file`
          : ['unreadLine', name, errorText('ENOENT')],
      );
      status = content.error === 'EISDIR' ? 4 : 2;
      continue;
    }
    const stat = files.stat(path);
    let out = '';
    const output = createOutput(
      // biome-ignore lint/correctness/useYield: collected in memory
      function* (text) {
        out += text;
      },
      has('z') ? '\0' : '\n',
    );
    const world = createWorld(t, [name], host, output, isQuiet, () => t.err(''));
    const result = yield* runSed(commands(), world);
    if (suffix !== '') {
      const backup = suffix.includes('*') ? suffix.replaceAll('*', name) : name + suffix;
      files.write(t.path(backup), content.value);
    }
    // What is edited is a new file: a link becomes one.
    if (!has('follow-symlinks')) files.remove(path);
    const written = files.write(path, out);
    if (!written.ok) {
      const items = `${out.length} item${out.length === 1 ? '' : 's'}`;
      yield* t.err(`couldn't write ${items} to ./sedXb41qA: ${errorText(written.error)}`);
      return 4;
    }
    if (stat.ok) files.setMode(path, stat.value.mode);
    if (result.quits) return result.status;
  }
  return status;
}

function* run(t: Tool, host: ShellHost): Program {
  const { has } = t.args;
  const read = yield* readScript(t);
  if (typeof read === 'number') return read;
  const end = has('z') ? '\0' : '\n';
  const rules = { isExtended: has('E') || has('r'), isPosix: has('posix'), end };
  const commands = (): SedCommand[] => parseAll(read.scripts, rules);
  let parsed: SedCommand[];
  try {
    parsed = commands();
  } catch (failure) {
    if (!(failure instanceof SedError)) throw failure;
    yield* t.err(failure.message);
    return 1;
  }
  const labels = new Set(parsed.filter((one) => one.letter === ':').map((one) => one.text));
  for (const one of parsed) {
    if (!/^[btT]$/.test(one.letter) || one.text === '' || labels.has(one.text)) continue;
    yield* t.err(['noLabel', one.text]);
    return 4;
  }
  for (const one of parsed) {
    const file = /[wW]/.test(one.letter) ? one.text : one.substitution?.file;
    if (file === undefined || /^\/dev\/std(?:out|err)$/.test(file)) continue;
    const made = t.context.files.write(t.path(file), '');
    if (made.ok) continue;
    yield* t.err(`couldn't open file ${file}: ${errorText(made.error)}`);
    return 4;
  }
  if (has('i') && read.names.length === 0) {
    yield* t.err('no input files');
    return 4;
  }
  if (has('i'))
    return yield* editInPlace(t, host, commands, read.names, read.isQuiet, t.args.value('i') ?? '');
  let status = 0;
  const onFail = function* (text: Message | string, code: number): Program<void> {
    yield* t.err(text);
    status = code;
  };
  const names = read.names.length === 0 ? ['-'] : read.names;
  const output = createOutput(t.out, end);
  if (!has('s')) {
    const world = createWorld(t, names, host, output, read.isQuiet, onFail);
    const result: SedResult = yield* runSed(parsed, world);
    if (result.quits) world.leave();
    return status === 0 ? result.status : status;
  }
  for (const name of names) {
    const world = createWorld(t, [name], host, output, read.isQuiet, onFail);
    for (const { range } of parsed) range.isOpen = false;
    const result = yield* runSed(parsed, world);
    if (result.quits) return status === 0 ? result.status : status;
  }
  return status;
}

/** `sed`; its `e` starts commands on `host`. */
export const createSed = (host: () => ShellHost): StreamingCommand => ({
  name: 'sed',
  summary: 'Edits a stream of text.',
  opensStreams: true,
  *run(context) {
    const parsed = parseArguments(FLAGS, context.args);
    if (!parsed.ok) {
      const name = calledAs(context, 'sed');
      yield* context.stderr.write(`${name}: ${parsed.message}\n${usageOf(name)}`);
      return 1;
    }
    if (parsed.parsed.has('help')) {
      yield* context.stdout.write(usageOf(calledAs(context, 'sed')));
      return 0;
    }
    const t = createTool(context, 'sed', parsed.parsed);
    try {
      return yield* run(t, host());
    } catch (failure) {
      if (!(failure instanceof SedError)) throw failure;
      // What fails while it runs is put down to the end of what was read last.
      const count = parsed.parsed.all.filter(({ name }) => name === 'e').length;
      yield* t.err(`${inExpression(Math.max(1, count))(0)}: ${failure.message}`);
      return 1;
    }
  },
});

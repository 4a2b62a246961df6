import {
  type Command,
  errorText,
  type Program,
  type Reader,
  resolvePath,
  screenOf,
} from '../../kernel/index.ts';
import { putBack } from '../descriptors.ts';
import { matchesPattern } from '../pattern.ts';
import { calledAs } from '../words/called-as.ts';
import { flags, type ParsedArguments, parseArguments } from './arguments.ts';
import { type GrepColors, grepColors } from './grep-colors.ts';
import { compile, readPatterns, usageOf } from './grep-patterns.ts';
import { inputName, openInput } from './inputs.ts';
import { createTool, type Tool } from './tool.ts';

const FLAGS = flags(
  'E|extended-regexp F|fixed-strings G|basic-regexp P|perl-regexp e|regexp: f|file: ' +
    'i|ignore-case y |no-ignore-case w|word-regexp x|line-regexp z|null-data ' +
    's|no-messages v|invert-match V|version |help m|max-count: b|byte-offset ' +
    'n|line-number |line-buffered H|with-filename h|no-filename |label: o|only-matching ' +
    'q|quiet |silent |binary-files: a|text I d|directories: D|devices: r|recursive ' +
    'R|dereference-recursive |include: |exclude: |exclude-from: |exclude-dir: ' +
    'L|files-without-match l|files-with-matches c|count T|initial-tab Z|null ' +
    'B|before-context: A|after-context: C|context: |group-separator: |no-group-separator ' +
    '|color:: |colour:: U|binary u',
);

interface Search {
  readonly t: Tool;
  readonly expression: RegExp;
  readonly before: number;
  readonly after: number;
  readonly max: number;
  /** Whether a line of an earlier file was printed. */
  readonly printed: { any: boolean };
  readonly showsNames: boolean;
  /** Undefined where nothing is coloured. */
  readonly colors: GrepColors | undefined;
}

/** Digits of the largest size of a file. */
const WIDEST = 19;

const color = (code: string, text: string): string => `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K`;

/** Searches one input; answers whether a line was selected. */
function* searchOne(search: Search, reader: Reader, name: string, size?: number): Program<boolean> {
  const { t, expression, colors } = search;
  const { has } = t.args;
  const mode = binaryMode(t.args);
  const isQuiet = has('q') || has('silent');
  const onlyNames = has('l') || has('L');
  // With -T numbers are as wide as the largest that there can be.
  const width = size === undefined ? WIDEST : String(size).length;
  const aligned = (value: number): string => String(value).padStart(has('T') ? width : 0);
  const prefix = (number: number, offset: number, mark: string): string => {
    const separator = colors ? color(colors.separator, mark) : mark;
    const columns: string[] = [];
    if (search.showsNames) columns.push(colors ? color(colors.name, name) : name);
    if (has('n')) {
      const text = aligned(number);
      columns.push(colors ? color(colors.line, text) : text);
    }
    if (has('b')) columns.push(colors ? color(colors.byte, aligned(offset)) : aligned(offset));
    const [first, ...rest] = columns;
    if (first === undefined) return '';
    const nul = has('Z') && search.showsNames ? '\0' : separator;
    const head = first + nul + rest.map((column) => column + separator).join('');
    return has('T') ? `${head}\t` : head;
  };
  const end = has('z') ? '\0' : '\n';
  let number = 0;
  let offset = 0;
  let selected = 0;
  let printedTo = search.printed.any ? Number.NEGATIVE_INFINITY : 0;
  let trailing = 0;
  let isBinary = false;
  let isHidden = false;
  const earlier: { line: string; number: number; offset: number }[] = [];
  const emit = function* (line: string, at: number, byte: number, isMatch: boolean): Program<void> {
    if (
      printedTo !== 0 &&
      at > printedTo + 1 &&
      (search.before > 0 || search.after > 0 || has('A') || has('B') || has('C')) &&
      !has('no-group-separator')
    ) {
      const mark = t.args.value('group-separator') ?? '--';
      yield* t.out(`${colors ? color(colors.separator, mark) : mark}\n`);
    }
    printedTo = at;
    search.printed.any = true;
    if (has('o')) {
      if (!isMatch || has('v')) return;
      expression.lastIndex = 0;
      for (const match of line.matchAll(expression)) {
        if (match[0] === '') continue;
        const text = colors ? color(colors.match, match[0]) : match[0];
        yield* t.out(`${prefix(at, byte + match.index, ':')}${text}\n`);
      }
      return;
    }
    let text = line;
    if (colors && isMatch && !has('v')) {
      text = line.replace(expression, (whole: string) =>
        whole === '' ? '' : color(colors.match, whole),
      );
    }
    yield* t.out(prefix(at, byte, isMatch ? ':' : '-') + text + end);
  };
  let pending = '';
  let isDone = false;
  /** What was read behind the last line that is wanted. */
  let unselected = '';
  const take = function* (line: string): Program<void> {
    number++;
    const byte = offset;
    offset += line.length + 1;
    expression.lastIndex = 0;
    if (mode !== 'text' && end === '\n' && line.includes('\0')) isBinary = true;
    if (isBinary && mode === 'without-match') {
      selected = 0;
      isDone = true;
      return;
    }
    // A line that is no text in this encoding is not shown; the others are.
    const isUnreadable = mode !== 'text' && /[\udc80-\udcff]/.test(line);
    // Behind the last line that is wanted a match is as good as any other line.
    const isOver = selected >= search.max;
    if (isOver) unselected += line + end;
    if (isOver || expression.test(line) === has('v')) {
      if (trailing > 0) {
        trailing--;
        yield* emit(line, number, byte, false);
      } else if (search.before > 0) {
        earlier.push({ line, number, offset: byte });
        if (earlier.length > search.before) earlier.shift();
      }
      if (selected >= search.max && trailing === 0) isDone = true;
      return;
    }
    selected++;
    if (isQuiet || onlyNames) {
      isDone = true;
      return;
    }
    if (has('c')) {
      if (selected >= search.max) isDone = true;
      return;
    }
    if (isBinary) {
      isHidden = true;
      isDone = true;
      return;
    }
    if (isUnreadable) {
      isHidden = true;
      return;
    }
    for (const one of earlier.splice(0)) yield* emit(one.line, one.number, one.offset, false);
    yield* emit(line, number, byte, true);
    trailing = search.after;
    if (selected >= search.max && trailing === 0) isDone = true;
  };
  while (!isDone) {
    const part = yield* reader.read();
    if (part === undefined) break;
    pending += part;
    let from = 0;
    for (let at = pending.indexOf(end); at >= 0 && !isDone; at = pending.indexOf(end, from)) {
      yield* take(pending.slice(from, at));
      from = at + 1;
    }
    pending = pending.slice(from);
  }
  if (pending !== '' && !isDone) {
    yield* take(pending);
    pending = '';
  }
  if (Number.isFinite(search.max)) putBack(reader, unselected + pending);
  if (isHidden) yield* t.context.stderr.write(`${t.name}: ${name}: binary file matches\n`);
  if (has('c') && !isQuiet && !onlyNames) {
    const head = search.showsNames
      ? `${colors ? color(colors.name, name) : name}${has('Z') ? '\0' : colors ? color(colors.separator, ':') : ':'}`
      : '';
    yield* t.out(`${head}${selected}\n`);
  }
  const isListed = has('L') ? selected === 0 : selected > 0;
  if (onlyNames && !isQuiet && isListed) {
    const shown = colors ? color(colors.name, name) : name;
    yield* t.out(`${shown}${has('Z') ? '\0' : '\n'}`);
  }
  return selected > 0;
}

/** Whether --include and --exclude let a file be searched. */
function isWanted({ args }: Tool, name: string): boolean {
  const given = (option: string): string[] =>
    args.all.filter((one) => one.name === option).map((one) => one.value ?? '');
  const included = given('include');
  if (included.length > 0 && !included.some((one) => matchesPattern(one, name))) return false;
  return !given('exclude').some((one) => matchesPattern(one, name));
}

/** Whether --exclude-dir leaves a directory out. */
const isSkipped = ({ args }: Tool, name: string): boolean =>
  args.all.some(
    (one) =>
      one.name === 'exclude-dir' && matchesPattern((one.value ?? '').replace(/\/+$/, ''), name),
  );

/** Files below a directory, in the order in which they are searched. */
function walk(t: Tool, path: string, shown: string): string[] {
  const { files } = t.context;
  const listed = files.list(path);
  if (!listed.ok) return [];
  return listed.value.flatMap((name) => {
    const full = resolvePath(path, name);
    const label = shown === '' ? name : `${shown.replace(/\/$/, '')}/${name}`;
    const stat = t.args.has('R') ? files.stat(full) : files.lstat(full);
    if (!stat.ok) return [];
    if (stat.value.type === 'directory') {
      return isSkipped(t, name) ? [] : walk(t, full, label);
    }
    if (stat.value.type !== 'file') return [];
    return isWanted(t, name) ? [label] : [];
  });
}

function contextLength(args: ParsedArguments, ...names: string[]): number | string {
  const found = args.all.findLast((one) => names.includes(one.name));
  if (found === undefined) return 0;
  return /^\d+$/.test(found.value ?? '') ? Number(found.value) : (found.value ?? '');
}

/** `-2` is `-C 2`. */
const oldContext = (args: readonly string[]): string[] => {
  const end = args.indexOf('--');
  return args.flatMap((arg, i) => {
    if (end >= 0 && i > end) return [arg];
    const match = /^-([^-ABCmefdD]*?)(\d+)$/.exec(arg);
    if (match === null || /^-[ABCmef]$/.test(args[i - 1] ?? '')) return [arg];
    return [...(match[1] === '' ? [] : [`-${match[1]}`]), '-C', match[2] ?? ''];
  });
};

/** What is said of an action that is none. */
function wrongChoice({ args: { value }, name }: Tool): string | undefined {
  const directories = value('d') ?? 'read';
  if (!['read', 'recurse', 'skip'].includes(directories)) {
    const valid = ['read', 'recurse', 'skip'].map((one) => `  - ‘${one}’\n`).join('');
    const head = `invalid argument ‘${directories}’ for ‘--directories’`;
    return `${head}\nValid arguments are:\n${valid}${usageOf(name)}`;
  }
  const kind = value('binary-files') ?? 'text';
  if (!['binary', 'text', 'without-match'].includes(kind)) return 'unknown binary-files type\n';
  return ['read', 'skip'].includes(value('D') ?? 'read') ? undefined : 'unknown devices method\n';
}

/** Whether what is no text is searched as text, passed over, or only told of. */
function binaryMode({ all }: ParsedArguments): string {
  const last = all.findLast(({ name }) => /^(?:a|I|binary-files)$/.test(name));
  if (last?.name === 'a') return 'text';
  return last?.name === 'I' ? 'without-match' : (last?.value ?? 'binary');
}

function* run(t: Tool, name: string): Program {
  const { has, value, all } = t.args;
  const read = yield* readPatterns(t);
  if (typeof read === 'number') return read;
  const { patterns, operands } = read;
  if (has('u')) yield* t.err('warning: --unix-byte-offsets (-u) is obsolete');
  const before = contextLength(t.args, 'B', 'C');
  const after = contextLength(t.args, 'A', 'C');
  for (const length of [after, before]) {
    if (typeof length === 'number') continue;
    yield* t.err(`${length}: invalid context length argument`);
    return 2;
  }
  const wrong = wrongChoice(t);
  if (wrong !== undefined) {
    yield* t.context.stderr.write(`${t.name}: ${wrong}`);
    return 2;
  }
  const max = value('m');
  if (max !== undefined && !/^-?\d+$/.test(max)) {
    yield* t.err('invalid max count');
    return 2;
  }
  const compiled =
    patterns.length === 0
      ? { expression: /(?!)/gu, warnings: [] }
      : compile(patterns, t.args, name);
  if (typeof compiled === 'string') {
    yield* t.err(compiled);
    return 2;
  }
  for (const warning of compiled.warnings) yield* t.err(warning);
  const isRecursive = has('r') || has('R') || value('d') === 'recurse';
  const names = operands.length === 0 ? [isRecursive ? '' : '-'] : operands;
  const when = all.findLast((one) => one.name === 'color' || one.name === 'colour');
  const isColored =
    when !== undefined &&
    (when.value === 'always' ||
      (when.value !== 'never' && screenOf(t.context.stdout) !== undefined));
  const search: Search = {
    t,
    expression: compiled.expression,
    before: Number(before),
    after: Number(after),
    printed: { any: false },
    max: max === undefined || Number(max) < 0 ? Number.POSITIVE_INFINITY : Number(max),
    showsNames: !has('h') && (has('H') || names.length > 1 || isRecursive),
    colors: isColored ? grepColors(t.context.env) : undefined,
  };
  if (isColored && (t.context.env.get('GREP_COLOR') ?? '') !== '') {
    const old = t.context.env.get('GREP_COLOR');
    yield* t.err(`warning: GREP_COLOR='${old}' is deprecated; use GREP_COLORS='mt=${old}'`);
  }
  return search.max === 0 ? 1 : yield* searchAll(search, names, isRecursive);
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The size of a regular file. */
function sizeOf(t: Tool, name: string): number | undefined {
  const stat = t.context.files.stat(t.path(name));
  return stat.ok && stat.value.type === 'file' ? stat.value.size : undefined;
}

/** Searches every operand; the exit status. */
function* searchAll(search: Search, names: readonly string[], isRecursive: boolean): Program {
  const { t } = search;
  const { has, value } = t.args;
  let isFound = false;
  let failed = false;
  const complain = function* (text: string): Program<void> {
    failed = true;
    if (!has('s')) yield* t.err(text);
  };
  for (const operand of names) {
    if (operand === '' && !isRecursive) {
      yield* complain(`: ${errorText('ENOENT')}`);
      continue;
    }
    const path = t.path(operand === '' ? '.' : operand);
    const stat = operand === '-' ? undefined : t.context.files.stat(path);
    if (stat?.ok === true && stat.value.type === 'directory') {
      if (operand !== '' && isSkipped(t, baseName(operand))) continue;
      if (!isRecursive) {
        if (value('d') === 'skip') continue;
        yield* complain(`${operand}: Is a directory`);
        if (has('L')) yield* t.out(`${operand}\n`);
        continue;
      }
      for (const label of walk(t, path, operand)) {
        const opened = openInput(t, label);
        if (opened.ok && (yield* searchOne(search, opened.reader, label, sizeOf(t, label)))) {
          isFound = true;
        }
        if (isFound && (has('q') || has('silent'))) return 0;
      }
      continue;
    }
    if (stat?.ok === true && !isWanted(t, baseName(operand))) continue;
    const opened = openInput(t, operand);
    if (!opened.ok) {
      yield* complain(`${inputName(operand, '(standard input)')}: ${opened.error}`);
      continue;
    }
    const label = operand === '-' ? (value('label') ?? '(standard input)') : operand;
    const size = operand === '-' ? undefined : sizeOf(t, operand);
    if (yield* searchOne(search, opened.reader, label, size)) isFound = true;
    if (isFound && (has('q') || has('silent'))) return 0;
  }
  if (failed) return 2;
  return isFound ? 0 : 1;
}

const createGrep = (name: string): Command & { opensStreams: true } => ({
  name,
  summary: 'Prints lines that match a pattern.',
  opensStreams: true,
  *run(context) {
    const parsed = parseArguments(FLAGS, oldContext(context.args));
    if (!parsed.ok) {
      const called = calledAs(context, 'grep');
      yield* context.stderr.write(`${called}: ${parsed.message}\n${usageOf(called)}`);
      return 2;
    }
    if (parsed.parsed.has('help')) {
      yield* context.stdout.write(
        'Usage: grep [OPTION]... PATTERNS [FILE]...\nPrints lines that match a pattern.\n',
      );
      return 0;
    }
    return yield* run(createTool(context, 'grep', parsed.parsed), name);
  },
});

export const grep = createGrep('grep');
export const egrep = createGrep('egrep');
export const fgrep = createGrep('fgrep');

import {
  errorText,
  type FileSystem,
  type Program,
  readAll,
  resolvePath,
} from '../../kernel/index.ts';
import { matchesPattern } from '../pattern.ts';
import { translateRegExp } from '../regexp.ts';
import { calledAs } from '../words/called-as.ts';
import { flags, parseArguments } from './arguments.ts';
import { formatsOf, formatted } from './diff-formats.ts';
import { diffLines } from './diff-lines.ts';
import {
  contextual,
  type Look,
  normal,
  painted,
  type Side,
  sideBySide,
  unified,
} from './diff-output.ts';
import { type Change, edScript, forwardScript, rcsScript } from './diff-scripts.ts';
import { linesOf, openInput } from './inputs.ts';
import { createTool, hintOf, type StreamingCommand, type Tool } from './tool.ts';

const FLAGS = flags(
  'a|text b|ignore-space-change B|ignore-blank-lines c C|context:: d|minimal D|ifdef: e|ed ' +
    'E|ignore-tab-expansion f|forward-ed F|show-function-line: H|speed-large-files ' +
    'i|ignore-case I|ignore-matching-lines: L|label: l|paginate n|rcs N|new-file ' +
    'p|show-c-function q|brief r|recursive s|report-identical-files S|starting-file: ' +
    't|expand-tabs T|initial-tab u U|unified:: w|ignore-all-space W|width: ' +
    'x|exclude: X|exclude-from: y|side-by-side Z|ignore-trailing-space |normal ' +
    '|color:: |suppress-common-lines |strip-trailing-cr |left-column |no-dereference ' +
    '|from-file: |to-file: |horizon-lines: |tabsize: |old-line-format: |new-line-format: ' +
    '|unchanged-line-format: |line-format: |old-group-format: |new-group-format: ' +
    '|unchanged-group-format: |changed-group-format: |help',
);

/** A line as the options compare it. */
function shaped(t: Tool, line: string): string {
  const { has } = t.args;
  let out = line;
  if (has('w')) out = out.replace(/\s+/g, '');
  else if (has('b')) out = out.replace(/\s+/g, ' ').replace(/\s$/, '');
  else if (has('Z')) out = out.replace(/\s+$/, '');
  if (has('E')) {
    out = out.replace(/[^\t]*\t/g, (part) => {
      const text = part.slice(0, -1);
      return text + ' '.repeat(8 - (text.length % 8));
    });
  }
  if (has('strip-trailing-cr')) out = out.replace(/\r$/, '');
  return has('i') ? out.toLowerCase() : out;
}

/** What `-I`, `-F` or `-p` look for; undefined when none is asked for. */
const expressionOf = (text: string | undefined): RegExp | undefined => {
  if (text === undefined) return undefined;
  const translated = translateRegExp(text, 'basic');
  return translated.ok ? new RegExp(translated.source, 'u') : undefined;
};

const C_FUNCTION = '^[[:alpha:]$_]';

function lookOf(t: Tool): Look {
  const { all, has, value } = t.args;
  const isColored = all.some(({ name, value: when }) => name === 'color' && when === 'always');
  return {
    labels: all.filter((one) => one.name === 'L').map((one) => one.value ?? ''),
    fileLine: (mark, name, time) => t.text(['diffFile', mark, name, time]),
    tab: has('T') ? '\t' : '',
    expandsTabs: has('t'),
    paint: isColored ? painted : (text) => text,
    section: expressionOf(value('F') ?? (has('p') ? C_FUNCTION : undefined)),
  };
}

const ignored = (t: Tool, a: Side, b: Side, changes: readonly Change[]): Change[] => {
  const expression = expressionOf(t.args.value('I'));
  const isBlank = (line: string): boolean => t.args.has('B') && line === '';
  return changes.filter(({ a0, a1, b0, b1 }) =>
    [...a.lines.slice(a0, a1), ...b.lines.slice(b0, b1)].some(
      (line) => !isBlank(line) && expression?.test(line) !== true,
    ),
  );
};

/** How many lines are shown around a change. */
function contextOf({ args }: Tool): number {
  const widths = args.all.flatMap((one) =>
    one.name === 'U' || one.name === 'C' ? [Number(one.value ?? '3')] : [],
  );
  const isBySection = widths.length === 0 && (args.has('p') || args.has('F'));
  const usual = args.has('u') || args.has('c') || isBySection;
  return Math.max(0, ...widths, ...(usual ? [3] : []));
}

/** What is printed of two files that differ. */
function shownChanges(t: Tool, a: Side, b: Side, changes: readonly Change[]): string {
  const { has, value } = t.args;
  const look = lookOf(t);
  const lines = contextOf(t);
  const formats = formatsOf(value);
  if (formats !== undefined) return formatted(a, b, changes, formats);
  if (has('e')) return edScript(b.lines, changes);
  if (has('f')) return forwardScript(b.lines, changes);
  if (has('n')) return rcsScript(b.lines, changes, b.isEnded);
  if (has('u') || has('U')) return unified(look, a, b, changes, lines);
  if (has('y')) {
    const hides = { same: has('suppress-common-lines'), right: has('left-column') };
    return sideBySide(look, a, b, changes, Number(value('W') ?? '130'), hides);
  }
  const isContext = has('c') || has('C') || look.section !== undefined;
  return isContext ? contextual(look, a, b, changes, lines) : normal(a, b, changes, look);
}

function* compare(t: Tool, a: Side, b: Side, options: readonly string[]): Program {
  const { has } = t.args;
  const [one, two] = [a.shownName, b.shownName];
  const isText = has('a') || ![a, b].some((side) => side.lines.some((line) => line.includes('\0')));
  const isSame = a.lines.join('\n') === b.lines.join('\n') && a.isEnded === b.isEnded;
  if (!isText && !isSame) {
    yield* t.out(`${has('q') ? 'Files' : 'Binary files'} ${one} and ${two} differ\n`);
    return 1;
  }
  // Scripts for ed cannot say that a line end is missing.
  const isLoose = has('w') || has('b') || has('e') || has('f');
  const keys = (side: Side): string[] =>
    side.lines.map((line, i) => {
      const isUnended = i === side.lines.length - 1 && !side.isEnded && !isLoose;
      return shaped(t, line) + (isUnended ? '\0' : '');
    });
  const changes = ignored(t, a, b, diffLines(keys(a), keys(b), contextOf(t)));
  const isWhole = has('y') || formatsOf(t.args.value) !== undefined;
  if (changes.length === 0) {
    if (has('s')) yield* t.out(`Files ${one} and ${two} are identical\n`);
    else if (isWhole && !has('q')) yield* t.out(shownChanges(t, a, b, []));
    return 0;
  }
  if (has('q')) {
    yield* t.out(`Files ${one} and ${two} differ\n`);
    return 1;
  }
  if (options.length > 0) yield* t.out(`${[...options, one, two].join(' ')}\n`);
  yield* t.out(shownChanges(t, a, b, changes));
  if (!has('e') && !has('f')) return 1;
  for (const side of [a, b]) {
    if (!side.isEnded) yield* t.err(`${side.name}: No newline at end of file\n`);
  }
  return 1;
}

function* readSide(t: Tool, name: string, path: string, label: string): Program<Side | string> {
  const stat = t.context.files.stat(path);
  const opened = openInput(t, name === '-' ? '-' : path);
  if (!opened.ok) return opened.error;
  const text = yield* readAll(opened.reader);
  const lines = text.split('\n');
  const isEnded = text === '' || lines.at(-1) === '';
  if (lines.at(-1) === '') lines.pop();
  const modifiedEpochMs = stat.ok ? stat.value.modifiedEpochMs : 0;
  return { name, shownName: label, lines, isEnded, modifiedEpochMs };
}

const kindOf = (files: FileSystem, path: string): 'directory' | 'file' | 'missing' => {
  const stat = files.stat(path);
  return !stat.ok ? 'missing' : stat.value.type === 'directory' ? 'directory' : 'file';
};

/** Patterns of names that `-x` and `-X` leave out. */
function* exclusions(t: Tool): Program<string[]> {
  const patterns: string[] = [];
  for (const { name, value = '' } of t.args.all) {
    if (name === 'x') patterns.push(value);
    if (name !== 'X') continue;
    const opened = openInput(t, value);
    if (opened.ok) patterns.push(...linesOf(yield* readAll(opened.reader)));
  }
  return patterns;
}

interface Walk {
  readonly options: readonly string[];
  readonly excluded: readonly string[];
  /** The name that `-S` starts with. */
  readonly first: string;
}

function* compareDirectories(t: Tool, left: string, right: string, walk: Walk): Program {
  const { files } = t.context;
  const list = (name: string): readonly string[] => {
    const listed = files.list(t.path(name));
    return listed.ok ? listed.value : [];
  };
  const join = (name: string, child: string): string => `${name.replace(/\/$/, '')}/${child}`;
  const names = [...new Set([...list(left), ...list(right)])]
    .filter((name) => name >= walk.first)
    .filter((name) => !walk.excluded.some((pattern) => matchesPattern(pattern, name)))
    .sort();
  let status = 0;
  for (const name of names) {
    const [one, two] = [join(left, name), join(right, name)];
    const [a, b] = [kindOf(files, t.path(one)), kindOf(files, t.path(two))];
    if ((a === 'missing' || b === 'missing') && !t.args.has('N')) {
      yield* t.out(
        `Only in ${(a === 'missing' ? right : left).replace(/(.)\/$/, '$1')}: ${name}\n`,
      );
      status = 1;
    } else if (a !== 'file' && b !== 'file') {
      if (t.args.has('r'))
        status = Math.max(status, yield* compareDirectories(t, one, two, { ...walk, first: '' }));
      else yield* t.out(`Common subdirectories: ${one} and ${two}\n`);
    } else if (a === 'directory' || b === 'directory') {
      const kind = (k: string): string => (k === 'directory' ? 'a directory' : 'a regular file');
      yield* t.out(`File ${one} is ${kind(a)} while file ${two} is ${kind(b)}\n`);
      status = 1;
    } else status = Math.max(status, yield* compareFiles(t, one, two, walk.options));
  }
  return status;
}

function* compareFiles(t: Tool, left: string, right: string, options: readonly string[]): Program {
  const sides: Side[] = [];
  const { labels } = lookOf(t);
  for (const [i, name] of [left, right].entries()) {
    const path = name === '-' ? '-' : resolvePath(t.context.directory, name);
    const label = labels[i] ?? name;
    if (t.args.has('N') && name !== '-' && kindOf(t.context.files, path) === 'missing') {
      sides.push({ name, shownName: label, lines: [], isEnded: true, modifiedEpochMs: 0 });
      continue;
    }
    const side = yield* readSide(t, name, path, label);
    if (typeof side === 'string') {
      yield* t.err(side === errorText('ENOENT') ? ['diffMissing', name] : `${name}: ${side}`);
      continue;
    }
    sides.push(side);
  }
  const [a, b] = sides;
  return a === undefined || b === undefined ? 2 : yield* compare(t, a, b, options);
}

const STYLES = ['c', 'C', 'D', 'e', 'f', 'n', 'u', 'U', 'y', 'normal'];

/** What is wrong with the options, in diff's words. */
function mistakeIn(t: Tool): string | undefined {
  const { all, has } = t.args;
  const styles = STYLES.filter(has).map((name) => name.toLowerCase());
  if (new Set(styles).size > 1) return 'conflicting output style options';
  for (const { name, value } of all) {
    const isNumber = value === undefined || /^\d+$/.test(value);
    if ((name === 'U' || name === 'C') && !isNumber) return `invalid context length '${value}'`;
    if (name === 'W' && !isNumber) return `invalid width '${value}'`;
    if (name === 'tabsize' && !isNumber) return `invalid tabsize '${value}'`;
    if (name === 'horizon-lines' && !isNumber) return `invalid horizon length '${value}'`;
    const isColor = value === undefined || ['always', 'auto', 'never'].includes(value);
    if (name === 'color' && !isColor) return `invalid color '${value}'`;
  }
  return undefined;
}

function* comparePair(t: Tool, left: string, right: string): Program {
  const { files, args } = t.context;
  const kinds = [left, right].map((name) => (name === '-' ? 'file' : kindOf(files, t.path(name))));
  if (kinds[0] === 'directory' && kinds[1] === 'directory') {
    const { operands } = t.args;
    const options = args.filter((arg) => !operands.includes(arg) || arg.startsWith('-'));
    const excluded = yield* exclusions(t);
    const first = t.args.value('S') ?? '';
    const walk = { options: ['diff', ...options], excluded, first };
    return yield* compareDirectories(t, left, right, walk);
  }
  const base = (name: string): string => name.replace(/\/+$/, '').split('/').at(-1) ?? '';
  const below = (folder: string, name: string): string =>
    `${folder.replace(/\/$/, '')}/${base(name)}`;
  if (kinds.includes('directory') && kinds.includes('missing') && !t.args.has('N')) {
    yield* t.err(['diffMissing', kinds[0] === 'missing' ? left : right]);
    return 2;
  }
  // A directory stands for the file of the other's name in it.
  if (kinds[0] === 'directory' && kinds[1] === 'file') {
    return yield* compareFiles(t, below(left, right), right, []);
  }
  const isBelow = kinds[0] === 'file' && kinds[1] === 'directory';
  return yield* compareFiles(t, left, isBelow ? below(right, left) : right, []);
}

/** Old options such as `-2` and `-u2` are `-U 2`, and `-2` alone is a count without a style. */
const modern = (args: readonly string[]): string[] =>
  args.flatMap((arg) => {
    const old = /^-(u?)(\d+)$/.exec(arg);
    if (old === null) return [arg];
    return old[1] === '' && !args.some((one) => /^-[uc]/.test(one)) ? [] : ['-U', old[2] ?? ''];
  });

/** The two values of `-U 3` and `--unified` differ: a letter takes the next argument. */
const SHORT_FLAGS = FLAGS.map((flag) =>
  flag.short === 'U' || flag.short === 'C' ? { ...flag, value: 'required' as const } : flag,
);

const withDefaults = (args: readonly string[]): string[] =>
  args.map((arg) => (arg === '--unified' || arg === '--context' ? `${arg}=3` : arg));

export const diff: StreamingCommand = {
  name: 'diff',
  summary: 'Compares files line by line.',
  opensStreams: true,
  *run(context) {
    const complain = function* (text: string): Program {
      const name = calledAs(context, 'diff');
      const hint = hintOf(context, name);
      const more = hint === '' ? '' : `${name}: ${hint}`;
      yield* context.stderr.write(`${name}: ${text}\n${more}`);
      return 2;
    };
    const parsed = parseArguments(SHORT_FLAGS, withDefaults(modern(context.args)));
    if (!parsed.ok) return yield* complain(parsed.message);
    const t = createTool(context, 'diff', parsed.parsed);
    const mistake = mistakeIn(t);
    if (mistake !== undefined) return yield* complain(mistake);
    const pattern = t.args.value('I') ?? t.args.value('F');
    const read = pattern === undefined ? undefined : translateRegExp(pattern, 'basic');
    if (read?.ok === false) {
      yield* t.err(`${pattern}: Invalid regular expression`);
      return 2;
    }
    const { operands } = parsed.parsed;
    const [from, to] = [t.args.value('from-file'), t.args.value('to-file')];
    if (from !== undefined || to !== undefined) {
      let status = 0;
      for (const one of operands) {
        const code = yield* comparePair(t, from ?? one, from === undefined ? (to ?? '') : one);
        status = Math.max(status, code);
      }
      return status;
    }
    const [left, right, extra] = operands;
    const last = context.args.at(-1) ?? 'diff';
    if (left === undefined || right === undefined) {
      return yield* complain(`missing operand after '${last}'`);
    }
    if (extra !== undefined) return yield* complain(`extra operand '${extra}'`);
    return yield* comparePair(t, left, right);
  },
};

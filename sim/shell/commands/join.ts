import type { Program } from '../../kernel/index.ts';
import { errorText } from '../../kernel/index.ts';
import type { ParsedArguments } from './arguments.ts';
import { shownName } from './file-names.ts';
import { compareText, readLines } from './text-join.ts';
import { misuse, type Tool, tool } from './tool.ts';

/** What is wrong with the options, without the hint; undefined when all is well. */
function problemOf(args: ParsedArguments): string | undefined {
  for (const { name, value = '' } of args.all) {
    if (/^[12j]$/.test(name) && !/^[1-9]\d*$/.test(value)) {
      return `invalid field number: ‘${value}’`;
    }
    if (/^[av]$/.test(name) && value !== '1' && value !== '2') {
      return `invalid field number: ‘${value}’`;
    }
  }
  const separator = args.value('t') ?? '';
  if ([...separator].length > 1 && separator !== '\\0') return `multi-character tab ‘${separator}’`;
  const format = args.value('o');
  if (format === undefined || format === 'auto') return undefined;
  for (const spec of format.split(/[,\s]+/)) {
    if (spec === '0' || /^[12]\.[1-9]\d*$/.test(spec)) continue;
    if (/^[12]\./.test(spec)) return `invalid field number: ‘${spec.slice(2)}’`;
    if (/^\d+\./.test(spec)) return `invalid file number in field spec: ‘${spec}’`;
    return `invalid field specifier: ‘${spec}’`;
  }
  return undefined;
}

interface Side {
  readonly name: string;
  readonly lines: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The field that is joined on, from 0. */
  readonly column: number;
}

/** Reads both files, or answers the status of the failure. */
function* readSides(t: Tool, names: readonly string[]): Program<readonly Side[] | number> {
  const { has, value } = t.args;
  const separator = value('t');
  const split = (line: string): string[] =>
    separator === undefined
      ? line.replace(/^[ \t\n]+/, '').split(/[ \t\n]+/)
      : separator === ''
        ? [line]
        : line.split(separator);
  const sides: Side[] = [];
  for (const [i, name] of names.entries()) {
    const lines = yield* readLines(t, name, has('z') ? '\0' : '\n');
    if (!Array.isArray(lines)) {
      yield* t.err(
        lines.error === errorText('EISDIR')
          ? ['readsDirectory', `read error: ${lines.error}`]
          : `${shownName(name)}: ${lines.error}`,
      );
      return 1;
    }
    const column = Number(value(String(i + 1)) ?? value('j') ?? '1') - 1;
    sides.push({ name, lines, rows: lines.map(split), column });
  }
  return sides;
}

/** How a pair of rows, or one without a partner, is printed. */
function createShow(t: Tool, sides: readonly Side[], fields: readonly string[]) {
  const { value } = t.args;
  const empty = value('e') ?? '';
  const format = fields.length === 0 ? undefined : fields.join(',').split(/[,\s]+/);
  const rest = (row: readonly string[] | undefined, file: number): readonly string[] =>
    row?.filter((_, i) => i !== sides[file]?.column) ?? [];
  // As many fields as the first line of each file has.
  const filled = (row: readonly string[] | undefined, file: number): readonly string[] =>
    rest(sides[file]?.rows[0], file).map((_, i) => rest(row, file)[i] || empty);
  return (a: readonly string[] | undefined, b: readonly string[] | undefined): string => {
    const key = (a === undefined ? b?.[sides[1]?.column ?? 0] : a[sides[0]?.column ?? 0]) ?? '';
    const pick = (spec: string): string => {
      if (spec === '0') return key || empty;
      const [file, field] = spec.split('.').map(Number);
      const text = (file === 1 ? a : b)?.[(field ?? 1) - 1];
      return text === undefined || text === '' ? empty : text;
    };
    const cells =
      format?.[0] === 'auto'
        ? [key || empty, ...filled(a, 0), ...filled(b, 1)]
        : format === undefined
          ? [key || empty, ...rest(a, 0), ...rest(b, 1)]
          : format.map(pick);
    return `${cells.join(value('t') ?? ' ')}${t.args.has('z') ? '\0' : '\n'}`;
  };
}

/** Joins sorted files line by line; complains of lines that are out of order. */
function* joinSides(t: Tool, sides: readonly Side[], fields: readonly string[]): Program {
  const { has } = t.args;
  const [left, right] = sides as readonly [Side, Side];
  const show = createShow(t, sides, fields);
  const lone = new Set(
    t.args.all.filter((one) => one.name === 'a' || one.name === 'v').map((one) => one.value),
  );
  const keyOf = (row: readonly string[] | undefined, side: Side): string => {
    const key = row?.[side.column] ?? '';
    return has('i') ? key.toLowerCase() : key;
  };
  const first = has('header') ? 1 : 0;
  let hasUnpaired = false;
  const disordered = new Set<Side>();
  /** Whether joining goes on once a line has been read. */
  const check = function* (side: Side, at: number): Program<boolean> {
    if (at <= first || at >= side.rows.length || has('nocheck-order')) return true;
    if (disordered.has(side) || (!has('check-order') && !hasUnpaired)) return true;
    if (compareText(keyOf(side.rows[at - 1], side), keyOf(side.rows[at], side)) <= 0) return true;
    disordered.add(side);
    yield* t.err(`${side.name}:${at + 1}: is not sorted: ${side.lines[at]}`);
    return !has('check-order');
  };
  const showLone = function* (side: Side, at: number): Program<void> {
    const row = side.rows[at];
    if (side === left && lone.has('1')) yield* t.out(show(row, undefined));
    if (side === right && lone.has('2')) yield* t.out(show(undefined, row));
  };
  if (first === 1 && left.rows.length + right.rows.length > 0) {
    yield* t.out(show(left.rows[0], right.rows[0]));
  }
  let i = first;
  let j = first;
  while (i < left.rows.length && j < right.rows.length) {
    const key = keyOf(left.rows[i], left);
    const order = compareText(key, keyOf(right.rows[j], right));
    if (order !== 0) {
      const side = order < 0 ? left : right;
      const at = order < 0 ? i++ : j++;
      yield* showLone(side, at);
      if (!(yield* check(side, at + 1))) return 1;
      hasUnpaired = true;
      continue;
    }
    let lastA = i;
    let lastB = j;
    while (left.rows[lastA] !== undefined && keyOf(left.rows[lastA], left) === key) lastA++;
    while (right.rows[lastB] !== undefined && keyOf(right.rows[lastB], right) === key) lastB++;
    if (!(yield* check(left, lastA)) || !(yield* check(right, lastB))) return 1;
    for (const one of has('v') ? [] : left.rows.slice(i, lastA)) {
      for (const two of right.rows.slice(j, lastB)) yield* t.out(show(one, two));
    }
    i = lastA;
    j = lastB;
  }
  // What is left of a file is read to be printed, or to be checked.
  const isLeft = i < left.rows.length;
  const isRight = j < right.rows.length;
  for (const [side, from, isOther] of [
    [left, i, isRight],
    [right, j, isLeft],
  ] as const) {
    if (from >= side.rows.length) continue;
    yield* showLone(side, from);
    if (isOther) hasUnpaired = true;
    for (let at = from + 1; at < side.rows.length; at++) {
      if (!(yield* check(side, at))) return 1;
      yield* showLone(side, at);
    }
  }
  if (disordered.size === 0) return 0;
  yield* t.err('input is not in sorted order');
  return 1;
}

export const join = tool({
  name: 'join',
  summary: 'Joins lines of two files on a common field.',
  flags:
    'a: e: i|ignore-case j: o: t: v: 1: 2: z|zero-terminated |check-order |nocheck-order |header',
  *run(t) {
    const { operands } = t.args;
    const problem = problemOf(t.args);
    if (problem !== undefined) {
      yield* t.err(problem);
      return 1;
    }
    const [one, common, two] = ['1', 'j', '2'].map((name) => t.args.value(name));
    const clash = [one, two].find(
      (own) => common !== undefined && own !== undefined && own !== common,
    );
    if (clash !== undefined) {
      yield* t.err(`incompatible join fields ${common}, ${clash}`);
      return 1;
    }
    const fields = t.args.all.flatMap(({ name, value }) => (name === 'o' ? [value ?? ''] : []));
    // Further fields may stand behind the first ones as words of their own.
    const most = fields.length === 0 ? 0 : operands.length - 2;
    const others = operands.findIndex((word, at) => at >= most || !/^(?:0|[12]\.\d+)$/.test(word));
    const more = others < 0 ? [] : operands.slice(0, others);
    const [left, right, extra] = operands.slice(more.length);
    if (left === undefined || right === undefined) {
      const text = left === undefined ? 'missing operand' : `missing operand after ‘${left}’`;
      return yield* misuse(t, 'join', text);
    }
    if (extra !== undefined) return yield* misuse(t, 'join', `extra operand '${extra}'`);
    if (left === '-' && right === '-') {
      yield* t.err('both files cannot be standard input: No such file or directory');
      return 1;
    }
    const sides = yield* readSides(t, [left, right]);
    return typeof sides === 'number' ? sides : yield* joinSides(t, sides, [...fields, ...more]);
  },
});

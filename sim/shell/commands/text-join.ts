import { type Program, readAll } from '../../kernel/index.ts';
import { shownName } from './file-names.ts';
import { linesOf, misuse, openInput, type Tool, tool } from './tool.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
};

/** Lines of an operand, or its error. */
function* readLines(t: Tool, name: string): Program<string[] | { error: string }> {
  const opened = openInput(t, name);
  if (!opened.ok) return { error: opened.error };
  return linesOf(yield* readAll(opened.reader));
}

export const paste = tool({
  name: 'paste',
  summary: 'Joins lines of files side by side.',
  flags: 'd|delimiters: s|serial z|zero-terminated',
  *run(t) {
    const { has, value, operands } = t.args;
    const names = operands.length === 0 ? ['-'] : operands;
    const delimiters = [
      ...(value('d') ?? '\t').replace(/\\(.)/g, (_, c: string) =>
        c === '0' ? '\0' : (ESCAPES[c] ?? c),
      ),
    ];
    if (delimiters.length === 0) delimiters.push('');
    const between = (i: number): string => {
      const text = delimiters[i % delimiters.length] ?? '';
      return text === '\0' ? '' : text;
    };
    const joiner = (i: number): string => (i === 0 ? '' : between(i - 1));
    const columns: string[][] = [];
    const shared = yield* readLines(t, names.includes('-') ? '-' : '/dev/null');
    const dashes = names.filter((name) => name === '-').length;
    let dash = 0;
    for (const name of names) {
      if (name === '-' && Array.isArray(shared)) {
        const at = dash++;
        columns.push(
          has('s') ? (at === 0 ? shared : []) : shared.filter((_, i) => i % dashes === at),
        );
        continue;
      }
      const lines = yield* readLines(t, name);
      if (!Array.isArray(lines)) {
        yield* t.err(`${shownName(name)}: ${lines.error}`);
        if (!has('s')) return 1;
        continue;
      }
      columns.push(lines);
    }
    if (has('s')) {
      for (const lines of columns) {
        yield* t.out(
          `${lines.map((line, i) => (i === 0 ? '' : between(i - 1)) + line).join('')}\n`,
        );
      }
      return 0;
    }
    const height = Math.max(0, ...columns.map((lines) => lines.length));
    for (let row = 0; row < height; row++) {
      yield* t.out(`${columns.map((lines, i) => joiner(i) + (lines[row] ?? '')).join('')}\n`);
    }
    return 0;
  },
});

export const join = tool({
  name: 'join',
  summary: 'Joins lines of two files on a common field.',
  flags: 'a: e: i|ignore-case j: o: t: v: 1: 2: z |check-order |nocheck-order |header',
  *run(t) {
    const { has, value, operands } = t.args;
    const [left, right] = operands;
    if (left === undefined || right === undefined) {
      return yield* misuse(
        t,
        'join',
        left === undefined ? 'missing operand' : `missing operand after ‘${left}’`,
      );
    }
    const separator = value('t');
    const empty = value('e') ?? '';
    const columns = [
      Number(value('1') ?? value('j') ?? '1'),
      Number(value('2') ?? value('j') ?? '1'),
    ];
    const split = (line: string): string[] =>
      separator === undefined ? line.trim().split(/[ \t]+/) : line.split(separator);
    const rows: string[][][] = [];
    for (const name of [left, right]) {
      const lines = yield* readLines(t, name);
      if (!Array.isArray(lines)) {
        yield* t.err(`${shownName(name)}: ${lines.error}`);
        return 1;
      }
      rows.push(lines.map(split));
    }
    const keyOf = (row: readonly string[], file: number): string => {
      const key = row[(columns[file] ?? 1) - 1] ?? '';
      return has('i') ? key.toLowerCase() : key;
    };
    const lone = new Set(
      t.args.all.filter((one) => one.name === 'a' || one.name === 'v').map((one) => one.value),
    );
    const format = value('o')?.split(/[,\s]+/);
    const show = (a: readonly string[] | undefined, b: readonly string[] | undefined): string => {
      const key = (a === undefined ? b?.[(columns[1] ?? 1) - 1] : a[(columns[0] ?? 1) - 1]) ?? '';
      const pick = (spec: string): string => {
        if (spec === '0') return key;
        const [file, field] = spec.split('.').map(Number);
        const text = (file === 1 ? a : b)?.[(field ?? 1) - 1];
        return text === undefined || text === '' ? empty : text;
      };
      const rest = (row: readonly string[] | undefined, file: number): readonly string[] =>
        row?.filter((_, i) => i !== (columns[file] ?? 1) - 1) ?? [];
      // As many fields as the first line of each file has.
      const filled = (row: readonly string[] | undefined, file: number): readonly string[] =>
        rest(rows[file]?.[0], file).map((_, i) => rest(row, file)[i] || empty);
      const cells =
        format?.[0] === 'auto'
          ? [key, ...filled(a, 0), ...filled(b, 1)]
          : format === undefined
            ? [key, ...rest(a, 0), ...rest(b, 1)]
            : format.map(pick);
      return `${cells.join(separator ?? ' ')}\n`;
    };
    const [a = [], b = []] = rows;
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
      const [x, y] = [a[i], b[j]];
      const order =
        x === undefined ? 1 : y === undefined ? -1 : compareText(keyOf(x, 0), keyOf(y, 1));
      if (order < 0) {
        if (lone.has('1')) yield* t.out(show(x, undefined));
        i++;
      } else if (order > 0) {
        if (lone.has('2')) yield* t.out(show(undefined, y));
        j++;
      } else {
        const key = keyOf(x ?? [], 0);
        let lastA = i;
        let lastB = j;
        while (a[lastA] !== undefined && keyOf(a[lastA] ?? [], 0) === key) lastA++;
        while (b[lastB] !== undefined && keyOf(b[lastB] ?? [], 1) === key) lastB++;
        if (!has('v')) {
          for (const one of a.slice(i, lastA))
            for (const two of b.slice(j, lastB)) yield* t.out(show(one, two));
        }
        i = lastA;
        j = lastB;
      }
    }
    return 0;
  },
});

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const comm = tool({
  name: 'comm',
  summary: 'Compares two sorted files line by line.',
  flags: '1 2 3 z |check-order |nocheck-order |output-delimiter: |total',
  *run(t) {
    const { has, operands } = t.args;
    const [left, right] = operands;
    if (left === undefined) return yield* misuse(t, 'comm', 'missing operand');
    if (right === undefined) return yield* misuse(t, 'comm', `missing operand after ‘${left}’`);
    if (operands[2] !== undefined)
      return yield* misuse(t, 'comm', `extra operand ‘${operands[2]}’`);
    const sides: string[][] = [];
    for (const name of [left, right]) {
      const lines = yield* readLines(t, name);
      if (!Array.isArray(lines)) {
        yield* t.err(`${shownName(name)}: ${lines.error}`);
        return 1;
      }
      sides.push(lines);
    }
    const [a = [], b = []] = sides;
    const gap = t.args.value('output-delimiter') ?? '\t';
    const columns = ['', has('1') ? '' : gap, (has('1') ? '' : gap) + (has('2') ? '' : gap)];
    const disordered = new Set<number>();
    const check = function* (lines: readonly string[], at: number, file: number): Program<void> {
      const [previous, line] = [lines[at - 1], lines[at]];
      if (previous === undefined || line === undefined || disordered.has(file)) return;
      if (compareText(previous, line) <= 0) return;
      disordered.add(file);
      yield* t.err(`file ${file} is not in sorted order`);
    };
    let i = 0;
    let j = 0;
    const counts = [0, 0, 0];
    while (i < a.length || j < b.length) {
      const [x, y] = [a[i], b[j]];
      const order = x === undefined ? 1 : y === undefined ? -1 : compareText(x, y);
      const column = order === 0 ? 2 : order < 0 ? 0 : 1;
      counts[column] = (counts[column] ?? 0) + 1;
      if (order === 0 && !has('3')) yield* t.out(`${columns[2]}${x}\n`);
      if (order < 0 && !has('1')) yield* t.out(`${x}\n`);
      if (order > 0 && !has('2')) yield* t.out(`${columns[1]}${y}\n`);
      if (order <= 0) {
        i++;
        yield* check(a, i, 1);
      }
      if (order >= 0) {
        j++;
        yield* check(b, j, 2);
      }
    }
    if (has('total')) yield* t.out(`${[...counts, 'total'].join(gap)}\n`);
    if (disordered.size > 0) yield* t.err('input is not in sorted order');
    return disordered.size > 0 ? 1 : 0;
  },
});

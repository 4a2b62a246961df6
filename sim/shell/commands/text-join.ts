import { type Program, readAll } from '../../kernel/index.ts';
import { LETTER_ESCAPES } from '../escapes.ts';
import { shownName } from './file-names.ts';
import { linesOf, openInput } from './inputs.ts';
import { misuse, type Tool, tool } from './tool.ts';

/** Lines of an operand, or its error. */
export function* readLines(
  t: Tool,
  name: string,
  end = '\n',
): Program<string[] | { error: string }> {
  const opened = openInput(t, name);
  if (!opened.ok) return { error: opened.error };
  return linesOf(yield* readAll(opened.reader), end);
}

export const paste = tool({
  name: 'paste',
  summary: 'Joins lines of files side by side.',
  flags: 'd|delimiters: s|serial z|zero-terminated',
  *run(t) {
    const { has, value, operands } = t.args;
    const names = operands.length === 0 ? ['-'] : operands;
    const list = value('d') ?? '\t';
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(list)) {
      yield* t.err(`delimiter list ends with an unescaped backslash: ${list}`);
      return 1;
    }
    const end = has('z') ? '\0' : '\n';
    const delimiters = [
      ...list.replace(/\\(.)/g, (_, c: string) => (c === '0' ? '\0' : (LETTER_ESCAPES[c] ?? c))),
    ];
    if (delimiters.length === 0) delimiters.push('');
    const between = (i: number): string => {
      const text = delimiters[i % delimiters.length] ?? '';
      return text === '\0' ? '' : text;
    };
    const joiner = (i: number): string => (i === 0 ? '' : between(i - 1));
    const columns: string[][] = [];
    const shared = yield* readLines(t, names.includes('-') ? '-' : '/dev/null', end);
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
      const lines = yield* readLines(t, name, end);
      if (!Array.isArray(lines)) {
        yield* t.err(`${shownName(name)}: ${lines.error}`);
        if (!has('s')) return 1;
        continue;
      }
      columns.push(lines);
    }
    if (has('s')) {
      for (const lines of columns) {
        yield* t.out(lines.map((line, i) => (i === 0 ? '' : between(i - 1)) + line).join('') + end);
      }
      return 0;
    }
    const height = Math.max(0, ...columns.map((lines) => lines.length));
    for (let row = 0; row < height; row++) {
      yield* t.out(columns.map((lines, i) => joiner(i) + (lines[row] ?? '')).join('') + end);
    }
    return 0;
  },
});

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const comm = tool({
  name: 'comm',
  summary: 'Compares two sorted files line by line.',
  flags: '1 2 3 z|zero-terminated |check-order |nocheck-order |output-delimiter: |total',
  *run(t) {
    const { has, operands } = t.args;
    const [left, right] = operands;
    if (left === undefined) return yield* misuse(t, 'comm', 'missing operand');
    if (right === undefined) return yield* misuse(t, 'comm', `missing operand after ‘${left}’`);
    if (operands[2] !== undefined)
      return yield* misuse(t, 'comm', `extra operand ‘${operands[2]}’`);
    const sides: string[][] = [];
    for (const name of [left, right]) {
      const lines = yield* readLines(t, name, has('z') ? '\0' : '\n');
      if (!Array.isArray(lines)) {
        yield* t.err(`${shownName(name)}: ${lines.error}`);
        return 1;
      }
      sides.push(lines);
    }
    const [a = [], b = []] = sides;
    const end = has('z') ? '\0' : '\n';
    // An empty delimiter is a NUL.
    const gap = (t.args.value('output-delimiter') ?? '\t') || '\0';
    const columns = ['', has('1') ? '' : gap, (has('1') ? '' : gap) + (has('2') ? '' : gap)];
    const disordered = new Set<number>();
    const check = function* (lines: readonly string[], at: number, file: number): Program<void> {
      const [previous, line] = [lines[at - 1], lines[at]];
      if (previous === undefined || line === undefined || disordered.has(file)) return;
      if (has('nocheck-order')) return;
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
      if (order === 0 && !has('3')) yield* t.out(`${columns[2]}${x}${end}`);
      if (order < 0 && !has('1')) yield* t.out(`${x}${end}`);
      if (order > 0 && !has('2')) yield* t.out(`${columns[1]}${y}${end}`);
      if (order <= 0) {
        i++;
        yield* check(a, i, 1);
      }
      if (order >= 0) {
        j++;
        yield* check(b, j, 2);
      }
      if (disordered.size > 0 && has('check-order')) return 1;
    }
    if (has('total')) yield* t.out(`${[...counts, 'total'].join(gap)}${end}`);
    if (disordered.size > 0) yield* t.err('input is not in sorted order');
    return disordered.size > 0 ? 1 : 0;
  },
});

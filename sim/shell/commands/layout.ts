import { displayWidth } from '../../kernel/index.ts';
import { joinBytes } from '../expand/quote.ts';
import { eachInput, splitKeeping, toBytes } from './text-basic.ts';
import { linesOf, tool } from './tool.ts';

const OUT_OF_RANGE = 'Numerical result out of range';

/** How many bytes from the start fit into `width` columns; a tab goes to the next stop. */
function fittingUnits(units: readonly string[], width: number, isBytes: boolean): number {
  let column = 0;
  for (const [i, unit] of units.entries()) {
    if (unit === '\t' && !isBytes) column += 8 - (column % 8);
    else if (unit === '\b' && !isBytes) column = Math.max(0, column - 1);
    else column = unit === '\r' && !isBytes ? 0 : column + 1;
    if (column > width && i > 0) return i;
  }
  return units.length;
}

export const fold = tool({
  name: 'fold',
  summary: 'Breaks long lines.',
  flags: 'b|bytes s|spaces w|width:',
  rewrite: (args) =>
    args.map((arg) => arg.replace(/^-([bs]*)(?=\d+$)/, (_, letters: string) => `-${letters}w`)),
  *run(t) {
    const text = t.args.value('w') ?? '80';
    const width = Number(text);
    if (!/^\d+$/.test(text) || width === 0) {
      const range = width === 0 ? `: ${OUT_OF_RANGE}` : '';
      yield* t.err(`invalid number of columns: ‘${text}’${range}`);
      return 1;
    }
    return yield* eachInput(t, function* (content) {
      for (const line of splitKeeping(content, '\n')) {
        const end = line.endsWith('\n') ? '\n' : '';
        let rest = toBytes(line.slice(0, line.length - end.length));
        for (;;) {
          const fitting = fittingUnits(rest, width, t.args.has('b'));
          if (fitting >= rest.length) break;
          const space = rest.slice(0, fitting).findLastIndex((c) => /[ \t]/.test(c));
          const cut = t.args.has('s') && space >= 0 ? space + 1 : fitting;
          yield* t.out(`${joinBytes(rest.slice(0, cut).join(''))}\n`);
          rest = rest.slice(cut);
        }
        yield* t.out(joinBytes(rest.join('')) + end);
      }
    });
  },
});

export const column = tool({
  name: 'column',
  summary: 'Arranges text in columns.',
  flags:
    't|table s|separator: o|output-separator: c|output-width: x|fillrows n|table-name ' +
    'N|table-columns: R|table-right: e L',
  *run(t) {
    const { has, value } = t.args;
    const lines: string[] = [];
    const status = yield* eachInput(
      t,
      // biome-ignore lint/correctness/useYield: collected in memory
      function* (text) {
        lines.push(...linesOf(text));
      },
      (name, error) => `cannot open ${name}: ${error}`,
    );
    const filled = lines.filter((line) => has('L') || line.trim() !== '');
    if (has('t')) {
      const separator = value('s');
      const split = (line: string): string[] =>
        separator === undefined
          ? line.trim().split(/[ \t]+/)
          : line.split(new RegExp(`[${separator.replace(/[\\\]^-]/g, '\\$&')}]`));
      const rows = filled.map(split);
      const names = value('N')?.split(',');
      if (names !== undefined) rows.unshift(names);
      const right = new Set((value('R') ?? '').split(','));
      const widths: number[] = [];
      for (const row of rows)
        row.forEach((cell, i) => {
          widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell));
        });
      const gap = value('o') ?? '  ';
      for (const row of rows) {
        const cells = row.map((cell, i) => {
          const space = ' '.repeat((widths[i] ?? 0) - displayWidth(cell));
          const isRight = right.has(String(i + 1)) || right.has(names?.[i] ?? '\0');
          if (isRight) return space + cell;
          return i === row.length - 1 && row.length === widths.length ? cell : cell + space;
        });
        yield* t.out(`${cells.join(gap)}\n`);
      }
      return status;
    }
    const total = Number(value('c') ?? t.context.tty?.columns() ?? '80');
    const width = (Math.floor(Math.max(0, ...filled.map(displayWidth)) / 8) + 1) * 8;
    const count = Math.max(1, Math.floor(total / width));
    const rows = Math.ceil(filled.length / count);
    for (let row = 0; row < rows; row++) {
      let out = '';
      for (let i = 0; i < count; i++) {
        const at = has('x') ? row * count + i : i * rows + row;
        const cell = filled[at];
        if (cell === undefined) break;
        const next = has('x') ? (i + 1 < count ? filled[at + 1] : undefined) : filled[at + rows];
        out += cell;
        if (next !== undefined && i + 1 < count)
          out += '\t'.repeat(Math.ceil((width - displayWidth(cell)) / 8));
      }
      yield* t.out(`${out}\n`);
    }
    return status;
  },
});

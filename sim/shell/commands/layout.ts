import { joinBytes } from '../expand/quote.ts';
import { eachInput } from './each-input.ts';
import { splitKeeping, toBytes } from './text-units.ts';
import { tool } from './tool.ts';

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

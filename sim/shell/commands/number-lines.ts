import { eachInput } from './text-basic.ts';
import { linesOf, misuse, tool } from './tool.ts';

export const nl = tool({
  name: 'nl',
  summary: 'Numbers lines.',
  flags:
    'b|body-numbering: w|number-width: s|number-separator: v|starting-line-number: ' +
    'i|line-increment: n|number-format: h|header-numbering: f|footer-numbering: ' +
    'l|join-blank-lines: p|no-renumber d|section-delimiter:',
  *run(t) {
    const { value } = t.args;
    const style = value('b') ?? 't';
    const width = Number(value('w') ?? '6');
    const separator = value('s') ?? '\t';
    const format = value('n') ?? 'rn';
    const wrong = !/^(?:[atn]|p.*)$/s.test(style)
      ? `invalid body numbering style: ‘${style}’`
      : !['ln', 'rn', 'rz'].includes(format)
        ? `invalid line numbering format: ‘${format}’`
        : undefined;
    if (wrong !== undefined) return yield* misuse(t, 'nl', wrong);
    if (!(width > 0)) {
      const range = width === 0 ? ': Numerical result out of range' : '';
      yield* t.err(`invalid line number field width: ‘${value('w')}’${range}`);
      return 1;
    }
    let number = Number(value('v') ?? '1');
    const step = Number(value('i') ?? '1');
    return yield* eachInput(t, function* (text) {
      for (const line of linesOf(text)) {
        const isNumbered =
          style === 'a' ||
          (style === 't' && line !== '') ||
          (style.startsWith('p') && new RegExp(style.slice(1)).test(line));
        if (!isNumbered) {
          yield* t.out(`${' '.repeat(width + separator.length)}${line}\n`);
          continue;
        }
        const digits = String(number);
        const shown =
          format === 'ln'
            ? digits.padEnd(width)
            : digits.padStart(width, format === 'rz' ? '0' : ' ');
        yield* t.out(`${shown}${separator}${line}\n`);
        number += step;
      }
    });
  },
});

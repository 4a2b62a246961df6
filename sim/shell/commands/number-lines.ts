import { translateRegExp } from '../regexp.ts';
import { eachInput } from './each-input.ts';
import { linesOf } from './inputs.ts';
import { misuse, tool } from './tool.ts';

const NUMBERS = [
  ['v', 'starting line number'],
  ['i', 'line number increment'],
  ['l', 'line number of blank lines'],
] as const;

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
    const pattern = style.startsWith('p') ? translateRegExp(style.slice(1), 'basic') : undefined;
    if (pattern?.ok === false) {
      yield* t.err('Invalid regular expression');
      return 1;
    }
    const wanted = pattern === undefined ? undefined : new RegExp(pattern.source, 'u');
    for (const [letter, what] of NUMBERS) {
      const text = value(letter);
      if (text === undefined || /^[-+]?\d+$/.test(text)) continue;
      yield* t.err(`invalid ${what}: ‘${text}’`);
      return 1;
    }
    const joined = Number(value('l') ?? '1');
    const given = value('d') ?? '\\:';
    const delimiter = [...given].length === 1 ? `${given}:` : given;
    let blanks = 0;
    const isNumbered = (body: string, line: string): boolean => {
      blanks = line === '' ? blanks + 1 : 0;
      if (body === 'a') return line !== '' || blanks % joined === 0;
      if (body === 't') return line !== '';
      return body.startsWith('p') && wanted?.test(line) === true;
    };
    let section = 'b';
    const styles: Readonly<Record<string, string>> = {
      h: value('h') ?? 'n',
      b: style,
      f: value('f') ?? 'n',
    };
    let number = Number(value('v') ?? '1');
    const step = Number(value('i') ?? '1');
    return yield* eachInput(t, function* (text) {
      for (const line of linesOf(text)) {
        const mark = [1, 2, 3].find((count) => line === delimiter.repeat(count)) ?? 0;
        if (mark > 0) {
          section = mark === 3 ? 'h' : mark === 2 ? 'b' : 'f';
          if (!t.args.has('p')) number = Number(value('v') ?? '1');
          yield* t.out('\n');
          continue;
        }
        if (!isNumbered(styles[section] ?? 't', line)) {
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

import { eachLine, openInput } from './inputs.ts';
import { toBytes } from './text-units.ts';
import { misuse, tool } from './tool.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A list such as `1,3-5,7-` or the words that cut refuses it with. */
function readRanges(text: string, unit: string): Range[] | string {
  const ranges: Range[] = [];
  for (const part of text.split(/[,\s]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (match === null) {
      const [, , wrong = ''] = /^(\d*-?\d*)(.*)$/s.exec(part) ?? [];
      if (wrong.startsWith('-')) {
        return `invalid ${unit === 'field' ? 'field' : 'byte or character'} range`;
      }
      return unit === 'field'
        ? `invalid field value ‘${wrong}’`
        : `invalid byte/character position ‘${wrong}’`;
    }
    const [, from = '', dash, to = ''] = match;
    if (part === '-') return 'invalid range with no endpoint: -';
    const large = [from, to].find((one) => Number(one) >= 2 ** 64);
    if (large !== undefined) {
      const what = unit === 'field' ? 'field number' : 'byte/character offset';
      return `${what} ‘${large}’ is too large`;
    }
    if (from === '0' || (dash === '' && Number(from) === 0)) {
      return unit === 'field'
        ? 'fields are numbered from 1'
        : 'byte/character positions are numbered from 1';
    }
    const first = from === '' ? 1 : Number(from);
    const last = dash === '' ? first : to === '' ? Number.POSITIVE_INFINITY : Number(to);
    if (last < first) return 'invalid decreasing range';
    ranges.push({ from: first, to: last });
  }
  return ranges;
}

export const cut = tool({
  name: 'cut',
  summary: 'Prints parts of lines.',
  flags:
    'b|bytes: c|characters: d|delimiter: f|fields: n s|only-delimited z|zero-terminated ' +
    '|complement |output-delimiter:',
  *run(t) {
    const { has, value } = t.args;
    const lists = t.args.all.filter((one) => /^[bcf]$/.test(one.name));
    const [list] = lists;
    if (list === undefined) {
      return yield* misuse(t, 'cut', ['noList']);
    }
    if (lists.length > 1) return yield* misuse(t, 'cut', 'only one list may be specified');
    const isField = list.name === 'f';
    const given = value('d');
    if (given !== undefined && [...given].length > 1) {
      return yield* misuse(t, 'cut', 'the delimiter must be a single character');
    }
    if (given !== undefined && !isField) {
      return yield* misuse(
        t,
        'cut',
        'an input delimiter may be specified only when operating on fields',
      );
    }
    if (has('s') && !isField) {
      return yield* misuse(
        t,
        'cut',
        'suppressing non-delimited lines makes sense\n\tonly when operating on fields',
      );
    }
    const ranges = readRanges(list.value ?? '', isField ? 'field' : 'position');
    if (typeof ranges === 'string') return yield* misuse(t, 'cut', ranges);
    const delimiter = given === '' ? '\0' : (given ?? '\t');
    const chosen = value('output-delimiter');
    const joiner = chosen === '' ? '\0' : (chosen ?? (isField ? delimiter : ''));
    const isWanted = (at: number): boolean =>
      ranges.some((range) => at >= range.from && at <= range.to) !== has('complement');
    const end = has('z') ? '\0' : '\n';
    const pick = (line: string): string | undefined => {
      if (isField) {
        if (!line.includes(delimiter)) return has('s') ? undefined : line;
        return line
          .split(delimiter)
          .filter((_, i) => isWanted(i + 1))
          .join(joiner);
      }
      const units = toBytes(line);
      if (joiner === '') return units.filter((_, i) => isWanted(i + 1)).join('');
      const runs: string[] = [];
      units.forEach((unit, i) => {
        if (!isWanted(i + 1)) return;
        const isNew = !isWanted(i) || ranges.some((range) => range.from === i + 1);
        if (isNew || runs.length === 0) runs.push(unit);
        else runs[runs.length - 1] += unit;
      });
      return runs.join(joiner);
    };
    let status = 0;
    const names = t.args.operands.length === 0 ? ['-'] : t.args.operands;
    for (const name of names) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        yield* t.err(['unreadable', name, opened.error]);
        status = 1;
        continue;
      }
      yield* eachLine(opened.reader, end, function* (line) {
        const picked = pick(line);
        if (picked !== undefined) yield* t.out(picked + end);
        return true;
      });
    }
    return status;
  },
});

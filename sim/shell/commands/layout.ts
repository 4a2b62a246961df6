import { displayWidth, readAll } from '../../kernel/index.ts';
import { quotedName } from './file-names.ts';
import { eachInput, splitKeeping } from './text-basic.ts';
import { linesOf, misuse, openInput, tool } from './tool.ts';

const OUT_OF_RANGE = 'Numerical result out of range';

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
        let rest = [...line.slice(0, line.length - end.length)];
        while (rest.length > width) {
          let cut = width;
          if (t.args.has('s')) {
            const space = rest.slice(0, width).findLastIndex((c) => /\s/.test(c));
            if (space >= 0) cut = space + 1;
          }
          yield* t.out(`${rest.slice(0, cut).join('')}\n`);
          rest = rest.slice(cut);
        }
        yield* t.out(rest.join('') + end);
      }
    });
  },
});

const nextStop = (column: number, stops: readonly number[]): number => {
  if (stops.length <= 1) {
    const size = stops[0] ?? 8;
    return (Math.floor(column / size) + 1) * size;
  }
  return stops.find((stop) => stop > column) ?? column + 1;
};

const stopsOf = (text: string | undefined): number[] => (text ?? '8').split(/[,\s]/).map(Number);

/** What is wrong with a list of tab stops; undefined when it can be used. */
function tabProblem(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const bad = /[^\d, \t].*$/.exec(text);
  if (bad !== null) return `tab size contains invalid character(s): ‘${bad[0]}’`;
  return /(^|[, ])0+($|[, ])/.test(text) ? 'tab size cannot be 0' : undefined;
}

export const expand = tool({
  name: 'expand',
  summary: 'Turns tabs into spaces.',
  flags: 'i|initial t|tabs:',
  *run(t) {
    const wrong = tabProblem(t.args.value('t'));
    if (wrong !== undefined) {
      yield* t.err(wrong);
      return 1;
    }
    const stops = stopsOf(t.args.value('t'));
    return yield* eachInput(t, function* (content) {
      let column = 0;
      let isInitial = true;
      let out = '';
      for (const c of content) {
        if (c === '\t' && (isInitial || !t.args.has('i'))) {
          const to = nextStop(column, stops);
          out += ' '.repeat(to - column);
          column = to;
        } else {
          out += c;
          column = c === '\n' ? 0 : column + 1;
          isInitial = c === '\n' || (isInitial && c === ' ');
        }
      }
      yield* t.out(out);
    });
  },
});

export const unexpand = tool({
  name: 'unexpand',
  summary: 'Turns spaces into tabs.',
  flags: 'a|all t|tabs: |first-only',
  *run(t) {
    const stops = stopsOf(t.args.value('t'));
    const isAll = (t.args.has('a') || t.args.has('t')) && !t.args.has('first-only');
    return yield* eachInput(t, function* (content) {
      const lines = splitKeeping(content, '\n').map((line) => {
        let out = '';
        let column = 0;
        let blanks = '';
        let start = 0;
        let isInitial = true;
        for (const c of line) {
          if ((c === ' ' || c === '\t') && (isInitial || isAll)) {
            if (blanks === '') start = column;
            blanks += c;
            column = c === '\t' ? nextStop(column, stops) : column + 1;
            const stop = nextStop(start, stops);
            if (column === stop) {
              out += blanks === ' ' ? ' ' : '\t';
              blanks = '';
            }
            continue;
          }
          out += blanks + c;
          blanks = '';
          column++;
          isInitial = false;
        }
        return out + blanks;
      });
      yield* t.out(lines.join(''));
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

const suffix = (at: number, length: number, isNumeric: boolean): string => {
  if (isNumeric) return String(at).padStart(length, '0');
  let out = '';
  for (let i = 0, rest = at; i < length; i++, rest = Math.floor(rest / 26))
    out = String.fromCharCode(97 + (rest % 26)) + out;
  return out;
};

export const split = tool({
  name: 'split',
  summary: 'Splits a file into pieces.',
  flags:
    'a|suffix-length: b|bytes: C: d l|lines: n|number: t: |additional-suffix: ' +
    '|numeric-suffixes:: |verbose',
  *run(t) {
    const { has, value, operands } = t.args;
    const opened = openInput(t, operands[0] ?? '-');
    if (!opened.ok) {
      yield* t.err(`cannot open ${quotedName(operands[0] ?? '-')} for reading: ${opened.error}`);
      return 1;
    }
    const text = yield* readAll(opened.reader);
    const lines = splitKeeping(text, '\n');
    const pieces: string[] = [];
    const bytes = value('b');
    if (bytes !== undefined) {
      const match = /^(\d+)([kKmM]?)/.exec(bytes);
      const size =
        Number(match?.[1] ?? '0') *
        ({ k: 1024, m: 1024 ** 2 }[(match?.[2] ?? '').toLowerCase() as 'k'] ?? 1);
      if (!(size >= 1)) {
        yield* t.err(`invalid number of bytes: ‘${bytes}’`);
        return 1;
      }
      for (let i = 0; i < text.length; i += size) pieces.push(text.slice(i, i + size));
    } else {
      const size = Number(value('l') ?? '1000');
      const parts = Number(value('n')?.replace(/^l\//, '') ?? '0');
      if (parts > 0) {
        const each = Math.ceil(lines.length / parts);
        for (let i = 0; i < parts; i++) pieces.push(lines.slice(i * each, (i + 1) * each).join(''));
      } else {
        if (!(size >= 1)) {
          const range = size === 0 ? `: ${OUT_OF_RANGE}` : '';
          yield* t.err(`invalid number of lines: ‘${value('l')}’${range}`);
          return 1;
        }
        for (let i = 0; i < lines.length; i += size) pieces.push(lines.slice(i, i + size).join(''));
      }
    }
    const length = Number(value('a') ?? '2');
    for (const [i, piece] of pieces.entries()) {
      const name =
        (operands[1] ?? 'x') +
        suffix(i, length, has('d') || has('numeric-suffixes')) +
        (value('additional-suffix') ?? '');
      if (has('verbose')) yield* t.out(`creating file ${quotedName(name)}\n`);
      t.context.files.write(t.path(name), piece);
    }
    return 0;
  },
});

export const csplit = tool({
  name: 'csplit',
  summary: 'Splits a file where patterns match.',
  flags:
    'b|suffix-format: f|prefix: k|keep-files n|digits: s|quiet z|elide-empty-files ' +
    '|silent |suppress-matched',
  *run(t) {
    const { has, value, operands } = t.args;
    const [file, ...patterns] = operands;
    if (file === undefined) return yield* misuse(t, 'csplit', 'missing operand');
    if (patterns.length === 0) return yield* misuse(t, 'csplit', `missing operand after ‘${file}’`);
    const opened = openInput(t, file);
    if (!opened.ok) {
      yield* t.err(`cannot open ${quotedName(file)} for reading: ${opened.error}`);
      return 1;
    }
    const lines = splitKeeping(yield* readAll(opened.reader), '\n');
    const pieces: string[] = [];
    let at = 0;
    for (let i = 0; i < patterns.length; i++) {
      const pattern = patterns[i] ?? '';
      const repeat = /^\{(\d+|\*)\}$/.exec(patterns[i + 1] ?? '');
      if (repeat !== null) i++;
      let times =
        repeat === null ? 1 : repeat[1] === '*' ? Number.POSITIVE_INFINITY : Number(repeat[1]) + 1;
      const match = /^([/%])(.*)\1([-+]\d+)?$/.exec(pattern);
      for (let isFirst = true; times > 0; times--, isFirst = false) {
        let end = Number(pattern) - 1;
        if (match !== null) {
          const expression = new RegExp(match[2] ?? '', 'u');
          const from = at + (isFirst && pieces.length === 0 ? 0 : 1);
          const found = lines.findIndex(
            (line, n) => n >= from && expression.test(line.replace(/\n$/, '')),
          );
          if (found < 0) {
            if (times === Number.POSITIVE_INFINITY) break;
            yield* t.err(`‘${pattern}’: match not found`);
            return 1;
          }
          end = found + Number(match[3] ?? '0');
        } else if (!(end >= at && end <= lines.length)) {
          yield* t.err(`‘${pattern}’: line number out of range`);
          return 1;
        }
        if (match?.[1] !== '%') pieces.push(lines.slice(at, end).join(''));
        at = end;
      }
    }
    pieces.push(lines.slice(at).join(''));
    let number = 0;
    for (const piece of pieces) {
      if (piece === '' && has('z')) continue;
      const name = (value('f') ?? 'xx') + String(number++).padStart(Number(value('n') ?? '2'), '0');
      t.context.files.write(t.path(name), piece);
      if (!has('s') && !has('silent')) yield* t.out(`${piece.length}\n`);
    }
    return 0;
  },
});

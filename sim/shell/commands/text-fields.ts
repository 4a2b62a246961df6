import type { Program } from '../../kernel/index.ts';
import { readAll } from '../../kernel/index.ts';
import { eachLine, linesOf, misuse, openInput, type Tool, tool } from './tool.ts';
import { toBytes } from './text-basic.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A list such as `1,3-5,7-` or the words that cut refuses it with. */
function readRanges(text: string, unit: string): Range[] | string {
  const ranges: Range[] = [];
  for (const part of text.split(/[,\s]/)) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (match === null || part === '') {
      return unit === 'field'
        ? `invalid field value ‘${part}’`
        : `invalid byte/character position ‘${part}’`;
    }
    const [, from = '', dash, to = ''] = match;
    if (part === '-') return 'invalid range with no endpoint: -';
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
    'b|bytes: c|characters: d|delimiter: f|fields: n s|only-delimited z|zero-terminated |complement |output-delimiter:',
  *run(t) {
    const { has, value } = t.args;
    const lists = t.args.all.filter((one) => /^[bcf]$/.test(one.name));
    const [list] = lists;
    if (list === undefined) {
      return yield* misuse(t, 'cut', 'you must specify a list of bytes, characters, or fields');
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
    const joiner = value('output-delimiter') ?? (isField ? delimiter : '');
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
        yield* t.err(`${name}: ${opened.error}`);
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

const CLASS_MEMBERS: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[\t-\r ]/,
  blank: /[\t ]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  cntrl: /[\0-\x1f\x7f]/,
  xdigit: /[0-9A-Fa-f]/,
};

const ASCII = Array.from({ length: 128 }, (_, i) => String.fromCharCode(i));

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

interface TrSet {
  readonly characters: string[];
  /** Which classes were named, for case conversion. */
  readonly classes: string[];
  /** Where `[c*]` fills up, and with what. */
  readonly fill: { readonly at: number; readonly text: string } | undefined;
}

function readTrSet(text: string): TrSet | string {
  const tokens: { text: string; isEscaped: boolean }[] = [];
  const characters: string[] = [];
  const classes: string[] = [];
  let fill: TrSet['fill'];
  const units = [...text];
  for (let i = 0; i < units.length; i++) {
    const c = units[i] ?? '';
    if (c === '\\') {
      const octal = /^[0-7]{1,3}/.exec(units.slice(i + 1, i + 4).join(''))?.[0];
      if (octal !== undefined) {
        const code = Number.parseInt(octal, 8);
        tokens.push({
          text: String.fromCharCode(code < 128 ? code : 0xdc00 + code),
          isEscaped: true,
        });
        i += octal.length;
      } else {
        const next = units[i + 1];
        tokens.push({ text: next === undefined ? '\\' : (ESCAPES[next] ?? next), isEscaped: true });
        i++;
      }
    } else tokens.push({ text: c, isEscaped: false });
  }
  for (let i = 0; i < tokens.length; ) {
    const rest = tokens
      .slice(i)
      .map((token) => (token.isEscaped ? '\0' : token.text))
      .join('');
    const named = /^\[:(\w+):\]/.exec(rest);
    const repeat = /^\[([^])\*(\d*)\]/.exec(
      tokens
        .slice(i)
        .map((token) => token.text)
        .join(''),
    );
    const same = /^\[=([^])=\]/.exec(rest);
    if (named !== null) {
      const members = CLASS_MEMBERS[named[1] ?? ''];
      if (members === undefined) return `invalid character class ‘${named[1]}’`;
      classes.push(named[1] ?? '');
      characters.push(...ASCII.filter((c) => members.test(c)));
      i += named[0].length;
    } else if (same !== null) {
      characters.push(same[1] ?? '');
      i += same[0].length;
    } else if (repeat !== null && tokens[i]?.isEscaped === false) {
      const count = Number(
        repeat[2] === ''
          ? 0
          : Number.parseInt(repeat[2] ?? '0', (repeat[2] ?? '').startsWith('0') ? 8 : 10),
      );
      if (count === 0) fill = { at: characters.length, text: repeat[1] ?? '' };
      else characters.push(...Array.from({ length: count }, () => repeat[1] ?? ''));
      i += repeat[0].length;
    } else if (
      tokens[i + 1]?.text === '-' &&
      !tokens[i + 1]?.isEscaped &&
      tokens[i + 2] !== undefined
    ) {
      const [low, high] = [tokens[i]?.text ?? '', tokens[i + 2]?.text ?? ''];
      const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
      if (from > to)
        return `range-endpoints of '${low}-${high}' are in reverse collating sequence order`;
      for (let code = from; code <= to; code++) characters.push(String.fromCodePoint(code));
      i += 3;
    } else {
      characters.push(tokens[i]?.text ?? '');
      i++;
    }
  }
  return { characters, classes, fill };
}

export const tr = tool({
  name: 'tr',
  summary: 'Translates, squeezes or deletes characters.',
  flags: 'c|complement C d|delete s|squeeze-repeats t|truncate-set1',
  stopsAtOperand: true,
  *run(t) {
    const { has, operands } = t.args;
    const [first, second] = operands;
    const deletes = has('d');
    const squeezes = has('s');
    const isComplement = has('c') || has('C');
    if (first === undefined) return yield* misuse(t, 'tr', 'missing operand');
    const needsTwo = deletes === squeezes;
    if (second === undefined && needsTwo) {
      const hint = deletes
        ? 'Two strings must be given when both deleting and squeezing repeats.'
        : 'Two strings must be given when translating.';
      return yield* misuse(t, 'tr', `missing operand after ‘${first}’\n${hint}`);
    }
    const most = deletes && !squeezes ? 1 : 2;
    const extra = operands[most];
    if (extra !== undefined) {
      const hint =
        most === 1 ? '\nOnly one string may be given when deleting without squeezing repeats.' : '';
      return yield* misuse(t, 'tr', `extra operand ‘${extra}’${hint}`);
    }
    const from = readTrSet(first);
    const to = readTrSet(second ?? '');
    for (const set of [from, to]) {
      if (typeof set !== 'string') continue;
      yield* t.err(set);
      return 1;
    }
    if (typeof from === 'string' || typeof to === 'string') return 1;
    const translates = second !== undefined && !deletes;
    if (translates && second === '') {
      yield* t.err('when not truncating set1, string2 must be non-empty');
      return 1;
    }
    const source = new Set(from.characters);
    const inFirst = (c: string): boolean => source.has(c) !== isComplement;
    const targets = [...to.characters];
    if (to.fill !== undefined) {
      const missing = Math.max(0, from.characters.length - targets.length);
      targets.splice(to.fill.at, 0, ...Array.from({ length: missing }, () => to.fill?.text ?? ''));
    }
    const map = new Map<string, string>();
    if (translates && !isComplement) {
      from.characters.forEach((c, i) => {
        const target = targets[i] ?? (has('t') ? undefined : targets.at(-1));
        if (target !== undefined) map.set(c, target);
      });
    }
    const last = targets.at(-1) ?? '';
    const change = (c: string): string => {
      if (!translates) return c;
      if (isComplement) return inFirst(c) ? last : c;
      return map.get(c) ?? c;
    };
    const squeezed = second === undefined ? inFirst : (c: string): boolean => targets.includes(c);
    let previous = '';
    for (;;) {
      const part = yield* t.context.stdin.read();
      if (part === undefined) return 0;
      let out = '';
      for (const c of part) {
        if (deletes && inFirst(c)) continue;
        const changed = change(c);
        if (squeezes && changed === previous && squeezed(changed)) continue;
        previous = changed;
        out += changed;
      }
      yield* t.out(out);
    }
  },
});

export const uniq = tool({
  name: 'uniq',
  summary: 'Reports or leaves out repeated lines.',
  flags:
    'c|count d|repeated D u|unique i|ignore-case f|skip-fields: s|skip-chars: w|check-chars: z|zero-terminated |all-repeated:: |group::',
  *run(t) {
    const { has, value, operands } = t.args;
    if (operands.length > 2) return yield* misuse(t, 'uniq', `extra operand ‘${operands[2]}’`);
    const opened = openInput(t, operands[0] ?? '-');
    if (!opened.ok) {
      yield* t.err(`${operands[0]}: ${opened.error}`);
      return 1;
    }
    const fields = Number(value('f') ?? '0');
    const skip = Number(value('s') ?? '0');
    const width = value('w') === undefined ? undefined : Number(value('w'));
    const end = has('z') ? '\0' : '\n';
    const keyOf = (line: string): string => {
      let key = line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]*){${fields}}`), '').slice(skip);
      if (width !== undefined) key = key.slice(0, width);
      return has('i') ? key.toLowerCase() : key;
    };
    let group: string[] = [];
    let key = '';
    const target = operands[1];
    let collected = '';
    const write = function* (text: string): Program<void> {
      if (target === undefined) yield* t.out(text);
      else collected += text;
    };
    const flush = function* (): Program<void> {
      const [line] = group;
      if (line === undefined) return;
      const isRepeated = group.length > 1;
      if (has('D') || has('all-repeated')) {
        if (isRepeated) yield* write(group.map((one) => one + end).join(''));
        return;
      }
      if ((has('d') && !isRepeated) || (has('u') && isRepeated)) return;
      yield* write(`${has('c') ? `${String(group.length).padStart(7)} ` : ''}${line}${end}`);
    };
    yield* eachLine(opened.reader, end, function* (line) {
      const own = keyOf(line);
      if (group.length > 0 && own === key) group.push(line);
      else {
        yield* flush();
        group = [line];
        key = own;
      }
      return true;
    });
    yield* flush();
    if (target !== undefined) t.context.files.write(t.path(target), collected);
    return 0;
  },
});

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
        yield* t.err(`${name}: ${lines.error}`);
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
      yield* t.out(
        `${columns.map((lines, i) => (i === 0 ? '' : between(i - 1)) + (lines[row] ?? '')).join('')}\n`,
      );
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
        yield* t.err(`${name}: ${lines.error}`);
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
      const cells =
        format === undefined || format[0] === 'auto'
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
        yield* t.err(`${name}: ${lines.error}`);
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
    while (i < a.length || j < b.length) {
      const [x, y] = [a[i], b[j]];
      const order = x === undefined ? 1 : y === undefined ? -1 : compareText(x, y);
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
    if (disordered.size > 0) yield* t.err('input is not in sorted order');
    return disordered.size > 0 ? 1 : 0;
  },
});

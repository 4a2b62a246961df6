import { errorText, type Program, readAll, writeWhatFits } from '../../kernel/index.ts';
import type { ParsedArguments } from './arguments.ts';
import { shownName } from './file-names.ts';
import { linesOf, openInput } from './inputs.ts';
import { badChoice, hintOf, type Tool, tool } from './tool.ts';
import { compareVersions } from './version-order.ts';

interface KeyEnd {
  readonly field: number;
  readonly character: number;
}

interface Key {
  readonly from: KeyEnd;
  readonly to: KeyEnd | undefined;
  readonly options: string;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Byte order; UTF-16 order differs from it for surrogates only. */
const byBytes = (a: string, b: string): number => {
  if (!/[\ud800-\uffff]/.test(a + b)) return compareText(a, b);
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
};

const numberOf = (text: string): number =>
  Number(/^\s*(-?(?:\d+\.?\d*|\.\d+))/.exec(text)?.[1] ?? '0');

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const monthOf = (text: string): number => MONTHS.indexOf(text.trim().slice(0, 3).toUpperCase());

/** `1K`, `2M`: first by unit, then by number. */
function humanOf(text: string): [number, number] {
  const match = /^\s*(-?[\d.]+)([KkMGTPEZY]?)/.exec(text);
  const number = Number(match?.[1] ?? '0');
  const order = number === 0 ? 0 : 'KMGTPEZY'.indexOf((match?.[2] ?? '').toUpperCase() || '-') + 1;
  return [number < 0 ? -order : order, number];
}

const STRAY = 'stray character in field spec';
const NUMERIC = 'nghM';

/** The options of one order that contradict one another, as sort names them. */
function incompatible(options: string): string | undefined {
  const kinds = [...NUMERIC].filter((one) => options.includes(one)).length;
  const others = /[VRdi]/.test(options) ? 1 : 0;
  if (kinds + others <= 1) return undefined;
  const shown = [...'dfghiMnRV'].filter((one) => options.includes(one)).join('');
  return `options '-${shown}' are incompatible`;
}

function readEnd(text: string): { end: KeyEnd; options: string } | string {
  if (/^\d+(?:\.\d+)?/.test(text) && !/^(\d+)(?:\.(\d+))?([bdfghiMnRrV]*)$/.test(text)) {
    return STRAY;
  }
  const match = /^(\d+)(?:\.(\d+))?([bdfghiMnRrV]*)$/.exec(text);
  if (match === null) return 'invalid number at field start: invalid count at start of ‘x’';
  const [, field = '', character, options = ''] = match;
  return { end: { field: Number(field), character: Number(character ?? '0') }, options };
}

/** A key such as `2,3nr`, or the words that sort refuses it with. */
function readKey(text: string): Key | string {
  const [first = '', second] = text.split(',');
  const point = /^\d+\.(?!\d)(.*)|^\d+(?:\.\d+)?[a-zA-Z]*,\d+\.(?!\d)(.*)/.exec(text);
  if (point !== null) {
    const rest = text.slice(text.length - (point[1] ?? point[2] ?? '').length);
    return `invalid number after '.': invalid count at start of ‘${rest}’`;
  }
  const from = readEnd(first);
  if (from === STRAY) return `${STRAY}: invalid field specification ‘${text}’`;
  if (typeof from === 'string') {
    return `invalid number at field start: invalid count at start of ‘${text}’`;
  }
  if (from.end.field === 0) return `field number is zero: invalid field specification ‘${text}’`;
  if (/^\d+\.0+(?!\d)/.test(first)) {
    return `character offset is zero: invalid field specification ‘${text}’`;
  }
  if (second === undefined) return { from: from.end, to: undefined, options: from.options };
  const to = readEnd(second);
  if (to === STRAY) return `${STRAY}: invalid field specification ‘${text}’`;
  if (typeof to === 'string')
    return `invalid number after ',': invalid count at start of ‘${second}’`;
  return { from: from.end, to: to.end, options: from.options + to.options };
}

/** Where each field of a line starts and ends. */
function fieldBounds(line: string, separator: string | undefined): [number, number][] {
  const bounds: [number, number][] = [];
  if (separator !== undefined) {
    let at = 0;
    for (const part of line.split(separator)) {
      bounds.push([at, at + part.length]);
      at += part.length + separator.length;
    }
    return bounds;
  }
  for (const match of line.matchAll(/[ \t]*[^ \t]+|[ \t]+$/g)) {
    bounds.push([match.index, match.index + match[0].length]);
  }
  return bounds;
}

function extract(line: string, key: Key, separator: string | undefined): string {
  const bounds = fieldBounds(line, separator);
  const first = bounds[key.from.field - 1];
  if (first === undefined) return '';
  const skipsBlanks = key.options.includes('b');
  let start = first[0];
  if (skipsBlanks) while (/[ \t]/.test(line.charAt(start))) start++;
  start += Math.max(0, key.from.character - 1);
  let end = line.length;
  if (key.to !== undefined) {
    const last = bounds[key.to.field - 1];
    if (last !== undefined) {
      let base = last[0];
      if (skipsBlanks) while (/[ \t]/.test(line.charAt(base))) base++;
      end = key.to.character === 0 ? last[1] : base + key.to.character;
    }
  }
  return line.slice(start, Math.max(start, end));
}

/** What is no number comes first, then NaN, then the numbers. */
function compareGeneral(a: string, b: string): number {
  const rank = (text: string): [number, number] => {
    const match = /^\s*([+-]?)(nan|inf(?:inity)?)/i.exec(text);
    if (match?.[2]?.toLowerCase() === 'nan') return [1, 0];
    if (match !== null) return [2, match[1] === '-' ? -Infinity : Infinity];
    const hex = /^\s*([-+]?)(0x[0-9a-f]+)/i.exec(text);
    const number =
      hex === null ? Number.parseFloat(text) : Number(hex[2]) * (hex[1] === '-' ? -1 : 1);
    return Number.isNaN(number) ? [0, 0] : [2, number];
  };
  const [x, y] = [rank(a), rank(b)];
  return x[0] - y[0] || compareNumbers(x[1], y[1]);
}

const compareNumbers = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Takes the smallest first line of several inputs each time, as `sort -m` does. */
function mergeLines(
  inputs: readonly (readonly string[])[],
  compare: (a: string, b: string) => number,
): string[] {
  const places = inputs.map(() => 0);
  const out: string[] = [];
  for (;;) {
    let least = -1;
    for (const [i, lines] of inputs.entries()) {
      const line = lines[places[i] ?? 0];
      if (line === undefined) continue;
      const best = inputs[least]?.[places[least] ?? 0];
      if (best === undefined || compare(line, best) < 0) least = i;
    }
    if (least < 0) return out;
    out.push(inputs[least]?.[places[least] ?? 0] ?? '');
    places[least] = (places[least] ?? 0) + 1;
  }
}

/** Long names of the orders, as `--sort` takes them. */
const ORDERS: Readonly<Record<string, string>> = {
  'general-numeric': 'g',
  'human-numeric': 'h',
  month: 'M',
  numeric: 'n',
  random: 'R',
  version: 'V',
};

function compareBy(options: string, a: string, b: string): number {
  if (options.includes('n')) return numberOf(a) - numberOf(b);
  if (options.includes('g')) return compareGeneral(a, b);
  if (options.includes('h')) {
    const [x, y] = [humanOf(a), humanOf(b)];
    return x[0] - y[0] || x[1] - y[1];
  }
  if (options.includes('M')) return monthOf(a) - monthOf(b);
  if (options.includes('V')) return compareVersions(a, b);
  const shape = (text: string): string => {
    let out = text;
    if (options.includes('d')) out = out.replace(/[^A-Za-z0-9 \t]/g, '');
    if (options.includes('i')) out = out.replace(/[^ -~]/g, '');
    return options.includes('f') ? out.toUpperCase() : out;
  };
  return byBytes(shape(a), shape(b));
}

/** `-o`: the result goes into a file. */
function* writeSorted(t: Tool, target: string, text: string): Program {
  const written = writeWhatFits(t.context.files, t.path(target), text, false);
  if (written.ok) return 0;
  const why = errorText(written.error);
  const isFull = written.error === 'ENOSPC';
  yield* t.err(
    isFull ? `fflush failed: ${target}: ${why}` : `open failed: ${shownName(target)}: ${why}`,
  );
  if (isFull) yield* t.err('write error');
  return 2;
}

/** The keys and the order of everything, or what is wrong with them. */
function readKeys(args: ParsedArguments): { keys: readonly Key[]; global: string } | string {
  const keys: Key[] = [];
  for (const { name, value } of args.all) {
    if (name !== 'k') continue;
    const key = readKey(value ?? '');
    if (typeof key === 'string') return key;
    keys.push(key);
  }
  const order = ORDERS[args.value('sort') ?? ''] ?? '';
  const global = [...'bdfghiMnRrV'].filter((one) => args.has(one) || one === order).join('');
  // The order of everything counts where no key has one of its own.
  const used = keys.map((key) => (key.options === '' ? global : key.options));
  const clash = (used.length === 0 ? [global] : used).map(incompatible).find((one) => one);
  return clash ?? { keys, global };
}

/** Refuses an order or a size that there is not; undefined when all is well. */
function* refuse(t: Tool): Program<number | undefined> {
  const named = t.args.value('sort');
  if (named !== undefined && ORDERS[named] === undefined) {
    return yield* badChoice(t, 'sort', 'sort', named, Object.keys(ORDERS), 1);
  }
  const buffer = t.args.value('S');
  if (buffer === undefined || /^\d+[bkKMGTPEZY%]?$/.test(buffer)) return undefined;
  const isSuffix = /^\d+[^\d]/.test(buffer ?? '');
  yield* t.err(
    isSuffix ? `invalid suffix in -S argument '${buffer}'` : `invalid -S argument '${buffer}'`,
  );
  return 2;
}

/** `+1.2n -3` of old as `-k 2.3n,3`. */
function modernKeys(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const place = (text: string): { field: number; character: number; options: string } => {
    const [, field = '0', character = '0', options = ''] =
      /^[-+](\d+)(?:\.(\d+))?([bdfghiMnRrV]*)$/.exec(text) ?? [];
    return { field: Number(field), character: Number(character), options };
  };
  const isPlace = (text: string | undefined, sign: string): text is string =>
    text?.startsWith(sign) === true && /^.\d+(?:\.\d+)?[bdfghiMnRrV]*$/.test(text);
  const out: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const isOperand = end >= 0 && i > end;
    if (isOperand || !isPlace(arg, '+')) {
      out.push(arg);
      continue;
    }
    const from = place(arg);
    let key = `${from.field + 1}.${from.character + 1}${from.options}`;
    const next = args[i + 1];
    if (isPlace(next, '-')) {
      const to = place(next);
      const stop = to.character === 0 ? `${to.field}` : `${to.field + 1}.${to.character}`;
      key += `,${stop}${to.options}`;
      i++;
    }
    out.push('-k', key);
  }
  return out;
}

/** What is sorted: the operands, or the names in a file; the status when they cannot be read. */
function* inputNames(t: Tool): Program<readonly string[] | number> {
  const list = t.args.value('files0-from');
  if (list === undefined) return t.args.operands;
  const [extra] = t.args.operands;
  if (extra !== undefined) {
    yield* t.err(
      `extra operand ${shownName(extra)}\nfile operands cannot be combined with --files0-from`,
    );
    yield* t.context.stderr.write(hintOf(t.context, t.name));
    return 2;
  }
  const opened = openInput(t, list);
  if (!opened.ok) {
    yield* t.err(`open failed: ${shownName(list)}: ${opened.error}`);
    return 2;
  }
  const names = linesOf(yield* readAll(opened.reader), '\0');
  if (names.length > 0) return names;
  yield* t.err(`no input from ${shownName(list)}`);
  return 2;
}

export const sort = tool({
  name: 'sort',
  summary: 'Sorts lines.',
  usageStatus: 2,
  flags:
    'b|ignore-leading-blanks d|dictionary-order f|ignore-case g|general-numeric-sort ' +
    'h|human-numeric-sort i|ignore-nonprinting M|month-sort n|numeric-sort R|random-sort ' +
    'r|reverse V|version-sort c C |check:: k|key: m|merge o|output: s|stable ' +
    'S|buffer-size: t|field-separator: T|temporary-directory: u|unique z|zero-terminated ' +
    '|sort: |debug |parallel: |random-source: |batch-size: |compress-program: |files0-from:',
  rewrite: modernKeys,
  *run(t) {
    const { has, value } = t.args;
    const refused = yield* refuse(t);
    if (refused !== undefined) return refused;
    const read = readKeys(t.args);
    if (typeof read === 'string') {
      yield* t.err(read);
      return 2;
    }
    const { keys, global } = read;
    const operands = yield* inputNames(t);
    if (typeof operands === 'number') return operands;
    let separator = value('t');
    if (separator === '') {
      yield* t.err('empty tab');
      return 2;
    }
    if (separator !== undefined && [...separator].length > 1 && separator !== '\\0') {
      yield* t.err(`multi-character tab ‘${separator}’`);
      return 2;
    }
    if (separator === '\\0') separator = '\0';
    const checks = has('c') || has('C') || has('check');
    if (has('c') && has('C')) {
      yield* t.err("options '-cC' are incompatible");
      return 2;
    }
    if (checks && operands.length > 1) {
      yield* t.err(`extra operand '${operands[1]}' not allowed with -${has('C') ? 'C' : 'c'}`);
      return 2;
    }
    const isReversed = global.includes('r');
    const compareKeys = (a: string, b: string): number => {
      for (const key of keys) {
        const options = key.options === '' ? global : key.options;
        const own = { ...key, options };
        const order = compareBy(options, extract(a, own, separator), extract(b, own, separator));
        if (order !== 0) return options.includes('r') ? -order : order;
      }
      if (keys.length > 0) return 0;
      const trim = (line: string): string => (global.includes('b') ? line.trimStart() : line);
      const order = compareBy(global, trim(a), trim(b));
      return isReversed ? -order : order;
    };
    const compare = (a: string, b: string): number => {
      const order = compareKeys(a, b);
      if (order !== 0 || has('s') || has('u')) return order;
      return isReversed ? -byBytes(a, b) : byBytes(a, b);
    };
    const end = has('z') ? '\0' : '\n';
    const inputs: string[][] = [];
    for (const name of operands.length === 0 ? ['-'] : operands) {
      const opened = openInput(t, name);
      if (!opened.ok) {
        const isDirectory = opened.error === 'Is a directory';
        yield* t.err(
          isDirectory
            ? `read failed: ${shownName(name)}: ${opened.error}`
            : ['cannotRead', name, opened.error],
        );
        return 2;
      }
      const text = yield* readAll(opened.reader);
      inputs.push(linesOf(text, end));
    }
    const lines = inputs.flat();
    const isQuiet = has('C') || /^(?:quiet|silent)$/.test(value('check') ?? '');
    if (checks) {
      for (let i = 1; i < lines.length; i++) {
        const order = (has('u') ? compareKeys : compare)(lines[i - 1] ?? '', lines[i] ?? '');
        if (order < 0 || (order === 0 && !has('u'))) continue;
        if (!isQuiet) yield* t.err(['disorder', operands[0] ?? '-', i + 1, lines[i] ?? '']);
        return 1;
      }
      return 0;
    }
    let sorted = has('m') ? mergeLines(inputs, compare) : lines.sort(compare);
    if (has('u'))
      sorted = sorted.filter((line, i) => i === 0 || compareKeys(sorted[i - 1] ?? '', line) !== 0);
    const text = sorted.map((line) => line + end).join('');
    const target = value('o');
    if (target !== undefined) return yield* writeSorted(t, target, text);
    yield* t.out(text);
    return 0;
  },
});

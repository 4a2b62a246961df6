import { errorText, type Program, readAll } from '../../kernel/index.ts';
import { isReadingDirectory } from './inputs.ts';
import { type Tool, tool } from './tool.ts';

const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const KINDS = ['none', 'si', 'iec', 'iec-i'];
const ROUNDINGS = ['up', 'down', 'from-zero', 'towards-zero', 'nearest'];
const MODES = ['abort', 'fail', 'warn', 'ignore'];

/** `%[0]['][-][N][.][N]f` with what stands around it. */
interface Format {
  readonly before: string;
  readonly after: string;
  readonly isZeroed: boolean;
  /** Negative for text on the left. */
  readonly width: number;
  readonly precision: number | undefined;
}

function formatOf(text: string): Format | undefined {
  const match = /^((?:[^%]|%%)*)%([0'-]*)(\d*)(?:\.(\d*))?f((?:[^%]|%%)*)$/.exec(text);
  if (match === null) return undefined;
  const [, before = '', flags = '', width = '', precision, after = ''] = match;
  const size = Number(width);
  return {
    before: before.replaceAll('%%', '%'),
    after: after.replaceAll('%%', '%'),
    isZeroed: flags.includes('0'),
    width: flags.includes('-') ? -size : size,
    precision: precision === undefined ? undefined : Number(precision),
  };
}

/** Why a text is no format. */
function wrongFormat(text: string): string {
  const signs = text.replaceAll('%%', '').match(/%/g)?.length ?? 0;
  if (signs === 0) return `format ‘${text}’ has no % directive`;
  const isWhole = /^(?:[^%]|%%)*%[0'-]*\d*(?:\.\d*)?f/.test(text);
  if (signs > 1 && isWhole) return `format ‘${text}’ has too many % directives`;
  return `invalid format ‘${text}’, directive must be %[0]['][-][N][.][N]f`;
}

function rounded(value: number, how: string): number {
  const away = value < 0 ? Math.floor(value) : Math.ceil(value);
  if (how === 'up') return Math.ceil(value);
  if (how === 'down') return Math.floor(value);
  if (how === 'towards-zero') return Math.trunc(value);
  return how === 'nearest' ? Math.sign(value) * Math.round(Math.abs(value)) : away;
}

/** Rounds at so many decimals; what a double cannot hold exactly counts as exact. */
function roundedAt(value: number, places: number, how: string): number {
  const scaled = Number((value * 10 ** places).toPrecision(15));
  return rounded(scaled, how) / 10 ** places;
}

interface Wanted {
  readonly from: string;
  readonly to: string;
  readonly fromUnit: number;
  readonly toUnit: number;
  readonly rounding: string;
  readonly suffix: string;
  readonly padding: number;
  readonly format: Format;
}

/** The number that a text means and its decimals; a text says why it is none. */
function readNumber(text: string, wanted: Wanted): { value: number; places: number } | string {
  const { from, suffix } = wanted;
  const bare = suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  const match = /^(-?(?:\d+\.?\d*|\.\d+))(.*)$/s.exec(bare);
  if (match === null) return `invalid number: ‘${text}’`;
  const [, digits = '0', rest = ''] = match;
  const places = /\.(\d*)$/.exec(digits)?.[1]?.length ?? 0;
  if (rest === '') return { value: Number(digits), places };
  const power = UNITS.indexOf(rest.charAt(0));
  if (power < 1) return `invalid suffix in input: ‘${text}’`;
  if (from === 'none') return `rejecting suffix in input: ‘${text}’ (consider using --from)`;
  const isBinary = rest.charAt(1) === 'i' && (from === 'auto' || from === 'iec-i');
  if (from === 'iec-i' && !isBinary) {
    return `missing 'i' suffix in input: ‘${text}’ (e.g Ki/Mi/Gi)`;
  }
  const left = rest.slice(isBinary ? 2 : 1);
  if (left !== '') return `invalid suffix in input ‘${text}’: ‘${left}’`;
  const base = from === 'si' || (from === 'auto' && !isBinary) ? 1000 : 1024;
  return { value: Number(digits) * base ** power, places: 0 };
}

function scaledText(given: number, wanted: Wanted): string {
  const base = wanted.to === 'si' ? 1000 : 1024;
  const { precision } = wanted.format;
  let value = given;
  let power = 0;
  while (Math.abs(value) >= base && power < UNITS.length - 1) {
    value /= base;
    power++;
  }
  const places = (size: number): number =>
    precision === undefined ? (Math.abs(size) < 10 ? 1 : 0) : Math.min(power * 3, precision);
  value = roundedAt(value, places(value), wanted.rounding);
  if (Math.abs(value) >= base && power < UNITS.length - 1) {
    value /= base;
    power++;
  }
  const hasPoint = value !== 0 && Math.abs(value) < 10 && power > 0;
  const text = value.toFixed(precision ?? (hasPoint ? 1 : 0));
  return text + (UNITS[power] ?? '') + (wanted.to === 'iec-i' && power > 0 ? 'i' : '');
}

/** A field as it is printed, or why it cannot be. */
function converted(field: string, wanted: Wanted): { text: string } | string {
  const { format, to, suffix } = wanted;
  const read = readNumber(field.trim(), wanted);
  if (typeof read === 'string') return read;
  const value = (read.value * wanted.fromUnit) / wanted.toUnit;
  const places = format.precision ?? read.places;
  const plain =
    to === 'none'
      ? roundedAt(value, places, wanted.rounding).toFixed(places)
      : scaledText(value, wanted);
  // Zeros stand in front of the digits, whatever unit is behind them.
  const unit = /[A-Z]?i?$/.exec(plain)?.[0] ?? '';
  const number = format.isZeroed ? plain.padStart(format.width + unit.length, '0') : plain;
  const size = wanted.padding === 0 ? format.width : wanted.padding;
  const text = number + suffix;
  // Without a width of its own a field keeps the one that it had.
  const kept = size === 0 && /^\s/.test(field) ? field.length : size;
  const padded = kept < 0 ? text.padEnd(-kept) : text.padStart(kept);
  return { text: format.before + padded + format.after };
}

/** Whether a field is to be converted: `2`, `1,3`, `2-`, `-`. */
function fieldTest(list: string): ((at: number) => boolean) | undefined {
  const ranges = list.split(',').map((one) => /^(\d*)(-?)(\d*)$/.exec(one));
  const isWrong = (match: RegExpExecArray | null): boolean =>
    match === null || match[0] === '' || /^0+$/.test(match[1] ?? '') || /^0+$/.test(match[3] ?? '');
  if (ranges.some(isWrong)) return undefined;
  return (at) =>
    ranges.some((match) => {
      const [, from = '', dash = '', to = ''] = match ?? [];
      if (dash === '') return at === Number(from);
      return at >= Number(from || 1) && at <= Number(to || Number.POSITIVE_INFINITY);
    });
}

/** Fields and what stands between them. */
function partsOf(line: string, delimiter: string | undefined): string[] {
  if (delimiter !== undefined) return line.split(delimiter);
  return line.match(/\s*\S+/g) ?? [line];
}

const unitSize = (text: string | undefined): number => {
  const match = /^(\d+)([KMGTPE]?)(i?)$/.exec(text ?? '1');
  const base = match?.[3] === 'i' ? 1024 : 1000;
  return match === null ? 1 : Number(match[1]) * base ** UNITS.indexOf(match[2] ?? '');
};

/** Options that take one of several words. */
function* refuseWord(t: Tool): Program<boolean> {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['from', ['none', 'auto', 'si', 'iec', 'iec-i']],
    ['to', KINDS],
    ['round', ROUNDINGS],
    ['invalid', MODES],
  ];
  for (const [option, words] of lists) {
    const given = t.args.value(option);
    if (given === undefined || words.includes(given)) continue;
    const list = words.map((word) => `  - ‘${word}’\n`).join('');
    const hint = `Try '${t.name} --help' for more information.`;
    const head = `invalid argument ‘${given}’ for ‘--${option}’`;
    yield* t.err(`${head}\nValid arguments are:\n${list}${hint}`);
    return true;
  }
  return false;
}

interface Run {
  readonly t: Tool;
  readonly wanted: Wanted;
  readonly mode: string;
  readonly isField: (at: number) => boolean;
}

/** One line; undefined when a wrong number ends it all. */
function* convertLine(
  run: Run,
  line: string,
): Program<{ text: string; isBad: boolean } | undefined> {
  const { t, mode } = run;
  const delimiter = t.args.value('d');
  let isBad = false;
  const shown: string[] = [];
  for (const [i, part] of partsOf(line, delimiter).entries()) {
    // The first blank in front of a field only separates it.
    const field = delimiter === undefined && i > 0 ? part.slice(1) : part;
    const result = run.isField(i + 1) ? converted(field, run.wanted) : { text: field };
    if (typeof result !== 'string') {
      shown.push(result.text);
      continue;
    }
    if (mode !== 'ignore') yield* t.err(result);
    if (mode === 'abort') return undefined;
    isBad = true;
    shown.push(field);
  }
  return { text: shown.join(delimiter ?? ' '), isBad };
}

export const numfmt = tool({
  name: 'numfmt',
  summary: 'Converts numbers from and to readable units.',
  flags:
    '|from: |to: |from-unit: |to-unit: |suffix: |padding: |format: |round: |field: d|delimiter: ' +
    '|header:: |invalid: |grouping |debug z|zero-terminated',
  *run(t) {
    const { has, value, operands } = t.args;
    if (yield* refuseWord(t)) return 1;
    const formatText = value('format') ?? '%f';
    const format = formatOf(formatText);
    if (format === undefined) {
      yield* t.err(wrongFormat(formatText));
      return 1;
    }
    const isField = fieldTest(value('field') ?? '1');
    if (isField === undefined) {
      const hint = `Try '${t.name} --help' for more information.`;
      const isZero = /(?:^|[,-])0+(?:[,-]|$)/.test(value('field') ?? '');
      const why = isZero ? 'fields are numbered from 1' : `invalid field value ‘${value('field')}’`;
      yield* t.err(`${why}\n${hint}`);
      return 1;
    }
    if (value('padding') !== undefined && !/^-?0*[1-9]\d*$/.test(value('padding') ?? '')) {
      yield* t.err(`invalid padding value ‘${value('padding')}’`);
      return 1;
    }
    const wanted: Wanted = {
      from: value('from') ?? 'none',
      to: value('to') ?? 'none',
      fromUnit: unitSize(value('from-unit')),
      toUnit: unitSize(value('to-unit')),
      rounding: value('round') ?? 'from-zero',
      suffix: value('suffix') ?? '',
      padding: Number(value('padding') ?? '0'),
      format,
    };
    const isIdle = wanted.from === 'none' && wanted.to === 'none' && !has('format');
    if (has('debug') && isIdle && !has('padding')) yield* t.err('no conversion option specified');
    const end = has('z') ? '\0' : '\n';
    if (operands.length === 0 && isReadingDirectory(t.context)) {
      yield* t.err(`error reading input: ${errorText('EISDIR')}`);
      return 0;
    }
    const text = operands.length > 0 ? '' : yield* readAll(t.context.stdin);
    const lines = operands.length > 0 ? operands : text.replace(/[\n\0]$/, '').split(end);
    const heads = has('header') && operands.length === 0 ? Number(value('header') ?? '1') : 0;
    const run: Run = { t, wanted, mode: value('invalid') ?? 'abort', isField };
    let status = 0;
    for (const [i, line] of (text === '' && operands.length === 0 ? [] : lines).entries()) {
      const result = i < heads ? { text: line, isBad: false } : yield* convertLine(run, line);
      if (result === undefined) return 2;
      if (result.isBad && run.mode === 'fail') status = 2;
      yield* t.out(result.text + end);
    }
    return status;
  },
});

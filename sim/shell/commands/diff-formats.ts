import type { Change } from './diff-scripts.ts';

/** What `--line-format`, `--changed-group-format` and their like ask for. */
export interface Formats {
  readonly oldLine: string;
  readonly newLine: string;
  readonly sameLine: string;
  readonly oldGroup: string;
  readonly newGroup: string;
  readonly sameGroup: string;
  readonly changedGroup: string;
}

const WHOLE = '%l\n';

/** The formats that options give, with the defaults of those that they do not; none for none. */
export function formatsOf(value: (name: string) => string | undefined): Formats | undefined {
  const name = value('D');
  if (name !== undefined) return ifdef(name);
  const all = value('line-format');
  const changed = value('changed-group-format');
  const given = [
    ...[all, changed, value('old-line-format'), value('new-line-format')],
    ...[value('unchanged-line-format'), value('old-group-format'), value('new-group-format')],
    value('unchanged-group-format'),
  ];
  if (given.every((one) => one === undefined)) return undefined;
  const oldGroup = value('old-group-format');
  const newGroup = value('new-group-format');
  return {
    oldLine: value('old-line-format') ?? all ?? WHOLE,
    newLine: value('new-line-format') ?? all ?? WHOLE,
    sameLine: value('unchanged-line-format') ?? all ?? WHOLE,
    oldGroup: oldGroup ?? changed ?? '%<',
    newGroup: newGroup ?? changed ?? '%>',
    sameGroup: value('unchanged-group-format') ?? '%=',
    changedGroup: changed ?? `${oldGroup ?? '%<'}${newGroup ?? '%>'}`,
  };
}

/** `-D NAME`: both files in one, for the C preprocessor. */
function ifdef(name: string): Formats {
  const end = (text: string): string => `#endif /* ${text} */\n`;
  return {
    oldLine: WHOLE,
    newLine: WHOLE,
    sameLine: WHOLE,
    oldGroup: `#ifndef ${name}\n%<${end(`! ${name}`)}`,
    newGroup: `#ifdef ${name}\n%>${end(name)}`,
    sameGroup: '%=',
    changedGroup: `#ifndef ${name}\n%<#else /* ${name} */\n%>${end(name)}`,
  };
}

interface Stretch {
  readonly lines: readonly string[];
  readonly from: number;
  readonly to: number;
  /** Whether the last line of the file has an end. */
  readonly isEnded: boolean;
}

/** `%5dn`: a number as C's printf shows it. */
function shownNumber(spec: string, value: number): string {
  const [, flags = '', width = '0', kind = 'd'] =
    /^%([-']*)(\d*)(?:\.\d*)?([doxX])/.exec(spec) ?? [];
  const base = kind === 'o' ? 8 : kind === 'd' ? 10 : 16;
  const digits = value.toString(base);
  const text = kind === 'X' ? digits.toUpperCase() : digits;
  if (flags.includes('-')) return text.padEnd(Number(width));
  return text.padStart(Number(width), width.startsWith('0') ? '0' : ' ');
}

const character = (text: string): string =>
  text.startsWith('\\') ? String.fromCharCode(Number.parseInt(text.slice(1), 8)) : text;

const NUMBER = "%[-']*\\d*(?:\\.\\d*)?[doxX]";

const LINE = new RegExp(`%%|%c'(\\\\?[^']+)'|%l|%L|${NUMBER}n`, 'g');

function shownLines({ lines, from, to, isEnded }: Stretch, format: string): string {
  return lines
    .slice(from, to)
    .map((line, i) => {
      const isLast = from + i === lines.length - 1;
      return format.replace(LINE, (spec, quoted?: string) => {
        if (spec === '%%') return '%';
        if (quoted !== undefined) return character(quoted);
        if (spec === '%l') return line;
        if (spec === '%L') return isLast && !isEnded ? line : `${line}\n`;
        return shownNumber(spec, from + i + 1);
      });
    })
    .join('');
}

const GROUP = new RegExp(
  `%%|%c'(\\\\?[^']+)'|%[<>=]|${NUMBER}([eflmnEFLMN])|%\\(([^=]+)=([^?]+)\\?([^:]*):([^)]*)\\)`,
  'g',
);

/** Everything that the formats make of two files. */
export function formatted(
  a: Omit<Stretch, 'from' | 'to'>,
  b: Omit<Stretch, 'from' | 'to'>,
  changes: readonly Change[],
  formats: Formats,
): string {
  const group = (format: string, { a0, a1, b0, b1 }: Change): string => {
    const old = { ...a, from: a0, to: a1 };
    const now = { ...b, from: b0, to: b1 };
    const numbers = (letter: string): number => {
      const { from, to } = letter === letter.toLowerCase() ? old : now;
      const values: Readonly<Record<string, number>> = {
        e: from,
        f: from + 1,
        l: to,
        m: to + 1,
        n: to - from,
      };
      return values[letter.toLowerCase()] ?? 0;
    };
    const amount = (text: string): number =>
      /^\d+$/.test(text) ? Number(text) : numbers(text.charAt(0));
    const show = (text: string): string =>
      text.replace(GROUP, (spec, quoted, letter, left, right, yes, no) => {
        if (spec === '%%') return '%';
        if (quoted !== undefined) return character(quoted);
        if (spec === '%<') return shownLines(old, formats.oldLine);
        if (spec === '%=') return shownLines(old, formats.sameLine);
        if (spec === '%>') return shownLines(now, formats.newLine);
        if (letter !== undefined) return shownNumber(spec, numbers(letter));
        return show(amount(left) === amount(right) ? yes : no);
      });
    return show(format);
  };
  let out = '';
  let [i, j] = [0, 0];
  const same = (to: number): void => {
    const length = to - i;
    if (length > 0) {
      out += group(formats.sameGroup, { a0: i, a1: to, b0: j, b1: j + length });
    }
    [i, j] = [to, j + length];
  };
  for (const change of changes) {
    same(change.a0);
    const { a0, a1, b0, b1 } = change;
    const format =
      a0 === a1 ? formats.newGroup : b0 === b1 ? formats.oldGroup : formats.changedGroup;
    out += group(format, change);
    [i, j] = [a1, b1];
  }
  same(a.lines.length);
  return out;
}

import { displayWidth } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import type { Change } from './diff-scripts.ts';

/** One of the two files. */
export interface Side {
  readonly name: string;
  /** Its label, or its name. */
  readonly shownName: string;
  readonly lines: readonly string[];
  readonly isEnded: boolean;
  readonly modifiedEpochMs: number;
}

const range = (from: number, to: number): string =>
  to - from === 1 ? String(from + 1) : to === from ? String(from) : `${from + 1},${to}`;

const NO_NEWLINE = '\\ No newline at end of file\n';

/** Lines of a side with a mark in front, and the note about a missing line end. */
const marked = (
  look: Look,
  side: Side,
  from: number,
  to: number,
  mark: string,
  color?: Color,
): string => {
  const gap = look.tab === '' || mark === ' ' ? mark : mark.replace(/ ?$/, look.tab);
  const head = look.tab !== '' && mark === ' ' ? look.tab : gap;
  const text = side.lines
    .slice(from, to)
    .map((line, i) => {
      const isUnended = from + i === side.lines.length - 1 && !side.isEnded;
      const shown = look.expandsTabs ? expanded(line, 8) : line;
      return `${head}${shown}\n${isUnended ? NO_NEWLINE : ''}`;
    })
    .join('');
  return color === undefined ? text : look.paint(text, color);
};

/** How lines are shown: whether with `-T`, `-t`, in colour, with the function that they are in. */
export interface Look {
  readonly labels: readonly string[];
  /** The line that names a file, with the time of its last change. */
  readonly fileLine: (mark: string, name: string, time: string) => string;
  readonly tab: string;
  readonly expandsTabs: boolean;
  readonly paint: (text: string, color: Color) => string;
  readonly section: RegExp | undefined;
}

export type Color = 'head' | 'place' | 'old' | 'new';

const CODES: Readonly<Record<Color, string>> = {
  head: '\x1b[1m',
  place: '\x1b[36m',
  old: '\x1b[31m',
  new: '\x1b[32m',
};

/** Colours each line of a text; the note about a missing line end has none. */
export const painted = (text: string, color: Color): string =>
  text.replace(/^(?!\\ No newline).+$/gm, (line) => `${CODES[color]}${line}\x1b[0m`);

const expanded = (line: string, size: number): string => {
  let out = '';
  for (const c of line) out += c === '\t' ? ' '.repeat(size - (out.length % size)) : c;
  return out;
};

/** The last line before `from` that starts a function, as a hunk's head shows it. */
function sectionOf(side: Side, from: number, { section }: Look): string {
  if (section === undefined) return '';
  const found = side.lines.slice(0, from).findLast((line) => section.test(line));
  return found === undefined ? '' : ` ${found.slice(0, 40).trimEnd()}`;
}

export function normal(a: Side, b: Side, changes: readonly Change[], look: Look): string {
  return changes
    .map(({ a0, a1, b0, b1 }) => {
      const kind = a0 === a1 ? 'a' : b0 === b1 ? 'd' : 'c';
      const middle = kind === 'c' ? '---\n' : '';
      const head = look.paint(`${range(a0, a1)}${kind}${range(b0, b1)}\n`, 'place');
      const old = marked(look, a, a0, a1, '< ', 'old');
      return head + old + middle + marked(look, b, b0, b1, '> ', 'new');
    })
    .join('');
}

/** Changes that are closer than twice the context go into one hunk. */
function hunks(changes: readonly Change[], context: number): Change[][] {
  const out: Change[][] = [];
  for (const change of changes) {
    const last = out.at(-1)?.at(-1);
    if (last !== undefined && change.a0 - last.a1 <= 2 * context) out.at(-1)?.push(change);
    else out.push([change]);
  }
  return out;
}

function header(look: Look, a: Side, b: Side, marks: [string, string]): string {
  const { labels, fileLine } = look;
  const text = [a, b]
    .map((side, i) => {
      const time = formatDate('%Y-%m-%d %H:%M:%S.%N %z', side.modifiedEpochMs);
      const [mark, label] = [marks[i] ?? '', labels[i]];
      return `${label === undefined ? fileLine(mark, side.name, time) : `${mark} ${label}`}\n`;
    })
    .join('');
  return look.paint(text, 'head');
}

export function unified(
  look: Look,
  a: Side,
  b: Side,
  changes: readonly Change[],
  context: number,
): string {
  const span = (from: number, to: number): string => {
    const count = to - from;
    if (count === 1) return String(from + 1);
    return `${count === 0 ? from : from + 1},${count}`;
  };
  const body = hunks(changes, context).map((group) => {
    const [first, last] = [group[0] as Change, group.at(-1) as Change];
    const a0 = Math.max(0, first.a0 - context);
    const a1 = Math.min(a.lines.length, last.a1 + context);
    const b0 = Math.max(0, first.b0 - context);
    const b1 = Math.min(b.lines.length, last.b1 + context);
    let at = a0;
    const place = look.paint(`@@ -${span(a0, a1)} +${span(b0, b1)} @@`, 'place');
    let text = `${place}${sectionOf(a, a0, look)}\n`;
    for (const change of group) {
      text +=
        marked(look, a, at, change.a0, ' ') +
        marked(look, a, change.a0, change.a1, '-', 'old') +
        marked(look, b, change.b0, change.b1, '+', 'new');
      at = change.a1;
    }
    return text + marked(look, a, at, a1, ' ');
  });
  return header(look, a, b, ['---', '+++']) + body.join('');
}

export function contextual(
  look: Look,
  a: Side,
  b: Side,
  changes: readonly Change[],
  context: number,
): string {
  const span = (from: number, to: number): string =>
    to - from <= 1 ? String(to) : `${from + 1},${to}`;
  const body = hunks(changes, context).map((group) => {
    const [first, last] = [group[0] as Change, group.at(-1) as Change];
    const half = (side: Side, pick: (change: Change) => [number, number], mark: string): string => {
      const from = Math.max(0, pick(first)[0] - context);
      const to = Math.min(side.lines.length, pick(last)[1] + context);
      const isTouched = group.some((change) => pick(change)[0] < pick(change)[1]);
      const stars = mark === '-' ? '***' : '---';
      const color = mark === '-' ? 'old' : 'new';
      const place = `${stars} ${span(from, to)} ${mark === '-' ? '****' : '----'}\n`;
      let text = look.paint(place, 'place');
      if (!isTouched) return text;
      let at = from;
      for (const change of group) {
        const [low, high] = pick(change);
        const isBoth = change.a0 < change.a1 && change.b0 < change.b1;
        text +=
          marked(look, side, at, low, '  ', color) +
          marked(look, side, low, high, isBoth ? '! ' : `${mark} `, color);
        at = high;
      }
      return text + marked(look, side, at, to, '  ', color);
    };
    const old = half(a, (change) => [change.a0, change.a1], '-');
    const now = half(b, (change) => [change.b0, change.b1], '+');
    const section = sectionOf(a, Math.max(0, first.a0 - context), look);
    return `***************${section}\n${old}${now}`;
  });
  return header(look, a, b, ['***', '---']) + body.join('');
}

const TAB = 8;
const NARROWEST_GUTTER = 3;

/** How wide a half of `-y` is, and where the second one begins. */
function columnsOf(width: number, expandsTabs: boolean): { left: number; column: number } {
  const stop = expandsTabs ? 1 : TAB;
  const both = stop + NARROWEST_GUTTER;
  const unaligned = (width >> 1) + (both >> 1) + (width & both & 1);
  const column = unaligned - (unaligned % stop);
  const left =
    column <= NARROWEST_GUTTER || width <= column
      ? 0
      : Math.min(column - NARROWEST_GUTTER, width - column);
  return { left, column: left === 0 ? width : column };
}

/** What leads from one column to another: tabs as far as they go, then spaces. */
function gap(from: number, to: number, expandsTabs: boolean): string {
  let out = '';
  let at = from;
  if (!expandsTabs) {
    for (let next = at + TAB - (at % TAB); next <= to; next += TAB) {
      out += '\t';
      at = next;
    }
  }
  return out + ' '.repeat(Math.max(0, to - at));
}

/** As much of a line as fits in so many columns, and the column where it ends. */
function halfLine(
  line: string,
  indent: number,
  width: number,
  expandsTabs: boolean,
): { text: string; at: number } {
  let text = '';
  let read = 0;
  let written = 0;
  for (const c of line) {
    if (c === '\t') {
      const stop = read + TAB - (read % TAB);
      if (read === written && expandsTabs) {
        const end = Math.min(stop, width);
        text += ' '.repeat(Math.max(0, end - written));
        written = Math.max(written, end);
      } else if (read === written && stop < width) {
        text += '\t';
        written = stop;
      }
      read = stop;
      continue;
    }
    read += displayWidth(c);
    if (read > width) continue;
    written = read;
    text += c;
  }
  return { text, at: indent + written };
}

/** `-y`: both files side by side. */
export function sideBySide(
  look: Look,
  a: Side,
  b: Side,
  changes: readonly Change[],
  width: number,
  hides: { readonly same: boolean; readonly right: boolean },
): string {
  const { left, column } = columnsOf(width, look.expandsTabs);
  const row = (one: string | undefined, mark: string, two: string | undefined): string => {
    const first = halfLine(one ?? '', 0, left, look.expandsTabs);
    let { text, at } = first;
    if (mark !== ' ') {
      const middle = Math.floor((left + column - 1) / 2);
      text += `${gap(at, middle, look.expandsTabs)}${mark}`;
      at = Math.max(at, middle) + 1;
    }
    if (two === undefined || two === '') return `${text}\n`;
    text += gap(at, column, look.expandsTabs);
    return `${text}${halfLine(two, column, left, look.expandsTabs).text}\n`;
  };
  let out = '';
  let i = 0;
  let j = 0;
  const same = (to: number): void => {
    for (; i < to; i++, j++) {
      if (hides.same) continue;
      out += hides.right ? row(a.lines[i], '(', undefined) : row(a.lines[i], ' ', b.lines[j]);
    }
  };
  for (const { a0, a1, b0, b1 } of changes) {
    same(a0);
    j = b0;
    const both = Math.min(a1 - a0, b1 - b0);
    for (let k = 0; k < both; k++) out += row(a.lines[a0 + k], '|', b.lines[b0 + k]);
    for (let k = a0 + both; k < a1; k++) {
      out += look.paint(row(a.lines[k], '<', undefined), 'old');
    }
    for (let k = b0 + both; k < b1; k++) {
      out += look.paint(row(undefined, '>', b.lines[k]), 'new');
    }
    i = a1;
    j = b1;
  }
  same(a.lines.length);
  // A last line without an end has none here either.
  const isLastRight = changes.at(-1)?.b1 === b.lines.length || !b.isEnded;
  const isUnended = isLastRight ? !b.isEnded : !a.isEnded;
  if (!isUnended) return out;
  const at = out.lastIndexOf('\n');
  return out.slice(0, at) + out.slice(at + 1);
}

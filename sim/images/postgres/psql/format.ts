import { displayWidth } from '../../../kernel/index.ts';
import type { PgColumn, PgReport, PgTable } from '../wire.ts';

/** How psql prints tables. */
export interface TableStyle {
  readonly format: 'aligned' | 'wrapped' | 'unaligned' | 'csv' | 'html';
  readonly isExpanded: boolean;
  /** Expanded when a line would be wider than the terminal. */
  readonly isAutoExpanded: boolean;
  readonly tuplesOnly: boolean;
  readonly separator: string;
  readonly recordSeparator: string;
  readonly csvSeparator: string;
  readonly nullText: string;
  readonly hasFooter: boolean;
  readonly hasPager: boolean;
  readonly title: string;
  /** 0 to 2: how many lines stand between and around cells. */
  readonly border: number;
}

export const PLAIN_STYLE: TableStyle = {
  format: 'aligned',
  isExpanded: false,
  isAutoExpanded: false,
  tuplesOnly: false,
  separator: '|',
  recordSeparator: '\n',
  csvSeparator: ',',
  nullText: '',
  hasFooter: true,
  hasPager: true,
  title: '',
  border: 1,
};

const blanks = (count: number): string => ' '.repeat(Math.max(0, count));
const widest = (lines: readonly string[]): number => Math.max(0, ...lines.map(displayWidth));

interface Printed {
  readonly columns: readonly PgColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly title: string;
  readonly footers: readonly string[];
}

/** What stands before, between and behind the cells of a line, by the style of the border. */
const EDGES = [
  { left: '', between: ' ', right: '' },
  { left: ' ', between: '|', right: '' },
  { left: '| ', between: '|', right: '|' },
] as const;

/** One line of a table; `more` marks cells that go on in the next line. */
function line(
  cells: readonly string[],
  widths: readonly number[],
  columns: readonly PgColumn[],
  more: readonly boolean[],
  border: number,
): string {
  const { left, between, right } = EDGES[border] ?? EDGES[1];
  const parts = cells.map((cell, i) => {
    const isLast = i === cells.length - 1;
    const space = blanks((widths[i] ?? 0) - displayWidth(cell));
    const isRight = columns[i]?.isRight === true;
    const isOpen = isLast && border < 2 && !more[i];
    const text = isRight ? space + cell : cell + (isOpen ? '' : space);
    const mark = more[i] ? '+' : isOpen || border === 0 ? '' : ' ';
    const gap = border === 0 ? '' : i === 0 ? '' : ' ';
    return `${gap}${text}${mark}`;
  });
  return `${left}${parts.join(between)}${right}`;
}

/** The line under the headers, and those around a table with a full border. */
function rule(widths: readonly number[], border: number): string {
  if (border === 0) return widths.map((width) => '-'.repeat(width)).join(' ');
  const inner = widths.map((width) => '-'.repeat(width + 2)).join('+');
  return border === 2 ? `+${inner}+` : inner;
}

function headLine(columns: readonly PgColumn[], widths: readonly number[], border: number): string {
  const heads = columns.map(({ name }, i) => {
    const space = (widths[i] ?? 0) - displayWidth(name);
    return `${blanks(Math.floor(space / 2))}${name}${blanks(Math.ceil(space / 2))}`;
  });
  if (border === 0) return heads.map((head) => `${head} `).join('');
  const inner = heads.map((head) => ` ${head} `).join('|');
  return border === 2 ? `|${inner}|` : inner;
}

function aligned({ columns, rows, title, footers }: Printed, style: TableStyle): string {
  const { border, tuplesOnly } = style;
  const split = rows.map((row) => row.map((cell) => cell.split('\n')));
  const heads = columns.map(({ name }) => name.split('\n'));
  const widths = columns.map((_column, i) =>
    Math.max(widest(heads[i] ?? []), ...split.map((row) => widest(row[i] ?? []))),
  );
  const out: string[] = [];
  const width = displayWidth(rule(widths, border));
  if (title !== '' && !tuplesOnly) {
    out.push(blanks(Math.floor((width - displayWidth(title)) / 2)) + title);
  }
  if (!tuplesOnly) {
    if (border === 2) out.push(rule(widths, border));
    out.push(headLine(columns, widths, border));
    out.push(columns.length === 0 ? '--' : rule(widths, border));
  }
  if (tuplesOnly && border === 2) out.push(rule(widths, border));
  for (const row of columns.length === 0 ? [] : split) {
    const height = Math.max(1, ...row.map((lines) => lines.length));
    for (let at = 0; at < height; at++) {
      const cells = row.map((lines) => lines[at] ?? '');
      const more = row.map((lines) => at < lines.length - 1);
      out.push(line(cells, widths, columns, more, border));
    }
  }
  if (border === 2) out.push(rule(widths, border));
  if (!tuplesOnly) out.push(...footers);
  const shown = columns.length === 0 && !tuplesOnly ? out.slice(1) : out;
  return `${shown.join('\n')}${shown.length > 0 ? '\n' : ''}\n`;
}

/** `-[ RECORD 1 ]-+---`. Models print_aligned_vertical_line. */
function recordLine(record: number, headWidth: number, dataWidth: number): string {
  const head = `-[ RECORD ${record} ]`;
  let out = head;
  let length = head.length;
  for (; length < headWidth; length++) out += '-';
  let over = length - headWidth;
  if (over-- <= 0) out += '-';
  if (over-- <= 0) out += '+';
  if (over-- <= 0) out += '-';
  for (let i = Math.max(0, over); i < dataWidth; i++) out += '-';
  return out;
}

function expanded({ columns, rows, footers }: Printed, style: TableStyle): string {
  if (rows.length === 0) {
    return style.tuplesOnly ? '\n' : `${footers.map((footer) => `${footer}\n`).join('')}\n`;
  }
  const headWidth = widest(columns.map(({ name }) => name));
  const dataWidth = Math.max(...rows.flat().map((cell) => widest(cell.split('\n'))), 0);
  const out: string[] = [];
  rows.forEach((row, at) => {
    if (!style.tuplesOnly) out.push(recordLine(at + 1, headWidth, dataWidth));
    row.forEach((cell, i) => {
      const name = columns[i]?.name ?? '';
      cell.split('\n').forEach((part, k, all) => {
        const head = k === 0 ? name : '';
        const mark = k < all.length - 1 ? `${blanks(dataWidth - displayWidth(part))}+` : '';
        out.push(
          `${head}${blanks(headWidth - displayWidth(head))}${k === 0 ? ' ' : '+'}| ${part}${mark}`.replace(
            '+|',
            ' |',
          ),
        );
      });
    });
  });
  return `${out.join('\n')}\n\n`;
}

const csvCell = (cell: string, separator: string): string =>
  cell.includes(separator) || /["\r\n]/.test(cell) || cell === '\\.'
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

function unaligned({ columns, rows, title, footers }: Printed, style: TableStyle): string {
  const { separator, recordSeparator, tuplesOnly } = style;
  if (style.isExpanded) {
    return rows
      .map((row) => row.map((cell, i) => `${columns[i]?.name}${separator}${cell}\n`).join(''))
      .join('\n');
  }
  const out: string[] = [];
  if (!tuplesOnly && title !== '') out.push(title);
  if (!tuplesOnly) out.push(columns.map(({ name }) => name).join(separator));
  out.push(...rows.map((row) => row.join(separator)));
  if (!tuplesOnly) out.push(...footers);
  return out.length === 0 ? '' : `${out.join(recordSeparator)}\n`;
}

function csv({ columns, rows }: Printed, { tuplesOnly, isExpanded, csvSeparator }: TableStyle) {
  const names = columns.map(({ name }) => name);
  const lines = isExpanded
    ? rows.flatMap((row) => row.map((cell, i) => [names[i] ?? '', cell]))
    : [...(tuplesOnly ? [] : [names]), ...rows];
  return lines
    .map((cells) => `${cells.map((cell) => csvCell(cell, csvSeparator)).join(csvSeparator)}\n`)
    .join('');
}

const htmlText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br />\n');

function html({ columns, rows, title, footers }: Printed, style: TableStyle): string {
  const caption = title === '' ? '' : `  <caption>${htmlText(title)}</caption>\n`;
  const heads = columns.map(({ name }) => `    <th align="center">${htmlText(name)}</th>\n`);
  const head = style.tuplesOnly ? '' : `  <tr>\n${heads.join('')}  </tr>\n`;
  const body = rows.map((row) => {
    const cells = row.map((cell, i) => {
      const side = columns[i]?.isRight ? 'right' : 'left';
      const shown = cell.trim() === '' ? '&nbsp; ' : htmlText(cell);
      return `    <td align="${side}">${shown}</td>\n`;
    });
    return `  <tr valign="top">\n${cells.join('')}  </tr>\n`;
  });
  const foot =
    style.tuplesOnly || footers.length === 0
      ? ''
      : `<p>${footers.map((each) => `${htmlText(each)}<br />\n`).join('')}</p>`;
  return `<table border="${style.border}">\n${caption}${head}${body.join('')}</table>\n${foot}\n`;
}

/** `(1 row)`. */
const countText = (count: number): string => `(${count} row${count === 1 ? '' : 's'})`;

/** A table as psql prints it. Models src/fe_utils/print.c. */
export function tableText(
  table: PgTable,
  style: TableStyle,
  rest: { readonly title: string; readonly footers: readonly string[] | undefined } = {
    title: '',
    footers: undefined,
  },
): string {
  const count = style.hasFooter ? [countText(table.rows.length)] : [];
  const printed: Printed = {
    columns: table.columns,
    rows: table.rows.map((row) => row.map((cell) => cell ?? style.nullText)),
    title: rest.title || style.title,
    footers: rest.footers ?? count,
  };
  if (style.format === 'csv') return csv(printed, style);
  if (style.format === 'unaligned') return unaligned(printed, style);
  if (style.format === 'html') return html(printed, style);
  return style.isExpanded ? expanded(printed, style) : aligned(printed, style);
}

const SHOWN_WIDTH = 60;
const LEAST_BEHIND = 10;

/** `LINE 1: select …` with a caret below. Models reportErrorPosition of fe-protocol3.c. */
function positionText(query: string, at: number): string {
  const before = query.slice(0, at);
  const start = before.lastIndexOf('\n') + 1;
  const lineNumber = before.split('\n').length;
  const stop = query.indexOf('\n', at);
  const whole = query.slice(start, stop < 0 ? undefined : stop).replaceAll('\t', ' ');
  const place = at - start;
  let from = 0;
  let to = whole.length;
  let isCutLeft = false;
  let isCutRight = false;
  if (to > SHOWN_WIDTH) {
    if (SHOWN_WIDTH >= place + LEAST_BEHIND) {
      to = SHOWN_WIDTH;
      isCutRight = true;
    } else {
      if (place + LEAST_BEHIND < to) {
        to = place + LEAST_BEHIND;
        isCutRight = true;
      }
      if (to - from > SHOWN_WIDTH) {
        from = to - SHOWN_WIDTH;
        isCutLeft = true;
      }
    }
  }
  const head = `LINE ${lineNumber}: ${isCutLeft ? '...' : ''}`;
  const text = `${head}${whole.slice(from, to)}${isCutRight ? '...' : ''}`;
  return `${text}\n${blanks(head.length + displayWidth(whole.slice(from, place)))}^\n`;
}

/** A report as psql prints it. */
export function reportText(report: PgReport, query: string, prefix: string): string {
  const { severity, message, detail, hint, context, at } = report;
  if (severity === 'ERROR' && report.state === '') return `${prefix}${message}\n`;
  return [
    `${prefix}${severity}:  ${message}\n`,
    at < 0 ? '' : positionText(query, at),
    detail === '' ? '' : `DETAIL:  ${detail}\n`,
    hint === '' ? '' : `HINT:  ${hint}\n`,
    context === '' ? '' : `CONTEXT:  ${context}\n`,
  ].join('');
}

import { displayWidth } from '../../../kernel/index.ts';
import type { PgColumn, PgReport, PgTable } from '../wire.ts';

/** How psql prints tables. */
export interface TableStyle {
  readonly format: 'aligned' | 'unaligned' | 'csv';
  readonly isExpanded: boolean;
  readonly tuplesOnly: boolean;
  readonly separator: string;
  readonly nullText: string;
  readonly hasFooter: boolean;
}

export const PLAIN_STYLE: TableStyle = {
  format: 'aligned',
  isExpanded: false,
  tuplesOnly: false,
  separator: '|',
  nullText: '',
  hasFooter: true,
};

const blanks = (count: number): string => ' '.repeat(Math.max(0, count));
const widest = (lines: readonly string[]): number => Math.max(0, ...lines.map(displayWidth));

interface Printed {
  readonly columns: readonly PgColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly title: string;
  readonly footers: readonly string[];
}

/** One line of a table; `more` marks cells that go on in the next line. */
function line(
  cells: readonly string[],
  widths: readonly number[],
  columns: readonly PgColumn[],
  more: readonly boolean[],
): string {
  return cells
    .map((cell, i) => {
      const isLast = i === cells.length - 1;
      const space = blanks((widths[i] ?? 0) - displayWidth(cell));
      const isRight = columns[i]?.isRight === true;
      const mark = more[i] ? '+' : isLast ? '' : ' ';
      const text = isRight ? space + cell : cell + (isLast && !more[i] ? '' : space);
      return ` ${text}${mark}`;
    })
    .join('|');
}

function aligned({ columns, rows, title, footers }: Printed, style: TableStyle): string {
  const split = rows.map((row) => row.map((cell) => cell.split('\n')));
  const heads = columns.map(({ name }) => name.split('\n'));
  const widths = columns.map((_column, i) =>
    Math.max(widest(heads[i] ?? []), ...split.map((row) => widest(row[i] ?? []))),
  );
  const out: string[] = [];
  const total = widths.reduce((sum, width) => sum + width, 0) + columns.length * 3 - 1;
  if (title !== '' && !style.tuplesOnly) {
    out.push(blanks(Math.floor((total - displayWidth(title)) / 2)) + title);
  }
  if (!style.tuplesOnly) {
    const head = columns.map(({ name }, i) => {
      const space = (widths[i] ?? 0) - displayWidth(name);
      return ` ${blanks(Math.floor(space / 2))}${name}${blanks(Math.ceil(space / 2))} `;
    });
    out.push(head.join('|'));
    out.push(widths.map((width) => '-'.repeat(width + 2)).join('+'));
  }
  for (const row of split) {
    const height = Math.max(1, ...row.map((lines) => lines.length));
    for (let at = 0; at < height; at++) {
      const cells = row.map((lines) => lines[at] ?? '');
      out.push(
        line(
          cells,
          widths,
          columns,
          row.map((lines) => at < lines.length - 1),
        ),
      );
    }
  }
  if (!style.tuplesOnly) out.push(...footers);
  return `${out.join('\n')}${out.length > 0 ? '\n' : ''}\n`;
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

const csvCell = (cell: string): string =>
  /[",\r\n]/.test(cell) || cell === '\\.' ? `"${cell.replaceAll('"', '""')}"` : cell;

function unaligned({ columns, rows, title, footers }: Printed, style: TableStyle): string {
  const { separator, tuplesOnly } = style;
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
  return out.map((each) => `${each}\n`).join('');
}

function csv({ columns, rows }: Printed, { tuplesOnly }: TableStyle): string {
  const lines = [...(tuplesOnly ? [] : [columns.map(({ name }) => name)]), ...rows];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
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
    title: rest.title,
    footers: rest.footers ?? count,
  };
  if (style.format === 'csv') return csv(printed, style);
  if (style.format === 'unaligned') return unaligned(printed, style);
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
  const { severity, message, detail, hint, at } = report;
  if (severity === 'ERROR' && report.state === '') return `${prefix}${message}\n`;
  return [
    `${prefix}${severity}:  ${message}\n`,
    at < 0 ? '' : positionText(query, at),
    detail === '' ? '' : `DETAIL:  ${detail}\n`,
    hint === '' ? '' : `HINT:  ${hint}\n`,
  ].join('');
}

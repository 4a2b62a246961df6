import { displayWidth } from '../../../kernel/index.ts';
import type { MysqlReply } from '../wire.ts';

export type Rows = Extract<MysqlReply, { type: 'rows' }>;

const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));
const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

/** The table of a terminal. */
export function tableText({ columns, rows }: Rows, hasNames: boolean): string {
  const widths = columns.map((column, i) => {
    const name = hasNames ? displayWidth(column.name) : 0;
    const cells = rows.map((row) => displayWidth(row[i] ?? 'NULL'));
    return Math.max(name, column.isNotNull ? 0 : 4, ...cells);
  });
  const line = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const head = columns.map(({ name }, i) => ` ${padEnd(name, widths[i] ?? 0)} |`).join('');
  const body = rows.map((row) => {
    const cells = columns.map(({ isNumber }, i) => {
      const text = row[i] ?? 'NULL';
      const width = widths[i] ?? 0;
      return ` ${isNumber ? padStart(text, width) : padEnd(text, width)} |`;
    });
    return `|${cells.join('')}\n`;
  });
  return `${line}${hasNames ? `|${head}\n${line}` : ''}${body.join('')}${line}`;
}

/** The table of the tools: everything to the left, and nothing for null. */
export const plainTableText = ({ columns, rows, ...rest }: Rows): string =>
  tableText(
    {
      ...rest,
      columns: columns.map((column) => ({ ...column, isNumber: false, isNotNull: true })),
      rows: rows.map((row) => row.map((cell) => cell ?? '')),
    },
    true,
  );

const ESCAPES: readonly (readonly [string, string])[] = [
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\0', '\\0'],
];

const escaped = (text: string): string =>
  ESCAPES.reduce((out, [from, to]) => out.replaceAll(from, to), text);

/** Rows with tabs between the columns. */
export function tabText({ columns, rows }: Rows, hasNames: boolean, isRaw: boolean): string {
  const head = hasNames ? `${columns.map(({ name }) => name).join('\t')}\n` : '';
  const cell = (value: string | null): string => {
    if (value === null) return 'NULL';
    return isRaw ? value : escaped(value);
  };
  return head + rows.map((row) => `${row.map(cell).join('\t')}\n`).join('');
}

/** One column a line. */
export function verticalText({ columns, rows }: Rows, hasNames: boolean): string {
  const width = Math.max(0, ...columns.map(({ name }) => displayWidth(name)));
  return rows
    .map((row, index) => {
      const cells = columns.map(({ name }, i) => {
        const value = row[i] ?? 'NULL';
        return hasNames ? `${padStart(name, width)}: ${value}\n` : `${value}\n`;
      });
      const stars = '*'.repeat(27);
      return `${stars} ${index + 1}. row ${stars}\n${cells.join('')}`;
    })
    .join('');
}

const encoded = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

export function htmlText({ columns, rows }: Rows, hasNames: boolean): string {
  const head = columns.map(({ name }) => `<TH>${name === '' ? '&nbsp;' : encoded(name)}</TH>`);
  const body = rows.map(
    (row) => `<TR>${row.map((value) => `<TD>${encoded(value ?? 'NULL')}</TD>`).join('')}</TR>`,
  );
  const names = hasNames ? `<TR>${head.join('')}</TR>` : '';
  return `<TABLE BORDER=1>${names}${body.join('')}</TABLE>`;
}

/** `statement` is as the client has it: with its line end when it had no delimiter. */
export function xmlText({ columns, rows }: Rows, statement: string): string {
  const body = rows.map((row) => {
    const cells = columns.map(({ name }, i) => {
      const value = row[i] ?? null;
      const field = `\t<field name="${encoded(name)}"`;
      return value === null
        ? `${field} xsi:nil="true" />\n`
        : `${field}>${encoded(value)}</field>\n`;
    });
    return `\n  <row>\n${cells.join('')}  </row>\n`;
  });
  const schema = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const head = `<?xml version="1.0"?>\n\n<resultset statement="${encoded(statement)}" ${schema}>`;
  return `${head}${body.join('')}</resultset>\n`;
}

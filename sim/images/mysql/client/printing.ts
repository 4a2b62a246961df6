import type { Flavour } from '../part.ts';
import { htmlText, type Rows, tableText, tabText, verticalText, xmlText } from './format.ts';
import type { MonitorOptions } from './monitor-options.ts';
import { uptimeText } from './texts.ts';

/** Rows in the format that was asked for. */
export function rowsText(
  rows: Rows,
  options: MonitorOptions,
  statement: string,
  isVertical: boolean,
  isHexadecimal: boolean,
): string {
  const { hasNames } = options;
  if (options.isHtml) return htmlText(rows, hasNames);
  if (options.isXml) return xmlText(rows, statement);
  if (isVertical || options.isVertical) return verticalText(rows, hasNames);
  if (options.silent > 0 && options.verbose <= 2 && !options.isTable) {
    return tabText(rows, hasNames, options.isRaw);
  }
  return tableText(isHexadecimal ? hexadecimal(rows) : rows, hasNames);
}

/** ` (0.01 sec)`, behind what came of a statement. */
export function timingText(flavour: Flavour, options: MonitorOptions, tookMs: number): string {
  if (options.silent > 0 && options.verbose < 3) return '';
  const seconds = tookMs / 1000;
  const digits = flavour.kind === 'oracle' ? 2 : 3;
  return seconds < 60
    ? ` (${seconds.toFixed(digits)} sec)`
    : ` (${uptimeText(Math.floor(seconds)).replace(/(\d+) sec$/, `${(seconds % 60).toFixed(digits)} sec`)})`;
}

const hexadecimal = (rows: Rows): Rows => ({
  ...rows,
  rows: rows.rows.map((row) =>
    row.map((value, i) => {
      if (value === null || rows.columns[i]?.isBinary !== true) return value;
      const bytes = [...value].map((c) => (c.codePointAt(0) ?? 0).toString(16).padStart(2, '0'));
      return `0x${bytes.join('').toUpperCase()}`;
    }),
  ),
});

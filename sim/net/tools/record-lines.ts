import { type DnsRecord, dataText, dotted } from '../message.ts';
import { shownName } from './bind.ts';

const TAB = 8;
const FIRST_COLUMN = 24;

/** What of a record is shown, and whether a long one may take several lines. */
export interface RecordStyle {
  readonly hasTtl: boolean;
  /** `30s` instead of `30`. */
  readonly hasTtlUnits: boolean;
  readonly hasClass: boolean;
  readonly isMultiline: boolean;
  /** That of the question. */
  readonly queryClass: string;
}

export const PLAIN_STYLE: RecordStyle = {
  hasTtl: true,
  hasTtlUnits: false,
  hasClass: true,
  isMultiline: false,
  queryClass: 'IN',
};

/** White space from a column to another, in tabs as far as they reach; at least one character. */
function gap(from: number, to: number): string {
  const target = Math.max(to, from + 1);
  const tabs = Math.max(0, Math.floor(target / TAB) - Math.floor(from / TAB));
  const start = tabs > 0 ? Math.floor(target / TAB) * TAB : from;
  return '\t'.repeat(tabs) + ' '.repeat(target - start);
}

/** Words in columns; each starts at its column or after the word before. */
function inColumns(cells: readonly (readonly [text: string, column: number])[]): string {
  let text = '';
  let at = 0;
  for (const [cell, column] of cells) {
    if (text !== '') {
      text += gap(at, column);
      at = Math.max(column, at + 1);
    }
    text += cell;
    at += cell.length;
  }
  return text;
}

/** Each cell has the next column, of a width of 8; in several lines they stand close together. */
const placed = (
  cells: readonly string[],
  { isMultiline }: RecordStyle,
): (readonly [string, number])[] =>
  cells.map((cell, i) => {
    const isData = i === cells.length - 1;
    if (i === 0) return [cell, 0];
    if (isMultiline) return [cell, isData ? FIRST_COLUMN + TAB : FIRST_COLUMN];
    return [cell, FIRST_COLUMN + TAB * (i - 1)];
  });

const UNITS: readonly (readonly [string, number])[] = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** `1 hour 30 minutes`. */
function spanText(seconds: number): string {
  let rest = seconds;
  const parts = UNITS.flatMap(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}

/** `1h30m`. */
function shortSpan(seconds: number): string {
  let rest = seconds;
  const parts = UNITS.map(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count}${name.charAt(0)}`;
  });
  return seconds === 0 ? '0s' : parts.join('');
}

function dataLines(record: DnsRecord, style: RecordStyle): string {
  if (record.type !== 'SOA' || !style.isMultiline) return dataText(record);
  const line = (value: number, name: string, isSpan: boolean): string => {
    const span = isSpan ? ` (${spanText(value)})` : '';
    return `\t\t\t\t${String(value).padEnd(10)} ; ${name}${span}\n`;
  };
  return (
    `${dotted(record.origin)} ${dotted(record.mail)} (\n` +
    line(record.serial, 'serial', false) +
    line(record.refresh, 'refresh', true) +
    line(record.retry, 'retry', true) +
    line(record.expire, 'expire', true) +
    line(record.minimum, 'minimum', true) +
    '\t\t\t\t)'
  );
}

/** A record in the form of a zone's file. Models lib/dns/masterdump.c of bind. */
export function recordLine(record: DnsRecord, style: RecordStyle): string {
  const owner = record.name === '' ? '.' : dotted(shownName(record.name));
  const cells = [
    owner,
    ...(style.hasTtl ? [style.hasTtlUnits ? shortSpan(record.ttl) : String(record.ttl)] : []),
    ...(style.hasClass ? ['IN'] : []),
    record.type,
    dataLines(record, style),
  ];
  return `${inColumns(placed(cells, style))}\n`;
}

/** The question, as a comment. */
export function questionLine(name: string, type: string, style: RecordStyle): string {
  const { isMultiline, queryClass } = style;
  const [classColumn, typeColumn] = isMultiline ? [24, 24] : [32, 40];
  const owner = name === '' ? '.' : dotted(shownName(name));
  return `;${inColumns([
    [owner, 0],
    [queryClass, classColumn],
    [type, typeColumn],
  ])}\n`;
}

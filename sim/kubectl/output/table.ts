import type { AnyKind } from '../../api/index.ts';
import type { Table, TableRow } from '../../client/index.ts';
import { slashName } from '../resources.ts';

export interface TableOptions {
  readonly isWide: boolean;
  readonly hasLabels: boolean;
  readonly labelColumns: readonly string[];
  readonly hasNamespace: boolean;
  readonly hasKind: boolean;
  readonly hasEvents: boolean;
}

const LABEL_NONE = '<none>';

const shownLabels = (labels: Readonly<Record<string, string>> | undefined): string => {
  const pairs = Object.keys(labels ?? {}).sort();
  return pairs.length === 0 ? LABEL_NONE : pairs.map((key) => `${key}=${labels?.[key]}`).join(',');
};

/** A cell on one line: what follows a line break is cut off. */
const cellText = (cell: string | number): string => {
  const text = String(cell);
  const at = text.search(/[\n\r\f]/);
  return at < 0 ? text : `${text.slice(0, at)}...`;
};

/** The line of headers, its cells ended by tabs. */
export function headerLine(table: Table, options: TableOptions): string {
  const names = table.columns
    .filter((column) => options.isWide || column.priority === 0)
    .map((column) => column.name.toUpperCase());
  return [
    ...(options.hasEvents ? ['EVENT'] : []),
    ...(options.hasNamespace ? ['NAMESPACE'] : []),
    ...names,
    ...options.labelColumns.map((key) => (key.split('/').at(-1) ?? key).toUpperCase()),
    ...(options.hasLabels ? ['LABELS'] : []),
  ].join('\t');
}

/** The line of one object. */
export function rowLine(
  kind: AnyKind,
  table: Table,
  { cells, object }: TableRow,
  options: TableOptions,
  event: string,
): string {
  const { labels, namespace = '' } = object.metadata;
  const line: string[] = [];
  if (options.hasEvents) line.push(event);
  if (options.hasNamespace) line.push(namespace);
  for (let i = 0; i < cells.length; i++) {
    const column = table.columns[i];
    if (column === undefined || (column.priority !== 0 && !options.isWide)) continue;
    const text = cellText(cells[i] as string | number);
    line.push(options.hasKind && column.name === 'Name' ? slashName(kind, text) : text);
  }
  for (const key of options.labelColumns) line.push(labels?.[key] ?? '');
  if (options.hasLabels) line.push(shownLabels(labels));
  return line.join('\t');
}

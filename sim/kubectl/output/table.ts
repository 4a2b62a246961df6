import type { AnyKind } from '../../api/index.ts';
import type { Table, TableColumn, TableRow } from '../../client/index.ts';
import { ownAt } from '../../kernel/index.ts';
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

const LINE_BREAK = /[\n\r\f]/;

/** A cell on one line: what follows a line break is cut off. */
const oneLine = (text: string): string => {
  const at = text.search(LINE_BREAK);
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
  { cell, object }: TableRow,
  options: TableOptions,
  event: string,
): string {
  const { labels, namespace = '' } = object.metadata;
  const cells: string[] = [];
  if (options.hasEvents) cells.push(event);
  if (options.hasNamespace) cells.push(namespace);
  for (let i = 0; i < table.columns.length; i++) {
    const { name, priority } = table.columns[i] as TableColumn;
    if (priority !== 0 && !options.isWide) continue;
    const text = String(cell(i));
    cells.push(options.hasKind && name === 'Name' ? slashName(kind, text) : text);
  }
  for (const key of options.labelColumns) cells.push(ownAt(labels, key) ?? '');
  if (options.hasLabels) cells.push(shownLabels(labels));
  const line = cells.join('\t');
  return LINE_BREAK.test(line) ? cells.map(oneLine).join('\t') : line;
}

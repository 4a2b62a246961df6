import type { Semantics } from '../dialect.ts';
import { semanticsOf } from '../operate/collate.ts';
import { compareForOrder, keyOf } from '../operate/compare.ts';
import type { Value } from '../values.ts';
import type { Key, StoredRow, Table, Transaction } from './model.ts';
import { clusteredKey, columnIndex } from './table.ts';
import { LockWait } from './transaction.ts';

type Values = readonly Value[];

/** The row as a transaction's plain reads see it; undefined when it does not exist for them. */
export function visible(row: StoredRow, transaction: Transaction): Values | undefined {
  for (const { values, by } of row.versions) {
    if (by === transaction) return values;
    if (by.state === 'committed' && by.committedAt <= (transaction.snapshot ?? Infinity)) {
      return values;
    }
  }
  return undefined;
}

/**
 * The newest row, for writing. Another transaction that has changed or locked it is waited for.
 */
export function current(row: StoredRow, transaction: Transaction): Values | undefined {
  const [newest] = row.versions;
  if (newest === undefined) return undefined;
  if (newest.by !== transaction && newest.by.state === 'active') throw new LockWait(newest.by);
  if (row.lockedBy !== undefined && row.lockedBy !== transaction) throw new LockWait(row.lockedBy);
  return newest.values;
}

/** The newest row that is committed or the transaction's own, without waiting. */
export function latest(row: StoredRow, transaction: Transaction): Values | undefined {
  return row.versions.find(({ by }) => by === transaction || by.state === 'committed')?.values;
}

export function lock(row: StoredRow, transaction: Transaction): void {
  row.lockedBy = transaction;
  transaction.locks.add(row);
}

const indexesOf = (table: Table, key: Key): number[] =>
  key.columns.map(({ name }) => columnIndex(table, name));

/** How a column's values are compared. */
const rulesOf = (semantics: Semantics, { definition }: Table, index: number): Semantics => {
  const type = definition.columns[index]?.type;
  return type === undefined ? semantics : semanticsOf(semantics, type);
};

/** The values of a key as one text; undefined when one is null, which equals nothing. */
function keyText(
  semantics: Semantics,
  table: Table,
  indexes: readonly number[],
  values: Values,
): string | undefined {
  if (indexes.some((index) => values[index] === null)) return undefined;
  return indexes
    .map((index) => keyOf(rulesOf(semantics, table, index), values[index] as Value))
    .join('\u0001');
}

function rowsByKey(semantics: Semantics, table: Table, key: Key): Map<string, StoredRow[]> {
  const known = table.keys.get(key.name);
  if (known !== undefined) return known;
  const map = new Map<string, StoredRow[]>();
  table.keys.set(key.name, map);
  for (const row of table.rows) {
    for (const { values } of row.versions) {
      if (values !== undefined) remember(semantics, table, key, map, row, values);
    }
  }
  return map;
}

function remember(
  semantics: Semantics,
  table: Table,
  key: Key,
  map: Map<string, StoredRow[]>,
  row: StoredRow,
  values: Values,
): void {
  const text = keyText(semantics, table, indexesOf(table, key), values);
  if (text === undefined) return;
  const rows = map.get(text);
  if (rows === undefined) map.set(text, [row]);
  else if (!rows.includes(row)) rows.push(row);
}

/** The live row that has the same values in `key`, other than `own`; waits for those in doubt. */
export function clashOf(
  semantics: Semantics,
  table: Table,
  key: Key,
  values: Values,
  own: StoredRow | undefined,
  transaction: Transaction,
): StoredRow | undefined {
  const indexes = indexesOf(table, key);
  const text = keyText(semantics, table, indexes, values);
  if (text === undefined) return undefined;
  const rows = rowsByKey(semantics, table, key).get(text) ?? [];
  return rows.find((row) => {
    if (row === own || row.versions.length === 0) return false;
    const found = current(row, transaction);
    return found !== undefined && keyText(semantics, table, indexes, found) === text;
  });
}

/** Rows whose `columns` have these values, for foreign keys. */
export function rowsWith(
  semantics: Semantics,
  table: Table,
  columns: readonly string[],
  wanted: Values,
  transaction: Transaction,
): StoredRow[] {
  const indexes = columns.map((name) => columnIndex(table, name));
  const text = wanted
    .map((value, i) => keyOf(rulesOf(semantics, table, indexes[i] ?? -1), value))
    .join('\u0001');
  return table.rows.filter((row) => {
    const values = latest(row, transaction);
    return values !== undefined && keyText(semantics, table, indexes, values) === text;
  });
}

/** Where a row belongs among the others. */
function placeOf(semantics: Semantics, table: Table, values: Values): number {
  const key = semantics.ordersByKey ? clusteredKey(table) : undefined;
  if (key === undefined) return table.rows.length;
  const indexes = indexesOf(table, key);
  const compare = (row: StoredRow): number => {
    const other = row.versions.find((version) => version.values !== undefined)?.values;
    if (other === undefined) return -1;
    for (const index of indexes) {
      const rules = rulesOf(semantics, table, index);
      const order = compareForOrder(rules, other[index] as Value, values[index] as Value);
      if (order !== 0) return order;
    }
    return 0;
  };
  let low = 0;
  let high = table.rows.length;
  // Most rows come in the order of their key.
  const last = table.rows[high - 1];
  if (last === undefined || compare(last) <= 0) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(table.rows[middle] as StoredRow) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Adds a row; its keys were checked before. */
export function insertRow(
  semantics: Semantics,
  table: Table,
  values: Values,
  transaction: Transaction,
): StoredRow {
  const version = { values, by: transaction };
  const row: StoredRow = { versions: [version], lockedBy: undefined, id: table.nextId++ };
  const place = placeOf(semantics, table, values);
  if (place === table.rows.length) table.rows.push(row);
  else table.rows.splice(place, 0, row);
  transaction.undo.push({ kind: 'row', table, row, version });
  indexRow(semantics, table, row, values);
  return row;
}

function indexRow(semantics: Semantics, table: Table, row: StoredRow, values: Values): void {
  for (const key of table.definition.keys) {
    const map = table.keys.get(key.name);
    if (map !== undefined) remember(semantics, table, key, map, row, values);
  }
}

/** Replaces a row's values, or deletes it; a row whose key moves gets its new place. */
export function changeRow(
  semantics: Semantics,
  table: Table,
  row: StoredRow,
  values: Values | undefined,
  transaction: Transaction,
): void {
  const before = row.versions[0]?.values;
  const key = clusteredKey(table);
  const isKeyMoved =
    values !== undefined &&
    before !== undefined &&
    key !== undefined &&
    indexesOf(table, key).some(
      (index) =>
        before[index] !== values[index] &&
        compareForOrder(
          rulesOf(semantics, table, index),
          before[index] as Value,
          values[index] as Value,
        ) !== 0,
    );
  const moves = values !== undefined && (isKeyMoved || !semantics.ordersByKey);
  const version = { values: moves ? undefined : values, by: transaction };
  row.versions = [version, ...row.versions];
  transaction.undo.push({ kind: 'row', table, row, version });
  if (moves) insertRow(semantics, table, values, transaction);
  else if (values !== undefined) indexRow(semantics, table, row, values);
}

import type { Env } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import type { Column, Table } from '../storage/model.ts';
import type { Value } from '../values.ts';
import { verifyChecks } from './constraints.ts';
import { refuseGenerated, withGenerated } from './generated.ts';
import type { QueryBinder } from './queries.ts';
import { defaultOf, emptied, storeValue, verifyNulls } from './stored-values.ts';

type Row = readonly Value[];

/** Stands for a value that the statement leaves to the column. */
export const DEFAULT = { kind: 'default' } as const;

/** Stands for the next number, which is taken when everything else of the row is well. */
const NUMBERED = { kind: 'numbered' } as const;

const isNumbered = (cell: Value | typeof NUMBERED): cell is typeof NUMBERED => cell === NUMBERED;

/** What is given for a column: a value, or its default. */
export type Given = Value | typeof DEFAULT;
const isDefault = (given: Given): given is typeof DEFAULT => given === DEFAULT;

/** What new rows are made with. */
export interface Writer {
  readonly env: Env;
  readonly binder: QueryBinder;
  readonly table: Table;
  /** What does not fit is changed until it does. */
  readonly isLoose: boolean;
  /** So are nulls. */
  readonly isLooseWithNulls: boolean;
  insertId: bigint;
  /** Rows that the statement is known to write; 0 for those of a query. */
  readonly expectedRows: number;
  /** Numbers that were set aside for it, and how often that was. */
  next: bigint;
  left: number;
  reservations: number;
}

/**
 * The next number. They are set aside in one piece for VALUES, and 1, 2, 4 … at a time for a query,
 * and stay used when the rows fail. Models handler::update_auto_increment.
 */
function automatic(writer: Writer): Value {
  const { table } = writer;
  if (writer.left === 0) {
    const isFirst = writer.reservations === 0 && writer.expectedRows > 0;
    const count = isFirst
      ? writer.expectedRows
      : 2 ** Math.min(writer.reservations, MOST_DOUBLINGS);
    writer.next = table.nextAuto;
    writer.left = writer.env.dialect.semantics.ordersByKey ? count : 1;
    writer.reservations++;
    table.nextAuto += BigInt(writer.left);
  }
  const value = writer.next;
  writer.next += 1n;
  writer.left--;
  if (writer.insertId === 0n) writer.insertId = value;
  return value;
}

const MOST_DOUBLINGS = 16;

function cellOf(
  writer: Writer,
  column: Column,
  given: Given,
  row: number,
  isGiven: boolean,
): Value | typeof NUMBERED {
  const { env, binder } = writer;
  const { name: table } = writer.table.definition;
  const { semantics, errors } = env.dialect;
  const isOpen = !isGiven || given === null || given === 0n || isDefault(given);
  if (column.isAutoIncrement && isOpen) {
    return semantics.ordersByKey ? NUMBERED : automatic(writer);
  }
  if (column.generated !== undefined) {
    if (!isDefault(given)) refuseGenerated(env, writer.table, column);
    return null;
  }
  if (!isDefault(given)) {
    if (given !== null) return storeValue(env, given, column, row, writer.isLoose, table);
    if (column.isNullable || !writer.isLooseWithNulls) return null;
    return emptied(env, column, errors.notNull(column.name, '', []));
  }
  const value = defaultOf(binder, column);
  if (value !== undefined)
    return value === null ? null : storeValue(env, value, column, row, writer.isLoose, table);
  if (column.isNullable || !semantics.requiresDefaults) return null;
  const error = errors.noDefault(column.name);
  if (!writer.isLoose) throw new SqlFailure(error);
  return emptied(env, column, error);
}

/** A new row of the table from the values that were given. */
export function rowOf(
  writer: Writer,
  targets: readonly number[],
  given: readonly Given[],
  row: number,
): Row {
  const { table, env } = writer;
  const cells = table.definition.columns.map((column, i) => {
    const at = targets.indexOf(i);
    const isGiven = at >= 0 && given.length > 0;
    return cellOf(writer, column, isGiven ? (given[at] as Given) : DEFAULT, row, isGiven);
  });
  const known = cells.map((cell): Value => (isNumbered(cell) ? 0n : cell));
  const plain = withGenerated(env, table, known, row);
  verifyNulls(env, table, plain);
  verifyChecks(env, table, plain);
  return plain.map((value, i) => (cells[i] === NUMBERED ? automatic(writer) : value));
}

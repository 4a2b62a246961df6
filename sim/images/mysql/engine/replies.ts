import {
  type DataStatement,
  isDecimal,
  type Outcome,
  rescale,
  SqlFailure,
  type SqlType,
  type Statement,
  textOf,
  type Value,
} from '../../../sql/index.ts';
import { mysqlError } from '../sql/errors.ts';
import { verifyCharset } from '../sql/table-rules.ts';
import type { MysqlFailure, MysqlReply } from '../wire.ts';
import type { Client } from './model.ts';
import { requireOnSchema, requireOnTable } from './privileges.ts';

/** A failure as it goes over the wire. */
export const replyOf = (code: number, state: string, message: string): MysqlFailure => ({
  type: 'error',
  code,
  state,
  message,
});

function cellText(value: Value, type: SqlType): string | null {
  if (value === null) return null;
  if (type.family === 'decimal' && isDecimal(value)) return textOf(rescale(value, type.scale));
  if (type.family === 'double' && type.scale > 0 && typeof value === 'number')
    return value.toFixed(type.scale);
  if (type.name === 'float' && typeof value === 'number')
    return String(Number(value.toPrecision(6)));
  return textOf(value);
}

const isNumber = ({ family }: SqlType): boolean =>
  ['integer', 'decimal', 'double', 'null', 'boolean'].includes(family);

/** The reply to a statement that gives no rows. */
export const okReply = (
  client: Client,
  rest: Partial<Extract<MysqlReply, { type: 'ok' }>> = {},
): MysqlReply => ({
  type: 'ok',
  affected: 0,
  info: '',
  warnings: client.warnings.length,
  ...rest,
});

/** Rows as they go over the wire. */
export function rowsReply(
  outcome: Extract<Outcome, { kind: 'rows' }>,
  warnings: number,
): MysqlReply {
  return {
    type: 'rows',
    warnings,
    columns: outcome.columns.map(({ name, type, isNullable, origin }) => ({
      name,
      isNumber: isNumber(type),
      isNotNull: !isNullable,
      isBinary: type.family === 'binary',
      type: type.name,
      table: origin?.alias ?? '',
    })),
    rows: outcome.rows.map((row) =>
      row.map((value, i) => cellText(value, outcome.columns[i]?.type as SqlType)),
    ),
  };
}

export const WRITES: ReadonlySet<string> = new Set(['insert', 'update', 'delete']);
export const DEFINES: ReadonlySet<string> = new Set([
  ...['create table', 'drop table', 'truncate', 'alter table', 'rename table', 'create index'],
  ...['drop index', 'create view', 'create database', 'drop database'],
]);

/** The line behind `Query OK`, or ''. */
export function infoOf(
  statement: DataStatement,
  outcome: Extract<Outcome, { kind: 'done' }>,
  warnings: number,
): string {
  const { matched, duplicates } = outcome.counts;
  const records = `Records: ${matched}  Duplicates: ${duplicates}  Warnings: ${warnings}`;
  switch (statement.kind) {
    case 'insert':
      return statement.rows.length > 1 || statement.query !== undefined ? records : '';
    case 'update':
      return `Rows matched: ${matched}  Changed: ${outcome.affected}  Warnings: ${warnings}`;
    case 'alter table':
      return statement.actions.every(({ kind }) => kind === 'rename table') ? '' : records;
    case 'create index':
    case 'drop index':
      return records;
    case 'create table':
      return statement.query === undefined ? '' : records;
    default:
      return '';
  }
}

/** The tables that a definition is about, with the privilege that it needs. */
export function verifyDefinition(client: Client, statement: DataStatement): void {
  const on = (
    privilege: string,
    name: { readonly schema: string; readonly name: string },
  ): void => {
    const schema = name.schema === '' ? client.schema : name.schema;
    if (schema !== '') requireOnTable(client, privilege, schema, name.name);
  };
  switch (statement.kind) {
    case 'create table':
    case 'create view':
      on('CREATE', statement.table);
      break;
    case 'drop table':
      for (const table of statement.tables) on('DROP', table);
      break;
    case 'truncate':
      for (const table of statement.tables) on('DROP', table);
      break;
    case 'alter table':
      on('ALTER', statement.table);
      break;
    case 'create index':
      on('INDEX', statement.table);
      break;
    case 'create database':
      requireOnSchema(client, 'CREATE', statement.name);
      verifyCharset(statement.options.charset ?? '', statement.options.collate ?? '');
      break;
    case 'drop database':
      requireOnSchema(client, 'DROP', statement.name);
      break;
    default:
      break;
  }
}

/** Databases of the server can neither be made nor dropped. */
export function refuseSystem({
  kind,
  name,
}: Extract<Statement, { kind: 'create database' | 'drop database' }>): void {
  if (
    kind === 'drop database' &&
    ['mysql', 'performance_schema', 'sys', 'information_schema'].includes(name)
  ) {
    throw new SqlFailure(
      mysqlError(3552, 'HY000', `Access to system schema '${name}' is rejected.`),
    );
  }
}

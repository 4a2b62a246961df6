import type { DataStatement, Outcome, SqlError, SqlType, Value } from '../../../sql/index.ts';
import { display } from '../sql/semantics.ts';
import type { PgReport, PgTable } from '../wire.ts';

/** An error or a notice as the client gets it. */
export const reportOf = (error: SqlError, severity: PgReport['severity'] = 'ERROR'): PgReport => ({
  severity,
  state: error.state,
  message: error.message,
  detail: error.detail,
  hint: hintOf(error),
  context: '',
  at: error.at,
});

const HINTS: Readonly<Record<string, string>> = {
  '2BP01': 'Use DROP ... CASCADE to drop the dependent objects too.',
  '42804': 'You will need to rewrite or cast the expression.',
  '53100': 'Check free disk space.',
};

function hintOf({ state, detail, hint }: SqlError): string {
  if (hint !== '') return hint;
  const referring = /^Table "(.*?)" references/.exec(detail)?.[1];
  if (referring !== undefined) {
    return `Truncate table "${referring}" at the same time, or use TRUNCATE ... CASCADE.`;
  }
  if (state === '42883') {
    return (
      'No function matches the given name and argument types. You might need to add explicit ' +
      'type casts.'
    );
  }
  return HINTS[state] ?? '';
}

const isRight = ({ family }: SqlType): boolean =>
  family === 'integer' || family === 'decimal' || family === 'double';

/** A time with its zone, which is always that of the world. */
export const cellText = (value: Value, type: SqlType): string | null => {
  if (value === null) return null;
  const text = display(value);
  if (type.family !== 'datetime') return text;
  return `${text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')}${type.name === 'timestamptz' ? '+00' : ''}`;
};

/** The rows of an outcome as the client gets them. */
export const tableOf = (outcome: Extract<Outcome, { kind: 'rows' }>): PgTable => ({
  columns: outcome.columns.map(({ name, type }) => ({ name, isRight: isRight(type) })),
  rows: outcome.rows.map((row) =>
    row.map((value, i) => cellText(value, outcome.columns[i]?.type as SqlType)),
  ),
});

/** What a statement that changes tables or their rows is called. */
export function nameOf(statement: DataStatement): string {
  switch (statement.kind) {
    case 'truncate':
      return 'TRUNCATE TABLE';
    case 'rename table':
      return 'ALTER TABLE';
    case 'drop table':
      return statement.what === 'view' ? 'DROP VIEW' : 'DROP TABLE';
    default:
      return statement.kind.toUpperCase();
  }
}

/** What psql prints when a statement is done. */
export function tagOf(
  statement: DataStatement,
  outcome: Extract<Outcome, { kind: 'done' }>,
): string {
  switch (statement.kind) {
    case 'insert':
      return `INSERT 0 ${outcome.affected}`;
    case 'update':
      return `UPDATE ${outcome.counts.matched}`;
    case 'delete':
      return `DELETE ${outcome.affected}`;
    case 'create table':
      return statement.query === undefined ? 'CREATE TABLE' : `SELECT ${outcome.affected}`;
    default:
      return nameOf(statement);
  }
}

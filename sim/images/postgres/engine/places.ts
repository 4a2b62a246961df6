import type { AnyStatement, SqlError, Statement } from '../../../sql/index.ts';
import type { OwnStatement } from '../sql/dialect.ts';

type Parsed = AnyStatement<OwnStatement>;
type Insert = Extract<Statement, { kind: 'insert' }>;

/** Statements whose errors have no place: they are not analysed before they run. */
const UTILITIES: ReadonlySet<string> = new Set([
  ...['alter table', 'truncate', 'drop table', 'create index', 'drop index', 'rename table'],
  ...['create table'],
]);

/** Where a name of a list of columns, or of SET, stands; -1 when it is not found. */
function columnAt(text: string, name: string): number {
  const match = new RegExp(`([(,]|\\bset)\\s*"?${name.replace(/\W/g, '\\$&')}\\b`, 'i').exec(text);
  return match === null ? -1 : text.toLowerCase().indexOf(name.toLowerCase(), match.index + 1);
}

/** The place of what an INSERT has too much of. */
function insertAt(statement: Insert, message: string, text: string, width: number): number {
  const row = statement.rows[0] ?? [];
  if (message.includes('more expressions')) {
    return row[statement.columns?.length ?? width]?.start ?? -1;
  }
  const name = statement.columns?.[row.length];
  return name === undefined ? -1 : columnAt(text, name);
}

/** The same error with the place that the real server gives it, where the engine has none. */
export function placed(
  error: SqlError,
  statement: Parsed | undefined,
  text: string,
  widthOf: (table: string) => number,
): SqlError {
  const { message, state } = error;
  if (statement !== undefined && UTILITIES.has(statement.kind)) {
    const isTwice = state === '42701' && statement.kind === 'alter table';
    const missing = /^column "(.*?)" of relation "(.*?)" does not exist$/.exec(message);
    const isConstraint =
      statement.kind === 'alter table' &&
      statement.actions.some(
        (action) => action.kind === 'drop foreign key' && action.name === missing?.[1],
      );
    if (missing !== null && isConstraint) {
      const what = `constraint "${missing[1]}" of relation "${missing[2]}" does not exist`;
      return { ...error, at: -1, state: '42704', message: what };
    }
    const name = /^column (".*?") specified/.exec(message)?.[1];
    const table = statement.kind === 'alter table' ? statement.table.name : '';
    return {
      ...error,
      at: -1,
      message: isTwice ? `column ${name} of relation "${table}" already exists` : message,
    };
  }
  const table = /^column (\w+)\.(\w+) does not exist$/.exec(message)?.[1];
  if (state === '42703' && table !== undefined) {
    const rest = text.replace(new RegExp(`\\b${table}\\.`, 'g'), '');
    if (new RegExp(`\\b${table}\\b`, 'i').test(rest)) return error;
    return { ...error, state: '42P01', message: `missing FROM-clause entry for table "${table}"` };
  }
  if (error.at >= 0) return error;
  if (state === '22P02' || state === '22008') {
    const value = /: "(.*)"$/s.exec(message)?.[1];
    if (value === undefined) return error;
    return { ...error, at: text.indexOf(`'${value.replaceAll("'", "''")}'`) };
  }
  const column = /^column "(.*?)"/.exec(message)?.[1];
  if (state === '42703' && column !== undefined) return { ...error, at: columnAt(text, column) };
  if (statement?.kind !== 'insert') return error;
  if (message.startsWith('INSERT has more')) {
    return { ...error, at: insertAt(statement, message, text, widthOf(statement.table.name)) };
  }
  if (state === '42804' && column !== undefined) {
    const index = statement.columns?.indexOf(column) ?? -1;
    return { ...error, at: statement.rows[0]?.[index]?.start ?? -1 };
  }
  return error;
}

import { type AnyStatement, SqlFailure } from '../../../sql/index.ts';
import { splitStatements } from '../split.ts';
import type { OwnStatement } from '../sql/dialect.ts';
import { pgError } from '../sql/errors.ts';
import { UnknownType } from '../sql/types.ts';
import type { PgReport } from '../wire.ts';
import { PlacedFailure } from './copy.ts';
import { placed } from './places.ts';
import { reportOf } from './replies.ts';
import type { PgDatabase } from './server.ts';

type Catalog = PgDatabase['catalog'];

/** A statement, and where it stands in the text that it came in. */
export interface AskedStatement {
  /** Undefined when it could not be read. */
  readonly statement: AnyStatement<OwnStatement> | undefined;
  readonly piece: string;
  readonly start: number;
  readonly whole: string;
}

/** What a client is told of a failure; whatever else was thrown goes on. */
export function failureOf(catalog: Catalog, error: unknown, asked: AskedStatement): PgReport {
  const { statement, piece, start, whole } = asked;
  const widthOf = (table: string): number =>
    catalog.schemas.get('public')?.tables.get(table)?.definition.columns.length ?? 0;
  if (error instanceof UnknownType) {
    const at = error.at + start;
    return reportOf(pgError('42704', `type "${error.typeName}" does not exist`, { at }));
  }
  if (!(error instanceof SqlFailure)) throw error;
  const found = placed(error.error, statement, piece, widthOf);
  const at = found.at < 0 ? -1 : found.at + start;
  const open = /^syntax error at or near "(')/.test(found.message) ? whole.slice(at) : '';
  if (open !== '' && splitStatements(whole).at(-1)?.inside === "'") {
    const what = `unterminated quoted string at or near "${open}"`;
    return reportOf({ ...found, message: what, at });
  }
  const isAtEnd = found.message === 'syntax error at end of input' && whole.charAt(at) === ';';
  const message = isAtEnd ? 'syntax error at or near ";"' : found.message;
  const context = error instanceof PlacedFailure ? error.context : '';
  return { ...reportOf({ ...found, message, at }), context };
}

import type { AnyStatement, DataStatement, Transaction } from '../../../sql/index.ts';
import type { OwnStatement } from '../sql/dialect.ts';
import { refuseInReadOnly } from '../sql/errors.ts';
import { nameOf } from './replies.ts';
import type { PgDatabase } from './server.ts';

type Parsed = AnyStatement<OwnStatement>;

const DEFINING: ReadonlySet<string> = new Set(['create', 'alter', 'drop']);
const CHANGING: ReadonlySet<string> = new Set([...DEFINING, 'comment', 'grant', 'revoke']);

/** What an error calls a statement that changes something; undefined for one that only reads. */
function changeOf(statement: Parsed): string | undefined {
  if (statement.kind === 'query') {
    const { first } = statement.query;
    const isLocking = first.kind === 'select' && first.lock !== 'none';
    return isLocking ? `SELECT FOR ${first.lock.toUpperCase()}` : undefined;
  }
  if (statement.kind === 'explain') return undefined;
  if (statement.kind !== 'own') return nameOf(statement as DataStatement);
  const [verb = '', what = ''] = statement.own.words.map((word) => word.toLowerCase());
  if (!CHANGING.has(verb)) return undefined;
  const kind = what === 'user' || what === 'group' ? 'role' : what;
  return (DEFINING.has(verb) ? `${verb} ${kind}` : verb).toUpperCase();
}

/** Rows of tables that go with the session may be changed; a table that is none fails by itself. */
function isExempt({ catalog }: PgDatabase, statement: Parsed): boolean {
  const target =
    statement.kind === 'insert' || statement.kind === 'delete'
      ? statement.table
      : statement.kind === 'update' && statement.from.kind === 'table'
        ? statement.from.table
        : undefined;
  if (target === undefined) return false;
  const schema = catalog.schemas.get(target.schema || 'public');
  const table = schema?.tables.get(target.name);
  return table === undefined
    ? schema?.views.has(target.name) !== true
    : table.definition.isTemporary;
}

/** Refuses a statement that changes something in a transaction that may only read. */
export function refuseChange(
  database: PgDatabase,
  transaction: Transaction | undefined,
  statement: Parsed,
): void {
  const what = changeOf(statement);
  if (what === undefined || isExempt(database, statement)) return;
  refuseInReadOnly(transaction, what);
}

/** `set transaction read only`: from now on. */
export function setAccess(transaction: Transaction, { words }: OwnStatement): void {
  const text = words.join(' ').toLowerCase();
  if (!text.startsWith('set transaction ')) return;
  const [, how] = /\bread (only|write)\b/.exec(text) ?? [];
  if (how !== undefined) transaction.isReadOnly = how === 'only';
}

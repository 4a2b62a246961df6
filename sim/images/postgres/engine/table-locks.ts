import {
  type AnyStatement,
  type Catalog,
  LockWait,
  type TableName,
  type Transaction,
} from '../../../sql/index.ts';
import type { OwnStatement } from '../sql/dialect.ts';
import { namedTables } from './named-tables.ts';

/** What each open transaction holds: tables that it uses, and those that it changes as a whole. */
export type TableLocks = Map<Transaction, { used: Set<string>; alone: Set<string> }>;

const EXCLUSIVE: ReadonlySet<string> = new Set([
  ...['drop table', 'alter table', 'rename table', 'truncate', 'create index'],
]);

const lockedByName = (words: readonly string[]): TableName[] => {
  const names = words.slice(1).filter((word) => !['table', 'only', ','].includes(word));
  return names.slice(0, 1).map((name) => ({ schema: '', name, start: 0, end: 0 }));
};

/**
 * Takes the locks of a statement, or throws whom it has to wait for. A table that is changed as a
 * whole is held alone; everything else only has to keep out of its way. Models the lock modes of
 * src/backend/storage/lmgr as far as a course meets them.
 */
export function lockTables(
  locks: TableLocks,
  catalog: Catalog,
  transaction: Transaction,
  statement: AnyStatement<OwnStatement>,
): void {
  const isLock = statement.kind === 'own' && statement.own.words[0] === 'lock';
  if (statement.kind === 'own' && !isLock) return;
  const isAlone = isLock || EXCLUSIVE.has(statement.kind);
  const named = isLock ? lockedByName(statement.own.words) : namedTables(statement);
  const keys = named
    .map(({ schema, name }) => ({ schema: schema || 'public', name }))
    .filter(({ schema, name }) => catalog.schemas.get(schema)?.tables.has(name))
    .map(({ schema, name }) => `${schema}.${name}`);
  for (const [other, held] of locks) {
    if (other.state !== 'active') locks.delete(other);
    else if (other !== transaction) {
      const isTaken = keys.some((key) => held.alone.has(key) || (isAlone && held.used.has(key)));
      if (isTaken) throw new LockWait(other);
    }
  }
  if (keys.length === 0) return;
  const own = locks.get(transaction) ?? { used: new Set(), alone: new Set() };
  locks.set(transaction, own);
  for (const key of keys) (isAlone ? own.alone : own.used).add(key);
}

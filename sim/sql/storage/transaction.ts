import {
  changedTables,
  type StoredRow,
  type Table,
  type Transaction,
  type Transactions,
  type Undo,
  type Unwritten,
} from './model.ts';

/** A row is held by another transaction: the statement is undone, and begins again after it. */
export class LockWait extends Error {
  readonly holder: Transaction;
  constructor(holder: Transaction) {
    super('waits for a lock');
    this.holder = holder;
  }
}

/** What a commit leaves to be written of a table that it changed. */
function unwrittenAfter(table: Table, undo: readonly Undo[]): Unwritten {
  if (table.unwritten === 'anything') return 'anything';
  const added: StoredRow[] = [];
  for (const each of undo) {
    if (each.kind !== 'row' || each.table !== table) continue;
    const isNew = each.row.versions.length === 1 && each.version.values !== undefined;
    if (!isNew) return 'anything';
    added.push(each.row);
  }
  const start = table.rows.length - added.length;
  const areLast = added.every((row, i) => table.rows[start + i] === row);
  return areLast ? [...table.unwritten, ...added] : 'anything';
}

export function createTransactions(): Transactions {
  let nextId = 1;
  let commits = 0;
  const active = new Set<Transaction>();

  const undoTo = (transaction: Transaction, length: number): void => {
    while (transaction.undo.length > length) {
      const last = transaction.undo.pop() as Undo;
      if (last.kind === 'definition') {
        last.restore();
        continue;
      }
      const { table, row, version } = last;
      row.versions = row.versions.filter((each) => each !== version);
      if (row.versions.length === 0) table.rows.splice(table.rows.indexOf(row), 1);
    }
  };
  const end = (transaction: Transaction): void => {
    for (const row of transaction.locks) row.lockedBy = undefined;
    transaction.locks.clear();
    transaction.savepoints.length = 0;
    active.delete(transaction);
  };
  /** Drops what nobody can see any more. */
  const purge = (undo: readonly Undo[]): void => {
    if (active.size > 0) return;
    const emptied = new Set<Table>();
    for (const each of undo) {
      if (each.kind === 'definition') continue;
      const { table, row } = each;
      row.versions = row.versions.slice(0, 1);
      if (row.versions[0]?.values === undefined) emptied.add(table);
    }
    for (const table of emptied) {
      table.rows = table.rows.filter(({ versions }) => versions[0]?.values !== undefined);
    }
  };
  return {
    begin() {
      const transaction: Transaction = {
        id: nextId++,
        state: 'active',
        committedAt: 0,
        snapshot: undefined,
        undo: [],
        savepoints: [],
        locks: new Set(),
        isReadOnly: false,
        waitsFor: undefined,
      };
      active.add(transaction);
      return transaction;
    },
    commit(transaction) {
      transaction.state = 'committed';
      transaction.committedAt = ++commits;
      end(transaction);
      const tables = changedTables(transaction.undo);
      for (const table of tables) table.unwritten = unwrittenAfter(table, transaction.undo);
      purge(transaction.undo);
      transaction.undo.length = 0;
      return [...tables];
    },
    rollback(transaction) {
      undoTo(transaction, 0);
      transaction.state = 'rolled back';
      end(transaction);
    },
    undoTo,
    look(transaction) {
      transaction.snapshot ??= commits;
    },
    active: () => active.size,
  };
}

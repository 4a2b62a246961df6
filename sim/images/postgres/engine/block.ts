import { SqlFailure, type Statement, type Transaction } from '../../../sql/index.ts';
import { pgError } from '../sql/errors.ts';
import type { PgReply } from '../wire.ts';
import type { PgDatabase } from './server.ts';

/** The transaction that a session is in. */
export interface Block {
  /** The open one, also that of a text of several statements. */
  current(): Transaction | undefined;
  state(): 'idle' | 'open' | 'failed';
  /** Runs BEGIN, COMMIT and their like; undefined for other statements. */
  control(statement: { readonly kind: string }): PgReply | undefined;
  /** A text of several statements begins: they are one transaction unless they say otherwise. */
  beginText(): void;
  /** It is done. */
  endText(): void;
  /** A statement failed. */
  fail(): void;
  /** Undoes what is open. */
  end(): void;
}

/** What a block does to its database, and tells its client. */
export interface BlockPorts {
  commit(transaction: Transaction): void;
  warn(state: string, message: string): void;
}

const done = (tag: string): PgReply => ({ type: 'done', tag });

/** Models src/backend/access/transam/xact.c. */
export function createBlock({ catalog }: PgDatabase, { commit, warn }: BlockPorts): Block {
  const { transactions } = catalog;
  let open: Transaction | undefined;
  let isFailed = false;
  /** Nobody said BEGIN. */
  let isImplicit = false;

  const begin = (isReadOnly: boolean): PgReply => {
    if (open === undefined) open = transactions.begin();
    else if (isImplicit) isImplicit = false;
    else warn('25001', 'there is already a transaction in progress');
    open.isReadOnly ||= isReadOnly;
    return done('BEGIN');
  };
  const finish = (isCommit: boolean, andChain: boolean): PgReply => {
    if (andChain) inBlock(isCommit ? 'COMMIT AND CHAIN' : 'ROLLBACK AND CHAIN');
    if (open === undefined || isImplicit) warn('25P01', 'there is no transaction in progress');
    const isKept = isCommit && !isFailed;
    const tag = isKept ? 'COMMIT' : 'ROLLBACK';
    const finished = open;
    const wasImplicit = isImplicit;
    isFailed = false;
    isImplicit = false;
    open = undefined;
    if (finished !== undefined) {
      if (isKept) commit(finished);
      else transactions.rollback(finished);
    }
    if (wasImplicit) beginText();
    if (!andChain) return done(tag);
    open = transactions.begin();
    open.isReadOnly = finished?.isReadOnly === true;
    return done(tag);
  };
  const beginText = (): void => {
    if (open !== undefined) return;
    open = transactions.begin();
    isImplicit = true;
  };
  const inBlock = (what: string): Transaction => {
    if (open !== undefined && !isImplicit) return open;
    const message = `${what} can only be used in transaction blocks`;
    throw new SqlFailure(pgError('25P01', message));
  };
  const pointIn = (transaction: Transaction, name: string): number => {
    const at = transaction.savepoints.findLastIndex((each) => each.name === name);
    if (at >= 0) return at;
    throw new SqlFailure(pgError('3B001', `savepoint "${name}" does not exist`));
  };
  return {
    current: () => open,
    state: () => (open === undefined || isImplicit ? 'idle' : isFailed ? 'failed' : 'open'),
    control(given) {
      const statement = given as Statement;
      switch (statement.kind) {
        case 'begin':
          return begin(statement.isReadOnly);
        case 'commit':
          return finish(true, statement.andChain);
        case 'rollback': {
          if (statement.to === undefined) return finish(false, statement.andChain);
          const transaction = inBlock('ROLLBACK TO SAVEPOINT');
          const at = pointIn(transaction, statement.to);
          transactions.undoTo(transaction, transaction.savepoints[at]?.length ?? 0);
          transaction.savepoints.splice(at + 1);
          isFailed = false;
          return done('ROLLBACK');
        }
        case 'savepoint': {
          const transaction = inBlock('SAVEPOINT');
          transaction.savepoints.push({
            name: statement.name,
            length: transaction.undo.length,
          });
          return done('SAVEPOINT');
        }
        case 'release': {
          const transaction = inBlock('RELEASE SAVEPOINT');
          transaction.savepoints.splice(pointIn(transaction, statement.name));
          return done('RELEASE');
        }
        default:
          return undefined;
      }
    },
    beginText,
    endText() {
      if (open === undefined || !isImplicit) return;
      const finished = open;
      open = undefined;
      isImplicit = false;
      commit(finished);
    },
    fail() {
      if (open === undefined) return;
      if (!isImplicit) {
        isFailed = true;
        return;
      }
      transactions.rollback(open);
      open = undefined;
      isImplicit = false;
    },
    end() {
      if (open !== undefined) transactions.rollback(open);
      open = undefined;
    },
  };
}

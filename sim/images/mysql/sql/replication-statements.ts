import type { Cursor, Expr } from '../../../sql/index.ts';
import { knowsBinaryLogStatus, knowsOldWords, type Maker } from './maker.ts';

/** Which threads of a replica are meant. */
export interface Threads {
  readonly receiver: boolean;
  readonly applier: boolean;
}

export type ReplicationStatement =
  | { readonly kind: 'change source'; readonly options: ReadonlyMap<string, string> }
  | { readonly kind: 'start replica' | 'stop replica'; readonly threads: Threads }
  | { readonly kind: 'reset replica'; readonly isAll: boolean }
  | { readonly kind: 'reset binary logs' }
  | { readonly kind: 'flush binary logs' }
  | {
      readonly kind: 'purge binary logs';
      /** The first file that stays, or the instant before which they go. */
      readonly to: string;
      readonly before: Expr | undefined;
    };

function parsePurge(cursor: Cursor, maker: Maker): ReplicationStatement {
  cursor.expect('purge');
  if (!(knowsOldWords(maker) && cursor.accept('master'))) cursor.expect('binary');
  cursor.expect('logs');
  if (cursor.accept('to')) {
    return { kind: 'purge binary logs', to: cursor.string(), before: undefined };
  }
  cursor.expect('before');
  return { kind: 'purge binary logs', to: '', before: cursor.expression() };
}

function parseChange(cursor: Cursor, maker: Maker): ReplicationStatement {
  cursor.expect('change');
  if (maker.kind === 'oracle' && cursor.accept('replication', 'source')) cursor.expect('to');
  else if (knowsOldWords(maker)) cursor.expect('master', 'to');
  else cursor.fail();
  const options = new Map<string, string>();
  do {
    const name = cursor.word().replace(/^master_/, 'source_');
    cursor.expect('=');
    const sign = cursor.accept('-') ? '-' : '';
    options.set(name, sign + cursor.next().value);
  } while (cursor.accept(','));
  if (cursor.accept('for', 'channel')) cursor.string();
  return { kind: 'change source', options };
}

function parseThreads(cursor: Cursor): Threads {
  const named: string[] = [];
  do {
    const word = cursor.acceptAny('io_thread', 'sql_thread', 'relay_thread');
    if (word !== undefined) named.push(word);
  } while (named.length > 0 && cursor.accept(','));
  const isBoth = named.length === 0;
  const receiver = isBoth || named.some((word) => word !== 'sql_thread');
  return { receiver, applier: isBoth || named.includes('sql_thread') };
}

/** Statements about replication, in their new words and in the old ones. */
export function parseReplication(cursor: Cursor, maker: Maker): ReplicationStatement | undefined {
  if (cursor.is('change')) return parseChange(cursor, maker);
  if (cursor.is('purge')) return parsePurge(cursor, maker);
  const verb = cursor.next().word;
  if (cursor.accept('replica') || (knowsOldWords(maker) && cursor.accept('slave'))) {
    const isAll = cursor.accept('all');
    const threads = parseThreads(cursor);
    while (!cursor.isEnd()) cursor.next();
    if (verb === 'start') return { kind: 'start replica', threads };
    return verb === 'stop' ? { kind: 'stop replica', threads } : { kind: 'reset replica', isAll };
  }
  if (verb !== 'reset') return undefined;
  const isKnown =
    (knowsOldWords(maker) && cursor.accept('master')) ||
    (knowsBinaryLogStatus(maker) && cursor.accept('binary', 'logs', 'and', 'gtids'));
  return isKnown ? { kind: 'reset binary logs' } : cursor.fail();
}

import type { Cursor } from '../../../sql/index.ts';

export type ReplicationStatement =
  | { readonly kind: 'change source'; readonly options: ReadonlyMap<string, string> }
  | { readonly kind: 'start replica' }
  | { readonly kind: 'stop replica' }
  | { readonly kind: 'reset replica'; readonly isAll: boolean }
  | { readonly kind: 'reset binary logs' };

function parseChange(cursor: Cursor): ReplicationStatement {
  cursor.expect('change');
  if (cursor.accept('replication', 'source')) cursor.expect('to');
  else cursor.expect('master', 'to');
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

/** Statements about replication, in their new words and in the old ones. */
export function parseReplication(cursor: Cursor): ReplicationStatement | undefined {
  if (cursor.is('change')) return parseChange(cursor);
  const verb = cursor.peek().word;
  const what = cursor.peek(1).word;
  if (what === 'replica' || what === 'slave') {
    cursor.next();
    cursor.next();
    const isAll = cursor.accept('all');
    while (!cursor.isEnd()) cursor.next();
    if (verb === 'start') return { kind: 'start replica' };
    return verb === 'stop' ? { kind: 'stop replica' } : { kind: 'reset replica', isAll };
  }
  if (verb !== 'reset') return undefined;
  cursor.next();
  if (!cursor.accept('master')) cursor.expect('binary', 'logs', 'and', 'gtids');
  return { kind: 'reset binary logs' };
}

import type { Cursor } from '../../../sql/index.ts';

/** `'user'@'host'`. */
export interface Account {
  readonly user: string;
  readonly host: string;
}

/** Reads an account; the host is `%` when none is given. */
export function parseAccount(cursor: Cursor): Account {
  if (cursor.accept('current_user')) {
    if (cursor.accept('(')) cursor.expect(')');
    return { user: '', host: '' };
  }
  const token = cursor.peek();
  const user = token.type === 'string' ? cursor.string() : cursor.name();
  if (cursor.peek().type !== 'user variable') return { user, host: '%' };
  const { value } = cursor.next();
  if (value !== '') return { user, host: value };
  return { user, host: cursor.peek().type === 'string' ? cursor.string() : cursor.name() };
}

/** `'root'@'%'`. */
export const accountText = ({ user, host }: Account): string => `'${user}'@'${host}'`;

import type { Cursor } from '../../../sql/index.ts';
import { type Account, parseAccount } from './accounts.ts';

/** Which of the roles that an account has are meant. */
export type RoleChoice =
  | { readonly kind: 'none' | 'all' | 'default' }
  | { readonly kind: 'these'; readonly roles: readonly Account[] };

/** Statements about roles. */
export type RoleStatement =
  | {
      readonly kind: 'create role';
      readonly roles: readonly Account[];
      readonly ifNotExists: boolean;
    }
  | { readonly kind: 'drop role'; readonly roles: readonly Account[]; readonly ifExists: boolean }
  | {
      readonly kind: 'grant roles' | 'revoke roles';
      readonly roles: readonly Account[];
      readonly users: readonly Account[];
      readonly withAdmin: boolean;
    }
  | { readonly kind: 'set role'; readonly choice: RoleChoice }
  | {
      readonly kind: 'set default role';
      readonly choice: RoleChoice;
      readonly users: readonly Account[];
    };

function accounts(cursor: Cursor): Account[] {
  const list = [parseAccount(cursor)];
  while (cursor.accept(',')) list.push(parseAccount(cursor));
  return list;
}

function parseChoice(cursor: Cursor): RoleChoice {
  const word = cursor.acceptAny('none', 'all', 'default');
  if (word !== undefined) return { kind: word as 'none' | 'all' | 'default' };
  return { kind: 'these', roles: accounts(cursor) };
}

/** `create role` and `drop role`. */
export function parseRole(cursor: Cursor): RoleStatement {
  const verb = cursor.next().word;
  cursor.expect('role');
  if (verb === 'drop') {
    const ifExists = cursor.accept('if', 'exists');
    return { kind: 'drop role', roles: accounts(cursor), ifExists };
  }
  const ifNotExists = cursor.accept('if', 'not', 'exists');
  return { kind: 'create role', roles: accounts(cursor), ifNotExists };
}

/** `set role …` and `set default role … to …`, behind SET. */
export function parseSetRole(cursor: Cursor): RoleStatement {
  if (cursor.accept('role')) return { kind: 'set role', choice: parseChoice(cursor) };
  cursor.expect('default', 'role');
  const choice = parseChoice(cursor);
  cursor.expect('to');
  return { kind: 'set default role', choice, users: accounts(cursor) };
}

/** `grant role to user`, behind GRANT or REVOKE; undefined when it is about privileges. */
export function parseGrantedRoles(
  cursor: Cursor,
  verb: 'grant' | 'revoke',
): RoleStatement | undefined {
  const mark = cursor.mark();
  const starts = cursor.isName() || cursor.peek().type === 'string';
  const roles = starts ? accounts(cursor) : [];
  if (roles.length === 0 || !cursor.accept(verb === 'grant' ? 'to' : 'from')) {
    cursor.reset(mark);
    return undefined;
  }
  const users = accounts(cursor);
  const withAdmin = cursor.accept('with', 'admin', 'option');
  return { kind: verb === 'grant' ? 'grant roles' : 'revoke roles', roles, users, withAdmin };
}

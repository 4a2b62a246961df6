import type { Cursor } from '../../../sql/index.ts';
import { type Account, parseAccount } from './accounts.ts';
import { parseGrantedRoles, parseRole, type RoleStatement } from './role-statements.ts';

/** An account with what is known of how it proves itself. */
export interface Identified extends Account {
  /** Undefined: the password stays, or is empty for a new account. */
  readonly password: string | undefined;
  readonly plugin: string;
}

/** What a grant is about: `*.*`, `db.*`, `db.table`, or `*` and `table` of the current database. */
export interface GrantLevel {
  readonly schema: string;
  readonly table: string;
}

export type AccountStatement =
  | {
      readonly kind: 'create user';
      readonly users: readonly Identified[];
      readonly ifNotExists: boolean;
      readonly lock: boolean | undefined;
      /** Whether the password is to be changed first; undefined where nothing is said. */
      readonly isExpired: boolean | undefined;
    }
  | {
      readonly kind: 'alter user';
      readonly users: readonly Identified[];
      readonly ifExists: boolean;
      readonly lock: boolean | undefined;
      readonly isExpired: boolean | undefined;
    }
  | { readonly kind: 'drop user'; readonly users: readonly Account[]; readonly ifExists: boolean }
  | {
      readonly kind: 'rename user';
      readonly pairs: readonly { readonly from: Account; readonly to: Account }[];
    }
  | {
      readonly kind: 'grant' | 'revoke';
      /** In capitals; `ALL PRIVILEGES` for all. */
      readonly privileges: readonly string[];
      readonly level: GrantLevel;
      readonly users: readonly Account[];
      readonly withGrant: boolean;
      /** `revoke all privileges, grant option`: of all levels. */
      readonly isEverything: boolean;
    }
  | RoleStatement;

function listOf<T>(cursor: Cursor, item: () => T): T[] {
  const items = [item()];
  while (cursor.accept(',')) items.push(item());
  return items;
}

function parseIdentified(cursor: Cursor): Identified {
  const account = parseAccount(cursor);
  let plugin = '';
  let password: string | undefined;
  if (cursor.accept('identified')) {
    if (cursor.accept('with')) {
      plugin = cursor.peek().type === 'string' ? cursor.string() : cursor.name();
    }
    const how = cursor.acceptAny('by', 'as');
    if (how === 'by' && cursor.accept('random', 'password')) password = 'random';
    else if (how !== undefined) password = cursor.string();
    else if (plugin === '') cursor.fail();
  }
  return { ...account, plugin, password };
}

/** What may stand behind the accounts: lock and expiry have an effect; limits and TLS have none. */
function parseOptions(cursor: Cursor): {
  lock: boolean | undefined;
  isExpired: boolean | undefined;
} {
  let lock: boolean | undefined;
  let isExpired: boolean | undefined;
  while (!cursor.isEnd()) {
    if (cursor.accept('password', 'expire')) {
      const how = cursor.acceptAny('never', 'default', 'interval');
      if (how === undefined) isExpired = true;
    } else if (cursor.accept('account')) lock = cursor.acceptAny('lock', 'unlock') === 'lock';
    else if (!OPTION_WORDS.has(cursor.peek().word) && cursor.peek().type === 'word') cursor.fail();
    else cursor.next();
  }
  return { lock, isExpired };
}

const OPTION_WORDS: ReadonlySet<string> = new Set([
  ...['require', 'none', 'ssl', 'x509', 'with', 'max_queries_per_hour', 'max_user_connections'],
  ...['max_updates_per_hour', 'max_connections_per_hour', 'password', 'expire', 'never', 'default'],
  ...['interval', 'day', 'history', 'reuse', 'comment', 'attribute', 'retain', 'current'],
  ...['discard', 'old', 'failed_login_attempts', 'password_lock_time', 'unbounded'],
]);

function parseUserStatement(cursor: Cursor): AccountStatement {
  const verb = cursor.next().word;
  cursor.expect('user');
  const ifNotExists = verb === 'create' && cursor.accept('if', 'not', 'exists');
  const ifExists = cursor.accept('if', 'exists');
  if (verb === 'drop')
    return { kind: 'drop user', users: listOf(cursor, () => parseAccount(cursor)), ifExists };
  if (verb === 'rename') {
    const pairs = listOf(cursor, () => {
      const from = parseAccount(cursor);
      cursor.expect('to');
      return { from, to: parseAccount(cursor) };
    });
    return { kind: 'rename user', pairs };
  }
  const users = listOf(cursor, () => parseIdentified(cursor));
  const options = parseOptions(cursor);
  return verb === 'create'
    ? { kind: 'create user', users, ifNotExists, ...options }
    : { kind: 'alter user', users, ifExists, ...options };
}

function parsePrivilege(cursor: Cursor): string {
  const words: string[] = [];
  while (
    cursor.peek().type === 'word' &&
    !cursor.is('on') &&
    !cursor.is('to') &&
    !cursor.is('from')
  ) {
    words.push(cursor.next().word);
  }
  if (words.length === 0) cursor.fail();
  const hasColumns = cursor.accept('(');
  const columns = hasColumns ? listOf(cursor, () => cursor.name()) : [];
  if (hasColumns) cursor.expect(')');
  const name = words.join(' ').toUpperCase();
  if (!PRIVILEGES.has(name) && !name.includes('_')) cursor.fail();
  if (hasColumns) return `${name} (${columns.map((column) => `\`${column}\``).join(', ')})`;
  return name === 'ALL' ? 'ALL PRIVILEGES' : name;
}

/** The static privileges, in the order in which SHOW GRANTS lists them. */
export const STATIC_PRIVILEGES: readonly string[] = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'RELOAD', 'SHUTDOWN', 'PROCESS'],
  ...['FILE', 'REFERENCES', 'INDEX', 'ALTER', 'SHOW DATABASES', 'SUPER'],
  ...['CREATE TEMPORARY TABLES', 'LOCK TABLES', 'EXECUTE', 'REPLICATION SLAVE'],
  ...['REPLICATION CLIENT', 'CREATE VIEW', 'SHOW VIEW', 'CREATE ROUTINE', 'ALTER ROUTINE'],
  ...['CREATE USER', 'EVENT', 'TRIGGER', 'CREATE TABLESPACE', 'CREATE ROLE', 'DROP ROLE'],
];
const PRIVILEGES: ReadonlySet<string> = new Set([
  ...STATIC_PRIVILEGES,
  ...['ALL', 'ALL PRIVILEGES', 'USAGE', 'GRANT OPTION', 'PROXY', 'REPLICATION REPLICA'],
]);

function parseLevel(cursor: Cursor): GrantLevel {
  cursor.accept('table');
  if (cursor.accept('*')) {
    if (!cursor.accept('.')) return { schema: '', table: '*' };
    cursor.expect('*');
    return { schema: '*', table: '*' };
  }
  const first = cursor.name();
  if (!cursor.accept('.')) return { schema: '', table: first };
  return { schema: first, table: cursor.accept('*') ? '*' : cursor.name() };
}

function parseGrant(cursor: Cursor): AccountStatement {
  const kind = cursor.next().word as 'grant' | 'revoke';
  cursor.accept('if', 'exists');
  const roles = parseGrantedRoles(cursor, kind);
  if (roles !== undefined) return roles;
  const privileges = listOf(cursor, () => parsePrivilege(cursor));
  if (kind === 'revoke' && cursor.accept('from')) {
    // `revoke all privileges, grant option from …`
    const users = listOf(cursor, () => parseAccount(cursor));
    const level = { schema: '*', table: '*' };
    return { kind, privileges, level, users, withGrant: true, isEverything: true };
  }
  cursor.expect('on');
  const level = parseLevel(cursor);
  cursor.expect(kind === 'grant' ? 'to' : 'from');
  const users = listOf(cursor, () => parseAccount(cursor));
  const withGrant = cursor.accept('with', 'grant', 'option');
  return { kind, privileges, level, users, withGrant, isEverything: false };
}

/** Statements about accounts and what they may do. */
export function parseAccountStatement(cursor: Cursor): AccountStatement {
  if (cursor.is('grant') || cursor.is('revoke')) return parseGrant(cursor);
  return cursor.peek(1).word === 'role' ? parseRole(cursor) : parseUserStatement(cursor);
}

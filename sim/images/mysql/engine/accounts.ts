import { SqlFailure, type Warn } from '../../../sql/index.ts';
import type { AccountStatement, GrantLevel } from '../sql/account-statements.ts';
import { type Account, accountText } from '../sql/accounts.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Client, Grant, Server, User } from './model.ts';
import { hashPassword } from './passwords.ts';
import { requireGlobal } from './privileges.ts';
import { forgetRoles } from './roles.ts';
import { isSystemSchema } from './system-schemas.ts';
import { changeUser, failed, findUser, sameAccount } from './users.ts';

/** `current_user()` in the place of an account. */
const resolved = (client: Client, account: Account): Account =>
  account.user === '' && account.host === '' ? client.account : account;

function createUsers(
  server: Server,
  warn: Warn,
  { users, ifNotExists, lock, isExpired }: Extract<AccountStatement, { kind: 'create user' }>,
): void {
  const taken = users.filter((user) => findUser(server, user) !== undefined);
  if (taken.length > 0 && !ifNotExists) throw failed('CREATE USER', taken);
  for (const { user, host, password, plugin } of users) {
    if (findUser(server, { user, host }) !== undefined) {
      warn('Note', 3163, `Authorization ID ${accountText({ user, host })} already exists.`);
      continue;
    }
    const own = plugin === '' ? 'caching_sha2_password' : plugin;
    const hash = hashPassword(password ?? '');
    const grants = [{ schema: '*', table: '*', privileges: [], withGrant: false }];
    const flags = { isLocked: lock ?? false, isExpired: isExpired ?? false };
    const roles = { roles: [], defaultRoles: [] };
    server.users.push({ user, host, plugin: own, hash, ...flags, grants, ...roles });
  }
}

export function setPassword(server: Server, account: Account, password: string): void {
  changeUser(server, account, (user) => ({
    ...user,
    hash: hashPassword(password),
    isExpired: false,
  }));
}

function alterUsers(
  server: Server,
  client: Client,
  { users, ifExists, lock, isExpired }: Extract<AccountStatement, { kind: 'alter user' }>,
): void {
  const missing = users.filter((user) => findUser(server, resolved(client, user)) === undefined);
  if (missing.length > 0 && !ifExists) throw failed('ALTER USER', missing);
  for (const { password, plugin, ...account } of users) {
    changeUser(server, resolved(client, account), (user) => ({
      ...user,
      hash: password === undefined ? user.hash : hashPassword(password),
      plugin: plugin === '' ? user.plugin : plugin,
      isLocked: lock ?? user.isLocked,
      isExpired: isExpired ?? (password === undefined && user.isExpired),
    }));
  }
}

function levelOf(client: Client, { schema, table }: GrantLevel): GrantLevel {
  if (schema !== '') return { schema, table };
  if (client.schema === '') {
    throw new SqlFailure(mysqlError(1046, '3D000', 'No database selected'));
  }
  return { schema: client.schema, table };
}

const sameLevel = (a: GrantLevel, b: GrantLevel): boolean =>
  a.schema === b.schema && a.table === b.table;

function withPrivileges(user: User, level: GrantLevel, change: (grant: Grant) => Grant): User {
  const before = user.grants.find((grant) => sameLevel(grant, level));
  const next = change(before ?? { ...level, privileges: [], withGrant: false });
  const others = user.grants.filter((grant) => grant !== before);
  const isKept = next.schema === '*' || next.privileges.length > 0 || next.withGrant;
  return { ...user, grants: isKept ? [...others, next] : others };
}

const NOTHING: Grant = { schema: '*', table: '*', privileges: [], withGrant: false };

/** What only the whole server can give. */
const GLOBAL_PRIVILEGES: ReadonlySet<string> = new Set([
  ...['RELOAD', 'SHUTDOWN', 'PROCESS', 'FILE', 'SHOW DATABASES', 'SUPER', 'REPLICATION SLAVE'],
  ...['REPLICATION CLIENT', 'CREATE USER', 'CREATE TABLESPACE', 'CREATE ROLE', 'DROP ROLE'],
]);

function verifyGrant(
  server: Server,
  statement: Extract<AccountStatement, { kind: 'grant' | 'revoke' }>,
  level: GrantLevel,
): void {
  const { privileges, users } = statement;
  const isTable = level.table !== '*';
  if (level.schema === '*') return;
  if (privileges.some((one) => GLOBAL_PRIVILEGES.has(one))) {
    const text = isTable
      ? 'Illegal GRANT/REVOKE command; please consult the manual to see which privileges can be used'
      : 'Incorrect usage of DB GRANT and GLOBAL PRIVILEGES';
    throw new SqlFailure(mysqlError(isTable ? 1144 : 1221, isTable ? '42000' : 'HY000', text));
  }
  if (statement.kind === 'grant') {
    const schema = server.catalog.schemas.get(level.schema);
    const isThere =
      isSystemSchema(level.schema) ||
      schema?.tables.has(level.table) === true ||
      schema?.views.has(level.table) === true;
    if (isTable && !isThere && !privileges.includes('CREATE')) {
      const text = `Table '${level.schema}.${level.table}' doesn't exist`;
      throw new SqlFailure(mysqlError(1146, '42S02', text));
    }
    return;
  }
  for (const { user, host } of users) {
    const own = findUser(server, { user, host })?.grants.find((each) => sameLevel(each, level));
    const isGiven = (one: string): boolean =>
      one === 'ALL PRIVILEGES' || one === 'GRANT OPTION' || one === 'USAGE';
    const isHeld = own?.privileges.some(
      (one) => one === 'ALL PRIVILEGES' || privileges.includes(one),
    );
    if (own !== undefined && (isHeld || privileges.some(isGiven))) continue;
    const text = `There is no such grant defined for user '${user}' on host '${host}'`;
    if (!isTable) throw new SqlFailure(mysqlError(1141, '42000', text));
    throw new SqlFailure(mysqlError(1147, '42000', `${text} on table '${level.table}'`));
  }
}

function grant(
  server: Server,
  client: Client,
  statement: Extract<AccountStatement, { kind: 'grant' | 'revoke' }>,
): void {
  const level = levelOf(client, statement.level);
  for (const account of statement.users) {
    if (findUser(server, account) !== undefined) continue;
    if (statement.kind === 'revoke') {
      const message = `There is no such grant defined for user '${account.user}' on host '${account.host}'`;
      throw new SqlFailure(mysqlError(1141, '42000', message));
    }
    throw new SqlFailure(
      mysqlError(1410, '42000', 'You are not allowed to create a user with GRANT'),
    );
  }
  if (statement.kind === 'revoke' && statement.isEverything) {
    for (const account of statement.users) {
      changeUser(server, account, (user) => ({ ...user, grants: [NOTHING] }));
    }
    return;
  }
  verifyGrant(server, statement, level);
  const isAll = statement.privileges.includes('ALL PRIVILEGES');
  const names = statement.privileges.filter((one) => one !== 'USAGE' && one !== 'GRANT OPTION');
  for (const account of statement.users) {
    changeUser(server, account, (user) =>
      withPrivileges(user, level, (before) => {
        if (statement.kind === 'grant') {
          const privileges = isAll
            ? ['ALL PRIVILEGES']
            : [...new Set([...before.privileges, ...names])];
          return { ...before, privileges, withGrant: before.withGrant || statement.withGrant };
        }
        const privileges = isAll ? [] : before.privileges.filter((one) => !names.includes(one));
        const dropsOption = statement.withGrant || statement.privileges.includes('GRANT OPTION');
        return { ...before, privileges, withGrant: before.withGrant && !dropsOption };
      }),
    );
  }
}

/** Runs a statement about accounts. */
export function runAccountStatement(
  server: Server,
  client: Client,
  warn: Warn,
  statement: AccountStatement,
): void {
  if (statement.kind === 'grant' || statement.kind === 'revoke') {
    if (!client.account.grants.some(({ withGrant }) => withGrant)) {
      requireGlobal(client, 'GRANT OPTION');
    }
    grant(server, client, statement);
    return;
  }
  const isOwn =
    statement.kind === 'alter user' &&
    statement.users.every((user) => sameAccount(resolved(client, user), client.account));
  if (!isOwn) requireGlobal(client, 'CREATE USER');
  switch (statement.kind) {
    case 'create user':
      createUsers(server, warn, statement);
      break;
    case 'alter user':
      alterUsers(server, client, statement);
      if (isOwn) client.account = findUser(server, client.account) ?? client.account;
      break;
    case 'drop user': {
      const missing = statement.users.filter((user) => findUser(server, user) === undefined);
      if (missing.length > 0 && !statement.ifExists) throw failed('DROP USER', missing);
      for (const user of missing) {
        warn('Note', 3162, `Authorization ID ${accountText(user)} does not exist.`);
      }
      server.users = server.users.filter(
        (user) => !statement.users.some((each) => sameAccount(each, user)),
      );
      forgetRoles(server, statement.users);
      break;
    }
    case 'rename user': {
      const missing = statement.pairs.filter(({ from }) => findUser(server, from) === undefined);
      if (missing.length > 0)
        throw failed(
          'RENAME USER',
          missing.map(({ from }) => from),
        );
      for (const { from, to } of statement.pairs)
        changeUser(server, from, (user) => ({ ...user, ...to }));
      break;
    }
  }
}

/** How well a host pattern fits an address; 0 for not at all. */
function matchOf(host: string, address: string): number {
  if (host === address) return 3;
  if (host === '%') return 1;
  if (!host.includes('%')) return 0;
  const pattern = host.replaceAll('.', '\\.').replaceAll('%', '.*');
  return new RegExp(`^${pattern}$`).test(address) ? 2 : 0;
}

/** The account that a user who comes from an address gets: the most specific host first. */
export function accountFor(server: Server, user: string, address: string): User | undefined {
  return server.users
    .filter((each) => each.user === user && matchOf(each.host, address) > 0)
    .sort((a, b) => matchOf(b.host, address) - matchOf(a.host, address))[0];
}

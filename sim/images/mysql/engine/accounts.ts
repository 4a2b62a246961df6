import { SqlFailure } from '../../../sql/index.ts';
import type { AccountStatement, GrantLevel, Identified } from '../sql/account-statements.ts';
import { type Account, accountText } from '../sql/accounts.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Client, Grant, Server, User } from './model.ts';
import { hashPassword } from './passwords.ts';
import { requireGlobal } from './privileges.ts';

const same = (a: Account, b: Account): boolean => a.user === b.user && a.host === b.host;

export const findUser = (server: Server, account: Account): User | undefined =>
  server.users.find((user) => same(user, account));

const failed = (operation: string, accounts: readonly Account[]): SqlFailure =>
  new SqlFailure(
    mysqlError(
      1396,
      'HY000',
      `Operation ${operation} failed for ${accounts.map(accountText).join(',')}`,
    ),
  );

/** `current_user()` in the place of an account. */
const resolved = (client: Client, account: Account): Account =>
  account.user === '' && account.host === '' ? client.account : account;

function createUsers(server: Server, users: readonly Identified[], ifNotExists: boolean): void {
  const taken = users.filter((user) => findUser(server, user) !== undefined);
  if (taken.length > 0 && !ifNotExists) throw failed('CREATE USER', taken);
  for (const { user, host, password, plugin } of users) {
    if (findUser(server, { user, host }) !== undefined) continue;
    const own = plugin === '' ? 'caching_sha2_password' : plugin;
    const hash = hashPassword(password ?? '');
    const grants = [{ schema: '*', table: '*', privileges: [], withGrant: false }];
    server.users.push({ user, host, plugin: own, hash, isLocked: false, grants });
  }
}

function changeUser(server: Server, account: Account, change: (user: User) => User): void {
  server.users = server.users.map((user) => (same(user, account) ? change(user) : user));
}

export function setPassword(server: Server, account: Account, password: string): void {
  changeUser(server, account, (user) => ({ ...user, hash: hashPassword(password) }));
}

function alterUsers(
  server: Server,
  client: Client,
  { users, ifExists, lock }: Extract<AccountStatement, { kind: 'alter user' }>,
): void {
  const missing = users.filter((user) => findUser(server, resolved(client, user)) === undefined);
  if (missing.length > 0 && !ifExists) throw failed('ALTER USER', missing);
  for (const { password, plugin, ...account } of users) {
    changeUser(server, resolved(client, account), (user) => ({
      ...user,
      hash: password === undefined ? user.hash : hashPassword(password),
      plugin: plugin === '' ? user.plugin : plugin,
      isLocked: lock ?? user.isLocked,
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
    statement.users.every((user) => same(resolved(client, user), client.account));
  if (!isOwn) requireGlobal(client, 'CREATE USER');
  switch (statement.kind) {
    case 'create user':
      createUsers(server, statement.users, statement.ifNotExists);
      break;
    case 'alter user':
      alterUsers(server, client, statement);
      break;
    case 'drop user': {
      const missing = statement.users.filter((user) => findUser(server, user) === undefined);
      if (missing.length > 0 && !statement.ifExists) throw failed('DROP USER', missing);
      server.users = server.users.filter(
        (user) => !statement.users.some((each) => same(each, user)),
      );
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

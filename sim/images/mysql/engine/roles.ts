import { SqlFailure } from '../../../sql/index.ts';
import type { Account } from '../sql/accounts.ts';
import { mysqlError } from '../sql/errors.ts';
import type { RoleChoice, RoleStatement } from '../sql/role-statements.ts';
import type { Client, Server, User } from './model.ts';
import { requireGlobal } from './privileges.ts';
import { changeUser, failed, findUser, sameAccount } from './users.ts';

const named = ({ user, host }: Account): string => `\`${user}\`@\`${host}\``;

function createRoles(
  server: Server,
  { roles, ifNotExists }: Extract<RoleStatement, { kind: 'create role' }>,
): void {
  const taken = roles.filter((role) => findUser(server, role) !== undefined);
  if (taken.length > 0 && !ifNotExists) throw failed('CREATE ROLE', taken);
  for (const { user, host } of roles) {
    if (findUser(server, { user, host }) !== undefined) continue;
    server.users.push({
      user,
      host,
      plugin: 'caching_sha2_password',
      hash: '',
      isLocked: true,
      isExpired: true,
      grants: [{ schema: '*', table: '*', privileges: [], withGrant: false }],
      roles: [],
      defaultRoles: [],
    });
  }
}

/** Forgets accounts that are gone wherever they were granted as roles. */
export function forgetRoles(server: Server, gone: readonly Account[]): void {
  const isLeft = (role: Account): boolean => !gone.some((each) => sameAccount(each, role));
  server.users = server.users.map((user) => ({
    ...user,
    roles: user.roles.filter(isLeft),
    defaultRoles: user.defaultRoles.filter(isLeft),
  }));
}

function verifyRoles(server: Server, roles: readonly Account[]): void {
  const unknown = roles.find((role) => findUser(server, role) === undefined);
  if (unknown === undefined) return;
  const message = `Unknown authorization ID ${named(unknown)}`;
  throw new SqlFailure(mysqlError(3523, 'HY000', message));
}

function grantRoles(
  server: Server,
  { kind, roles, users }: Extract<RoleStatement, { kind: 'grant roles' | 'revoke roles' }>,
): void {
  verifyRoles(server, [...roles, ...users]);
  for (const account of users) {
    changeUser(server, account, (user) => {
      const rest = user.roles.filter((role) => !roles.some((each) => sameAccount(each, role)));
      const defaults = user.defaultRoles.filter((role) =>
        rest.some((each) => sameAccount(each, role)),
      );
      return kind === 'grant roles'
        ? { ...user, roles: [...rest, ...roles] }
        : { ...user, roles: rest, defaultRoles: defaults };
    });
  }
}

function chosen(user: User, choice: RoleChoice): readonly Account[] {
  if (choice.kind !== 'these') {
    return choice.kind === 'none' ? [] : choice.kind === 'all' ? user.roles : user.defaultRoles;
  }
  const missing = choice.roles.find((role) => !user.roles.some((each) => sameAccount(each, role)));
  if (missing === undefined) return choice.roles;
  const message = `${named(missing)} is not granted to ${named(user)}`;
  throw new SqlFailure(mysqlError(3530, 'HY000', message));
}

/** Everything that roles give, those of roles too. */
function grantsOf(server: Server, roles: readonly Account[], depth = 0): User['grants'] {
  if (depth > MOST_ROLES) return [];
  return roles.flatMap((role) => {
    const user = findUser(server, role);
    return user === undefined ? [] : [...user.grants, ...grantsOf(server, user.roles, depth + 1)];
  });
}

/** Roles within roles, at most. */
const MOST_ROLES = 16;

/** An account with what its roles allow besides. */
export function withRoles(server: Server, user: User, roles: readonly Account[]): User {
  return { ...user, grants: [...user.grants, ...grantsOf(server, roles)] };
}

/** Makes roles those of a session. */
export function activate(server: Server, client: Client, roles: readonly Account[]): void {
  const user = findUser(server, client.account);
  if (user !== undefined) client.account = withRoles(server, user, roles);
  const text = [...roles].map(named).sort().join(',');
  client.facts.set('current_role', text === '' ? 'NONE' : text);
}

/** The roles that a session begins with. */
export const firstRoles = (server: Server, user: User): readonly Account[] =>
  server.globals.get('activate_all_roles_on_login') === 'ON' ? user.roles : user.defaultRoles;

/** Runs a statement about roles. Returns whether the dictionary is changed. */
export function runRoleStatement(
  server: Server,
  client: Client,
  statement: RoleStatement,
): boolean {
  switch (statement.kind) {
    case 'set role': {
      const user = findUser(server, client.account);
      if (user !== undefined) activate(server, client, chosen(user, statement.choice));
      return false;
    }
    case 'create role':
      requireGlobal(client, 'CREATE ROLE', 'CREATE USER');
      createRoles(server, statement);
      return true;
    case 'drop role': {
      requireGlobal(client, 'DROP ROLE', 'CREATE USER');
      const missing = statement.roles.filter((role) => findUser(server, role) === undefined);
      if (missing.length > 0 && !statement.ifExists) throw failed('DROP ROLE', missing);
      server.users = server.users.filter(
        (user) => !statement.roles.some((role) => sameAccount(role, user)),
      );
      forgetRoles(server, statement.roles);
      return true;
    }
    case 'set default role':
      for (const account of statement.users) {
        const user = findUser(server, account);
        if (user === undefined) {
          const message = `Unknown authorization ID ${named(account)}`;
          throw new SqlFailure(mysqlError(3523, 'HY000', message));
        }
        const defaultRoles = chosen(user, statement.choice);
        changeUser(server, account, (before) => ({ ...before, defaultRoles }));
      }
      return true;
    default:
      requireGlobal(client, 'ROLE_ADMIN', 'SUPER');
      grantRoles(server, statement);
      return true;
  }
}

/** The last line of SHOW GRANTS: which roles an account has. */
export function roleLines({ user, host, roles }: User): string[] {
  if (roles.length === 0) return [];
  const list = [...roles].map(named).sort().join(',');
  return [`GRANT ${list} TO \`${user}\`@\`${host}\``];
}

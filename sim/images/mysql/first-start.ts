import type { Dictionary } from './dictionary.ts';
import type { Grant, User } from './engine/model.ts';
import { hashPassword } from './engine/passwords.ts';
import type { Flavour } from './part.ts';
import type { FirstSettings } from './settings.ts';

const global = (privileges: readonly string[], withGrant: boolean): Grant => ({
  schema: '*',
  table: '*',
  privileges,
  withGrant,
});

const account = (
  user: string,
  host: string,
  hash: string,
  plugin: string,
  grants: readonly Grant[],
): User => ({
  user,
  host,
  plugin,
  hash,
  isLocked: false,
  isExpired: false,
  grants,
  roles: [],
  defaultRoles: [],
});

/** Accounts of the server's own, which nobody logs in with. */
const own = (user: string, plugin: string, privileges: readonly string[]): User => ({
  ...account(user, 'localhost', '!', plugin, [global(privileges, false)]),
  isLocked: true,
});

const ownUsers = (kind: Flavour['kind'], plugin: string): User[] =>
  kind === 'mariadb'
    ? [own('mariadb.sys', plugin, []), own('healthcheck', plugin, [])]
    : [
        own('mysql.infoschema', plugin, ['SELECT']),
        own('mysql.session', plugin, ['SHUTDOWN', 'SUPER']),
        own('mysql.sys', plugin, []),
      ];

/**
 * What the entrypoint sets up in an empty data directory: root, the database and the user of the
 * variables. Models docker-entrypoint.sh of the official images.
 */
export function firstDictionary(kind: Flavour['kind'], settings: FirstSettings): Dictionary {
  const { rootHost, database, user, password } = settings;
  const plugin = kind === 'mariadb' ? 'mysql_native_password' : 'caching_sha2_password';
  const root = hashPassword(settings.rootPassword);
  const all = [global(['ALL PRIVILEGES'], true)];
  const users = [account('root', 'localhost', root, plugin, all), ...ownUsers(kind, plugin)];
  if (rootHost !== 'localhost') users.push(account('root', rootHost, root, plugin, all));
  if (user !== '' && password !== '') {
    const onDatabase = {
      schema: database,
      table: '*',
      privileges: ['ALL PRIVILEGES'],
      withGrant: false,
    };
    const grants = [global([], false), ...(database === '' ? [] : [onDatabase])];
    users.push(account(user, '%', hashPassword(password), plugin, grants));
  }
  const schemas = database === '' ? [] : [{ name: database, options: {}, views: [] }];
  return { users, schemas, source: undefined, isReplicaRunning: false, gtids: {} };
}

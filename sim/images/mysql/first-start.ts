import type { FileSystem } from '../../kernel/index.ts';
import type { Dictionary } from './dictionary.ts';
import type { Grant, User } from './engine/model.ts';
import { hashPassword } from './engine/passwords.ts';

const PLUGIN = 'caching_sha2_password';
const SCRIPTS = '/docker-entrypoint-initdb.d';

const global = (privileges: readonly string[], withGrant: boolean): Grant => ({
  schema: '*',
  table: '*',
  privileges,
  withGrant,
});

const account = (user: string, host: string, hash: string, grants: readonly Grant[]): User => ({
  user,
  host,
  plugin: PLUGIN,
  hash,
  isLocked: false,
  grants,
});

/** Accounts of the server's own, which nobody logs in with. */
const own = (user: string, privileges: readonly string[]): User => ({
  ...account(user, 'localhost', '!', [global(privileges, false)]),
  isLocked: true,
});

/** Names of the scripts that the first start runs, in order. */
export function scriptNames(files: FileSystem): string[] {
  const listed = files.list(SCRIPTS);
  return listed.ok ? [...listed.value] : [];
}

/**
 * What the entrypoint sets up in an empty data directory: root, MYSQL_DATABASE and MYSQL_USER, and
 * the scripts of the image's own directory. Models docker-entrypoint.sh of the official image.
 */
export function firstDictionary(env: ReadonlyMap<string, string>, files: FileSystem): Dictionary {
  const of = (name: string): string => env.get(name) ?? '';
  const random = of('MYSQL_RANDOM_ROOT_PASSWORD') !== '' ? 'generated-password' : '';
  const root = hashPassword(of('MYSQL_ROOT_PASSWORD') || random);
  const rootHost = env.get('MYSQL_ROOT_HOST') ?? '%';
  const database = of('MYSQL_DATABASE');
  const user = of('MYSQL_USER');
  const all = [global(['ALL PRIVILEGES'], true)];
  const users = [
    account('root', 'localhost', root, all),
    own('mysql.infoschema', ['SELECT']),
    own('mysql.session', ['SHUTDOWN', 'SUPER']),
    own('mysql.sys', []),
  ];
  if (rootHost !== '' && rootHost !== 'localhost') users.push(account('root', rootHost, root, all));
  if (user !== '' && of('MYSQL_PASSWORD') !== '') {
    const onDatabase = {
      schema: database,
      table: '*',
      privileges: ['ALL PRIVILEGES'],
      withGrant: false,
    };
    const grants = [global([], false), ...(database === '' ? [] : [onDatabase])];
    users.push(account(user, '%', hashPassword(of('MYSQL_PASSWORD')), grants));
  }
  const scripts = scriptNames(files)
    .filter((name) => name.endsWith('.sql'))
    .flatMap((name) => {
      const content = files.read(`${SCRIPTS}/${name}`);
      return content.ok ? [{ schema: database, text: content.value }] : [];
    });
  const schemas = database === '' ? [] : [{ name: database, options: {}, views: [] }];
  return { users, schemas, scripts, source: undefined, isReplicaRunning: false, gtidNext: 1 };
}

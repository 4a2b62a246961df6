import { lookup } from '../../../sql/index.ts';
import { columns, type Maker } from './system-columns.ts';

/** `Y` where an account has a privilege. */
const has = (list: readonly string[], privilege: string): string =>
  list.includes('ALL PRIVILEGES') || list.includes(privilege) ? 'Y' : 'N';

/** The tables of the mysql schema. */
export const MYSQL = lookup<Maker>({
  user: {
    columns: columns(
      `Host! User! Select_priv! Insert_priv! Update_priv! Delete_priv! Create_priv! Drop_priv!
       Reload_priv! Shutdown_priv! Process_priv! Grant_priv! Super_priv! Repl_slave_priv!
       Create_user_priv! plugin! authentication_string password_expired! account_locked!`,
    ),
    rows: (server) =>
      [...server.users]
        .sort((a, b) => (`${a.host}\0${a.user}` < `${b.host}\0${b.user}` ? -1 : 1))
        .map(({ host, user, grants, plugin, hash, isExpired, isLocked }) => {
          const global = grants.find(({ schema }) => schema === '*');
          const list = global?.privileges ?? [];
          const words = [
            'SELECT',
            'INSERT',
            'UPDATE',
            'DELETE',
            'CREATE',
            'DROP',
            'RELOAD',
            'SHUTDOWN',
            'PROCESS',
          ];
          return [
            ...[host, user, ...words.map((word) => has(list, word))],
            global?.withGrant === true ? 'Y' : 'N',
            ...['SUPER', 'REPLICATION SLAVE', 'CREATE USER'].map((word) => has(list, word)),
            ...[plugin, hash, isExpired ? 'Y' : 'N', isLocked ? 'Y' : 'N'],
          ];
        }),
  },
  db: {
    columns: columns(
      'Host! Db! User! Select_priv! Insert_priv! Update_priv! Delete_priv! Create_priv! Drop_priv!',
    ),
    rows: (server) =>
      server.users.flatMap(({ host, user, grants }) =>
        grants
          .filter(({ schema, table }) => schema !== '*' && table === '*')
          .map(({ schema, privileges }) => [
            ...[host, schema, user],
            ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP'].map((word) =>
              has(privileges, word),
            ),
          ]),
      ),
  },
});

import { SqlFailure } from '../../../sql/index.ts';
import { type Account, accountText } from '../sql/accounts.ts';
import { mysqlError } from '../sql/errors.ts';
import type { Server, User } from './model.ts';

export const sameAccount = (a: Account, b: Account): boolean =>
  a.user === b.user && a.host === b.host;

export const findUser = (server: Server, account: Account): User | undefined =>
  server.users.find((user) => sameAccount(user, account));

export const failed = (operation: string, accounts: readonly Account[]): SqlFailure =>
  new SqlFailure(
    mysqlError(
      1396,
      'HY000',
      `Operation ${operation} failed for ${accounts.map(accountText).join(',')}`,
    ),
  );

export function changeUser(server: Server, account: Account, change: (user: User) => User): void {
  server.users = server.users.map((user) => (sameAccount(user, account) ? change(user) : user));
}

import type { Value } from '../../../sql/index.ts';
import { fail } from '../sql/errors.ts';
import type { Show } from '../sql/show-statements.ts';
import { grantLines } from './grants.ts';
import { schemaNames } from './information-schema.ts';
import type { Client, Server } from './model.ts';
import { hasGlobal } from './privileges.ts';
import { processRows } from './process-list.ts';
import { withRoles } from './roles.ts';
import { showCreate } from './show-create.ts';
import { showServer } from './show-server.ts';
import { showColumns, showIndex, showTables, tableStatus } from './show-tables.ts';
import { type Shown, shown, tableOf } from './shown.ts';
import { statusVariables } from './status.ts';
import { findUser } from './users.ts';
import { variableNames, variableText } from './variables.ts';

function showGrants(
  server: Server,
  client: Client,
  show: Extract<Show, { what: 'grants' }>,
): Shown {
  const account =
    show.account === undefined || show.account.user === '' ? client.account : show.account;
  const user = findUser(server, account);
  if (user === undefined) {
    const { user: name, host } = account;
    return fail(
      1141,
      '42000',
      `There is no such grant defined for user '${name}' on host '${host}'`,
    );
  }
  const isOwn = user.user === client.account.user && user.host === client.account.host;
  if (!isOwn && !hasGlobal(client.account, 'SELECT')) {
    const who = `'${client.account.user}'@'${client.account.host}'`;
    return fail(1044, '42000', `Access denied for user ${who} to database 'mysql'`);
  }
  const shownUser = show.using.length > 0 ? withRoles(server, user, show.using) : user;
  const rows = grantLines(shownUser, server.host).map((line) => [line]);
  return shown([`Grants for ${user.user}@${user.host}!`], rows);
}

function showMessages(client: Client, show: Extract<Show, { what: 'warnings' | 'errors' }>): Shown {
  const list = client.warnings.filter(({ level }) => show.what === 'warnings' || level === 'Error');
  if (show.isCount) {
    const name = show.what === 'warnings' ? '@@session.warning_count' : '@@session.error_count';
    return shown([`#${name}`], [[BigInt(list.length)]]);
  }
  const rows = list.map(({ level, code, message }): Value[] => [level, BigInt(code), message]);
  return shown(['Level!', '#Code!', 'Message!'], rows);
}

const PROCESS_COLUMNS = ['#Id!', 'User!', 'Host!', 'db', 'Command!', '#Time!', 'State', 'Info'];

/** What a SHOW shows. */
export function showRows(server: Server, client: Client, show: Show): Shown {
  const created = showCreate(server, client, show);
  if (created !== undefined) return created;
  switch (show.what) {
    case 'databases': {
      const name = show.like === undefined ? 'Database!' : `Database (${show.like})!`;
      return shown(
        [name],
        schemaNames(server, client).map((each) => [each]),
        show,
      );
    }
    case 'tables':
      return showTables(server, client, show);
    case 'table status':
      return tableStatus(server, client, show);
    case 'columns':
      return showColumns(server, client, show.table, show.isFull, show);
    case 'index':
      return { ...showIndex(tableOf(server, client, show.table), server.host.kind), filter: show };
    case 'variables': {
      const rows = variableNames(server, show.isGlobal).map((name) => [
        name,
        variableText(server, client, name, show.isGlobal),
      ]);
      return shown(['Variable_name!', 'Value'], rows, show);
    }
    case 'status':
      return shown(
        ['Variable_name!', 'Value'],
        statusVariables(server, client).map((row) => [...row]),
        show,
      );
    case 'processlist': {
      const rows = processRows(server, client).map((row) => {
        const info = row[7];
        return show.isFull || typeof info !== 'string'
          ? row
          : [...row.slice(0, 7), info.slice(0, 100)];
      });
      const isMariaDb = server.host.kind === 'mariadb';
      return shown(
        [...PROCESS_COLUMNS, ...(isMariaDb ? ['Progress!'] : [])],
        isMariaDb ? rows.map((row) => [...row, '0.000']) : rows,
      );
    }
    case 'warnings':
    case 'errors':
      return showMessages(client, show);
    case 'grants':
      return showGrants(server, client, show);
    default:
      return showServer(server, client, show);
  }
}

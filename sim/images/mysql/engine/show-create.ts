import type { View } from '../../../sql/index.ts';
import { accountText } from '../sql/accounts.ts';
import { fail } from '../sql/errors.ts';
import type { Show } from '../sql/show-statements.ts';
import { createDatabaseText, createTableText } from './create-text.ts';
import { quotedName } from './expression-text.ts';
import { identifiedText } from './grants.ts';
import type { Client, Server } from './model.ts';
import { type Shown, schemaOf, shown, tableOf } from './shown.ts';
import { findUser } from './users.ts';
import { viewText } from './view-text.ts';

/** The names that a view gives its columns, when they are not those of its query. */
const namedColumns = ({ columns, selected }: View): string =>
  columns.every((name, i) => name === selected[i]) ? '' : ` (${columns.map(quotedName).join(',')})`;

/** SHOW CREATE of a table, a view, a database or an account. */
export function showCreate(server: Server, client: Client, show: Show): Shown | undefined {
  if (show.what === 'create table') {
    const schema = show.table.schema === '' ? client.schema : show.table.schema;
    const view = server.catalog.schemas.get(schema)?.views.get(show.table.name);
    if (view !== undefined) {
      const { schemas } = server.catalog;
      const body = viewText({ schemas, schema, isQualified: schema !== client.schema }, view);
      const name = schema === client.schema ? '' : `${quotedName(schema)}.`;
      const definer = view.definer.split('@').map(quotedName).join('@');
      const head = `CREATE ALGORITHM=${view.algorithm} DEFINER=${definer} SQL SECURITY ${view.security}`;
      const list = namedColumns(view);
      const check = view.check === 'NONE' ? '' : ` WITH ${view.check} CHECK OPTION`;
      const text = `${head} VIEW ${name}${quotedName(view.name)}${list} AS ${body}${check}`;
      const names = ['View!', 'Create View!', 'character_set_client!', 'collation_connection!'];
      return shown(names, [[view.name, text, view.charset, view.collation]]);
    }
    const table = tableOf(server, client, show.table);
    if (show.isView) fail(1347, 'HY000', `'${table.schema}.${table.definition.name}' is not VIEW`);
    const text = createTableText(table, server.host.kind);
    return shown(['Table!', 'Create Table!'], [[table.definition.name, text]]);
  }
  if (show.what === 'create database') {
    const name = schemaOf(server, client, show.name);
    const schema = server.catalog.schemas.get(name) ?? {
      name,
      options: {},
      tables: new Map(),
      views: new Map(),
      sequences: new Map(),
    };
    return shown(
      ['Database!', 'Create Database!'],
      [[name, createDatabaseText(schema, show.ifNotExists, server.host.kind)]],
    );
  }
  if (show.what !== 'create user') return undefined;
  const user = findUser(server, show.account);
  if (user === undefined) {
    return fail(
      1396,
      'HY000',
      `Operation SHOW CREATE USER failed for ${accountText(show.account)}`,
    );
  }
  const name = `\`${user.user}\`@\`${user.host}\``;
  if (server.host.kind === 'mariadb') {
    const text = `CREATE USER ${name}${identifiedText(user)}`;
    return shown([`CREATE USER for ${user.user}@${user.host}!`], [[text]]);
  }
  const roles = user.defaultRoles.map((role) => `\`${role.user}\`@\`${role.host}\``).join(',');
  const defaults = roles === '' ? '' : ` DEFAULT ROLE ${roles}`;
  const as = user.hash === '' ? '' : ` AS '${user.hash}'`;
  const how = `IDENTIFIED WITH '${user.plugin}'${as}${defaults}`;
  const expiry = user.isExpired ? '' : ' DEFAULT';
  const lock = user.isLocked ? 'LOCK' : 'UNLOCK';
  const rest = `REQUIRE NONE PASSWORD EXPIRE${expiry} ACCOUNT ${lock}`;
  const tail =
    'PASSWORD HISTORY DEFAULT PASSWORD REUSE INTERVAL DEFAULT PASSWORD REQUIRE CURRENT DEFAULT';
  return shown(
    [`CREATE USER for ${user.user}@${user.host}!`],
    [[`CREATE USER ${name} ${how} ${rest} ${tail}`]],
  );
}

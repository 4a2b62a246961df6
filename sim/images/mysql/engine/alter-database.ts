import type { Env } from '../../../sql/index.ts';
import { fail } from '../sql/errors.ts';
import type { OwnStatement } from '../sql/statements.ts';
import { verifyCharset } from '../sql/table-rules.ts';
import type { Client, Server } from './model.ts';
import { requireOnSchema } from './privileges.ts';
import { isSystemSchema } from './system-schemas.ts';

/** ALTER DATABASE: what tables have that are made from now on. Models mysql_alter_db. */
export function alterDatabase(
  { server, client, env }: { readonly server: Server; readonly client: Client; readonly env: Env },
  { name: given, options }: Extract<OwnStatement, { kind: 'alter database' }>,
): void {
  verifyCharset(options.charset ?? '', options.collate ?? '');
  const name = given === '' ? client.schema : given;
  if (name === '') fail(1046, '3D000', 'No database selected');
  requireOnSchema(client, 'ALTER', name);
  if (isSystemSchema(name)) fail(3552, 'HY000', `Access to system schema '${name}' is rejected.`);
  const schema = server.catalog.schemas.get(name);
  if (schema === undefined) fail(3503, '42Y07', `Database '${name}' doesn't exist`);
  else schema.options = env.dialect.tableOptions(options, schema.options);
}

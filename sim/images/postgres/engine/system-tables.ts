import { INTEGER, type Schema, typeOf, type Value, type VirtualTable } from '../../../sql/index.ts';
import { BOOLEAN } from '../sql/semantics.ts';
import { typeText } from '../sql/types.ts';
import { relationsOf } from './relations.ts';
import type { PgDatabase, PgServer } from './server.ts';

const TEXT = typeOf('text', 'text');
const TYPES = { text: TEXT, number: INTEGER, boolean: BOOLEAN } as const;

type Row = readonly Value[];

/** A system table from its columns, `name` or `name:type`, and its rows. */
const table = (name: string, columns: string, rows: () => readonly Row[]): VirtualTable => ({
  name,
  columns: columns.split(' ').map((each) => {
    const [column = '', type = 'text'] = each.split(':');
    return { name: column, type: TYPES[type as keyof typeof TYPES], isNullable: true };
  }),
  rows,
});

const schemasOf = (database: PgDatabase): Schema[] => [...database.catalog.schemas.values()];

const tablesOf = (database: PgDatabase) =>
  schemasOf(database).flatMap((schema) =>
    [...schema.tables.values()].map((each) => ({ schema: schema.name, ...each.definition })),
  );

function indexRows(database: PgDatabase): Row[] {
  return tablesOf(database).flatMap(({ schema, name, keys }) =>
    keys.map((key) => {
      const unique = key.kind === 'primary' || key.kind === 'unique' ? 'UNIQUE ' : '';
      const list = key.columns.map((column) => column.name).join(', ');
      const on = `${schema}.${name} USING btree (${list})`;
      return [schema, name, key.name, null, `CREATE ${unique}INDEX ${key.name} ON ${on}`];
    }),
  );
}

function columnRows(database: PgDatabase): Row[] {
  return tablesOf(database).flatMap(({ schema, name, columns }) =>
    columns.map((column, i) => {
      const { type, isNullable, isAutoIncrement, defaultText } = column;
      const isIdentity = defaultText.startsWith('generated');
      const sequence = `nextval('${name}_${column.name}_seq'::regclass)`;
      const counted = isAutoIncrement && !isIdentity ? sequence : null;
      const shown = counted ?? (defaultText === '' || isIdentity ? null : defaultText);
      const length = type.family === 'text' && type.length > 0 ? BigInt(type.length) : null;
      const where = [database.name, schema, name, column.name, BigInt(i + 1)];
      const typeName = typeText({ ...type, length: 0 }).replace(/\(.*\)$/, '');
      return [...where, shown, isNullable ? 'YES' : 'NO', typeName, length];
    }),
  );
}

/** The tables of a database in the order of the information schema. */
function informationTables(database: PgDatabase): Row[] {
  return schemasOf(database).flatMap((schema) => {
    const tables = [...schema.tables.keys()].map((name) => [name, 'BASE TABLE']);
    const views = [...schema.views.keys()].map((name) => [name, 'VIEW']);
    return [...tables, ...views].map(([name = '', kind = '']) => [
      ...[database.name, schema.name, name, kind],
    ]);
  });
}

const KINDS = { table: 'r', view: 'v', index: 'i', sequence: 'S' } as const;

function classRows(database: PgDatabase): Row[] {
  return schemasOf(database).flatMap((schema) =>
    relationsOf(schema).map(({ name, type }, i) => {
      const rows = schema.tables.get(name)?.rows.length ?? 0;
      return [BigInt(16_385 + i), name, KINDS[type], BigInt(rows)];
    }),
  );
}

const HIDDEN = ['template0', 'template1'];

function activityRows(server: PgServer): Row[] {
  const started = '';
  return [...server.databases.values()].flatMap((database, i) =>
    Array.from({ length: database.clients }, (_, k): Row => {
      const pid = BigInt(80 + i * 100 + k);
      return [database.name, pid, 'postgres', 'psql', null, 'active', started, 'Client'];
    }),
  );
}

/** The system tables that a course asks. */
export function systemTable(
  server: PgServer,
  database: PgDatabase,
  schema: string,
  name: string,
): VirtualTable | undefined {
  if (schema === 'information_schema') return informationTable(database, name);
  if (schema !== 'public' && schema !== 'pg_catalog') return undefined;
  switch (name) {
    case 'pg_tables':
      return table(name, 'schemaname tablename tableowner tablespace hasindexes:boolean', () =>
        tablesOf(database).map((each) => [
          ...[each.schema, each.name, database.owner, null, each.keys.length > 0],
        ]),
      );
    case 'pg_views':
      return table(name, 'schemaname viewname viewowner definition', () =>
        schemasOf(database).flatMap((each) =>
          [...each.views.values()].map((view) => [each.name, view.name, database.owner, view.text]),
        ),
      );
    case 'pg_indexes':
      return table(name, 'schemaname tablename indexname tablespace indexdef', () =>
        indexRows(database),
      );
    case 'pg_database':
      return table(name, 'oid:number datname datdba:number datallowconn:boolean', () => [
        ...[...server.databases.values()].map(({ id, name: each }) => [
          BigInt(id),
          each,
          10n,
          true,
        ]),
        ...HIDDEN.map((each, i) => [BigInt(i + 1), each, 10n, i > 0]),
      ]);
    case 'pg_roles':
    case 'pg_user': {
      const columns =
        name === 'pg_roles'
          ? 'rolname rolsuper:boolean rolcreaterole:boolean rolcreatedb:boolean rolcanlogin:boolean'
          : 'usename usesuper:boolean usecreaterole:boolean usecreatedb:boolean uselogin:boolean';
      return table(name, columns, () =>
        [...server.roles.values()].map((role) => [
          ...[role.name, role.isSuper, role.canCreateRole, role.canCreateDatabase, role.canLogin],
        ]),
      );
    }
    case 'pg_stat_activity':
      return table(
        name,
        'datname pid:number usename application_name client_addr state query wait_event_type',
        () => activityRows(server),
      );
    case 'pg_settings':
      return table(name, 'name setting', () =>
        [...server.settings].sort(([a], [b]) => (a < b ? -1 : 1)).map((pair) => [...pair]),
      );
    case 'pg_namespace':
      return table(name, 'nspname', () => schemasOf(database).map((each) => [each.name]));
    case 'pg_class':
      return table(name, 'oid:number relname relkind reltuples:number', () => classRows(database));
    case 'pg_stat_user_tables':
      return table(name, 'schemaname relname n_live_tup:number n_dead_tup:number', () =>
        schemasOf(database).flatMap((each) =>
          [...each.tables.values()].map((own) => [
            ...[each.name, own.definition.name, BigInt(own.rows.length), 0n],
          ]),
        ),
      );
    case 'pg_stat_replication':
      return table(
        name,
        'pid:number usename application_name client_addr state sync_state',
        () => [],
      );
    case 'pg_extension':
      return table(name, 'extname extversion', () => [['plpgsql', '1.0']]);
    default:
      return undefined;
  }
}

function informationTable(database: PgDatabase, name: string): VirtualTable | undefined {
  switch (name) {
    case 'tables':
      return table(name, 'table_catalog table_schema table_name table_type', () =>
        informationTables(database),
      );
    case 'columns':
      return table(
        name,
        'table_catalog table_schema table_name column_name ordinal_position:number ' +
          'column_default is_nullable data_type character_maximum_length:number',
        () => columnRows(database),
      );
    case 'schemata':
      return table(name, 'catalog_name schema_name schema_owner', () =>
        schemasOf(database).map((each) => [database.name, each.name, database.owner]),
      );
    case 'table_constraints':
      return table(name, 'constraint_schema constraint_name table_name constraint_type', () =>
        tablesOf(database).flatMap((each) => [
          ...each.keys
            .filter(({ kind }) => kind === 'primary' || kind === 'unique')
            .map((key) => {
              const kind = key.kind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE';
              return [each.schema, key.name, each.name, kind];
            }),
          ...each.foreignKeys.map((key) => [each.schema, key.name, each.name, 'FOREIGN KEY']),
          ...each.checks.map((check) => [each.schema, check.name, each.name, 'CHECK']),
        ]),
      );
    default:
      return undefined;
  }
}

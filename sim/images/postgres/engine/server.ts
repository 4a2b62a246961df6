import type { Clock, FileSystem, Prng } from '../../../kernel/index.ts';
import {
  type Catalog,
  createCatalog,
  createSchema,
  createTable,
  decodeData,
  encodeData,
  type Sequence,
  type StoredRow,
  type TableDefinition,
  type Transaction,
  type Value,
  type View,
  type VirtualTable,
} from '../../../sql/index.ts';
import type { TableLocks } from './table-locks.ts';

export interface Role {
  readonly name: string;
  /** '' for none. */
  password: string;
  isSuper: boolean;
  canLogin: boolean;
  canCreateDatabase: boolean;
  canCreateRole: boolean;
}

export interface PgDatabase {
  readonly name: string;
  readonly owner: string;
  /** The directory of its files below `base`. */
  readonly id: number;
  readonly catalog: Catalog;
  /** How many clients use it. */
  clients: number;
  /** Which transactions hold which of its tables. */
  readonly locks: TableLocks;
  /** What COMMENT ON said, by kind and full name: `table public.users`. */
  readonly comments: Map<string, string>;
}

/** A running server: all that it keeps, and where it keeps it. */
export interface PgServer {
  readonly version: string;
  readonly clock: Clock;
  readonly prng: Prng;
  readonly files: FileSystem;
  readonly dataDirectory: string;
  readonly address: string;
  readonly databases: Map<string, PgDatabase>;
  readonly roles: Map<string, Role>;
  readonly settings: Map<string, string>;
  nextId: number;
  log(severity: string, text: string): void;
  /** One of the tables that every database has; undefined for a name that is none. */
  systemTable(database: PgDatabase, schema: string, name: string): VirtualTable | undefined;
}

export const DEFAULT_SETTINGS: Readonly<Record<string, string>> = {
  application_name: 'psql',
  check_function_bodies: 'on',
  client_min_messages: 'notice',
  client_encoding: 'UTF8',
  data_checksums: 'off',
  datestyle: 'ISO, MDY',
  default_table_access_method: 'heap',
  default_tablespace: '',
  default_transaction_read_only: 'off',
  default_transaction_isolation: 'read committed',
  idle_in_transaction_session_timeout: '0',
  intervalstyle: 'postgres',
  listen_addresses: '*',
  lock_timeout: '0',
  log_statement: 'none',
  maintenance_work_mem: '64MB',
  effective_cache_size: '4GB',
  fsync: 'on',
  hot_standby: 'on',
  max_wal_senders: '10',
  synchronous_commit: 'on',
  max_connections: '100',
  port: '5432',
  row_security: 'on',
  search_path: '"$user", public',
  server_encoding: 'UTF8',
  shared_buffers: '128MB',
  standard_conforming_strings: 'on',
  statement_timeout: '0',
  timezone: 'Etc/UTC',
  transaction_isolation: 'read committed',
  wal_level: 'replica',
  work_mem: '4MB',
  xmloption: 'content',
};

const SYSTEM: ReadonlySet<string> = new Set(['pg_catalog', 'information_schema']);

const newCatalog = (virtualTable: Catalog['virtualTable']): Catalog => {
  const catalog = createCatalog({ virtualTable, isVirtual: (schema) => SYSTEM.has(schema) });
  catalog.schemas.set('public', createSchema('public'));
  return catalog;
};

export const newRole = (name: string, rest: Partial<Role> = {}): Role => ({
  name,
  password: '',
  isSuper: false,
  canLogin: true,
  canCreateDatabase: false,
  canCreateRole: false,
  ...rest,
});

function newDatabase(
  server: PgServer,
  known: { readonly name: string; readonly owner: string; readonly id: number },
): PgDatabase {
  const database: PgDatabase = {
    ...known,
    catalog: newCatalog((schema, name) => server.systemTable(database, schema, name)),
    clients: 0,
    locks: new Map(),
    comments: new Map(),
  };
  return database;
}

export function addDatabase(server: PgServer, name: string, owner: string): PgDatabase {
  const database = newDatabase(server, { name, owner, id: server.nextId++ });
  server.databases.set(name, database);
  return database;
}

interface KeptTable {
  readonly definition: TableDefinition;
  readonly rows: readonly (readonly Value[])[];
  readonly nextAuto: bigint;
}

interface KeptDatabase {
  readonly comments: readonly (readonly [string, string])[];
  readonly schemas: readonly {
    readonly name: string;
    readonly tables: readonly KeptTable[];
    readonly views: readonly View[];
    readonly sequences: readonly Sequence[];
  }[];
}

/** The newest values of a row that are committed. */
export const committed = ({ versions }: StoredRow): readonly Value[] | undefined =>
  versions.find(({ by }) => by.state === 'committed')?.values;

const fileOf = (server: PgServer, { id }: Pick<PgDatabase, 'id'>): string =>
  `${server.dataDirectory}/base/${id}/relations`;
const globalFile = (server: PgServer): string => `${server.dataDirectory}/global/pg_control`;

/** Writes one database to its files; the path that did not fit, if one did not. */
export function saveDatabase(server: PgServer, database: PgDatabase): string | undefined {
  const kept: KeptDatabase = {
    comments: [...database.comments],
    schemas: [...database.catalog.schemas.values()].map(({ name, tables, views, sequences }) => ({
      name,
      tables: [...tables.values()].map((table) => ({
        definition: table.definition,
        nextAuto: table.nextAuto,
        rows: table.rows.map(committed).filter((values) => values !== undefined),
      })),
      views: [...views.values()],
      sequences: [...sequences.values()],
    })),
  };
  const folder = `${server.dataDirectory}/base/${database.id}`;
  if (!server.files.stat(folder).ok) server.files.makeDirectory(folder);
  const path = fileOf(server, database);
  return server.files.write(path, encodeData(kept)).ok
    ? undefined
    : `base/${database.id}/relations`;
}

/** Writes which databases and roles there are. */
export function saveGlobal(server: PgServer): void {
  const kept = {
    nextId: server.nextId,
    databases: [...server.databases.values()].map(({ name, owner, id }) => ({ name, owner, id })),
    roles: [...server.roles.values()],
  };
  server.files.write(globalFile(server), encodeData(kept));
}

/** Fills a server from its files. */
export function loadAll(server: PgServer): void {
  const content = server.files.read(globalFile(server));
  if (!content.ok) return;
  const kept = decodeData<{
    nextId: number;
    databases: { name: string; owner: string; id: number }[];
    roles: Role[];
  }>(content.value);
  server.nextId = kept.nextId;
  for (const role of kept.roles) server.roles.set(role.name, role);
  for (const each of kept.databases) {
    const database = newDatabase(server, each);
    server.databases.set(each.name, database);
    const file = server.files.read(fileOf(server, database));
    if (file.ok) loadDatabase(database, decodeData<KeptDatabase>(file.value));
  }
}

function loadDatabase({ catalog, comments }: PgDatabase, kept: KeptDatabase): void {
  for (const [what, text] of kept.comments) comments.set(what, text);
  const by: Transaction = catalog.transactions.begin();
  for (const { name, tables, views, sequences } of kept.schemas) {
    const schema = catalog.schemas.get(name) ?? createSchema(name);
    catalog.schemas.set(name, schema);
    for (const view of views) schema.views.set(view.name, view);
    for (const sequence of sequences) schema.sequences.set(sequence.name, sequence);
    for (const { definition, rows, nextAuto } of tables) {
      const table = createTable(name, definition);
      table.nextAuto = nextAuto;
      for (const values of rows) {
        const row = { versions: [{ values, by }], lockedBy: undefined, id: table.nextId++ };
        table.rows.push(row);
      }
      schema.tables.set(definition.name, table);
    }
  }
  catalog.transactions.commit(by);
}

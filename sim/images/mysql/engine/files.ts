import { memoize, utf8Length } from '../../../kernel/index.ts';
import type { Semantics } from '../../../sql/index.ts';
import {
  changedTables,
  createSchema,
  createTable,
  decodeData,
  encodeData,
  insertRow,
  type Table,
  type TableDefinition,
  type Transaction,
  type Value,
} from '../../../sql/index.ts';
import { DATA, DICTIONARIES } from '../data.ts';
import { type Dictionary, dictionaryText } from '../dictionary.ts';
import type { Server } from './model.ts';

interface TableFile {
  readonly definition: TableDefinition;
  readonly nextAuto: bigint;
  readonly rows: readonly (readonly Value[])[];
}

const tablePath = (schema: string, name: string): string => `${DATA}/${schema}/${name}.ibd`;

/** Reads all databases from their directories into the catalog. */
export function loadSchemas(server: Server, semantics: Semantics, dictionary: Dictionary): void {
  const { catalog, host } = server;
  const transaction = catalog.transactions.begin();
  for (const { name, options, views } of dictionary.schemas) {
    const schema = createSchema(name, options);
    for (const view of views) schema.views.set(view.name, view);
    const listed = host.files.list(`${DATA}/${name}`);
    for (const file of listed.ok ? listed.value : []) {
      const content = host.files.read(`${DATA}/${name}/${file}`);
      if (!file.endsWith('.ibd') || !content.ok) continue;
      const table = loadTable(semantics, name, content.value, transaction);
      schema.tables.set(table.definition.name, table);
    }
    catalog.schemas.set(name, schema);
  }
  catalog.transactions.commit(transaction);
  for (const { tables } of catalog.schemas.values()) {
    for (const table of tables.values()) table.isChanged = false;
  }
}

function loadTable(
  semantics: Semantics,
  schema: string,
  text: string,
  transaction: Transaction,
): Table {
  const { definition, nextAuto, rows } = decodeData<TableFile>(text);
  const table = createTable(schema, definition);
  for (const values of rows) insertRow(semantics, table, values, transaction);
  table.nextAuto = nextAuto;
  return table;
}

const isCommitted = ({ state }: Transaction): boolean => state === 'committed';

function tableText(table: Table, isKept: (by: Transaction) => boolean): string {
  const rows = table.rows.flatMap((row) => {
    const values = row.versions.find(({ by }) => isKept(by))?.values;
    return values === undefined ? [] : [values];
  });
  const { definition, nextAuto } = table;
  const head = encodeData({ definition, nextAuto, rows: [] } satisfies TableFile);
  return `${head.slice(0, -2)}${rows.map((row) => encodedRow(row).text).join(',')}]}`;
}

/** Rows do not change, they are replaced: each is written once and then remembered. */
const encodedRow = memoize((values: readonly Value[]) => ({
  text: `[${values.map(valueText).join(',')}]`,
}));

function valueText(value: Value): string {
  return typeof value === 'string' || value === null ? JSON.stringify(value) : encodeData(value);
}

const dictionaryOf = (server: Server): Dictionary => ({
  users: server.users,
  schemas: [...server.catalog.schemas.values()].map(({ name, options, views }) => ({
    name,
    options,
    views: [...views.values()],
  })),
  source: server.replication.source,
  isReplicaRunning: server.replication.isSqlRunning,
  gtids: Object.fromEntries(server.gtids),
});

/**
 * Writes what is committed and not yet written. Returns the name of the table that the disk had no
 * room for, or undefined.
 */
export function flush(server: Server, isDictionaryChanged: boolean): string | undefined {
  const { files, kind, dataVersion } = server.host;
  if (isDictionaryChanged) {
    files.write(DICTIONARIES[kind], dictionaryText(dataVersion, dictionaryOf(server)));
    removeForgotten(server);
  }
  for (const { name, tables } of server.catalog.schemas.values()) {
    if (!files.stat(`${DATA}/${name}`).ok) files.makeDirectory(`${DATA}/${name}`);
    for (const table of tables.values()) {
      if (!table.isChanged || table.definition.isTemporary) continue;
      const written = files.write(
        tablePath(name, table.definition.name),
        tableText(table, isCommitted),
      );
      if (!written.ok && written.error === 'ENOSPC') return table.definition.name;
      table.isChanged = false;
    }
  }
  server.isDirty = false;
  return undefined;
}

/** With more room than this a transaction is not measured before it is committed. */
const SPARE_BYTES = 65_536;

/** The first table of an open transaction that the disk would have no room for. */
export function tableWithoutRoom({ host }: Server, transaction: Transaction): string | undefined {
  const tables = changedTables(transaction.undo);
  for (const table of tables) {
    if (table.definition.isTemporary) continue;
    const path = tablePath(table.schema, table.definition.name);
    const { capacityBytes, usedBytes } = host.files.space(path);
    const stat = host.files.stat(path);
    const size = stat.ok ? stat.value.size : 0;
    if (capacityBytes - usedBytes > size + SPARE_BYTES) continue;
    const text = tableText(table, (by) => by === transaction || isCommitted(by));
    if (utf8Length(text) - size > capacityBytes - usedBytes) return table.definition.name;
  }
  return undefined;
}

/** Directories and files of databases and tables that are gone. */
function removeForgotten({ host, catalog }: Server): void {
  const { files } = host;
  const names = files.list(DATA);
  for (const name of names.ok ? names.value : []) {
    const stat = files.stat(`${DATA}/${name}`);
    if (!stat.ok || stat.value.type !== 'directory' || OWN_DIRECTORIES.has(name)) continue;
    const schema = catalog.schemas.get(name);
    const listed = files.list(`${DATA}/${name}`);
    const tables = (listed.ok ? listed.value : []).filter((file) => file.endsWith('.ibd'));
    for (const file of tables) {
      const isKnown = schema?.tables.has(file.slice(0, -'.ibd'.length)) ?? false;
      if (!isKnown) files.remove(`${DATA}/${name}/${file}`);
    }
    if (schema === undefined && tables.length > 0) files.remove(`${DATA}/${name}`);
    if (schema === undefined && tables.length === 0) files.remove(`${DATA}/${name}`);
  }
}

const OWN_DIRECTORIES: ReadonlySet<string> = new Set([
  ...['mysql', 'performance_schema', 'sys', '#innodb_redo', '#innodb_temp', 'lost+found'],
]);

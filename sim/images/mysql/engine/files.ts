import { type FileResult, type FileSystem, memoize, utf8Length } from '../../../kernel/index.ts';
import type { Semantics } from '../../../sql/index.ts';
import {
  changedTables,
  createSchema,
  createTable,
  decodeData,
  encodeData,
  insertRow,
  type StoredRow,
  type Table,
  type TableDefinition,
  type Transaction,
  type Value,
} from '../../../sql/index.ts';
import { DATA, DICTIONARIES } from '../data.ts';
import { type Dictionary, dictionaryText } from '../dictionary.ts';
import type { Server } from './model.ts';

/**
 * The lines of a table's file: what the table is, its rows, and each time that only rows were
 * added, these with the next automatic value.
 */
type TableLine =
  | { readonly definition?: TableDefinition; readonly nextAuto: bigint }
  | readonly Value[];

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
    for (const table of tables.values()) table.unwritten = [];
  }
}

function loadTable(
  semantics: Semantics,
  schema: string,
  text: string,
  transaction: Transaction,
): Table {
  const lines = decodeData<TableLine[]>(`[${text.trimEnd().replaceAll('\n', ',')}]`);
  const [head] = lines;
  if (head === undefined || !('nextAuto' in head) || head.definition === undefined) {
    throw new Error(`the file of a table of ${schema} does not say what the table is`);
  }
  const table = createTable(schema, head.definition);
  for (const line of lines) {
    if ('nextAuto' in line) table.nextAuto = line.nextAuto;
    else insertRow(semantics, table, line, transaction);
  }
  return table;
}

const isCommitted = ({ state }: Transaction): boolean => state === 'committed';

function rowsText(rows: readonly StoredRow[], isKept: (by: Transaction) => boolean): string {
  let text = '';
  for (const { versions } of rows) {
    const values = versions.find(({ by }) => isKept(by))?.values;
    if (values !== undefined) text += encodedRow(values).text;
  }
  return text;
}

function tableText(table: Table, isKept: (by: Transaction) => boolean): string {
  const { definition, nextAuto, rows } = table;
  return `${encodeData({ definition, nextAuto })}\n${rowsText(rows, isKept)}`;
}

/** Rows do not change, they are replaced: each is written once and then remembered. */
const encodedRow = memoize((values: readonly Value[]) => ({
  text: `[${values.map(valueText).join(',')}]\n`,
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
      if (isWritten(table) || table.definition.isTemporary) continue;
      const written = writeTable(files, tablePath(name, table.definition.name), table);
      if (!written.ok && written.error === 'ENOSPC') return table.definition.name;
      table.unwritten = [];
    }
  }
  server.isDirty = false;
  return undefined;
}

const isWritten = ({ unwritten }: Table): boolean =>
  unwritten !== 'anything' && unwritten.length === 0;

/** Writes a table anew, or what was added to it to the end of its file. */
function writeTable(files: FileSystem, path: string, table: Table): FileResult<void> {
  const { unwritten, nextAuto } = table;
  if (unwritten === 'anything' || !files.stat(path).ok) {
    return files.write(path, tableText(table, isCommitted));
  }
  return files.append(path, `${rowsText(unwritten, isCommitted)}${encodeData({ nextAuto })}\n`);
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

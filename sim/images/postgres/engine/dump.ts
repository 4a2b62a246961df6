import type { Column, Key, Table, Value } from '../../../sql/index.ts';
import { display } from '../sql/semantics.ts';
import { typeText } from '../sql/types.ts';
import type { DumpRequest } from '../wire.ts';
import { copyLine } from './copy-format.ts';
import { deparsed } from './deparse.ts';
import { defaultText, ON_DELETE } from './describe-table.ts';
import { namedTables } from './named-tables.ts';
import { matcher } from './patterns.ts';
import { cellText } from './replies.ts';
import { committed, type PgDatabase, type PgServer } from './server.ts';
import { viewLines } from './view-text.ts';

const FORMAT = { isCsv: false, hasHeader: false, delimiter: '\t', nullText: '\\N' };

/** One thing of a dump: its comment, and its statements. */
interface Entry {
  readonly name: string;
  readonly type: string;
  readonly schema: string;
  readonly text: string;
  readonly isData: boolean;
}

const fullName = ({ schema, definition }: Table): string => `${schema}.${definition.name}`;

const rowsOf = (table: Table): readonly (readonly Value[])[] =>
  table.rows.map(committed).filter((values) => values !== undefined);

function columnLine({ schema, definition }: Table, column: Column): string {
  const isCounted = column.isAutoIncrement;
  const text = isCounted ? '' : defaultText(`${schema}.${definition.name}`, column);
  const given = text === '' ? '' : ` DEFAULT ${text}`;
  return `    ${column.name} ${typeText(column.type)}${given}${column.isNullable ? '' : ' NOT NULL'}`;
}

function createTable(table: Table): string {
  const { columns, checks } = table.definition;
  const lines = columns.map((column) => columnLine(table, column));
  for (const { name, expr, text } of checks) {
    const shown = deparsed(expr, columns, false) || `(${text})`;
    lines.push(`    CONSTRAINT ${name} CHECK (${shown})`);
  }
  return `CREATE TABLE ${fullName(table)} (\n${lines.join(',\n')}\n);`;
}

const COUNTER = ['    START WITH 1', '    INCREMENT BY 1', '    NO MINVALUE', '    NO MAXVALUE'];

/** The counters of a table's columns: sequences of their own, and those of identities. */
function counters(table: Table, owner: string): Entry[] {
  const { name, columns } = table.definition;
  const { schema } = table;
  return columns
    .filter(({ isAutoIncrement }) => isAutoIncrement)
    .flatMap((column): Entry[] => {
      const sequence = `${name}_${column.name}_seq`;
      const full = `${schema}.${sequence}`;
      const entry = (type: string, text: string): Entry => ({
        name: sequence,
        type,
        schema,
        text,
        isData: false,
      });
      if (column.defaultText.startsWith('generated')) {
        const how = column.defaultText.toUpperCase();
        const head = `ALTER TABLE ${fullName(table)} ALTER COLUMN ${column.name} ADD ${how} (`;
        const lines = [`    SEQUENCE NAME ${full}`, ...COUNTER, '    CACHE 1'];
        return [entry('SEQUENCE', `${head}\n${lines.join('\n')}\n);`)];
      }
      const isWide = column.type.name === 'bigint';
      const lines = [...(isWide ? [] : ['    AS integer']), ...COUNTER, '    CACHE 1;'];
      const own = `ALTER TABLE ${full} OWNER TO ${owner};`;
      const by = `ALTER SEQUENCE ${full} OWNED BY ${fullName(table)}.${column.name};`;
      return [
        entry('SEQUENCE', `CREATE SEQUENCE ${full}\n${lines.join('\n')}\n\n\n${own}`),
        entry('SEQUENCE OWNED BY', by),
      ];
    });
}

const insertValue = (value: Value, column: Column | undefined): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  const text = column === undefined ? display(value) : (cellText(value, column.type) ?? 'NULL');
  const isNumber = typeof value === 'bigint' || typeof value === 'number';
  const isPlain = isNumber || column?.type.family === 'decimal';
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
};

function dataEntry(table: Table, asInserts: boolean): Entry {
  const { name, columns } = table.definition;
  const rows = rowsOf(table);
  const lines = asInserts
    ? rows.map((row) => {
        const values = row.map((value, i) => insertValue(value, columns[i]));
        return `INSERT INTO ${fullName(table)} VALUES (${values.join(', ')});`;
      })
    : [
        `COPY ${fullName(table)} (${columns.map((column) => column.name).join(', ')}) FROM stdin;`,
        ...rows.map((row) =>
          copyLine(
            row.map((value, i) => {
              const column = columns[i];
              return column === undefined ? null : cellText(value, column.type);
            }),
            FORMAT,
          ),
        ),
        '\\.',
      ];
  return { name, type: 'TABLE DATA', schema: table.schema, text: lines.join('\n'), isData: true };
}

function counterValues(table: Table): Entry[] {
  const { name, columns } = table.definition;
  return columns
    .filter(({ isAutoIncrement }) => isAutoIncrement)
    .map((column) => {
      const sequence = `${name}_${column.name}_seq`;
      const isCalled = table.nextAuto > 1n;
      const value = isCalled ? table.nextAuto - 1n : 1n;
      const text = `SELECT pg_catalog.setval('${table.schema}.${sequence}', ${value}, ${isCalled});`;
      return { name: sequence, type: 'SEQUENCE SET', schema: table.schema, text, isData: true };
    });
}

const columnList = ({ columns }: Key): string =>
  columns.map(({ name, isDescending }) => `${name}${isDescending ? ' DESC' : ''}`).join(', ');

const isConstraint = ({ kind, name }: Key): boolean =>
  kind === 'primary' || (kind === 'unique' && !/(^idx|_idx\d*$)/.test(name));

function keyEntries(table: Table): Entry[] {
  const { name, keys } = table.definition;
  const { schema } = table;
  return [...keys]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((key) => {
      if (isConstraint(key)) {
        const what = key.kind === 'primary' ? 'PRIMARY KEY' : 'UNIQUE';
        const add = `    ADD CONSTRAINT ${key.name} ${what} (${columnList(key)});`;
        const text = `ALTER TABLE ONLY ${fullName(table)}\n${add}`;
        return { name: `${name} ${key.name}`, type: 'CONSTRAINT', schema, text, isData: false };
      }
      const unique = key.kind === 'unique' ? 'UNIQUE ' : '';
      const on = `${fullName(table)} USING btree (${columnList(key)})`;
      const text = `CREATE ${unique}INDEX ${key.name} ON ${on};`;
      return { name: key.name, type: 'INDEX', schema, text, isData: false };
    });
}

function foreignKeys(table: Table): Entry[] {
  const { name, foreignKeys: keys } = table.definition;
  return keys.map((key) => {
    const target = `${key.schema}.${key.table}(${key.parentColumns.join(', ')})`;
    const what = `FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${target}`;
    const add = `    ADD CONSTRAINT ${key.name} ${what}${ON_DELETE[key.onDelete] ?? ''};`;
    const text = `ALTER TABLE ONLY ${fullName(table)}\n${add}`;
    const { schema } = table;
    return { name: `${name} ${key.name}`, type: 'FK CONSTRAINT', schema, text, isData: false };
  });
}

function tableEntries(table: Table, { comments, owner }: PgDatabase, hasOwners: boolean): Entry[] {
  const { name } = table.definition;
  const { schema } = table;
  const own = hasOwners ? `\n\n\nALTER TABLE ${fullName(table)} OWNER TO ${owner};` : '';
  const text = `${createTable(table)}${own}`;
  const entries: Entry[] = [{ name, type: 'TABLE', schema, text, isData: false }];
  const comment = comments.get(`table ${fullName(table)}`);
  if (comment !== undefined) {
    const quoted = `'${comment.replaceAll("'", "''")}'`;
    const said = `COMMENT ON TABLE ${fullName(table)} IS ${quoted};`;
    entries.push({ name: `TABLE ${name}`, type: 'COMMENT', schema, text: said, isData: false });
  }
  return [...entries, ...counters(table, owner)];
}

function defaults(table: Table): Entry[] {
  const { name, columns } = table.definition;
  return columns
    .filter((each) => each.isAutoIncrement && !each.defaultText.startsWith('generated'))
    .map((column) => {
      const sequence = `${table.schema}.${name}_${column.name}_seq`;
      const set = `ALTER COLUMN ${column.name} SET DEFAULT nextval('${sequence}'::regclass);`;
      return {
        name: `${name} ${column.name}`,
        type: 'DEFAULT',
        schema: table.schema,
        text: `ALTER TABLE ONLY ${fullName(table)} ${set}`,
        isData: false,
      };
    });
}

const HEADER = `SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
`;
const TABLE_DEFAULTS = "SET default_tablespace = '';\n\nSET default_table_access_method = heap;\n";

const entryText = (entry: Entry, owner: string): string => {
  const prefix = entry.type === 'TABLE DATA' ? 'Data for ' : '';
  const { name, type, schema } = entry;
  const head = `-- ${prefix}Name: ${name}; Type: ${type}; Schema: ${schema}; Owner: ${owner}`;
  return `\n--\n${head}\n--\n\n${entry.text}\n\n`;
};

interface ViewEntry {
  readonly entry: Entry;
  readonly tables: readonly string[];
}

/** Tables and views by name, but what a view stands on before it. */
function inOrder(tables: readonly Entry[][], views: readonly ViewEntry[]): Entry[] {
  const out = new Set<Entry>();
  const put = (entries: readonly Entry[]): void => {
    for (const entry of entries) out.add(entry);
  };
  const nameOf = ([first]: readonly Entry[]): string => `${first?.schema}.${first?.name}`;
  const all = [
    ...tables.map((entries) => ({ entries, needs: [] as readonly string[] })),
    ...views.map(({ entry, tables: needs }) => ({ entries: [entry], needs })),
  ].sort((a, b) => (nameOf(a.entries) < nameOf(b.entries) ? -1 : 1));
  for (const { entries, needs } of all) {
    for (const name of needs) {
      const needed = tables.find(([first]) => first?.name === name);
      if (needed !== undefined) put(needed.slice(0, 1));
    }
    put(entries);
  }
  return [...out];
}

/**
 * A database as statements that make it again; undefined when no table matches. Models
 * src/bin/pg_dump/pg_dump.c.
 */
export function dumpText(
  server: PgServer,
  database: PgDatabase,
  request: DumpRequest,
): string | undefined {
  const { owner, catalog } = database;
  const matchers = request.tables.map(matcher);
  const isWanted = (schema: string, name: string): boolean =>
    matchers.length === 0 || matchers.some((isMatch) => isMatch(schema, name));
  const schemas = [...catalog.schemas.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const tables = schemas.flatMap((schema) =>
    [...schema.tables.values()]
      .filter(({ definition }) => isWanted(schema.name, definition.name))
      .sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1)),
  );
  if (matchers.length > 0 && tables.length === 0) return undefined;
  const made = schemas
    .filter(({ name }) => name !== 'public' && matchers.length === 0)
    .map(({ name }): Entry => {
      const own = request.hasOwners ? `\n\n\nALTER SCHEMA ${name} OWNER TO ${owner};` : '';
      return {
        name,
        type: 'SCHEMA',
        schema: '-',
        text: `CREATE SCHEMA ${name};${own}`,
        isData: false,
      };
    });
  const views = schemas.flatMap((schema) =>
    [...schema.views.values()]
      .filter(({ name }) => matchers.length === 0 || isWanted(schema.name, name))
      .map(({ name, query, text }): ViewEntry => {
        const lines = viewLines(query, text).join('\n');
        const own = request.hasOwners
          ? `\n\n\nALTER TABLE ${schema.name}.${name} OWNER TO ${owner};`
          : '';
        const create = `CREATE VIEW ${schema.name}.${name} AS\n${lines}${own}`;
        const entry = { name, type: 'VIEW', schema: schema.name, text: create, isData: false };
        return { entry, tables: namedTables(query).map((each) => each.name) };
      }),
  );
  const relations = inOrder(
    tables.map((table) => tableEntries(table, database, request.hasOwners)),
    views,
  );
  const entries = [
    ...relations,
    ...tables.flatMap(defaults),
    ...tables.map((table) => dataEntry(table, request.asInserts)),
    ...tables.flatMap(counterValues),
    ...tables.flatMap(keyEntries).sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0)),
    ...tables.flatMap(foreignKeys),
  ].filter(({ isData }) => (isData ? request.hasData : request.hasSchema));
  const version = server.version;
  const drops = request.isCleaning
    ? tables.map((table) => `DROP TABLE ${fullName(table)};\n`).join('')
    : '';
  const create = request.createsDatabase
    ? `CREATE DATABASE ${database.name} WITH TEMPLATE = template0 ENCODING = 'UTF8' ` +
      `LOCALE_PROVIDER = libc LOCALE = 'en_US.utf8';\n\n\n\\connect ${database.name}\n\n`
    : '';
  const before = request.hasSchema ? made.map((entry) => entryText(entry, owner)) : [];
  const hasTables = request.hasSchema && entries.length > 0;
  const tableDefaults = `${before.length === 0 ? '\n' : ''}${TABLE_DEFAULTS}`;
  return [
    `--\n-- PostgreSQL database dump\n--\n\n\\restrict ${request.token}\n\n`,
    `-- Dumped from database version ${version}\n`,
    `-- Dumped by pg_dump version ${version}\n\n`,
    HEADER,
    ...(drops === '' ? [] : [`\n${drops}`]),
    ...(create === '' ? [] : [`\n${create}`]),
    ...before,
    ...(hasTables ? [tableDefaults] : []),
    ...entries.map((entry) => entryText(entry, owner)),
    '\n--\n-- PostgreSQL database dump complete\n--\n\n',
    `\\unrestrict ${request.token}\n\n`,
  ].join('');
}

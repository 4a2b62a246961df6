import type { Column, Key, Schema, Table } from '../../../sql/index.ts';
import { typeText } from '../sql/types.ts';
import type { Described, DescribeWhat, PgColumn, PgReport } from '../wire.ts';
import type { PgDatabase, PgServer } from './server.ts';

const left = (name: string): PgColumn => ({ name, isRight: false });
const LIST_COLUMNS = ['Schema', 'Name', 'Type', 'Owner'].map(left);

/** A pattern of psql: `*` and `?` as in a shell, letters in lower case. */
function matcher(pattern: string): (schema: string, name: string) => boolean {
  if (pattern === '') return () => true;
  const parts = pattern.toLowerCase().split('.');
  const of = (part: string): RegExp =>
    new RegExp(
      `^${part
        .replace(/[$()+|[\]{}^\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    );
  const name = of(parts.at(-1) ?? '*');
  const schema = parts.length > 1 ? of(parts[0] ?? '*') : /.*/;
  return (inSchema, each) => schema.test(inSchema) && name.test(each);
}

interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly type: 'table' | 'view' | 'index' | 'sequence';
  /** The table that an index is of. */
  readonly table: string;
}

function relationsOf({ name: schema, tables, views, sequences }: Schema): Relation[] {
  const list: Relation[] = [];
  for (const { definition } of tables.values()) {
    list.push({ schema, name: definition.name, type: 'table', table: '' });
    for (const { name } of definition.columns.filter((column) => column.isAutoIncrement)) {
      list.push({ schema, name: `${definition.name}_${name}_seq`, type: 'sequence', table: '' });
    }
    for (const { name } of definition.keys) {
      list.push({ schema, name, type: 'index', table: definition.name });
    }
  }
  for (const { name } of sequences.values()) {
    list.push({ schema, name, type: 'sequence', table: '' });
  }
  for (const { name } of views.values()) list.push({ schema, name, type: 'view', table: '' });
  return list.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const TYPES: Readonly<Partial<Record<DescribeWhat, readonly Relation['type'][]>>> = {
  relations: ['table', 'view', 'sequence'],
  tables: ['table'],
  views: ['view'],
  indexes: ['index'],
  sequences: ['sequence'],
};

const notFound = (message: string): PgReport => ({
  severity: 'ERROR',
  state: '',
  message,
  detail: '',
  hint: '',
  at: -1,
});

function listRelations(
  database: PgDatabase,
  what: DescribeWhat,
  pattern: string,
): Described | PgReport {
  const isMatch = matcher(pattern);
  const types = TYPES[what] ?? [];
  const found = [...database.catalog.schemas.values()]
    .flatMap(relationsOf)
    .filter(({ type, schema, name }) => types.includes(type) && isMatch(schema, name));
  if (found.length === 0) {
    if (pattern === '') return notFound('Did not find any relations.');
    const kind = what === 'relations' ? 'relation' : 'relation';
    return notFound(`Did not find any ${kind} named "${pattern}".`);
  }
  const withTable = what === 'indexes';
  return {
    title: 'List of relations',
    table: {
      columns: withTable ? [...LIST_COLUMNS, left('Table')] : LIST_COLUMNS,
      rows: found.map(({ schema, name, type, table }) => [
        ...[schema, name, type, database.owner],
        ...(withTable ? [table] : []),
      ]),
    },
    footers: [],
  };
}

/** No grants are kept, so that every object has its default privileges: an empty field. */
function listPrivileges(database: PgDatabase, pattern: string): Described {
  const isMatch = matcher(pattern);
  const found = [...database.catalog.schemas.values()]
    .flatMap(relationsOf)
    .filter(({ type, schema, name }) => type !== 'index' && isMatch(schema, name));
  const headers = ['Access privileges', 'Column privileges', 'Policies'];
  return {
    title: 'Access privileges',
    table: {
      columns: ['Schema', 'Name', 'Type', ...headers].map(left),
      rows: found.map(({ schema, name, type }) => [schema, name, type, '', '', '']),
    },
    footers: [],
  };
}

/** The default of a column, as \d shows it. */
function defaultText(table: string, column: Column): string {
  if (column.isAutoIncrement) return `nextval('${table}_${column.name}_seq'::regclass)`;
  const { defaultText: text, type } = column;
  if (text === '') return '';
  if (/^'/.test(text) && !text.includes('::')) {
    return `${text}::${typeText({ ...type, length: 0 })}`;
  }
  if (/^(true|false|null)$/i.test(text)) return text.toLowerCase();
  return /^current_\w+$/i.test(text) ? text.toUpperCase() : text;
}

const keyLine = ({ kind, name, columns }: Key): string => {
  const list = columns.map((c) => (c.isDescending ? `${c.name} DESC` : c.name)).join(', ');
  // Those that an index made are no constraints.
  const unique = /(^idx|_idx\d*$)/.test(name) ? ' UNIQUE,' : ' UNIQUE CONSTRAINT,';
  const what = { primary: ' PRIMARY KEY,', unique, index: '', fulltext: '' };
  return `    "${name}"${what[kind]} btree (${list})`;
};

const ON_DELETE: Readonly<Record<string, string>> = {
  cascade: ' ON DELETE CASCADE',
  'set null': ' ON DELETE SET NULL',
  restrict: ' ON DELETE RESTRICT',
  'no action': '',
};

function tableFooters(database: PgDatabase, table: Table): string[] {
  const { definition } = table;
  const lines: string[] = [];
  // The primary key first, then by name.
  const keys = [...definition.keys].sort((a, b) => {
    const rank = ({ kind }: Key): number => (kind === 'primary' ? 0 : kind === 'unique' ? 1 : 2);
    return rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
  });
  const isPrimary = (key: Key): boolean => key.kind === 'primary';
  const ordered = [
    ...keys.filter(isPrimary),
    ...keys.filter((key) => !isPrimary(key)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
  if (ordered.length > 0) lines.push('Indexes:', ...ordered.map(keyLine));
  if (definition.checks.length > 0) {
    const checks = definition.checks.map(({ name, text }) => `    "${name}" CHECK (${text})`);
    lines.push('Check constraints:', ...checks);
  }
  if (definition.foreignKeys.length > 0) {
    lines.push('Foreign-key constraints:');
    for (const key of definition.foreignKeys) {
      const target = `${key.table}(${key.parentColumns.join(', ')})`;
      const rule = ON_DELETE[key.onDelete] ?? '';
      lines.push(
        `    "${key.name}" FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${target}${rule}`,
      );
    }
  }
  const referring = [...database.catalog.schemas.values()].flatMap(({ tables }) =>
    [...tables.values()].flatMap((other) =>
      other.definition.foreignKeys
        .filter((key) => key.table === definition.name)
        .map((key) => {
          const target = `${key.table}(${key.parentColumns.join(', ')})`;
          const what = `FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${target}`;
          const name = `CONSTRAINT "${key.name}" ${what}${ON_DELETE[key.onDelete] ?? ''}`;
          return `    TABLE "${other.definition.name}" ${name}`;
        }),
    ),
  );
  if (referring.length > 0) lines.push('Referenced by:', ...referring);
  return lines;
}

const COLUMNS = ['Column', 'Type', 'Collation', 'Nullable', 'Default'].map(left);

function describeRelation(database: PgDatabase, pattern: string): Described | PgReport {
  const isMatch = matcher(pattern);
  for (const schema of database.catalog.schemas.values()) {
    for (const table of schema.tables.values()) {
      const { name, columns } = table.definition;
      if (!isMatch(schema.name, name)) continue;
      return {
        title: `Table "${schema.name}.${name}"`,
        table: {
          columns: COLUMNS,
          rows: columns.map((column) => [
            column.name,
            typeText(column.type),
            '',
            column.isNullable ? '' : 'not null',
            defaultText(name, column),
          ]),
        },
        footers: tableFooters(database, table),
      };
    }
    for (const view of schema.views.values()) {
      if (!isMatch(schema.name, view.name)) continue;
      return {
        title: `View "${schema.name}.${view.name}"`,
        table: { columns: COLUMNS, rows: view.columns.map((name) => [name, '', '', '', '']) },
        footers: [],
      };
    }
  }
  return notFound(`Did not find any relation named "${pattern}".`);
}

const LOCALE = 'en_US.utf8';

function listDatabases(server: PgServer, pattern: string): Described {
  const isOld = Number.parseInt(server.version, 10) < 16;
  const isMatch = matcher(pattern);
  const names = [...server.databases.values()]
    .map(({ name, owner }) => ({ name, owner, access: '' }))
    .concat(
      ['template0', 'template1'].map((name) => ({
        name,
        owner: 'postgres',
        access: '=c/postgres          +\npostgres=CTc/postgres'.replace(/ *\+/, ''),
      })),
    )
    .filter(({ name }) => isMatch('', name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const headers = isOld
    ? [
        'Name',
        'Owner',
        'Encoding',
        'Collate',
        'Ctype',
        'ICU Locale',
        'Locale Provider',
        'Access privileges',
      ]
    : [
        'Name',
        'Owner',
        'Encoding',
        'Locale Provider',
        'Collate',
        'Ctype',
        Number.parseInt(server.version, 10) > 16 ? 'Locale' : 'ICU Locale',
        'ICU Rules',
        'Access privileges',
      ];
  return {
    title: 'List of databases',
    table: {
      columns: headers.map(left),
      rows: names.map(({ name, owner, access }) =>
        isOld
          ? [name, owner, 'UTF8', LOCALE, LOCALE, '', 'libc', access]
          : [name, owner, 'UTF8', 'libc', LOCALE, LOCALE, '', '', access],
      ),
    },
    footers: [],
  };
}

function listRoles(server: PgServer): Described {
  const isOld = Number.parseInt(server.version, 10) < 16;
  const rows = [...server.roles.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((role) => {
      const attributes = [
        ...(role.isSuper ? ['Superuser'] : []),
        ...(role.canCreateRole ? ['Create role'] : []),
        ...(role.canCreateDatabase ? ['Create DB'] : []),
        ...(role.canLogin ? [] : ['Cannot login']),
        ...(role.name === 'postgres' ? ['Replication', 'Bypass RLS'] : []),
      ].join(', ');
      return isOld ? [role.name, attributes, '{}'] : [role.name, attributes];
    });
  const headers = ['Role name', 'Attributes', ...(isOld ? ['Member of'] : [])];
  return { title: 'List of roles', table: { columns: headers.map(left), rows }, footers: [] };
}

/** Answers what the backslash commands of psql ask; a report when there is nothing. */
export function describe(
  server: PgServer,
  database: PgDatabase,
  what: DescribeWhat,
  pattern: string,
): Described | PgReport {
  switch (what) {
    case 'databases':
      return listDatabases(server, pattern);
    case 'roles':
      return listRoles(server);
    case 'schemas':
      return {
        title: 'List of schemas',
        table: {
          columns: ['Name', 'Owner'].map(left),
          rows: [...database.catalog.schemas.keys()]
            .sort()
            .map((name) => [name, name === 'public' ? 'pg_database_owner' : database.owner]),
        },
        footers: [],
      };
    case 'privileges':
      return listPrivileges(database, pattern);
    case 'relation':
      return describeRelation(database, pattern);
    default:
      return listRelations(database, what, pattern);
  }
}

import type { Column, Key, SqlType, Table, View } from '../../../sql/index.ts';
import { typeText } from '../sql/types.ts';
import type { Described, PgReport } from '../wire.ts';
import { deparsed } from './deparse.ts';
import { left, matcher, notFound } from './patterns.ts';
import { describeOther, relationsOf } from './relations.ts';
import type { PgDatabase } from './server.ts';
import { viewLines } from './view-text.ts';

/** The default of a column, as \d shows it. */
export function defaultText(table: string, column: Column): string {
  if (column.defaultText.startsWith('generated ')) return column.defaultText;
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

/** What a foreign key says about deletes. */
export const ON_DELETE: Readonly<Record<string, string>> = {
  cascade: ' ON DELETE CASCADE',
  'set null': ' ON DELETE SET NULL',
  restrict: ' ON DELETE RESTRICT',
  'no action': '',
};

function tableFooters(database: PgDatabase, table: Table): string[] {
  const { definition } = table;
  const lines: string[] = [];
  // The primary key first, then by name.
  const { keys } = definition;
  const isPrimary = (key: Key): boolean => key.kind === 'primary';
  const ordered = [
    ...keys.filter(isPrimary),
    ...keys.filter((key) => !isPrimary(key)).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
  if (ordered.length > 0) lines.push('Indexes:', ...ordered.map(keyLine));
  if (definition.checks.length > 0) {
    const checks = [...definition.checks]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, expr, text }) => {
        const shown = deparsed(expr, definition.columns) || text;
        return `    "${name}" CHECK (${shown})`;
      });
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

const COLUMNS = ['Column', 'Type', 'Collation', 'Nullable', 'Default'];
const MORE_OF_TABLE = ['Storage', 'Compression', 'Stats target', 'Description'];
const MORE_OF_VIEW = ['Storage', 'Description'];

/** How values of a type are kept. */
function storageOf({ family, name, length }: SqlType): string {
  if (family === 'decimal') return 'main';
  const isLong = ['text', 'json', 'binary', 'null'].includes(family) && name !== 'uuid';
  return isLong && (name !== 'char' || length !== 1) ? 'extended' : 'plain';
}

function describeTable(database: PgDatabase, table: Table, isVerbose: boolean): Described {
  const { name, columns } = table.definition;
  const more = (column: Column): string[] => [
    storageOf(column.type),
    '',
    '',
    database.comments.get(`column ${table.schema}.${name}.${column.name}`) ?? '',
  ];
  const right = (header: string) => ({ name: header, isRight: header === 'Stats target' });
  return {
    title: `Table "${table.schema}.${name}"`,
    table: {
      columns: [...COLUMNS, ...(isVerbose ? MORE_OF_TABLE : [])].map(right),
      rows: columns.map((column) => [
        column.name,
        typeText(column.type),
        '',
        column.isNullable ? '' : 'not null',
        defaultText(name, column),
        ...(isVerbose ? more(column) : []),
      ]),
    },
    footers: [...tableFooters(database, table), ...(isVerbose ? ['Access method: heap'] : [])],
    hasNoCount: true,
  };
}

function describeView(
  schema: string,
  view: View,
  types: readonly SqlType[],
  isVerbose: boolean,
): Described {
  return {
    title: `View "${schema}.${view.name}"`,
    table: {
      columns: [...COLUMNS, ...(isVerbose ? MORE_OF_VIEW : [])].map(left),
      rows: view.columns.map((name, i) => {
        const type = types[i];
        const shown = type === undefined ? '' : typeText(type);
        const more = isVerbose && type !== undefined ? [storageOf(type), ''] : [];
        return [name, shown, '', '', '', ...more];
      }),
    },
    footers: isVerbose ? ['View definition:', ...viewLines(view.query, view.text)] : [],
    hasNoCount: true,
  };
}

/** `\\d name`. */
export function describeRelation(
  database: PgDatabase,
  pattern: string,
  isVerbose: boolean,
  typesOf: (view: View) => readonly SqlType[],
): Described | PgReport {
  const isMatch = matcher(pattern);
  for (const schema of database.catalog.schemas.values()) {
    for (const relation of relationsOf(schema)) {
      if (!isMatch(schema.name, relation.name)) continue;
      const table = schema.tables.get(relation.name);
      if (table !== undefined) return describeTable(database, table, isVerbose);
      const view = schema.views.get(relation.name);
      if (view !== undefined) return describeView(schema.name, view, typesOf(view), isVerbose);
      const other = describeOther(database, relation);
      if (other !== undefined) return other;
    }
  }
  return notFound(`Did not find any relation named "${pattern}".`);
}

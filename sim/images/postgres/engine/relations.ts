import { type Schema, typeOf } from '../../../sql/index.ts';
import { typeText } from '../sql/types.ts';
import type { Described, PgReport } from '../wire.ts';
import { left, matcher, notFound } from './patterns.ts';
import type { PgDatabase } from './server.ts';

export interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly type: 'table' | 'view' | 'index' | 'sequence';
  /** The table that an index or a sequence belongs to. */
  readonly table: string;
}

/** What lies in a schema, by name. */
export function relationsOf({ name: schema, tables, views, sequences }: Schema): Relation[] {
  const list: Relation[] = [];
  for (const { definition } of tables.values()) {
    const table = definition.name;
    list.push({ schema, name: table, type: 'table', table: '' });
    for (const { name } of definition.columns.filter((column) => column.isAutoIncrement)) {
      list.push({ schema, name: `${table}_${name}_seq`, type: 'sequence', table });
    }
    for (const { name } of definition.keys) list.push({ schema, name, type: 'index', table });
  }
  for (const { name } of sequences.values()) {
    list.push({ schema, name, type: 'sequence', table: '' });
  }
  for (const { name } of views.values()) list.push({ schema, name, type: 'view', table: '' });
  return list.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const LETTERS: Readonly<Record<string, Relation['type']>> = {
  t: 'table',
  v: 'view',
  i: 'index',
  s: 'sequence',
};
const PAGE = 8_192;

/** What a relation takes on disk, as `\\d+` shows it. */
function sizeText(database: PgDatabase, { schema, name, type }: Relation): string {
  if (type === 'view') return '0 bytes';
  if (type === 'index') return '16 kB';
  if (type === 'sequence') return '8192 bytes';
  const table = database.catalog.schemas.get(schema)?.tables.get(name);
  if (table === undefined) return '0 bytes';
  const long = table.definition.columns.some(({ type: { family, length } }) =>
    ['text', 'json', 'binary', 'decimal'].includes(family) ? length === 0 || length > 500 : false,
  );
  const rowBytes = 28 + table.definition.columns.length * 12;
  const pages = Math.ceil((table.rows.length * rowBytes) / PAGE) + (long ? 1 : 0);
  return pages > 1 ? `${pages * 8} kB` : `${pages * PAGE} bytes`;
}

/** `\\d`, `\\dt` and their like; `kinds` are the letters behind the d. */
export function listRelations(
  database: PgDatabase,
  kinds: string,
  pattern: string,
  isVerbose: boolean,
): Described | PgReport {
  const isMatch = matcher(pattern);
  const types = [...(kinds || 'tvs')].map((letter) => LETTERS[letter]);
  const found = [...database.catalog.schemas.values()]
    .flatMap(relationsOf)
    .filter(({ type, schema, name }) => types.includes(type) && isMatch(schema, name));
  if (found.length === 0) {
    if (pattern === '') return notFound('Did not find any relations.');
    return notFound(`Did not find any relation named "${pattern}".`);
  }
  const withTable = kinds.includes('i');
  const more = ['Persistence', 'Access method', 'Size', 'Description'];
  const headers = ['Schema', 'Name', 'Type', 'Owner'];
  const hasMethod = found.some(({ type }) => type === 'table' || type === 'index');
  const extra = more.filter((name) => name !== 'Access method' || hasMethod);
  const method = { table: 'heap', index: 'btree', view: '', sequence: '' };
  return {
    title: 'List of relations',
    table: {
      columns: [...headers, ...(withTable ? ['Table'] : []), ...(isVerbose ? extra : [])].map(left),
      rows: found.map((each) => [
        ...[each.schema, each.name, each.type, database.owner],
        ...(withTable ? [each.type === 'index' ? each.table : ''] : []),
        ...(isVerbose ? ['permanent'] : []),
        ...(isVerbose && hasMethod ? [method[each.type]] : []),
        ...(isVerbose
          ? [
              sizeText(database, each),
              database.comments.get(`${each.type} ${each.schema}.${each.name}`) ?? '',
            ]
          : []),
      ]),
    },
    footers: [],
    hasNoCount: false,
  };
}

/** No grants are kept, so that every object has its default privileges: an empty field. */
export function listPrivileges(database: PgDatabase, pattern: string): Described {
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
    hasNoCount: false,
  };
}

const INTEGER_LIMITS: Readonly<Record<string, string>> = {
  smallint: '32767',
  integer: '2147483647',
  bigint: '9223372036854775807',
};

/** `\\d` of an index or of a sequence; undefined when the relation is neither. */
export function describeOther(
  database: PgDatabase,
  { schema, name, type, table: of }: Relation,
): Described | undefined {
  const inSchema = database.catalog.schemas.get(schema);
  const table = inSchema?.tables.get(of);
  if (type === 'index' && table !== undefined) {
    const key = table.definition.keys.find((each) => each.name === name);
    const rows = (key?.columns ?? []).map((column) => {
      const found = table.definition.columns.find((each) => each.name === column.name);
      return [column.name, found === undefined ? '' : typeText(found.type), 'yes', column.name];
    });
    const what = { primary: 'primary key, ', unique: 'unique, ', index: '', fulltext: '' };
    return {
      title: `Index "${schema}.${name}"`,
      table: { columns: ['Column', 'Type', 'Key?', 'Definition'].map(left), rows },
      footers: [`${what[key?.kind ?? 'index']}btree, for table "${schema}.${of}"`],
      hasNoCount: true,
    };
  }
  if (type !== 'sequence') return undefined;
  const own = inSchema?.sequences.get(name);
  const column = table?.definition.columns.find((each) => `${of}_${each.name}_seq` === name);
  const shown = typeText(own?.type ?? column?.type ?? typeOf('integer', 'bigint'));
  const start = String(own?.start ?? 1n);
  const most = String(own?.most ?? INTEGER_LIMITS[shown] ?? '');
  const isIdentity = column?.defaultText.startsWith('generated');
  const owner = `${schema}.${of}.${column?.name}`;
  const by = isIdentity ? `Sequence for identity column: ${owner}` : `Owned by: ${owner}`;
  const row = [shown, start, String(own?.least ?? 1n), most, String(own?.step ?? 1n)];
  const right = (header: string) => ({ name: header, isRight: true });
  return {
    title: `Sequence "${schema}.${name}"`,
    table: {
      columns: [
        left('Type'),
        ...['Start', 'Minimum', 'Maximum', 'Increment'].map(right),
        left('Cycles?'),
        right('Cache'),
      ],
      rows: [[...row, own?.isCycling ? 'yes' : 'no', '1']],
    },
    footers: column === undefined ? [] : [by],
    hasNoCount: true,
  };
}

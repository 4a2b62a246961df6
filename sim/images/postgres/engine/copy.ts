import type { Program } from '../../../kernel/index.ts';
import {
  type AnyStatement,
  type Catalog,
  type Env,
  type Expr,
  executeStatement,
  NULL_TYPE,
  parseStatement,
  type SqlError,
  SqlFailure,
  type Statement,
  textType,
} from '../../../sql/index.ts';
import { type OwnStatement, PG_DIALECT } from '../sql/dialect.ts';
import { pgError } from '../sql/errors.ts';
import type { PgReply } from '../wire.ts';
import type { PgClient } from './client.ts';
import { type CopyFormat, type CopyRow, copyLine, copyRows } from './copy-format.ts';
import { tableOf } from './replies.ts';
import type { PgServer } from './server.ts';

/** A COPY as it was asked for. */
export interface Copy {
  /** A table with its columns, or a query in brackets, as text. */
  readonly from: string;
  readonly table: string;
  readonly schema: string;
  /** Empty for all. */
  readonly columns: readonly string[];
  readonly isIntoTable: boolean;
  /** '' for the client. */
  readonly file: string;
  readonly format: CopyFormat;
}

/** A failure within a longer work, with where that was. */
export class PlacedFailure extends SqlFailure {
  readonly context: string;
  constructor(error: SqlError, context: string) {
    super({ ...error, at: -1 });
    this.context = context;
  }
}

type Token = OwnStatement['tokens'][number];

const fail = (state: string, message: string, hint = ''): never => {
  throw new SqlFailure(pgError(state, message, { hint }));
};
const unexpected = (token: Token | undefined): never => {
  const at = token?.start ?? -1;
  const what = token === undefined ? 'end of input' : `or near "${token.value}"`;
  throw new SqlFailure(pgError('42601', `syntax error at ${what}`, { at }));
};

const isTrue = (value: string | undefined): boolean =>
  value === undefined || !['false', 'off', '0'].includes(value.toLowerCase());

/** The options of the older and of the newer form. */
function formatOf(tokens: readonly Token[]): CopyFormat {
  let isCsv = false;
  let hasHeader = false;
  let delimiter: string | undefined;
  let nullText: string | undefined;
  for (let i = 0; i < tokens.length; i++) {
    const next = tokens[i + 1];
    const value = next !== undefined && ![',', ')'].includes(next.word) ? next.value : undefined;
    switch (tokens[i]?.word) {
      case 'format':
        isCsv = next?.word === 'csv';
        i++;
        break;
      case 'csv':
        isCsv = true;
        break;
      case 'header':
        hasHeader = isTrue(/^(true|false|on|off|1|0)$/i.test(value ?? '') ? value : undefined);
        break;
      case 'delimiter':
      case 'delimiters':
        if (next?.word === 'as') i++;
        delimiter = tokens[++i]?.value;
        break;
      case 'null':
        if (next?.word === 'as') i++;
        nullText = tokens[++i]?.value;
        break;
      default:
    }
  }
  return {
    isCsv,
    hasHeader,
    delimiter: delimiter ?? (isCsv ? ',' : '\t'),
    nullText: nullText ?? (isCsv ? '' : '\\N'),
  };
}

/** Where the bracket at `from` closes. */
function closingAt(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let i = from; i < tokens.length; i++) {
    if (tokens[i]?.word === '(') depth++;
    if (tokens[i]?.word === ')' && --depth === 0) return i;
  }
  return unexpected(undefined);
}

/** Reads a COPY out of its words; undefined for other statements. `text` is the statement's. */
export function copyOf(statement: AnyStatement<OwnStatement>, text: string): Copy | undefined {
  if (statement.kind !== 'own' || statement.own.words[0] !== 'copy') return undefined;
  const { tokens } = statement.own;
  let at = 1;
  let [schema, table] = ['', ''];
  let columns: string[] = [];
  if (tokens[at]?.word !== '(') {
    table = tokens[at++]?.value ?? '';
    if (tokens[at]?.word === '.') {
      schema = table;
      table = tokens[at + 1]?.value ?? '';
      at += 2;
    }
  }
  const isQuery = table === '';
  const open = at;
  if (tokens[at]?.word === '(') {
    const close = closingAt(tokens, at);
    columns = isQuery ? [] : tokens.slice(at + 1, close).flatMap(nameIn);
    at = close + 1;
  }
  const direction = tokens[at++];
  if (direction?.word !== 'from' && direction?.word !== 'to') return unexpected(direction);
  const target = tokens[at++];
  if (target === undefined) return unexpected(target);
  const isClient = ['stdin', 'stdout'].includes(target.word);
  if (!isClient && target.type !== 'string') return unexpected(target);
  const shown = schema === '' ? table : `${schema}.${table}`;
  const list = columns.length === 0 ? '*' : columns.map((name) => `"${name}"`).join(', ');
  const closing = isQuery ? tokens[closingAt(tokens, open)] : undefined;
  return {
    from: isQuery ? text.slice(tokens[open]?.end, closing?.start) : `select ${list} from ${shown}`,
    table,
    schema,
    columns,
    isIntoTable: direction.word === 'from',
    file: isClient ? '' : target.value,
    format: formatOf(tokens.slice(at)),
  };
}

const nameIn = (token: Token): string[] => (token.word === ',' ? [] : [token.value]);

const literal = (cell: string | null): Expr => ({
  kind: 'literal',
  value: cell,
  type: cell === null ? NULL_TYPE : textType(cell.length),
  start: -1,
  end: -1,
});

/** The same failure with where it came about. */
function located({ error }: SqlFailure, copy: Copy, row: CopyRow, names: readonly string[]): never {
  const { table } = copy;
  const place = `COPY ${table}, line ${row.line}`;
  const value = /: "(.*)"$/s.exec(error.message)?.[1];
  const index = row.cells.findIndex((cell) => cell !== null && cell === value);
  const isOfValue = error.state.startsWith('22') && index >= 0;
  const isWhole = /^(missing data|extra data|null value)/.test(error.message);
  const context = isOfValue
    ? `${place}, column ${names[index]}: "${value}"`
    : isWhole || error.state === '23514'
      ? `${place}: "${row.text}"`
      : place;
  throw new PlacedFailure(error, context);
}

function insertRow(env: Env, copy: Copy, row: CopyRow, names: readonly string[]): void {
  if (row.cells.length > names.length) {
    fail('22P04', 'extra data after last expected column');
  }
  if (row.cells.length < names.length) {
    fail('22P04', `missing data for column "${names[row.cells.length]}"`);
  }
  const insert: Extract<Statement, { kind: 'insert' }> = {
    kind: 'insert',
    isReplace: false,
    isIgnore: false,
    table: { schema: copy.schema, name: copy.table, start: -1, end: -1 },
    columns: names,
    rows: [row.cells.map(literal)],
    query: undefined,
    onDuplicate: [],
    onConflict: undefined,
    returning: [],
    rowAlias: '',
  };
  executeStatement(env, insert);
}

/** The columns that a COPY is about; fails as the server does before it asks for data. */
function columnsOf(catalog: Catalog, { schema, table, columns }: Copy): readonly string[] {
  const found = catalog.schemas.get(schema || 'public')?.tables.get(table);
  if (found === undefined) return fail('42P01', `relation "${table}" does not exist`);
  const names = found.definition.columns.map(({ name }) => name);
  const wrong = columns.find((name) => !names.includes(name));
  if (wrong !== undefined) {
    return fail('42703', `column "${wrong}" of relation "${table}" does not exist`);
  }
  return columns.length === 0 ? names : columns;
}

type Work = (isChange: boolean, run: (env: Env) => readonly PgReply[]) => readonly PgReply[];

const READ_HINT =
  'COPY FROM instructs the PostgreSQL server process to read a file. You may want a client-side ' +
  "facility such as psql's \\copy.";
const WRITE_HINT = READ_HINT.replace('FROM', 'TO').replace('read a file', 'write a file');

function* readInto(
  server: PgServer,
  catalog: Catalog,
  copy: Copy,
  client: PgClient,
  work: Work,
): Program<readonly PgReply[]> {
  const names = columnsOf(catalog, copy);
  let text: string | undefined;
  if (copy.file === '') {
    client.send({ type: 'copyIn' });
    text = yield* client.readCopy();
    if (text === undefined) return fail('57014', 'COPY from stdin failed: aborted');
  } else {
    const file = server.files.read(copy.file);
    const message = `could not open file "${copy.file}" for reading: No such file or directory`;
    text = file.ok ? file.value : fail('58P01', message, READ_HINT);
  }
  const rows = copyRows(text, copy.format);
  return work(true, (env) => {
    for (const row of rows) {
      try {
        insertRow(env, copy, row, names);
      } catch (error) {
        if (!(error instanceof SqlFailure)) throw error;
        located(error, copy, row, names);
      }
    }
    return [{ type: 'done', tag: `COPY ${rows.length}` }];
  });
}

function writeOut(server: PgServer, copy: Copy, work: Work): readonly PgReply[] {
  const statement = parseStatement(PG_DIALECT, copy.from);
  if (statement?.kind !== 'query') return fail('42601', 'COPY query must be a SELECT');
  return work(false, (env) => {
    const outcome = executeStatement({ ...env, text: copy.from }, statement);
    if (outcome.kind !== 'rows') return [];
    const { columns, rows } = tableOf(outcome);
    const head = copy.format.hasHeader ? [columns.map(({ name }) => name)] : [];
    const lines = [...head, ...rows].map((cells) => `${copyLine(cells, copy.format)}\n`);
    const tag = `COPY ${rows.length}`;
    if (copy.file === '') return [{ type: 'copyOut', text: lines.join(''), tag }];
    if (!server.files.write(copy.file, lines.join('')).ok) {
      const message = `could not open file "${copy.file}" for writing: No such file or directory`;
      return fail('58P01', message, WRITE_HINT);
    }
    return [{ type: 'done', tag }];
  });
}

/** Runs a COPY. Models src/backend/commands/copy.c. */
export function* runCopy(
  server: PgServer,
  catalog: Catalog,
  copy: Copy,
  client: PgClient,
  work: Work,
): Program<readonly PgReply[]> {
  return copy.isIntoTable
    ? yield* readInto(server, catalog, copy, client, work)
    : writeOut(server, copy, work);
}

import {
  type AnyStatement,
  type Column,
  type DataStatement,
  type Env,
  type Expr,
  executeStatement,
  LockWait,
  parseStatement,
  type Select,
  SqlFailure,
  type SqlType,
  type Statement,
  type Table,
} from '../../../sql/index.ts';
import { type OwnStatement, PG_DIALECT } from '../sql/dialect.ts';
import { pgError } from '../sql/errors.ts';
import type { PgReply } from '../wire.ts';
import { planOf } from './plan.ts';

const WIDTHS: Readonly<Record<string, number>> = {
  smallint: 2,
  int: 4,
  bigint: 8,
  boolean: 1,
  real: 4,
  'double precision': 8,
  date: 4,
  time: 8,
  timestamp: 8,
  timestamptz: 8,
  uuid: 16,
};
const UNKNOWN_WIDTH = 32;

/** How wide a value is thought to be without statistics. Models get_typavgwidth. */
function widthOf({ name, family, length }: SqlType): number {
  const known = WIDTHS[name];
  if (known !== undefined) return known;
  if (length <= 0) return UNKNOWN_WIDTH;
  if (family === 'decimal') return Math.min(UNKNOWN_WIDTH, 8 + 2 * Math.floor((length + 6) / 4));
  const most = length * 4 + 4;
  if (name === 'char' || most <= UNKNOWN_WIDTH) return most;
  return UNKNOWN_WIDTH + Math.floor((Math.min(most, 1_000) - UNKNOWN_WIDTH) / 2);
}

const sumOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, { type }) => sum + widthOf(type), 0);

const PAGE_BYTES = 8_168;
const ROW_BYTES = 28;
/** What a table that was never analysed is thought to have. */
const LEAST_PAGES = 10;
const ROW_COST = 0.01;
const OPERATOR_COST = 0.0025;
const EQUAL_SHARE = 0.005;
const RANGE_SHARE = 1 / 3;

const fail = (what: string): never => {
  throw new SqlFailure(pgError('0A000', `ordinal: ${what}`));
};
const unmodelled = (): never =>
  fail(
    'EXPLAIN with costs is modelled for queries of one table with one condition at most; ' +
      'EXPLAIN (COSTS OFF) for more',
  );

/** Rounds as rint does: a half goes to the even number. */
const toEven = (value: number): number => {
  const down = Math.floor(value);
  return value - down === 0.5 ? down + (down % 2) : Math.round(value);
};

interface Condition {
  readonly column: Column;
  readonly operator: string;
  readonly text: string;
}

/** `column operator literal`; everything else is not modelled. */
function conditionOf(where: Expr, columns: readonly Column[]): Condition {
  if (where.kind !== 'binary') return unmodelled();
  const { left, right, operator } = where;
  if (left.kind !== 'column' || right.kind !== 'literal') return unmodelled();
  if (!['=', '<', '<=', '>', '>='].includes(operator)) return unmodelled();
  const column = columns.find(({ name }) => name === left.name);
  if (column === undefined) return unmodelled();
  if (typeof right.value === 'bigint' && column.type.family === 'integer') {
    return { column, operator, text: `(${column.name} ${operator} ${right.value})` };
  }
  if (typeof right.value !== 'string' || column.type.family !== 'text') return unmodelled();
  const name = column.type.name === 'varchar' ? `(${column.name})::text` : column.name;
  const value = `'${right.value.replaceAll("'", "''")}'::text`;
  return { column, operator, text: `(${name} ${operator} ${value})` };
}

function selectedWidth({ items }: Select, columns: readonly Column[]): number {
  const found = items.map((item) => {
    if (item.kind === 'star') return sumOf(columns);
    const { expr } = item;
    const column = columns.find(({ name }) => expr.kind === 'column' && name === expr.name);
    return column === undefined ? unmodelled() : widthOf(column.type);
  });
  return found.reduce((sum, width) => sum + width, 0);
}

const costs = (start: number, total: number, rows: number, width: number): string =>
  `(cost=${start.toFixed(2)}..${total.toFixed(2)} rows=${rows} width=${width})`;

function planLines(select: Select, table: Table, alias: string): string[] {
  const { name, columns, keys } = table.definition;
  const perPage = Math.floor(PAGE_BYTES / (sumOf(columns) + ROW_BYTES));
  const pages = Math.max(LEAST_PAGES, Math.ceil(table.rows.length / perPage));
  const rows = pages * perPage;
  const width = selectedWidth(select, columns);
  const condition = select.where && conditionOf(select.where, columns);
  const shown = alias === name ? name : `${name} ${alias}`;
  const total = pages + rows * ROW_COST;
  if (condition === undefined) return [`Seq Scan on ${shown}  ${costs(0, total, rows, width)}`];
  const key = keys.find((each) => each.columns[0]?.name === condition.column.name);
  const isEqual = condition.operator === '=';
  if (key !== undefined) {
    if (key.kind === 'index' || key.columns.length > 1 || !isEqual) return unmodelled();
    const start = 0.125 + Math.ceil(Math.log2(rows)) * OPERATOR_COST;
    const cost = costs(start, start + 8.0175, 1, width);
    return [`Index Scan using ${key.name} on ${shown}  ${cost}`, `  Index Cond: ${condition.text}`];
  }
  const found = Math.max(1, toEven(rows * (isEqual ? EQUAL_SHARE : RANGE_SHARE)));
  const filtered = costs(0, total + rows * OPERATOR_COST, found, width);
  return [`Seq Scan on ${shown}  ${filtered}`, `  Filter: ${condition.text}`];
}

/** An EXPLAIN as it was asked for. */
export interface Explain {
  readonly statement: Statement;
  readonly hasCosts: boolean;
}

const OPTION = /^\(\s*((?:\w+(?:\s+\w+)?\s*,?\s*)*)\)\s*/;

/** Reads an EXPLAIN with its options; undefined for other statements. */
export function explainOf(
  statement: AnyStatement<OwnStatement>,
  text: string,
): Explain | undefined {
  if (statement.kind === 'explain') {
    if (statement.isAnalyze) return fail('EXPLAIN ANALYZE is not modelled');
    return { statement: statement.statement, hasCosts: true };
  }
  if (statement.kind !== 'own' || statement.own.words[0] !== 'explain') return undefined;
  const rest = text.trim().replace(/^explain\s*/i, '');
  const options = OPTION.exec(rest);
  const list = (options?.[1] ?? '').toLowerCase();
  if (/\banalyze\b(?!\s+(off|false))/.test(list)) fail('EXPLAIN ANALYZE is not modelled');
  const inner = parseStatement(PG_DIALECT, rest.slice(options?.[0].length ?? 0));
  if (inner === undefined || inner.kind === 'own') {
    return fail('EXPLAIN is modelled for queries and changes of rows');
  }
  return { statement: inner, hasCosts: !/\bcosts\s+(off|false)\b/.test(list) };
}

const planReply = (lines: readonly string[]): PgReply => ({
  type: 'rows',
  table: {
    columns: [{ name: 'QUERY PLAN', isRight: false }],
    rows: lines.map((line) => [line]),
  },
  tag: 'EXPLAIN',
});

/**
 * The plan of a statement. With costs, a plain query of one table that was never analysed: models
 * the estimates of src/backend/optimizer (estimate_rel_size, cost_seqscan, btcostestimate). Without
 * them, joins, groups and orders too.
 */
export function explain(env: Env, { statement, hasCosts }: Explain): PgReply {
  const { catalog } = env;
  const tableOf = (schema: string, name: string): Table | undefined =>
    catalog.schemas.get(schema || 'public')?.tables.get(name);
  if (['query', 'insert', 'update', 'delete'].includes(statement.kind)) {
    try {
      // What the statement refuses is refused here as well.
      executeStatement(env, statement as DataStatement);
    } catch (error) {
      if (!(error instanceof LockWait)) throw error;
      fail('EXPLAIN of a statement that waits for a lock is not modelled');
    }
  }
  if (!hasCosts) return planReply(planOf(statement, tableOf));
  if (statement.kind !== 'query') return unmodelled();
  const { first, others, orderBy, limit, offset, with: common } = statement.query;
  const isPlain = others.length + common.length + orderBy.length === 0;
  if (!isPlain || limit !== undefined || offset !== undefined) return unmodelled();
  if (first.kind !== 'select' || first.from?.kind !== 'table') return unmodelled();
  if (first.isDistinct || first.groupBy.length > 0 || first.having !== undefined) {
    return unmodelled();
  }
  const { table: named, alias } = first.from;
  const table = tableOf(named.schema, named.name);
  return table === undefined ? unmodelled() : planReply(planLines(first, table, alias));
}

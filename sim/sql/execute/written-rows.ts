import type { OrderItem, Statement } from '../ast.ts';
import type { BindContext } from '../bind/context.ts';
import { bindExpression } from '../bind/expressions.ts';
import { truthOf } from '../bind/logic.ts';
import { type Frame, frameOf } from '../bound.ts';
import type { Env } from '../dialect.ts';
import { asDouble, compareForOrder, numberOf } from '../operate/compare.ts';
import type { StoredRow, Table } from '../storage/model.ts';
import type { Value } from '../values.ts';
import { type FromPlan, ROW_ID } from './from-plan.ts';

type Update = Extract<Statement, { kind: 'update' }>;

/** The rows that a WHERE finds among those that are to be written, in order. */
export function findFrames(
  env: Env,
  context: (clause: 'where' | 'order' | 'limit') => BindContext,
  from: FromPlan,
  statement: Pick<Update, 'where' | 'orderBy' | 'limit'>,
): Frame[] {
  const where = statement.where && bindExpression(context('where'), statement.where);
  const keys = statement.orderBy.map(({ expr, isDescending }: OrderItem) => ({
    key: bindExpression(context('order'), expr),
    isDescending,
  }));
  const limit = statement.limit && bindExpression(context('limit'), statement.limit);
  const frames = from
    .rows(undefined)
    .map((row) => frameOf(row, undefined))
    .filter((frame) => where === undefined || truthOf(env, where.eval(frame)) === true);
  const sorted =
    keys.length === 0
      ? frames
      : [...frames].sort((a, b) => {
          for (const { key, isDescending } of keys) {
            const order = compareForOrder(env.dialect.semantics, key.eval(a), key.eval(b));
            if (order !== 0) return isDescending ? -order : order;
          }
          return 0;
        });
  const most = limit?.eval(frameOf([], undefined)) ?? null;
  if (most === null) return sorted;
  return sorted.slice(0, asDouble(numberOf(env.dialect.semantics, most, env.warn)));
}

/** One table of a statement that writes, and where its row id stands. */
export interface Target {
  readonly table: Table;
  readonly offset: number;
  readonly rowIdAt: number;
}

/** The table of that name or alias among those of a statement. */
export function targetOf(from: FromPlan, alias: string): Target | undefined {
  const real = from.sources.filter(({ columns }) => columns.at(-1)?.name === ROW_ID);
  const at = real.findIndex(
    (source) => alias === '' || source.alias.toLowerCase() === alias.toLowerCase(),
  );
  const source = real[at];
  const table = from.tables[at];
  if (source === undefined || table === undefined) return undefined;
  return { table, offset: source.offset, rowIdAt: source.offset + source.columns.length - 1 };
}

const storedRow = (table: Table, id: Value): StoredRow | undefined =>
  table.rows.find((row) => BigInt(row.id) === id);

/** Finds rows by id, fast for many. */
export function rowFinder(table: Table): (id: Value) => StoredRow | undefined {
  let byId: Map<bigint, StoredRow> | undefined;
  return (id) => {
    byId ??= new Map(table.rows.map((row) => [BigInt(row.id), row]));
    return typeof id === 'bigint' ? (byId.get(id) ?? storedRow(table, id)) : undefined;
  };
}

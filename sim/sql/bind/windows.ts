import type { Expr, WindowFrame, WindowSpec } from '../ast.ts';
import { type Bound, bound, type Frame } from '../bound.ts';
import type { Accumulator } from '../dialect.ts';
import { SqlFailure } from '../errors.ts';
import { lookup } from '../lookup.ts';
import { commonType, convert } from '../operate/convert.ts';
import { DOUBLE, INTEGER, type SqlType, type Value } from '../values.ts';
import type { Bind, BindContext, Partition, WindowSlot } from './context.ts';

/** A function that exists only with OVER. */
interface WindowFunction {
  readonly least: number;
  readonly most: number;
  type(args: readonly Bound[]): SqlType;
  readonly isNullable: boolean;
  /** The value for the row at `at`; `from` and `to` are the edges of its frame. */
  value(partition: Partition, at: number, args: readonly Bound[], edges: Edges): Value;
}

interface Edges {
  readonly from: number;
  readonly to: number;
}

const toNumber = (value: Value): number => (typeof value === 'bigint' ? Number(value) : 0);
const firstType = (args: readonly Bound[]): SqlType => args[0]?.type ?? INTEGER;

const counting = (
  value: (partition: Partition, at: number) => Value,
  type: SqlType = INTEGER,
): WindowFunction => ({ least: 0, most: 0, type: () => type, isNullable: false, value });

const denseRank = ({ firstPeer }: Partition, at: number): Value =>
  BigInt(new Set(firstPeer.slice(0, at + 1)).size);

/** `lag` and `lead`: the row so many before or behind. */
const neighbour = (direction: 1 | -1): WindowFunction => ({
  least: 1,
  most: 3,
  type: ([value, , otherwise]) =>
    value === undefined || otherwise === undefined
      ? (value?.type ?? INTEGER)
      : commonType([value.type, otherwise.type]),
  isNullable: true,
  value({ frames }, at, [value, distance, otherwise]) {
    const here = frames[at] as Frame;
    const steps = distance === undefined ? 1 : toNumber(distance.eval(here));
    const there = frames[at + direction * steps];
    return there === undefined ? (otherwise?.eval(here) ?? null) : (value?.eval(there) ?? null);
  },
});

const atEdge = (
  indexOf: (edges: Edges, args: readonly Bound[], here: Frame) => number,
  most = 1,
): WindowFunction => ({
  least: most,
  most,
  type: firstType,
  isNullable: true,
  value({ frames }, at, args, edges) {
    const index = indexOf(edges, args, frames[at] as Frame);
    const frame = index < edges.from || index > edges.to ? undefined : frames[index];
    return frame === undefined ? null : (args[0]?.eval(frame) ?? null);
  },
});

function bucketOf(count: number, buckets: number, at: number): bigint {
  const small = Math.floor(count / buckets);
  const larger = count % buckets;
  const inLarger = larger * (small + 1);
  const index =
    at < inLarger ? Math.floor(at / (small + 1)) : larger + Math.floor((at - inLarger) / small);
  return BigInt(index + 1);
}

const WINDOW_FUNCTIONS = lookup<WindowFunction>({
  row_number: counting((_partition, at) => BigInt(at + 1)),
  rank: counting(({ firstPeer }, at) => BigInt((firstPeer[at] ?? 0) + 1)),
  dense_rank: counting(denseRank),
  percent_rank: counting(
    ({ frames, firstPeer }, at) =>
      frames.length < 2 ? 0 : (firstPeer[at] ?? 0) / (frames.length - 1),
    DOUBLE,
  ),
  cume_dist: counting(
    ({ frames, lastPeer }, at) => ((lastPeer[at] ?? 0) + 1) / frames.length,
    DOUBLE,
  ),
  ntile: {
    least: 1,
    most: 1,
    type: () => INTEGER,
    isNullable: false,
    value: ({ frames }, at, [count]) =>
      bucketOf(frames.length, Math.max(1, toNumber(count?.eval(frames[at] as Frame) ?? 1n)), at),
  },
  lag: neighbour(-1),
  lead: neighbour(1),
  first_value: atEdge(({ from }) => from),
  last_value: atEdge(({ to }) => to),
  nth_value: atEdge(({ from }, [, count], here) => from + toNumber(count?.eval(here) ?? 1n) - 1, 2),
});

/** The rows that count for one row: without ORDER BY all, else all up to its equals. */
function edgesOf(
  partition: Partition,
  at: number,
  isOrdered: boolean,
  frame: WindowFrame | undefined,
): Edges {
  const last = partition.frames.length - 1;
  if (frame === undefined) {
    return { from: 0, to: isOrdered ? (partition.lastPeer[at] ?? last) : last };
  }
  if (frame.unit === 'rows') {
    return { from: Math.max(0, at + frame.from), to: Math.min(last, at + frame.to) };
  }
  return {
    from: frame.from < 0 ? 0 : (partition.firstPeer[at] ?? 0),
    to: frame.to > 0 ? last : (partition.lastPeer[at] ?? last),
  };
}

function resolved(context: BindContext, expr: Extract<Expr, { kind: 'window' }>): WindowSpec {
  const find = (name: string): WindowSpec => {
    const found = context.namedWindows.find(
      (each) => each.name.toLowerCase() === name.toLowerCase(),
    );
    if (found === undefined) throw new SqlFailure(context.env.dialect.errors.unknownWindow(name));
    return found.spec;
  };
  const spec = expr.named === '' ? expr.spec : find(expr.named);
  if (spec.base === '') return spec;
  const base = find(spec.base);
  return {
    ...spec,
    partitionBy: base.partitionBy,
    orderBy: spec.orderBy.length > 0 ? spec.orderBy : base.orderBy,
  };
}

const overFrame = (create: () => Accumulator, args: readonly Bound[]): WindowFunction['value'] => {
  let [whole, result]: [Partition | undefined, Value] = [undefined, null];
  return (partition, _at, _args, { from, to }) => {
    const isWhole = from === 0 && to === partition.frames.length - 1;
    if (isWhole && whole === partition) return result;
    const accumulator = create();
    for (let i = from; i <= to; i++) {
      const frame = partition.frames[i] as Frame;
      accumulator.add(args.map((arg) => arg.eval(frame)));
    }
    const value = accumulator.result();
    if (isWhole) [whole, result] = [partition, value];
    return value;
  };
};

/** Binds a call with OVER; its values are worked out when all rows are there. */
export function bindWindow(
  bindExpression: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'window' }>,
): Bound {
  const { env, windows, aggregates } = context;
  const { errors } = env.dialect;
  const { call } = expr;
  if (windows === undefined || aggregates === undefined) {
    throw new SqlFailure(errors.misplacedWindow(call.name, context.clause, expr.start));
  }
  const inner: BindContext = { ...context, windows: undefined };
  const args = call.args.map((arg) => bindExpression(inner, arg));
  const own = WINDOW_FUNCTIONS.get(call.name);
  const aggregate = env.dialect.aggregates.get(call.name);
  const known = own ?? aggregate;
  if (known === undefined) {
    const types = args.map(({ type }) => type.name);
    const schema = env.session.schema();
    throw new SqlFailure(errors.unknownFunction(call.name, schema, call.start, types));
  }
  if (!call.isStar && (args.length < known.least || args.length > known.most)) {
    throw new SqlFailure(errors.argumentCount(call.name));
  }
  const spec = resolved(context, expr);
  const facts = { types: args.map(({ type }) => type), separator: call.separator };
  const type = own?.type(args) ?? aggregate?.typeOf(facts, env) ?? INTEGER;
  const compute = own?.value ?? overFrame(() => aggregate?.create(facts, env) as Accumulator, args);
  const index = aggregates.length;
  // Its place among the results of aggregates; nothing is added up there.
  aggregates.push({ args: [], isDistinct: false, orderBy: [], create: () => NOTHING });
  const slot: WindowSlot = {
    index,
    partitionBy: spec.partitionBy.map((each) => bindExpression(inner, each)),
    orderBy: spec.orderBy.map((item) => ({
      key: bindExpression(inner, item.expr),
      isDescending: item.isDescending,
      nulls: item.nulls,
    })),
    valueAt: (partition, at) =>
      compute(partition, at, args, edgesOf(partition, at, spec.orderBy.length > 0, spec.frame)),
  };
  windows.push(slot);
  return bound(type, known.isNullable, (frame) =>
    convert(env, frame.aggregates[index] ?? null, type),
  );
}

const NOTHING: Accumulator = { add: () => undefined, result: () => null };

import type { Expr } from '../ast.ts';
import { type Bound, bound } from '../bound.ts';
import { SqlFailure } from '../errors.ts';
import { shifted } from '../operate/arithmetic.ts';
import type { Bind, BindContext } from './context.ts';

/** A call of a function or of an aggregate. */
export function bindCall(
  bind: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'call' }>,
): Bound {
  const { env } = context;
  const { dialect } = env;
  if (dialect.aggregates.has(expr.name)) return bindAggregate(bind, context, expr);
  if (expr.name === 'grouping' && context.grouping !== undefined)
    return context.grouping(expr.args);
  const last = expr.args.at(-1);
  if (last?.kind === 'interval' && expr.args.length === 2) {
    const time = bind(context, expr.args[0] as Expr);
    const sign = /sub/.test(expr.name) ? -1 : 1;
    return shifted(env, time, bind(context, last.amount), last.unit, sign);
  }
  const spec = dialect.functions.get(expr.name);
  const args = expr.args.map((arg) => bind(context, arg));
  if (spec === undefined) {
    const types = args.map(({ type }) => type.name);
    const error = dialect.errors.unknownFunction(
      expr.name,
      env.session.schema(),
      expr.start,
      types,
    );
    throw new SqlFailure(error);
  }
  if (args.length < spec.least || args.length > spec.most) {
    throw new SqlFailure(dialect.errors.argumentCount(expr.name));
  }
  return spec.bind(args, env);
}

function bindAggregate(
  bind: Bind,
  context: BindContext,
  expr: Extract<Expr, { kind: 'call' }>,
): Bound {
  const { env, aggregates } = context;
  const { dialect } = env;
  if (aggregates === undefined) throw new SqlFailure(dialect.errors.misplacedAggregate(expr.start));
  const spec = dialect.aggregates.get(expr.name);
  const inner: BindContext = { ...context, aggregates: undefined, windows: undefined };
  const args = expr.args.map((arg) => bind(inner, arg));
  if (
    spec === undefined ||
    (!expr.isStar && (args.length < spec.least || args.length > spec.most))
  ) {
    throw new SqlFailure(dialect.errors.argumentCount(expr.name));
  }
  const orderBy = expr.orderBy.map(({ expr: key, isDescending }) => ({
    key: bind(inner, key),
    isDescending,
  }));
  const call = { types: args.map(({ type }) => type), separator: expr.separator };
  const slot = aggregates.length;
  aggregates.push({
    args: expr.isStar ? [] : args,
    isDistinct: expr.isDistinct,
    orderBy,
    create: () => spec.create(call, env),
  });
  const type = spec.typeOf(call, env);
  return bound(type, spec.isNullable, (frame) => frame.aggregates[slot] ?? null);
}
